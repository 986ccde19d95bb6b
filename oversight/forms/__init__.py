from oversight.forms.difficulty import DifficultyFilter, DifficultyForm, FollowUpForm
from oversight.forms.visit import PeriodForm, RemarkForm, VisitForm
