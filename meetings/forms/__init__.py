from meetings.forms.paper import OpenTermForm, RegisterFilter, StrikeForm
from meetings.forms.plan import CancelPlannedForm, DraftPlanForm, EditPlannedForm, MovePlannedForm, PlanMeetingForm
from meetings.forms.recording import FilterForm, MoveForm, ReopenForm, StartForm, StrikeMeetingForm
from meetings.forms.roll import NoticeForm
from meetings.forms.task import HandTaskForm, TaskFilter
