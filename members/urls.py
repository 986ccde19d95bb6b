from django.urls import path

from members.views import file, imports, life, listing, target

app_name = "members"
urlpatterns = [
    path("members/", listing.member_list, name="list"),
    path("members/add/", file.member_add, name="add"),
    path("members/imports/", imports.import_list, name="imports"),
    path("members/imports/add/", imports.import_add, name="import-add"),
    path("members/imports/template/", imports.import_template, name="import-template"),
    path("members/imports/<int:pk>/", imports.import_rows, name="import"),
    path("members/imports/<int:pk>/columns/", imports.import_columns, name="import-columns"),
    path("members/imports/<int:pk>/apply/", imports.import_apply, name="import-apply"),
    path("members/imports/<int:pk>/undo/", imports.import_undo, name="import-undo"),
    path("members/imports/<int:pk>/drop/", imports.import_drop, name="import-drop"),
    path("members/imports/<int:pk>/differences/", imports.differences, name="differences"),
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
