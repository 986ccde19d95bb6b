from members.forms.file import AddForm, CorrectFileForm, FileForm, RevealForm
from members.forms.life import CorrectEventForm, EndCellForm, EventForm
from members.forms.listing import FilterNameForm, MemberFilter, NumberForm
from members.forms.target import TargetsForm

__all__ = [
    "AddForm",
    "CorrectEventForm",
    "CorrectFileForm",
    "EndCellForm",
    "EventForm",
    "FileForm",
    "FilterNameForm",
    "MemberFilter",
    "NumberForm",
    "RevealForm",
    "TargetsForm",
]
