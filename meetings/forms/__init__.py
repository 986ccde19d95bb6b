from meetings.forms.recording import FilterForm, MoveForm, RecordingForm, ReopenForm, StartForm
from meetings.forms.roll import NoticeForm
from meetings.forms.task import TaskFilter

__all__ = ["FilterForm", "MoveForm", "NoticeForm", "RecordingForm", "ReopenForm", "StartForm", "TaskFilter"]
