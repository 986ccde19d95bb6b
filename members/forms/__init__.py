from members.forms.file import AddForm, CorrectFileForm, FileForm, RevealForm
from members.forms.honours import (
    AwardDayForm,
    BadgeStepForm,
    CommendForm,
    DisciplineEntryForm,
    EnterBadgeForm,
    ProposeBadgeForm,
    RemoveDisciplineForm,
    StrikeForm,
)
from members.forms.life import CorrectEventForm, EndCellForm, EventForm
from members.forms.listing import MemberFilter
from members.forms.target import TargetsForm

__all__ = [
    "AddForm",
    "AwardDayForm",
    "BadgeStepForm",
    "CommendForm",
    "CorrectEventForm",
    "CorrectFileForm",
    "DisciplineEntryForm",
    "EndCellForm",
    "EnterBadgeForm",
    "EventForm",
    "FileForm",
    "MemberFilter",
    "ProposeBadgeForm",
    "RemoveDisciplineForm",
    "RevealForm",
    "StrikeForm",
    "TargetsForm",
]
