from django.urls import path

from members.views import file, life, listing, target

app_name = "members"
urlpatterns = [
    path("members/", listing.member_list, name="list"),
    path("members/add/", file.member_add, name="add"),
    path("members/find/", listing.member_find, name="find"),
    path("members/filters/", listing.saved_filters, name="filters"),
    path("members/filters/save/", listing.filter_save, name="save-filter"),
    path("members/filters/<int:pk>/rename/", listing.filter_rename, name="rename-filter"),
    path("members/filters/<int:pk>/remove/", listing.filter_remove, name="remove-filter"),
    path("members/<int:pk>/", file.member_detail, name="detail"),
    path("members/<int:pk>/edit/", file.member_edit, name="edit"),
    path("members/<int:pk>/correct/", file.member_correct, name="correct"),
    path("members/<int:pk>/reveal/", file.member_reveal, name="reveal"),
    path("members/<int:pk>/life/", life.member_life, name="life"),
    path("members/<int:pk>/life/<slug:kind>/", life.member_event, name="event"),
    path("members/events/<int:pk>/correct/", life.event_correct, name="correct-event"),
    path("members/cells/<int:pk>/end/", life.end_cell, name="end-cell"),
    path("development/", target.targets, name="targets"),
    path("development/set/", target.set_targets, name="set-targets"),
    path("development/admitted/", target.admitted, name="admitted"),
]
