from oversight.models.agency import Agency
from oversight.models.briefing import Briefing, BriefingUnit, Conclusion
from oversight.models.commendation import AwardDecision, AwardProposal
from oversight.models.democracy import DemocracyCheck, DemocracyFinding, HouseholdVote
from oversight.models.difficulty import Difficulty, FollowUp
from oversight.models.discipline import Ballot, DisciplineCase
from oversight.models.duty import HandOver
from oversight.models.focus import FocusPeriod, FocusStep, FocusTask, JoiningUnit
from oversight.models.information import Information
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
from oversight.models.rules import (
    CommendationRules,
    DemocracyRules,
    DisciplineRules,
    FocusRules,
    GuidanceRules,
    InspectionRules,
)
from oversight.models.visit import PlannedVisit, Remark
