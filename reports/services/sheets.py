"""The number of the Committee's monthly sheet; which digests were sent."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.enums import PaperKind
from cells.models import Paper
from cells.queries import current_number
from cells.services import PaperRuleError, lock_body, number_paper
from reports.models import MonthSheet, SentDigest
from reports.papers import sheet_paper, sheet_subject


@service
def number_month_sheet(*, commune, month, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of the Committee's sheet of `month` (a Period); what it says `today` is kept. A sheet that has a
    number keeps it, unless `corrects` is that number: then it is issued anew under the next one."""
    lock_body(commune.pk, None)
    sheet = MonthSheet.objects.filter(commune=commune, month=month.since).select_related("paper").first()
    there = current_number(sheet and sheet.paper_id)
    if there and there != corrects:
        return there
    if on < month.since:
        raise PaperRuleError(_("The paper cannot be older than %(day)s.") % {"day": f"{month.since:%d/%m/%Y}"}, "on")
    number = number_paper(
        paper=sheet.paper if sheet else Paper(commune=commune, kind=PaperKind.REPORT),
        on=on,
        subject=sheet_subject(month),
        draw=lambda number: sheet_paper(commune=commune, month=month, today=today, number=number),
        today=today,
        first=first,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    if sheet is None:
        MonthSheet(commune=commune, month=month.since, paper=number.paper).save_checked()
    return number


@service
def keep_digest(*, account, day, by):
    """Whether nothing was sent to `account` on `day` yet; from now on it was."""
    if SentDigest.objects.filter(account=account, day=day).exists():
        return False
    SentDigest(account=account, day=day).save_checked()
    return True
