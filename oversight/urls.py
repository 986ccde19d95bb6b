from django.urls import path

from oversight.views import briefing, difficulty, focus, visit

app_name = "oversight"
urlpatterns = [
    path("", difficulty.index, name="index"),
    path("difficulties/cells/<int:pk>/add/", difficulty.difficulty_add, name="add-difficulty"),
    path("difficulties/<int:pk>/", difficulty.difficulty_detail, name="difficulty"),
    path("difficulties/<int:pk>/step/", difficulty.difficulty_follow_up, name="follow-up"),
    path("cells/<int:pk>/hand-over/", difficulty.hand_over, name="hand-over"),
    path("tasks/", focus.tasks, name="focus"),
    path("tasks/add/", focus.task_add, name="add-focus-task"),
    path("tasks/<int:pk>/", focus.task, name="focus-task"),
    path("tasks/<int:pk>/edit/", focus.task_edit, name="edit-focus-task"),
    path("tasks/<int:pk>/strike/", focus.task_strike, name="strike-focus-task"),
    path("tasks/<int:pk>/steps/<str:kind>/", focus.task_step, name="focus-step"),
    path("tasks/periods/", focus.periods, name="focus-periods"),
    path("tasks/periods/<int:pk>/", focus.period, name="focus-period"),
    path("tasks/periods/<int:pk>/strike/", focus.period_strike, name="strike-focus-period"),
    path("tasks/bodies/", focus.agencies, name="agencies"),
    path("tasks/bodies/<int:pk>/", focus.agency_edit, name="edit-agency"),
    path("tasks/bodies/<int:pk>/strike/", focus.agency_strike, name="strike-agency"),
    path("briefings/", briefing.briefings, name="briefings"),
    path("briefings/add/", briefing.briefing_add, name="add-briefing"),
    path("briefings/<int:pk>/", briefing.briefing, name="briefing"),
    path("briefings/<int:pk>/edit/", briefing.briefing_edit, name="edit-briefing"),
    path("briefings/<int:pk>/strike/", briefing.briefing_strike, name="strike-briefing"),
    path("briefings/<int:pk>/attendance/", briefing.attendance, name="attendance"),
    path("briefings/<int:pk>/speech/", briefing.speech, name="speech"),
    path("briefings/<int:pk>/conclude/", briefing.conclusion_add, name="conclude"),
    path("briefings/<int:pk>/notice/", briefing.notice, name="notice"),
    path("briefings/conclusions/<int:pk>/", briefing.conclusion_edit, name="edit-conclusion"),
    path("briefings/conclusions/<int:pk>/strike/", briefing.conclusion_strike, name="strike-conclusion"),
    path("visits/", visit.visits, name="visits"),
    path("visits/cells/<int:pk>/plan/", visit.visit_plan, name="plan-visit"),
    path("visits/<int:pk>/withdraw/", visit.visit_withdraw, name="withdraw-visit"),
    path("meetings/<int:pk>/remark/", visit.remark, name="remark"),
]
