from django.urls import include, path

from reports import views
from reports.registry import REPORTS

reports = [
    path("reports/", views.index, name="index"),
    *(path(report.path, views.report_page, {"report": report}, name=report.key) for report in REPORTS),
    path("reports/month-sheets/<str:code>/", views.month_sheet, name="month-sheet"),
    path("reports/morning/", views.morning, name="morning"),
    path("reports/briefings/<int:pk>/", views.briefing_sheet, name="briefing-sheet"),
    path("reports/model-meetings/<int:pk>/", views.model_meeting, name="model-meeting"),
]

# They tell what all apps know of cells and hamlets, so they stand here; their names are those of the app `cells`.
of_cells = [
    path("cells/", views.cell_list, name="list"),
    path("cells/<int:pk>/", views.cell_detail, name="detail"),
    path("hamlets/", views.hamlet_list, name="hamlets"),
    path("hamlets/<int:pk>/", views.hamlet_detail, name="hamlet"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("", include((reports, "reports"))),
]
