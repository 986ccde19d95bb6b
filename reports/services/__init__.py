from reports.services.sheets import keep_digest, number_month_sheet
