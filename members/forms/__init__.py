from members.forms.file import AddForm, CorrectFileForm, FileForm, RevealForm
from members.forms.life import CorrectEventForm, EndCellForm, EventForm
from members.forms.listing import MemberFilter
from members.forms.merge import MergeForm
from members.forms.privacy import AccessFilter, AnswerForm, BreachForm, MomentForm, RequestForm
from members.forms.target import TargetsForm

__all__ = [
    "AccessFilter",
    "AddForm",
    "AnswerForm",
    "BreachForm",
    "CorrectEventForm",
    "CorrectFileForm",
    "EndCellForm",
    "EventForm",
    "FileForm",
    "MemberFilter",
    "MergeForm",
    "MomentForm",
    "RequestForm",
    "RevealForm",
    "TargetsForm",
]
