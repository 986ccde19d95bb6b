"""What is on file of a life in the Party, in the order of time."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.partial import PartialDate
from common.prepared import prepared
from members.enums import EventKind
from members.models import BadgeRules, Event
from members.queries.badges import next_badge
from members.rules import sentences

# What changes whether, and as what, somebody belongs to the Party.
STEPS = (
    *(EventKind.ADMIT, EventKind.RECOGNISE, EventKind.REMOVE_NAME, EventKind.LEAVE, EventKind.EXPEL),
    *(EventKind.DIE, EventKind.RESTORE, EventKind.READMIT),
)


class Moment(NamedTuple):
    """Something of a life: `on` as far as known, `what` with the `particulars` that follow it, `grounds` below, and
    what was `corrected` [sentence]. `look` is key of a step in the Party, coming of what is to come.

    `event` is the Event behind it, if it is one.
    """

    on: PartialDate
    what: str
    particulars: str = ""
    grounds: str = ""
    look: str = ""
    event: Event | None = None
    corrected: tuple = ()


def moments(member, *, day):
    """[Moment] of `member` as seen on `day`: what is to come, then the latest first. Disciplinary measures are not
    told: not all who may see the life may see them."""
    events = list(member.events.select_related("cell").prefetch_related("corrections__account").order_by("on", "pk"))
    found = [*_before(member, events), *map(_of_event_as_corrected, events), *_honours(member)]
    found.sort(key=lambda moment: moment.on)
    return [*_to_come(member, day), *reversed(found)]


def latest_changes(member, most):
    """[Moment] of at most so many events that count, and steps that only the file tells, the latest first: the start of
    a life for a page that has no time for all of it. One query."""
    events = _kept_events(member=member.pk)
    for event in events:
        event.member = member
    found = [*_before(member, events), *map(_of_event, events)]
    found.sort(key=lambda moment: moment.on)
    return found[: -most - 1 : -1]


@prepared
def _kept_events(member):
    return Event.objects.kept().filter(member=member).select_related("cell").order_by("on", "pk")


def _before(member, events):
    """What the file tells of the steps that no event does: who was entered later was admitted before."""
    told = {event.kind for event in events if not event.struck}
    admitted = member.ceremony_on or member.decided_on
    if admitted and EventKind.ADMIT not in told:
        place = f" · {member.admitted_at}" if member.admitted_at else ""
        yield Moment(admitted, EventKind.ADMIT.label, place, look="key")
    if member.official_on and EventKind.RECOGNISE not in told:
        yield Moment(member.official_on, EventKind.RECOGNISE.label, look="key")


def _of_event(event):
    return Moment(
        PartialDate.of(event.on),
        event.get_kind_display(),
        sentences.particulars(event),
        sentences.grounds(event),
        "key" if event.kind in STEPS and not event.struck else "",
        event,
    )


def _of_event_as_corrected(event):
    corrected = tuple(sentences.corrected(correction) for correction in event.corrections.all())
    return _of_event(event)._replace(corrected=corrected)


def _honours(member):
    for row in member.commendations.kept():
        yield Moment(PartialDate.of(row.on), row.get_form_display(), grounds=_decided(row.reason, row))
    for row in member.badges.kept().exclude(awarded_on=""):
        yield Moment(row.awarded_on, _badge(row.years), grounds=_decided("", row))


def _badge(years):
    return _("Party badge, %(years)s years") % {"years": years}


def _decided(why, row):
    decision = capfirst(_("decision"))
    number = row.decision_no and f"{decision} {row.decision_no}"
    return ". ".join(part for part in (why, number) if part)


def _to_come(member, day):
    """The next badge of who belongs to the Party."""
    if not member.memberships.filter(until=None).exists():
        return
    badge = next_badge(member, rules=BadgeRules.objects.in_force(member.commune_id, day), day=day)
    if badge:
        full = _("full on %(day)s") % {"day": f"{badge.due:%d/%m/%Y}"}
        yield Moment(PartialDate.of(badge.award_on), _badge(badge.years), grounds=full, look="coming")
