from django.urls import path

from members.views import badges, file, honours, life, listing, target

app_name = "members"
urlpatterns = [
    path("members/", listing.member_list, name="list"),
    path("members/add/", file.member_add, name="add"),
    path("members/<int:pk>/", file.member_detail, name="detail"),
    path("members/<int:pk>/edit/", file.member_edit, name="edit"),
    path("members/<int:pk>/correct/", file.member_correct, name="correct"),
    path("members/<int:pk>/reveal/", file.member_reveal, name="reveal"),
    path("members/<int:pk>/life/", life.member_life, name="life"),
    path("members/<int:pk>/life/<slug:kind>/", life.member_event, name="event"),
    path("members/<int:pk>/honours/", honours.honours, name="honours"),
    path("members/<int:pk>/honours/commend/", honours.commend, name="commend"),
    path("members/<int:pk>/honours/discipline/", honours.discipline, name="discipline"),
    path("members/<int:pk>/honours/badge/", honours.enter_badge, name="enter-badge"),
    path("members/<int:pk>/honours/propose/", badges.propose_badge, name="propose-badge"),
    path("members/honours/discipline/<int:pk>/remove/", honours.remove_discipline, name="remove-discipline"),
    path("members/honours/<slug:kind>/<int:pk>/strike/", honours.strike, name="strike"),
    path("members/cells/<int:pk>/honours/", honours.cell_honours, name="cell-honours"),
    path("members/cells/<int:pk>/honours/commend/", honours.commend_cell, name="commend-cell"),
    path("members/badges/", badges.badges, name="badges"),
    path("members/events/<int:pk>/correct/", life.event_correct, name="correct-event"),
    path("members/cells/<int:pk>/end/", life.end_cell, name="end-cell"),
    path("development/", target.targets, name="targets"),
    path("development/set/", target.set_targets, name="set-targets"),
    path("development/admitted/", target.admitted, name="admitted"),
]
