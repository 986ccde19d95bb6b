from django.urls import include, path

from reports import views
from reports.registry import REPORTS

reports = [
    path("reports/", views.index, name="index"),
    *(path(report.path, views.report_page, {"report": report}, name=report.key) for report in REPORTS),
    path("reports/month-sheets/<str:code>/", views.month_sheet, name="month-sheet"),
    path("reports/morning/", views.morning, name="morning"),
    path("reports/briefings/<int:pk>/", views.briefing_sheet, name="briefing-sheet"),
    path("reports/periods/", views.periods, name="periods"),
    path("reports/periods/open/", views.period_open, name="open-period"),
    path("reports/periods/<int:pk>/", views.period, name="period"),
    path("reports/periods/<int:pk>/close/", views.period_close, name="close-period"),
    path("reports/periods/<int:pk>/reopen/", views.period_reopen, name="reopen-period"),
    path("reports/periods/<int:pk>/strike/", views.period_strike, name="strike-period"),
    path("reports/periods/<int:pk>/cells/<int:cell>/", views.cell_report, name="cell-report"),
    path("reports/periods/<int:pk>/cells/<int:cell>/send/", views.cell_report_send, name="send-cell-report"),
    path("reports/periods/<int:pk>/cells/<int:cell>/nothing/", views.cell_report_nothing, name="send-nothing"),
    path("reports/statistics/fill/", views.statistics_fill, name="fill-statistics"),
    path("reports/communes/", views.communes, name="communes"),
    path("reports/communes/readers/", views.upper_readers, name="upper-readers"),
    path("reports/communes/readers/<int:pk>/end/", views.upper_reader_end, name="end-upper-reader"),
    path("reports/committee/", views.committee_reports, name="committee-reports"),
    path("reports/committee/begin/", views.committee_report_begin, name="begin-committee-report"),
    path("reports/committee/<int:pk>/", views.committee_report, name="committee-report"),
    path("reports/committee/<int:pk>/write/", views.committee_report_write, name="write-committee-report"),
    path("reports/committee/<int:pk>/paper/", views.committee_report_paper, name="committee-report-paper"),
    path("reports/committee/<int:pk>/strike/", views.committee_report_strike, name="strike-committee-report"),
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
