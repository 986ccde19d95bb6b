from members.forms.file import AddForm, CorrectFileForm, FileForm, RevealForm
from members.forms.life import CorrectEventForm, EndCellForm, EventForm
from members.forms.listing import MemberFilter
from members.forms.posts import OnDayForm
from members.forms.rating import DecideForm, DecisionForm, ProposeForm
from members.forms.target import TargetsForm
from members.forms.training import CourseForm, EnrolForm, ResultForm, SentByForm
from members.forms.work import DutyForm, FollowForm, GiveDutiesForm
from members.forms.year import CellYearForm, YearForm

__all__ = [
    "AddForm",
    "CellYearForm",
    "CorrectEventForm",
    "CorrectFileForm",
    "CourseForm",
    "DecideForm",
    "DecisionForm",
    "DutyForm",
    "EndCellForm",
    "EnrolForm",
    "EventForm",
    "FileForm",
    "FollowForm",
    "GiveDutiesForm",
    "MemberFilter",
    "OnDayForm",
    "ProposeForm",
    "ResultForm",
    "RevealForm",
    "SentByForm",
    "TargetsForm",
    "YearForm",
]
