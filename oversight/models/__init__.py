from oversight.models.difficulty import Difficulty, Step
from oversight.models.visit import PlannedVisit, Remark
