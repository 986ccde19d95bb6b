from oversight.models.agency import Agency
from oversight.models.briefing import Briefing, BriefingUnit, Conclusion
from oversight.models.commendation import AwardDecision, AwardProposal
from oversight.models.difficulty import Difficulty, FollowUp
from oversight.models.discipline import Ballot, DisciplineCase
from oversight.models.focus import FocusPeriod, FocusStep, FocusTask
from oversight.models.inspection import (
    InspectionCase,
    InspectionChecklist,
    InspectionItem,
    InspectionProgramme,
    InspectionRemedy,
    InspectionStep,
    InspectionSubject,
    InspectionTeamMember,
)
from oversight.models.rules import CommendationRules, DisciplineRules, FocusRules, InspectionRules
from oversight.models.visit import PlannedVisit, Remark
