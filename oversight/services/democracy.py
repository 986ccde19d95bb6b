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
    check = write(DemocracyCheck(hamlet=hamlet, year=year), facts, ABOUT_A_CHECK).save_checked()
    rules = DemocracyRules.objects.in_force(hamlet.commune_id, check.on)
    for heading, text in rules.items():
        DemocracyFinding(of_check=check, heading=heading, text=text[:400]).save_checked()
    return check


@service
def change_check(*, check, by, **facts):
    return write(_locked(check), facts, ABOUT_A_CHECK).save_checked()


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
        if row.mended_on and row.mended_on < check.on:
            raise RuleError(_("“%(item)s” cannot be mended before the check.") % {"item": row}, f"{row.pk}-mended_on")
        if row.state in TO_MEND and not row.mend:
            raise RuleError(_("“%(item)s”: write what to mend.") % {"item": row}, f"{row.pk}-mend")
        row.save_checked()


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
    vote.struck, vote.struck_reason = True, reason
    return vote.save_checked()


def _locked(check):
    check = DemocracyCheck.objects.select_for_update(of=("self",)).select_related("hamlet").get(pk=check.pk)
    if check.struck:
        raise RuleError(_("This check is struck out."))
    return check
