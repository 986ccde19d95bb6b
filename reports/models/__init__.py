from reports.models.rules import NeedRules
from reports.models.sheets import MonthSheet, SentDigest
