"""Lives as the events tell them; what follows is written by `members.services.life.project`."""

from collections import defaultdict

from cells.enums import CellState
from cells.models import CellStatus
from common.prepared import numbers, prepared
from members.enums import EventKind
from members.models import Event, StayRules, SuspensionRules
from members.rules.life import MemberRuleError, lived


def play(members):
    """[Life of each of `members` as their events tell it, or the MemberRuleError that refuses it]; writes nothing."""
    events = defaultdict(list)
    for event in _told(members=numbers(members)):
        events[event.member_id].append(event)
    working = working_spans({event.cell_id for told in events.values() for event in told})
    lives = []
    for member in members:
        told = events[member.pk]
        suspensions = _in_force(SuspensionRules, member, told, EventKind.SUSPEND)
        stays = _in_force(StayRules, member, told, EventKind.GO_AWAY, EventKind.HOST)
        try:
            lives.append(lived(member, told, working=working, suspensions=suspensions, stays=stays))
        except MemberRuleError as error:
            lives.append(error)
    return lives


def _in_force(rules, member, events, *kinds):
    days = {event.on for event in events if event.kind in kinds}
    return {day: rules.objects.in_force(member.commune_id, day) for day in days}


@prepared
def _told(members):
    return Event.objects.kept().filter(member__in=members).select_related("cell")


def working_spans(cells):
    """{cell number: [(first day at work, first day no longer or None)]} of the cells with the numbers given."""
    spans = defaultdict(list)
    for cell, since, until in _at_work(cells=numbers(cells)):
        spans[cell].append((since, until))
    return spans


@prepared
def _at_work(cells):
    statuses = CellStatus.objects.filter(cell__in=cells, state=CellState.ACTIVE).order_by("since")
    return statuses.values_list("cell", "since", "until")
