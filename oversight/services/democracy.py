from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import lock
from common.errors import RuleError
from common.facts import write
from oversight.enums import TO_MEND
from oversight.models import DemocracyCheck, DemocracyFinding, DemocracyRules, HouseholdVote

ABOUT_A_CHECK = (
    *("on", "checked_by", "households", "meetings", "dialogues", "letters", "criticisms", "inspectorate_until", "note"),
)
FOUND = ("state", "mend", "mend_by", "mended_on")


@service
def start_check(*, hamlet, year, by, **facts):
    """A check of a hamlet begins: `facts` {field of ABOUT_A_CHECK: value}. Its items are those of the rules in force on
    the day; one is made for a hamlet and year."""
    lock(commune=hamlet.commune_id)
    check = write(DemocracyCheck(hamlet=hamlet, year=year), facts, ABOUT_A_CHECK)
    if hamlet.ended_on and hamlet.ended_on.year < year:
        words = {"hamlet": hamlet, "day": f"{hamlet.ended_on:%d/%m/%Y}"}
        raise RuleError(_("%(hamlet)s ended on %(day)s, before that year.") % words)
    _refuse_day(check)
    check.save_checked()
    rules = DemocracyRules.objects.in_force(hamlet.commune_id, check.on)
    for heading, text in rules.items():
        DemocracyFinding(of_check=check, heading=heading, text=text[:400]).save_checked()
    return check


@service
def change_check(*, check, by, **facts):
    check = write(_locked(check), facts, ABOUT_A_CHECK)
    _refuse_day(check)
    mended = check.findings.filter(mended_on__lt=check.on).first()
    if mended:
        raise RuleError(_("“%(item)s” cannot be mended before the check.") % {"item": mended}, "on")
    return check.save_checked()


def _refuse_day(check):
    """A year is checked in its course or after it."""
    if check.on.year < check.year:
        raise RuleError(_("This year has not begun yet."), "on")


@service
def strike_check(*, check, reason, by):
    """Recorded by mistake: the hamlet can be checked anew."""
    check = _locked(check)
    check.struck, check.struck_reason = True, reason
    return check.save_checked()


@service
def record_findings(*, check, changes, by):
    """What was found: `changes` {number of a DemocracyFinding: {field of FOUND: value}}; others stay as they are.

    Raises RuleError for what is mended before the check, and where it is not said what to mend.
    """
    check = _locked(check)
    for row in check.findings.filter(pk__in=changes):
        write(row, changes[row.pk], FOUND)
        _refuse_finding(check, row, f"finding-{row.pk}")
        row.save_checked()


def _refuse_finding(check, row, at):
    """`at`: how the form of the finding begins the names of its fields."""
    if row.mended_on and row.mended_on < check.on:
        raise RuleError(_("“%(item)s” cannot be mended before the check.") % {"item": row}, f"{at}-mended_on")
    if row.mend_by and row.mend_by < check.on:
        raise RuleError(_("“%(item)s” cannot be due before the check.") % {"item": row}, f"{at}-mend_by")
    if row.state in TO_MEND and not row.mend:
        raise RuleError(_("“%(item)s”: write what to mend.") % {"item": row}, f"{at}-mend")
    if row.state not in TO_MEND and (row.mend or row.mend_by or row.mended_on):
        words = _("What is not met, or in part, says what to mend; anything else does not.")
        raise RuleError(words, f"{at}-state")


@service
def note_vote(*, check, matter, title, on, households, in_favour, by):
    """What the households decided, by the majority that the rules of that day ask for."""
    check = _locked(check)
    if on.year != check.year:
        raise RuleError(_("The decision is not of the year of the check."), "on")
    rule = getattr(DemocracyRules.objects.in_force(check.hamlet.commune_id, on), matter)
    return HouseholdVote(
        of_check=check, matter=matter, title=title, on=on, households=households, in_favour=in_favour, rule=rule
    ).save_checked()


@service
def strike_vote(*, vote, reason, by):
    _locked(vote.of_check)
    vote.refresh_from_db()
    if vote.struck:
        raise RuleError(_("This is struck out already."))
    vote.struck, vote.struck_reason = True, reason
    return vote.save_checked()


def _locked(check):
    check = DemocracyCheck.objects.select_for_update(of=("self",)).select_related("hamlet").get(pk=check.pk)
    if check.struck:
        raise RuleError(_("This check is struck out."))
    return check
