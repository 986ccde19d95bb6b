from reports.views.pages import (
    cell_detail,
    cell_list,
    hamlet_detail,
    hamlet_list,
    home,
    index,
    model_meeting,
    month_sheet,
    report_page,
)
