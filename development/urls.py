from django.urls import path

from development.views import candidate, target

app_name = "development"
urlpatterns = [
    path("", target.targets, name="targets"),
    path("set/", target.set_targets, name="set-targets"),
    path("admitted/", target.admitted, name="admitted"),
    path("candidates/", candidate.candidates, name="candidates"),
    path("candidates/add/", candidate.add_candidate, name="add-candidate"),
    path("candidates/<int:pk>/", candidate.candidate, name="candidate"),
    path("candidates/<int:pk>/facts/", candidate.candidate_facts, name="candidate-facts"),
    path("candidates/<int:pk>/dossier/<str:kind>/", candidate.candidate_item, name="candidate-item"),
    path("candidates/<int:pk>/steps/<str:kind>/", candidate.candidate_step, name="candidate-step"),
    path("candidates/steps/<int:pk>/strike/", candidate.strike_step, name="strike-step"),
    path("candidates/lists/<int:pk>/", candidate.review_list, name="review-candidates"),
]
