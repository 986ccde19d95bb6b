from django.urls import path

from members import views

app_name = "members"
urlpatterns = [
    path("members/", views.member_list, name="list"),
    path("members/add/", views.member_add, name="add"),
    path("members/<int:pk>/", views.member_detail, name="detail"),
    path("members/<int:pk>/edit/", views.member_edit, name="edit"),
    path("members/<int:pk>/event/<slug:slug>/", views.member_event, name="event"),
    path("members/cells/<int:pk>/end/", views.end_cell, name="end-cell"),
    path("development/", views.targets, name="targets"),
    path("development/set/", views.set_targets, name="set-targets"),
    path("development/admitted/", views.admitted, name="admitted"),
]
