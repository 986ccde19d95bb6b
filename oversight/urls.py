from django.urls import path

from oversight.views import difficulty, visit

app_name = "oversight"
urlpatterns = [
    path("", difficulty.index, name="index"),
    path("difficulties/cells/<int:pk>/add/", difficulty.difficulty_add, name="add-difficulty"),
    path("difficulties/<int:pk>/", difficulty.difficulty_detail, name="difficulty"),
    path("difficulties/<int:pk>/step/", difficulty.difficulty_follow_up, name="follow-up"),
    path("cells/<int:pk>/hand-over/", difficulty.hand_over, name="hand-over"),
    path("visits/", visit.visits, name="visits"),
    path("visits/cells/<int:pk>/plan/", visit.visit_plan, name="plan-visit"),
    path("visits/<int:pk>/withdraw/", visit.visit_withdraw, name="withdraw-visit"),
    path("meetings/<int:pk>/remark/", visit.remark, name="remark"),
]
