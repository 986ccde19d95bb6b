from django.urls import path

from meetings import views

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
]
