"""Whatever happens in random lives, every figure about members agrees with every other on every day."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cells import services as structure
from common.errors import RuleError
from members import queries, services
from members.enums import LEADING, Appointed, EventKind, OverlayKind, PostKind, Sex, Standing
from members.models import Member, Membership, Overlay, Post
from members.queries import Headcount
from tests.world import LONG_AGO, commune

FIRST = date(2020, 1, 1)
days = st.integers(0, 2000).map(lambda number: FIRST + timedelta(days=number))
KINDS = [kind for kind in EventKind if kind not in (EventKind.JOIN, EventKind.ADMIT, EventKind.HOST)]
events = st.lists(
    st.tuples(
        st.sampled_from([*["enter"] * 4, "correct", *KINDS]),
        days,
        st.integers(0, 7),
        st.integers(0, 2),
        st.sampled_from([20, 80, 100, 200, 340, None]),
    ),
    max_size=40,
)


@pytest.fixture
def three_cells(nothing):
    home = commune("Nhà")
    return [
        structure.found_cell(commune=home, name=f"Chi bộ {number}", founded_on=LONG_AGO, by=None) for number in range(3)
    ]


def live(cells, what, day, number, to, length):
    """One event of a random life; a refusal leaves everything as it was."""
    people = list(Member.objects.order_by("pk"))
    until = day + timedelta(days=length) if length else None
    if what == "enter" or not people:
        kind = (EventKind.JOIN, EventKind.ADMIT, EventKind.ARRIVE, EventKind.HOST)[number % 4]
        facts = {"standing": list(Standing)[number % 2]} if kind in (EventKind.JOIN, EventKind.ARRIVE) else {}
        facts |= {"until": until} if kind == EventKind.HOST else {}
        person = {"full_name": f"Nông Văn {day.day}", "sex": Sex.MALE}
        return services.enter(kind=kind, cell=cells[to], on=day, person=person, by=None, **facts)
    member = people[number % len(people)]
    if what == "correct":
        told = list(member.events.kept())
        event = told[to % len(told)]
        return services.correct(event=event, on=until and day, reason="nhầm", by=None)
    if what == EventKind.POST:
        return services.appoint(member=member, post=list(PostKind)[to], on=day, how=Appointed.ELECTED, by=None)
    facts = {"until": until} if what in (EventKind.EXEMPT, EventKind.GO_AWAY, EventKind.SUSPEND) else {}
    if what in (EventKind.TRANSFER, EventKind.ARRIVE, EventKind.RESTORE, EventKind.READMIT):
        facts["cell"] = cells[to]
    if what == EventKind.READMIT:
        facts |= {"consent_no": "12-CV/TU", "consent_on": day}
    if what == EventKind.GO_AWAY:
        facts["cell"] = cells[to] if number % 2 else None
    if what == EventKind.ARRIVE:
        facts["standing"] = Standing.OFFICIAL
    if what == EventKind.END_POST:
        facts["post"] = list(PostKind)[to]
    return services.record(member=member, kind=what, on=day, by=None, **facts)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=events, days=st.lists(days, min_size=2, max_size=5, unique=True))
def test_whatever_happened_headcount_list_and_flow_agree_on_every_day(three_cells, history, days):
    with transaction.atomic():
        point = transaction.savepoint()
        for step in history:
            with suppress(RuleError, ValidationError):
                live(three_cells, *step)
        for day in days:
            agree_on(three_cells, day)
        assert queries.headcounts_on(cells=three_cells, days=days) == {
            day: queries.headcount(cells=three_cells, day=day).total for day in days
        }
        since, *_rest, until = sorted(days)
        for cells, whole in ((three_cells, True), *[([cell], False) for cell in three_cells]):
            told = queries.flow(cells=cells, since=since, until=until, whole=whole)
            assert told.difference == 0
            assert told.opening == queries.headcount(cells=cells, day=since - timedelta(days=1)).total
            assert told.closing == queries.headcount(cells=cells, day=until - timedelta(days=1)).total
        nothing_overlaps()
        transaction.savepoint_rollback(point)


def agree_on(cells, day):
    """Headcount and both bases are those of the list, counted one by one (domain 6.1, 6.3)."""
    over = {
        kind: set(Overlay.objects.on(day).filter(kind=kind).values_list("member", flat=True)) for kind in OverlayKind
    }
    kept_out = over[OverlayKind.SUSPENDED] | over[OverlayKind.PROSECUTED]
    absent = over[OverlayKind.EXEMPT] | over[OverlayKind.AWAY] | kept_out
    heads = queries.headcounts(cells=cells, day=day)
    seen = []
    for cell in cells:
        rows = [row for row, _overlay in queries.members_of_cell(cell=cell, day=day)]
        members = {row.member_id for row in rows}
        official = {row.member_id for row in rows if row.standing == Standing.OFFICIAL}
        guests = set(Overlay.objects.on(day).filter(cell=cell).values_list("member", flat=True))
        coming = guests - over[OverlayKind.EXEMPT] - kept_out
        assert {member.pk for member in queries.guests_of_cell(cell=cell, day=day)} == coming
        assert heads.get(cell.pk, Headcount()) == Headcount(
            total=len(rows),
            official=len(official),
            probationary=len(members - official),
            exempt=len(over[OverlayKind.EXEMPT] & members),
            away=len(over[OverlayKind.AWAY] & members),
            suspended=len(over[OverlayKind.SUSPENDED] & members),
            prosecuted=len(over[OverlayKind.PROSECUTED] & members),
            hosted=len(guests),
            attendance_base=len(members - absent) + len(coming),
            voting_base=len(official - absent),
        )
        seen += members
    assert len(seen) == len(set(seen)) == queries.headcount(cells=cells, day=day).total
    assert absent <= set(seen), "an exemption of somebody who is no member"
    assert not over[OverlayKind.HOSTED] & set(seen), "a guest who is a member here"


def nothing_overlaps():
    posts = Post.objects.filter(kind__in=LEADING)
    tables = (
        (Membership.objects, ("member_id",)),
        (Overlay.objects, ("member_id", "kind")),
        (posts, ("cell_id", "kind")),
    )
    for rows, key in tables:
        last = {}
        for row in rows.order_by("since"):
            whose = tuple(getattr(row, name) for name in key)
            if whose in last:
                assert last[whose].until is not None
                assert last[whose].until <= row.since
            last[whose] = row
