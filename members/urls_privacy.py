from django.urls import path

from members.views import privacy

app_name = "privacy"
urlpatterns = [
    path("", privacy.purpose, name="purpose"),
    path("requests/", privacy.requests, name="requests"),
    path("requests/add/", privacy.request_add, name="add-request"),
    path("requests/<int:pk>/", privacy.request_detail, name="request"),
    path("requests/<int:pk>/edit/", privacy.request_edit, name="edit-request"),
    path("requests/<int:pk>/answer/", privacy.request_answer, name="answer-request"),
    path("requests/<int:pk>/file/", privacy.request_file, name="request-file"),
    path("breaches/", privacy.breaches, name="breaches"),
    path("breaches/add/", privacy.breach_add, name="add-breach"),
    path("breaches/<int:pk>/", privacy.breach_detail, name="breach"),
    path("breaches/<int:pk>/edit/", privacy.breach_edit, name="edit-breach"),
    path("breaches/<int:pk>/report/", privacy.breach_report, name="report-breach"),
]
