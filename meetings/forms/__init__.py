from meetings.forms.paper import NumberForm, OpenTermForm, RegisterFilter, StrikeForm
from meetings.forms.recording import FilterForm, MoveForm, RecordingForm, ReopenForm, StartForm
from meetings.forms.roll import NoticeForm
from meetings.forms.task import TaskFilter

__all__ = [
    "FilterForm",
    "MoveForm",
    "NoticeForm",
    "NumberForm",
    "OpenTermForm",
    "RecordingForm",
    "RegisterFilter",
    "ReopenForm",
    "StartForm",
    "StrikeForm",
    "TaskFilter",
]
