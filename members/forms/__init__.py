from members.forms.file import AddForm, CorrectFileForm, FileForm, RevealForm
from members.forms.imports import ColumnsForm, DifferenceFilter, RowFilter, SettleForm, UndoForm, UploadForm
from members.forms.life import CorrectEventForm, EndCellForm, EventForm
from members.forms.listing import MemberFilter
from members.forms.target import TargetsForm

__all__ = [
    "AddForm",
    "ColumnsForm",
    "CorrectEventForm",
    "CorrectFileForm",
    "DifferenceFilter",
    "EndCellForm",
    "EventForm",
    "FileForm",
    "MemberFilter",
    "RevealForm",
    "RowFilter",
    "SettleForm",
    "TargetsForm",
    "UndoForm",
    "UploadForm",
]
