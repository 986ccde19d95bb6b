"""What records of this app say of a day: held against lives and ends of cells (`members.queries.contradictions`)."""

from collections import defaultdict
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cells.models import Serving
from common.errors import Contradiction
from common.prepared import numbers, prepared
from members.enums import CourseResult, DutyState, Early, Exit, OverlayKind, SlipKind
from members.models import (
    Arrears,
    Attendee,
    Badge,
    CellRating,
    Commendation,
    Discipline,
    Duty,
    HamletRole,
    Inquiry,
    MemberRating,
    Slip,
)
from members.queries.contradictions import Records, Witness, stays_of


def _struck_by(kind):
    """The page where a row is struck out."""
    return lambda row: reverse("members:strike", args=[kind, row.pk])


def _honours(row):
    return reverse("members:honours", args=[row.member_id])


def _not_told(row):
    """Who records a life may not know of discipline and cases: the sentence tells whom to ask."""
    return _("A record that the inspection board keeps: ask them.")


def _of_its_year(row, on):
    """A yearly rating or commendation speaks of the last day of its year, though it is decided later."""
    return min(on, date(row.year, 12, 31)) if row.year else on


def _last_step(badge):
    return badge.awarded_on.last or badge.decided_on or badge.proposed_on


def _after_death(row):
    """What is given after death (truy tặng) is right then."""
    return (Exit.DIED,) if row.early == Early.POSTHUMOUS else ()


def _commendations(about):
    return Records(
        Commendation.objects.kept,
        about,
        _struck_by("commendation"),
        "on",
        lambda row: _of_its_year(row, row.on),
        right_after=lambda row: (Exit.DIED,) if row.posthumous else (),
    )


def _decided(model, about, kind):
    return Records(
        lambda: model.objects.kept().exclude(decided_level=""),
        about,
        _struck_by(kind),
        "decided_on",
        lambda row: _of_its_year(row, row.decided_on),
    )


def _completed(about):
    return Records(
        lambda: Attendee.objects.filter(result=CourseResult.COMPLETED),
        about,
        lambda row: row.course.get_absolute_url(),
        "course__starts_on",
        text=lambda row: _("%(course)s: completed.") % {"course": row.course},
        last_day=False,
    )


RECORDS = (
    _commendations("member"),
    _commendations("cell"),
    _decided(MemberRating, "member", "rating"),
    _decided(MemberRating, "cell", "rating"),
    _decided(CellRating, "cell", "cell-rating"),
    _completed("member"),
    _completed("cell"),
    Records(
        lambda: Duty.objects.filter(state=DutyState.DONE),
        "member",
        Duty.get_absolute_url,
        "start",
        text=lambda row: f"{capfirst(row._meta.verbose_name)}: {row.task}",
    ),
    Records(Badge.objects.given, "member", _struck_by("badge"), day=_last_step, right_after=_after_death),
    Records(Discipline.objects.kept, "member", _honours, "on", text=_not_told),
    Records(Inquiry.objects.kept, "member", _honours, "since", text=_not_told),
    # Who has gone already is given the slip afterwards (`services.give_slip`).
    Records(Slip.objects.kept, "member", Slip.get_absolute_url, "on", right_after=lambda row: (Exit.TRANSFERRED,)),
    Records(Arrears.objects.kept, "member", _struck_by("arrears"), "since"),
    *(Records(HamletRole.objects.kept, about, _struck_by("hamlet-role"), "since") for about in ("member", "hamlet")),
    Records(
        Serving.objects.all,
        "hamlet",
        lambda row: row.cell.get_absolute_url(),
        "since",
        text=lambda row: _("Served by %(cell)s.") % {"cell": row.cell},
    ),
)


class SlipsWitness(Witness):
    """Transfer slips, whose papers are numbered, of who by the life has not gone at all."""

    def of_members(self, since):
        slips = _slips(members=numbers(since)) if since else []
        stays, found = stays_of(since) if slips else {}, defaultdict(list)
        for slip in slips:
            if not _went(stays[slip.member_id], slip):
                text = _("%(slip)s: in the life the member has not gone.") % {"slip": capfirst(str(slip))}
                found[slip.member_id].append(Contradiction(slip.on, text, slip.get_absolute_url()))
        return found


@prepared
def _slips(members):
    return Slip.objects.kept().filter(member__in=members)


def _went(stays, slip):
    """Whether a life tells that somebody went when the slip was given or later. Of who took part nowhere by then,
    `RECORDS` tell."""
    if slip.kind == SlipKind.TEMPORARY:
        gone = [row for row in stays.overlays if row.kind == OverlayKind.AWAY]
    else:
        gone = [row for row in stays.memberships if row.exit == Exit.TRANSFERRED]
    return not stays.anywhere(slip.on) or any(row.until > slip.on for row in gone)
