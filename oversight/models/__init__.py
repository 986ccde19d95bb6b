from oversight.models.difficulty import Difficulty, FollowUp
from oversight.models.focus import Agency, FocusPeriod, FocusStep, FocusTask
from oversight.models.rules import FocusRules
from oversight.models.visit import PlannedVisit, Remark
