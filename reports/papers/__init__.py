from reports.papers.cells import report_of_cell
from reports.papers.committee import committee_paper, committee_subject
from reports.papers.inspection import inspection_paper
from reports.papers.sheets import (
    SheetOfMonth,
    may_see_sheet,
    month_sheet,
    sheet_number,
    sheet_of_month,
    sheet_paper,
    sheet_subject,
    summary_paper,
)
