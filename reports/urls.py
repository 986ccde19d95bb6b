from django.urls import include, path

from reports.registry import REPORTS
from reports.views import above, committee, pages, periods, statistics

reports = [
    path("reports/", pages.index, name="index"),
    *(path(report.path, pages.report_page, {"report": report}, name=report.key) for report in REPORTS),
    path("reports/month-sheets/<str:code>/", pages.month_sheet, name="month-sheet"),
    path("reports/morning/", pages.morning, name="morning"),
    path("reports/briefings/<int:pk>/", pages.briefing_sheet, name="briefing-sheet"),
    path("reports/periods/", periods.periods, name="periods"),
    path("reports/periods/open/", periods.period_open, name="open-period"),
    path("reports/periods/<int:pk>/", periods.period, name="period"),
    path("reports/periods/<int:pk>/close/", periods.period_close, name="close-period"),
    path("reports/periods/<int:pk>/reopen/", periods.period_reopen, name="reopen-period"),
    path("reports/periods/<int:pk>/strike/", periods.period_strike, name="strike-period"),
    path("reports/periods/<int:pk>/cells/<int:cell>/", periods.cell_report, name="cell-report"),
    path("reports/periods/<int:pk>/cells/<int:cell>/send/", periods.cell_report_send, name="send-cell-report"),
    path("reports/periods/<int:pk>/cells/<int:cell>/nothing/", periods.cell_report_nothing, name="send-nothing"),
    path("reports/statistics/fill/", statistics.statistics_fill, name="fill-statistics"),
    path("reports/communes/", above.communes, name="communes"),
    path("reports/communes/readers/", above.upper_readers, name="upper-readers"),
    path("reports/communes/readers/<int:pk>/end/", above.upper_reader_end, name="end-upper-reader"),
    path("reports/committee/", committee.committee_reports, name="committee-reports"),
    path("reports/committee/begin/", committee.committee_report_begin, name="begin-committee-report"),
    path("reports/committee/<int:pk>/", committee.committee_report, name="committee-report"),
    path("reports/committee/<int:pk>/write/", committee.committee_report_write, name="write-committee-report"),
    path("reports/committee/<int:pk>/paper/", committee.committee_report_paper, name="committee-report-paper"),
    path("reports/committee/<int:pk>/strike/", committee.committee_report_strike, name="strike-committee-report"),
    path("reports/model-meetings/<int:pk>/", pages.model_meeting, name="model-meeting"),
]

# They tell what all apps know of cells and hamlets, so they stand here; their names are those of the app `cells`.
of_cells = [
    path("cells/", pages.cell_list, name="list"),
    path("cells/<int:pk>/", pages.cell_detail, name="detail"),
    path("hamlets/", pages.hamlet_list, name="hamlets"),
    path("hamlets/<int:pk>/", pages.hamlet_detail, name="hamlet"),
]

urlpatterns = [
    path("", pages.home, name="home"),
    path("", include((reports, "reports"))),
]
