from meetings.forms.recording import FilterForm, MoveForm, RecordingForm, ReopenForm, StartForm

__all__ = ["FilterForm", "MoveForm", "RecordingForm", "ReopenForm", "StartForm"]
