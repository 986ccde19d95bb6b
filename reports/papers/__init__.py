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
