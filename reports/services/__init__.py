from reports.services.above import let_read, stop_reading
from reports.services.committee import (
    begin_report,
    number_committee_report,
    strike_committee_report,
    write_committee_report,
)
from reports.services.periods import (
    close_report_period,
    open_period,
    reopen_report_period,
    send_report,
    strike_report_period,
)
from reports.services.sheets import keep_digest, number_month_sheet
