from reports.views.above import communes, upper_reader_end, upper_readers
from reports.views.committee import (
    committee_report,
    committee_report_begin,
    committee_report_paper,
    committee_report_strike,
    committee_report_write,
    committee_reports,
)
from reports.views.pages import (
    briefing_sheet,
    cell_detail,
    cell_list,
    hamlet_detail,
    hamlet_list,
    home,
    index,
    model_meeting,
    month_sheet,
    morning,
    report_page,
)
from reports.views.periods import (
    cell_report,
    cell_report_nothing,
    cell_report_send,
    period,
    period_close,
    period_open,
    period_reopen,
    period_strike,
    periods,
)
from reports.views.statistics import statistics_fill
