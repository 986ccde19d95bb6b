from oversight.forms.briefing import AttendanceForm, BriefingForm, ConclusionForm, SpeechForm
from oversight.forms.democracy import DemocracyCheckForm, FindingForm, HouseholdVoteForm
from oversight.forms.difficulty import DifficultyFilter, DifficultyForm, FollowUpForm
from oversight.forms.focus import (
    AgencyForm,
    ClosePeriodForm,
    FocusFilter,
    FocusStepForm,
    FocusTaskForm,
    StrikeTaskForm,
)
from oversight.forms.inspection import (
    CaseForm,
    CaseStepForm,
    ChecklistForm,
    CloseRemedyForm,
    FindingsForm,
    InspectionFilter,
    ItemForm,
    ProgrammeDocumentForm,
    ProgrammeForm,
    RemedyForm,
    SubjectForm,
    TeamForm,
    TurnForm,
)
from oversight.forms.unit import unit_key
from oversight.forms.visit import HandOverForm, PeriodForm, RemarkForm, VisitForm
