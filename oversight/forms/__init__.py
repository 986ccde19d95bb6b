from oversight.forms.difficulty import DifficultyFilter, DifficultyForm, StepForm
from oversight.forms.visit import PeriodForm, RemarkForm, VisitForm
