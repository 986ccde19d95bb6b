from django.urls import path

from meetings.views import minutes, roll, second, sheet, task, yearly

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
    path("tasks/", task.task_list, name="tasks"),
    path("absences/", roll.absences, name="absences"),
    path("absences/cells/<int:pk>/add/", roll.absence_add, name="add-absence"),
    path("absences/<int:pk>/withdraw/", roll.absence_withdraw, name="withdraw-absence"),
    path("members/<int:pk>/", roll.member_attendance, name="member-attendance"),
    # Quality: two scores, the year, the score sheets
    path("<int:pk>/second-score/", second.second_score, name="second-score"),
    path("differences/", second.differences, name="differences"),
    path("yearly/", yearly.cells_over_the_year, name="yearly"),
    path("sheets/", sheet.sheets, name="sheets"),
    path("sheets/<int:pk>/", sheet.sheet, name="sheet"),
    path("sheets/<int:pk>/edit/", sheet.sheet_edit, name="sheet-edit"),
    path("sheets/<int:pk>/year/", sheet.sheet_year, name="sheet-year"),
    path("sheets/<int:pk>/preview/", sheet.sheet_preview, name="sheet-preview"),
    path("sheets/<int:pk>/publish/", sheet.sheet_publish, name="sheet-publish"),
    path("sheets/<int:pk>/copy/", sheet.sheet_copy, name="sheet-copy"),
    path("sheets/<int:pk>/add/", sheet.criterion_add, name="criterion-add"),
    path("sheets/criteria/<int:pk>/", sheet.criterion, name="criterion"),
    path("sheets/criteria/<int:pk>/add/", sheet.step_add, name="step-add"),
    path("sheets/steps/<int:pk>/", sheet.step, name="step"),
]
