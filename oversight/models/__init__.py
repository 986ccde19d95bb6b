from oversight.models.agency import Agency
from oversight.models.briefing import Briefing, BriefingUnit, Conclusion
from oversight.models.democracy import DemocracyCheck, DemocracyFinding, HouseholdVote
from oversight.models.difficulty import Difficulty, FollowUp
from oversight.models.duty import HandOver
from oversight.models.focus import FocusPeriod, FocusStep, FocusTask, JoiningUnit
from oversight.models.rules import DemocracyRules, FocusRules, GuidanceRules
from oversight.models.visit import PlannedVisit, Remark
