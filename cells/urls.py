from django.urls import path

from cells.views import calendar, rules
from cells.views import structure as views

app_name = "cells"
urlpatterns = [
    path("cells/", views.cell_list, name="list"),
    path("cells/add/", views.cell_add, name="add"),
    path("cells/<int:pk>/", views.cell_detail, name="detail"),
    path("cells/<int:pk>/edit/", views.cell_edit, name="edit"),
    path("cells/<int:pk>/status/", views.cell_change_status, name="change-status"),
    path("cells/<int:pk>/accounts/end/", views.cell_end_account, name="end-account"),
    path("cells/<int:pk>/assign/", views.cell_assign, name="assign"),
    path("cells/<int:pk>/who-may/", views.cell_who_may, name="cell-who-may"),
    path("hamlets/", views.hamlet_list, name="hamlets"),
    path("hamlets/<int:pk>/", views.hamlet_detail, name="hamlet"),
    path("hamlets/<int:pk>/serve/", views.hamlet_serve, name="serve"),
    path("rules/", rules.rules, name="rules"),
    path("rules/calendar/", calendar.calendar, name="calendar"),
    path("rules/calendar/add/", calendar.calendar_day_add, name="add-calendar-day"),
    path("rules/calendar/day/<int:pk>/", calendar.calendar_day_edit, name="edit-calendar-day"),
    path("rules/calendar/<int:year>/propose/", calendar.calendar_propose, name="propose-calendar"),
    path("rules/calendar/<int:year>/announce/", calendar.calendar_announce, name="announce-calendar"),
    path("rules/<slug:subject>/", rules.rules_of, name="rules-of"),
    path("rules/<slug:subject>/draft/", rules.rules_draft, name="draft-rules"),
    path("rules/<slug:subject>/<int:pk>/", rules.rule_set, name="rule-set"),
    path("rules/<slug:subject>/<int:pk>/edit/", rules.rule_set_edit, name="edit-rule-set"),
    path("rules/<slug:subject>/<int:pk>/copy/", rules.rule_set_copy, name="copy-rule-set"),
    path("rules/<slug:subject>/<int:pk>/publish/", rules.rule_set_publish, name="publish-rule-set"),
    path("who-may/", views.who_may, name="who-may"),
]
