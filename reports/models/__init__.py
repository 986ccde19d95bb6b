from reports.models.above import UpperReader
from reports.models.committee import CommitteeReport
from reports.models.periods import CellReport, PeriodClosing, ReportPeriod
from reports.models.rules import NeedRules, ReportRules
from reports.models.sheets import MonthSheet, SentDigest
