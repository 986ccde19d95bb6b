from django.urls import path

from privacy.views import access_log, registers

app_name = "privacy"
urlpatterns = [
    path("members/access-log/", access_log.access_log, name="access-log"),
    path("privacy/", registers.purpose, name="purpose"),
    path("privacy/requests/", registers.requests, name="requests"),
    path("privacy/requests/add/", registers.request_add, name="add-request"),
    path("privacy/requests/<int:pk>/", registers.request_detail, name="request"),
    path("privacy/requests/<int:pk>/edit/", registers.request_edit, name="edit-request"),
    path("privacy/requests/<int:pk>/answer/", registers.request_answer, name="answer-request"),
    path("privacy/requests/<int:pk>/file/", registers.request_file, name="request-file"),
    path("privacy/requests/<int:pk>/file/numbers/", registers.request_numbers, name="request-numbers"),
    path("privacy/requests/<int:pk>/release/", registers.request_release, name="release-request"),
    path("privacy/breaches/", registers.breaches, name="breaches"),
    path("privacy/breaches/add/", registers.breach_add, name="add-breach"),
    path("privacy/breaches/<int:pk>/", registers.breach_detail, name="breach"),
    path("privacy/breaches/<int:pk>/edit/", registers.breach_edit, name="edit-breach"),
    path("privacy/breaches/<int:pk>/report/", registers.breach_report, name="report-breach"),
]
