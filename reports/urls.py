from django.urls import include, path

from reports import views
from reports.registry import REPORTS

reports = [
    path("reports/", views.index, name="index"),
    *(path(report.path, views.report_page, {"report": report}, name=report.key) for report in REPORTS),
    path("reports/month-sheets/<str:code>/", views.month_sheet, name="month-sheet"),
    path("reports/model-meetings/<int:pk>/", views.model_meeting, name="model-meeting"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("", include((reports, "reports"))),
]
