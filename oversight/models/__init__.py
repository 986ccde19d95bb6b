from oversight.models.difficulty import Difficulty, FollowUp
from oversight.models.visit import PlannedVisit, Remark
