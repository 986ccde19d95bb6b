"""Reports of the Committee on a period: begun with the outline of the day, written, numbered and kept as issued."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.enums import PaperKind
from cells.models import Paper
from cells.queries import current_number
from cells.services import PaperRuleError, lock, lock_body, number_paper
from common.errors import RuleError
from reports.models import CommitteeReport, ReportRules
from reports.models.outline import sections
from reports.papers.committee import committee_paper, committee_subject


@service
def begin_report(*, commune, about, period, today, by):
    """A CommitteeReport `about` one of PaperOn on a Period, with the outline in force `today`. What was written under
    the same headings in the last one of its kind stands there to be gone over."""
    lock(commune=commune)
    if period.since > today:
        raise RuleError(_("This period has not begun yet."), "period")
    outline = getattr(ReportRules.objects.in_force(commune, today), about)
    last = CommitteeReport.objects.kept().filter(commune=commune, about=about, until__lte=period.since).first()
    words = _fitting(last.words if last else {}, outline)
    report = CommitteeReport(commune=commune, about=about, since=period.since, until=period.until)
    report.outline, report.words = outline, words
    return report.save_checked()


def _fitting(words, outline):
    """{title: text} of `words` for which the outline has room."""
    titles = {section.title for section in sections(outline) if section.has_words}
    return {title: text for title, text in words.items() if title in titles and text}


@service
def write_committee_report(*, report, words, by):
    """The words {title of a section: text} of a report. A paper that is numbered stays as it was issued."""
    report = _locked(report)
    report.words = _fitting(words, report.outline)
    return report.save_checked()


@service
def strike_committee_report(*, report, by):
    """Begun by mistake. Raises RuleError while its paper bears a number."""
    report = _locked(report)
    if current_number(report.paper_id):
        raise RuleError(_("It is numbered: strike that number in the register of papers first."))
    report.struck = True
    return report.save_checked()


@service
def number_committee_report(*, report, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of the report; what it says `today` is kept. One that has a number keeps it, unless `corrects` is
    that number: then it is issued anew under the next one."""
    lock_body(report.commune_id, None)
    report = _locked(report)
    there = current_number(report.paper_id)
    if there and there != corrects:
        return there
    if on < report.since:
        words = {"day": f"{report.since:%d/%m/%Y}"}
        raise PaperRuleError(_("The paper cannot be older than %(day)s.") % words, "on")
    number = number_paper(
        paper=report.paper or Paper(commune=report.commune, kind=PaperKind.REPORT),
        on=on,
        subject=committee_subject(report),
        draw=lambda number: committee_paper(report, today=today, number=number),
        today=today,
        first=first,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    report.paper = number.paper
    report.save_checked()
    return number


def _locked(report):
    report = CommitteeReport.objects.select_for_update(of=("self",)).select_related("commune").get(pk=report.pk)
    if report.struck:
        raise RuleError(_("This report is struck out."))
    return report
