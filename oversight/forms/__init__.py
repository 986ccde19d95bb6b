from oversight.forms.difficulty import DifficultyFilter, DifficultyForm, StepForm
from oversight.forms.visit import PeriodForm, RemarkForm, VisitForm

__all__ = ["DifficultyFilter", "DifficultyForm", "PeriodForm", "RemarkForm", "StepForm", "VisitForm"]
