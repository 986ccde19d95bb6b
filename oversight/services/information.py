"""The register of information received: taken in, classified, sent on, looked into or taken up as a case."""

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import lock
from common.errors import RuleError
from common.facts import write
from oversight.enums import Competence, InformationSource, InformationWay
from oversight.models import Information, InspectionCase
from oversight.rules.information import kept_at_once, way_of
from oversight.services.inspection import plan_case

ABOUT_INFORMATION = ("received_on", "source", "sender", "title", "content", "gist")


@service
def receive_information(*, commune, by, **facts):
    """Something came in: `facts` {field of ABOUT_INFORMATION: value}. It is numbered within the year of its receipt."""
    lock(commune=commune)
    row = write(Information(commune=commune), facts, ABOUT_INFORMATION)
    _refuse_a_name(row)
    row.year = row.received_on.year
    last = Information.objects.filter(commune=commune, year=row.year).aggregate(last=Max("number"))["last"] or 0
    row.number = last + 1
    return row.save_checked()


@service
def change_information(*, information, by, **facts):
    """What was written wrongly is put right; the year of its code stays."""
    row = write(_kept(information), facts, ABOUT_INFORMATION)
    _refuse_a_name(row)
    if row.classified_on and row.classified_on < row.received_on:
        raise RuleError(_("It was classified on %(day)s.") % {"day": f"{row.classified_on:%d/%m/%Y}"}, "received_on")
    return row.save_checked()


def _refuse_a_name(row):
    if row.sender and row.source == InformationSource.LETTER:
        raise RuleError(_("Of a letter of the people no name is kept."), "sender")


@service
def classify_information(*, information, classified_on, level, competence, by):
    """What the board makes of it, and who has to deal with it; anew as long as nothing else was done. What the commune
    keeps for reference is dealt with at once."""
    row = _kept(information)
    if way_of(row) not in (None, InformationWay.KEPT):
        raise RuleError(_("It is dealt with already."))
    _clear(row)
    if classified_on < row.received_on:
        raise RuleError(_("It was received on %(day)s.") % {"day": f"{row.received_on:%d/%m/%Y}"}, "classified_on")
    row.classified_on, row.level, row.competence = classified_on, level, competence
    if kept_at_once(level, competence):
        row.way, row.done_on = InformationWay.KEPT, classified_on
    return row.save_checked()


@service
def send_information(*, information, on, sent_to, by):
    """It went to the body that has to deal with it."""
    row = _classified(information, on)
    if row.competence == Competence.COMMUNE:
        raise RuleError(_("The commune deals with it itself. Classify it anew if that is wrong."))
    return _done(row, InformationWay.SENT, on, sent_to=sent_to)


@service
def look_into_information(*, information, on, outcome, by):
    """It was looked into, and no case follows."""
    return _done(_own(information, on), InformationWay.LOOKED, on, outcome=outcome)


@service
def join_information(*, information, case, on, by):
    """It belongs to a case that is recorded."""
    row = _own(information, on)
    if not InspectionCase.objects.kept().filter(pk=case.pk).exists():
        raise RuleError(_("This case is struck out."), "case")
    return _done(row, InformationWay.CASE, on, case=case)


@service
def open_case_on(*, information, programme, kind, on, today, by, **facts):
    """A case begins with it, under `programme`: `facts` {title, since, last_day, due_on}. Returns the new case."""
    row = _own(information, on)
    facts |= {"content": row.content, "received_on": row.received_on, "added": True}
    case = plan_case(programme=programme, kind=kind, today=today, by=by, **facts)
    _done(row, InformationWay.CASE, on, case=case)
    return case


@service
def strike_information(*, information, reason, by):
    """Recorded by mistake."""
    row = _kept(information)
    row.struck, row.struck_reason = True, reason
    return row.save_checked()


def _kept(information):
    """The row as it is now; nobody else changes the register meanwhile."""
    lock(commune=information.commune_id)
    row = Information.objects.select_related("commune", "case").get(pk=information.pk)
    if row.struck:
        raise RuleError(_("It is struck out."))
    return row


def _classified(information, on):
    row = _kept(information)
    if row.classified_on is None:
        raise RuleError(_("Classify it first."))
    if way_of(row):
        raise RuleError(_("It is dealt with already."))
    if on < row.classified_on:
        raise RuleError(_("It was classified on %(day)s.") % {"day": f"{row.classified_on:%d/%m/%Y}"}, "on")
    return row


def _own(information, on):
    row = _classified(information, on)
    if row.competence != Competence.COMMUNE:
        raise RuleError(_("Another body has to deal with it. Classify it anew if that is wrong."))
    return row


def _clear(row):
    row.way, row.done_on, row.sent_to, row.outcome, row.case = "", None, "", "", None


def _done(row, way, on, **told):
    _clear(row)
    row.way, row.done_on = way, on
    for name, value in told.items():
        setattr(row, name, value)
    return row.save_checked()
