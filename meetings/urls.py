from django.urls import path

from meetings.views import minutes, paper, roll, task

app_name = "meetings"
urlpatterns = [
    path("", minutes.meeting_list, name="list"),
    path("start/", minutes.meeting_start, name="start"),
    path("<int:pk>/", minutes.meeting_detail, name="detail"),
    path("<int:pk>/record/", minutes.meeting_record, name="record"),
    path("<int:pk>/draft/", minutes.meeting_draft, name="draft"),
    path("<int:pk>/drop-draft/", minutes.meeting_drop_draft, name="drop-draft"),
    path("<int:pk>/move/", minutes.meeting_move, name="move"),
    path("<int:pk>/reopen/", minutes.meeting_reopen, name="reopen"),
    path("<int:pk>/refresh-roll/", roll.refresh_roll, name="refresh-roll"),
    path("<int:pk>/papers/<slug:kind>/", paper.paper, name="paper"),
    path("papers/", paper.paper_list, name="papers"),
    path("papers/open-term/", paper.term_open, name="open-term"),
    path("papers/<int:pk>/strike/", paper.paper_strike, name="strike-paper"),
    path("tasks/", task.task_list, name="tasks"),
    path("absences/", roll.absences, name="absences"),
    path("absences/cells/<int:pk>/add/", roll.absence_add, name="add-absence"),
    path("absences/<int:pk>/withdraw/", roll.absence_withdraw, name="withdraw-absence"),
    path("members/<int:pk>/", roll.member_attendance, name="member-attendance"),
]
