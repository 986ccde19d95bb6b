"""Transfer slips: given, presented at the other end, struck out; each slip of the Committee has a number."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.enums import PaperKind
from cells.models import Paper
from cells.queries import current_number
from cells.services import lock_body, number_paper, strike_paper
from common.facts import write
from members.enums import Exit, OverlayKind, SlipKind
from members.models import Arrears, Membership, Overlay, Slip
from members.papers.slip import slip_paper, slip_subject
from members.rules.life import MemberRuleError
from members.services.decisions import refuse_struck
from members.services.life import lock_lives, record, refuse_while_inspected

SLIP = ("to", "reason", "changed_on", "until")


@service
def give_slip(*, member, kind, on, by, despite="", **facts):
    """The member is given a transfer slip of `kind` on the day `on`: `facts` {field of SLIP: value}.

    That the member goes is recorded as the event it is, unless it has been already; `despite` as for `record`.
    """
    [member] = lock_lives([member])
    if kind != SlipKind.TEMPORARY:
        refuse_while_inspected(member, on)
    _refuse_unpaid(member, on)
    slip = write(Slip(member=member, kind=kind, on=on), facts, SLIP).save_checked()
    if not _has_gone(member, slip):
        told = {"place": slip.to, "reason": slip.reason, "until": slip.until, "despite": despite}
        record(member=member, kind=SlipKind(kind).event, on=on, by=by, **told)
    return slip


def _refuse_unpaid(member, on):
    """Dues are paid through the month of the slip (38-HD/BTCTW)."""
    unpaid = Arrears.objects.kept().open().filter(member=member, since__lte=on).first()
    if unpaid:
        words = _("%(name)s has not paid Party dues since %(month)s: first record that they are paid.")
        raise MemberRuleError(words % {"name": member, "month": f"{unpaid.since:%m/%Y}"}, "on")


def _has_gone(member, slip):
    """Whether the records say already that the member went."""
    if slip.kind == SlipKind.TEMPORARY:
        return Overlay.objects.on(slip.on).filter(member=member, kind=OverlayKind.AWAY).exists()
    last = Membership.objects.last_known(slip.on).filter(member=member).first()
    return last is not None and last.exit == Exit.TRANSFERRED and not last.holds_on(slip.on)


@service
def present_slip(*, slip, on, by):
    """The other Party organisation took the member in on the day `on`."""
    slip = _locked(slip)
    slip.presented_on = on
    return slip.save_checked()


@service
def strike_slip(*, slip, reason, by):
    """The slip was made by mistake, or a new one takes its place: it stays on record, and so does its number."""
    slip = _locked(slip)
    if number := current_number(slip.paper_id):
        strike_paper(paper=number, reason=reason, by=by)
    slip.struck, slip.struck_reason = True, reason
    return slip.save_checked()


def _locked(slip):
    """The Slip as it is now, its member locked; refused when it is struck out."""
    [member] = lock_lives([slip.member])
    slip = Slip.objects.get(pk=slip.pk)
    slip.member = member
    refuse_struck(slip)
    return slip


@service
def number_slip(*, slip, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of a slip. One that has a number keeps it, unless `corrects` is that number."""
    lock_body(slip.member.commune_id, None)
    slip = Slip.objects.select_related("member__commune").get(pk=slip.pk)
    there = current_number(slip.paper_id)
    if there and there != corrects:
        return there
    refuse_struck(slip)
    if on < slip.on:
        given = {"day": f"{slip.on:%d/%m/%Y}"}
        raise MemberRuleError(_("The paper cannot be older than the slip, which was given on %(day)s.") % given, "on")
    number = number_paper(
        paper=slip.paper or Paper(commune=slip.member.commune, kind=PaperKind.INTRODUCTION),
        on=on,
        subject=slip_subject(slip),
        draw=lambda number: slip_paper(slip, number),
        today=today,
        first=first,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    slip.paper = number.paper
    slip.save_checked()
    return number
