from django.urls import path

from meetings import second_views, sheet_views, views, yearly_views

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("start/", views.meeting_start, name="start"),
    path("<int:pk>/", views.meeting_detail, name="detail"),
    path("<int:pk>/record/", views.meeting_record, name="record"),
    path("<int:pk>/draft/", views.meeting_draft, name="draft"),
    path("<int:pk>/drop-draft/", views.meeting_drop_draft, name="drop-draft"),
    path("<int:pk>/move/", views.meeting_move, name="move"),
    path("<int:pk>/reopen/", views.meeting_reopen, name="reopen"),
    # Quality: two scores, the year, the score sheets
    path("<int:pk>/second-score/", second_views.second_score, name="second-score"),
    path("differences/", second_views.differences, name="differences"),
    path("yearly/", yearly_views.cells_over_the_year, name="yearly"),
    path("sheets/", sheet_views.sheets, name="sheets"),
    path("sheets/<int:pk>/", sheet_views.sheet, name="sheet"),
    path("sheets/<int:pk>/edit/", sheet_views.sheet_edit, name="sheet-edit"),
    path("sheets/<int:pk>/year/", sheet_views.sheet_year, name="sheet-year"),
    path("sheets/<int:pk>/preview/", sheet_views.sheet_preview, name="sheet-preview"),
    path("sheets/<int:pk>/publish/", sheet_views.sheet_publish, name="sheet-publish"),
    path("sheets/<int:pk>/copy/", sheet_views.sheet_copy, name="sheet-copy"),
    path("sheets/<int:pk>/add/", sheet_views.criterion_add, name="criterion-add"),
    path("sheets/criteria/<int:pk>/", sheet_views.criterion, name="criterion"),
    path("sheets/criteria/<int:pk>/add/", sheet_views.step_add, name="step-add"),
    path("sheets/steps/<int:pk>/", sheet_views.step, name="step"),
]
