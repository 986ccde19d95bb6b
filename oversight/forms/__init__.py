from oversight.forms.difficulty import DifficultyFilter, DifficultyForm, FollowUpForm
from oversight.forms.focus import (
    AgencyForm,
    ClosePeriodForm,
    FocusFilter,
    FocusStepForm,
    FocusTaskForm,
    StrikeTaskForm,
    lead_key,
)
from oversight.forms.visit import PeriodForm, RemarkForm, VisitForm
