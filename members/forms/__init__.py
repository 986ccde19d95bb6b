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
from members.forms.listing import FilterNameForm, MemberFilter, NumberForm
from members.forms.merge import MergeForm
from members.forms.posts import OnDayForm
from members.forms.privacy import AccessFilter, AnswerForm, BreachForm, MomentForm, RequestForm
from members.forms.rating import DecideForm, DecisionForm, ProposeForm
from members.forms.target import TargetsForm
from members.forms.training import CourseForm, EnrolForm, ResultForm, SentByForm
from members.forms.work import DutyForm, FollowForm, GiveDutiesForm
from members.forms.year import CellYearForm, YearForm

__all__ = [
    "AccessFilter",
    "AddForm",
    "AnswerForm",
    "AwardDayForm",
    "BadgeStepForm",
    "BreachForm",
    "CellYearForm",
    "CommendForm",
    "CorrectEventForm",
    "CorrectFileForm",
    "CourseForm",
    "DecideForm",
    "DecisionForm",
    "DisciplineEntryForm",
    "DutyForm",
    "EndCellForm",
    "EnrolForm",
    "EnterBadgeForm",
    "EventForm",
    "FileForm",
    "FilterNameForm",
    "FollowForm",
    "GiveDutiesForm",
    "MemberFilter",
    "MergeForm",
    "MomentForm",
    "NumberForm",
    "OnDayForm",
    "ProposeBadgeForm",
    "ProposeForm",
    "RemoveDisciplineForm",
    "RequestForm",
    "ResultForm",
    "RevealForm",
    "SentByForm",
    "StrikeForm",
    "TargetsForm",
    "YearForm",
]
