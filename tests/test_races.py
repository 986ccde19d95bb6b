"""Two people at once, on two connections of PostgreSQL: what remains is what one after the other would have left, and
whoever comes second reads a sentence."""

import threading
import time
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.utils import translation

from accounts.models import User
from cells import services as structure
from cells.enums import CellState, PaperKind, ServingKind
from cells.models import Assignment, Cell, CellStatus, CommitteeMember, Grant, Hamlet, PaperNumber, Serving, Term
from common.errors import REFUSALS, sentences
from meetings import services as minutes
from meetings.enums import MeetingKind
from meetings.models import Attendance, Meeting, PlannedMeeting
from members import services as people
from members.enums import Appointed, DisciplineForm, EventKind, LifeOf, PostKind
from members.models import Discipline, Member, Membership, Merge, Overlay, Post
from tests.world import LONG_AGO, TODAY, account, cell, commune, record

DAY, NOW = date(2026, 10, 20), datetime(2026, 11, 24, 5, tzinfo=UTC)
ONE, OTHER = ["An", "Bình", "Chi", "Dung"], ["An", "Hà", "Lan", "Tài"]  # the last probationary, the one before exempt

# What two acts may leave behind: {model: (the way to what is a place's own, its columns in words)}.
LEFT = {
    Membership: ("cell", ("member__full_name", "cell__name", "since", "until", "exit")),
    Overlay: ("member", ("member__full_name", "kind", "since", "until")),
    Post: ("cell", ("member__full_name", "cell__name", "kind", "since", "until")),
    CellStatus: ("cell", ("cell__name", "state", "since", "until")),
    Serving: ("cell", ("hamlet__name", "cell__name", "kind", "since", "until")),
    Assignment: ("cell", ("committee_member__full_name", "cell__name", "since", "until")),
    Grant: ("account", ("role", "since", "until")),
    Term: ("cell", ("cell__name", "since", "until")),
    Meeting: ("cell", ("kind", "held_on", "state", "conclusion", "second_because", "signed_present")),
    Attendance: ("meeting__cell", ("meeting__held_on", "member__full_name", "mark", "struck")),
    PlannedMeeting: ("cell", ("kind", "on", "struck")),
    PaperNumber: ("term__cell", ("kind", "number", "struck")),
    Merge: ("member", ("kept__full_name", "struck")),
    Discipline: ("member", ("member__full_name", "form", "on")),
}


class Place:
    """Two cells of a commune; each part is read anew when it is asked for, as a request does."""

    def __init__(self, home, name):
        self.home, self.name = home, name
        one, self.hamlet_pk, members = self._cell("Một", ONE)
        other, _hamlet, others = self._cell("Hai", OTHER)
        self.cells, self.members = [one.pk, other.pk], [member.pk for member in (*members, *others)]
        self.third_pk = structure.found_cell(commune=home, name=f"Ba {name}", founded_on=LONG_AGO, by=None).pk
        self.office_pk = account(f"vanphong-{one.pk}").pk
        self.seats = [
            structure.seat_committee_member(commune=home, full_name=f"Phụ {n} {name}", since=LONG_AGO, by=None).pk
            for n in (1, 2)
        ]
        self.meeting_pk = record(one, date(2026, 11, 3), self.office, sign=False).pk

    def _cell(self, name, names):
        made, hamlet, members = cell(self.home, f"{name} {self.name}", names)
        return made, hamlet.pk, members

    one = property(lambda self: Cell.objects.get(pk=self.cells[0]))
    other = property(lambda self: Cell.objects.get(pk=self.cells[1]))
    third = property(lambda self: Cell.objects.get(pk=self.third_pk))  # without members and hamlets
    office = property(lambda self: User.objects.get(pk=self.office_pk))
    hamlet = property(lambda self: Hamlet.objects.get(pk=self.hamlet_pk))
    meeting = property(lambda self: Meeting.objects.get(pk=self.meeting_pk))

    def member(self, number):
        return Member.objects.get(pk=self.members[number])

    def seat(self, number):
        return CommitteeMember.objects.get(pk=self.seats[number])

    def left(self):
        own = {"cell": [*self.cells, self.third_pk], "member": self.members, "account": [self.office_pk]}
        found = {}
        for model, (way, columns) in LEFT.items():
            path = "kept" if model is Merge else way
            rows = model._base_manager.filter(**{f"{path}__in": own[way.split("__")[-1]]})
            found[model.__name__] = sorted(str(row) for row in rows.values_list(*columns))
        return found


def end(p, which="one", into="other"):
    gone, into = getattr(p, which), getattr(p, into)
    people.end_cell(cell=gone, state=CellState.MERGED, on=DAY, move_to=into, by=p.office)


def event(p, number, kind, on=DAY, **facts):
    people.record(member=p.member(number), kind=kind, on=on, by=p.office, **facts)


def enter(p, which):
    people.enter(
        kind=EventKind.JOIN, cell=getattr(p, which), on=DAY, person={"full_name": "Mới", "sex": "male"},
        standing="official", by=p.office,
    )  # fmt: skip


def start(p, day, reason="họp lại"):
    minutes.start_meeting(
        cell=p.one, kind=MeetingKind.REGULAR, held_on=day, today=TODAY, second_because=reason, by=p.office
    )


def sign(p):
    minutes.sign_meeting(meeting=p.meeting, at=NOW, by=p.office)


def save(p, text):
    nothing = {"marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}
    minutes.save_minutes(meeting=p.meeting, details={"conclusion": text}, by=p.office, **nothing)


def merge(p):
    people.merge(kept=p.member(0), other=p.member(4), taken=[], life=LifeOf.KEPT, reason="trùng", by=p.office)


def assign(p, number):
    structure.assign(committee_member=p.seat(number), cell=p.one, since=DAY, by=p.office)


def serve(p):
    structure.serve_hamlet(hamlet=p.hamlet, cell=p.third, kind=ServingKind.OWN, since=DAY, by=p.office)


def appoint(p, number, post=PostKind.SECRETARY):
    how = {"how": Appointed.ELECTED, "replacing": post == PostKind.SECRETARY}  # there is no deputy yet
    people.appoint(member=p.member(number), post=post, on=DAY, by=p.office, **how)


def grant(p):
    structure.grant(account=p.office, role="office", commune=p.home, since=DAY, by=None)


def term(p):
    structure.open_term(commune=p.home, cell=p.one, name="", since=DAY, by=p.office)


def number(p):
    minutes.number_meeting_paper(meeting=p.meeting, kind=PaperKind.MINUTES, on=TODAY, today=TODAY, by=p.office)


def expel(p, who):
    people.discipline(member=p.member(who), form=DisciplineForm.EXPULSION, on=DAY, by=p.office)


def move(p):
    minutes.move_meeting(
        meeting=p.meeting, kind=MeetingKind.REGULAR, held_on=date(2026, 11, 5), today=TODAY, by=p.office
    )


def plan(p):
    minutes.draft_year(cell=p.one, year=2026, starts_at=None, today=TODAY, by=p.office)


PAIRS = {
    "a cell ends while somebody moves into it": (end, lambda p: event(p, 5, EventKind.TRANSFER, cell=p.one)),
    "a cell ends while somebody is entered in it": (end, lambda p: enter(p, "one")),
    "a cell ends while somebody leaves it": (end, lambda p: event(p, 1, EventKind.DIE)),
    "two cells end into each other": (end, lambda p: end(p, "other", "one")),
    "a cell ends while it meets": (end, lambda p: start(p, TODAY)),
    "a cell ends while somebody is put in charge of it": (end, lambda p: assign(p, 0)),
    "a cell ends while it is given a hamlet": (lambda p: end(p, "third", "one"), serve),
    "a cell ends while its minutes are signed": (end, sign),
    "a second regular meeting twice": (lambda p: start(p, date(2026, 11, 10)), lambda p: start(p, date(2026, 11, 11))),
    "a second regular meeting twice without a reason": (
        lambda p: start(p, date(2026, 9, 10), ""),
        lambda p: start(p, date(2026, 9, 11), ""),
    ),
    "the same meeting twice": (lambda p: start(p, date(2026, 9, 3)), lambda p: start(p, date(2026, 9, 3))),
    "two records become one while something happens to the other": (
        merge,
        lambda p: event(p, 4, EventKind.TRANSFER, cell=p.one),
    ),
    "two records become one twice": (merge, merge),
    "two records become one while minutes are signed": (merge, sign),
    "minutes are signed while somebody on the roll dies": (sign, lambda p: event(p, 1, EventKind.DIE)),
    "minutes are signed while somebody is expelled": (sign, lambda p: expel(p, 1)),
    "minutes are signed twice": (sign, sign),
    "minutes are signed while they are changed": (sign, lambda p: save(p, "Khác")),
    "minutes are signed while they move to another day": (sign, move),
    "minutes are signed while they are numbered": (sign, number),
    "minutes are numbered twice": (number, number),
    "two changes of one conclusion": (lambda p: save(p, "Một"), lambda p: save(p, "Hai")),
    "two are put in charge of a cell": (lambda p: assign(p, 0), lambda p: assign(p, 1)),
    "one is put in charge of a cell twice": (lambda p: assign(p, 0), lambda p: assign(p, 0)),
    "a hamlet gets a cell twice": (serve, serve),
    "two become secretary": (lambda p: appoint(p, 1), lambda p: appoint(p, 2)),
    "two become deputy": (
        lambda p: appoint(p, 1, PostKind.DEPUTY),
        lambda p: appoint(p, 2, PostKind.DEPUTY),
    ),
    "somebody moves to two cells": (
        lambda p: event(p, 1, EventKind.TRANSFER, cell=p.other),
        lambda p: event(p, 1, EventKind.TRANSFER_OUT, place="xã khác"),
    ),
    "somebody is expelled while moving": (
        lambda p: expel(p, 1),
        lambda p: event(p, 1, EventKind.TRANSFER, cell=p.other),
    ),
    "an account gets one role twice": (grant, grant),
    "a term of office begins twice": (term, term),
    "a year is planned twice": (plan, plan),
}


CROSSING = [name for name, (one, two) in PAIRS.items() if one in (end, merge, sign) and one is not two]


def outcome(act, place):
    """The sentence that refused the act; "" when it was done."""
    try:
        with translation.override("vi"):
            act(place)
    except REFUSALS as refusal:
        return sentences(refusal)
    except Exception as fault:
        return f"FAULT {fault!r}"
    return ""


def after_one_another(first, second, place):
    """(what they heard, what they left) when the second begins after the first has ended; nothing of it stays."""
    with transaction.atomic():
        heard = [outcome(first, place), outcome(second, place)]
        left = place.left()
        transaction.set_rollback(True)
    return heard, left


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def on_two_connections(*runs):
    """Run functions side by side, each on a connection of its own."""

    def closing(run):
        try:
            run()
        finally:
            connection.close()

    threads = [threading.Thread(target=closing, args=[run]) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)


def overlapping(first, second, place):
    """As above, when the second begins before the first has committed."""
    heard, acted, ended = ["", ""], threading.Event(), threading.Event()

    def run_first():
        with transaction.atomic():
            heard[0] = outcome(first, place)
            acted.set()
            limit = time.monotonic() + 5
            while not (ended.is_set() or somebody_waits() or time.monotonic() > limit):
                ended.wait(0.01)

    def run_second():
        assert acted.wait(timeout=30)
        heard[1] = outcome(second, place)
        ended.set()

    on_two_connections(run_first, run_second)
    return heard, place.left()


def at_once(first, second, place):
    """As above, when both begin at the same moment."""
    heard, together = ["", ""], threading.Barrier(2, timeout=30)

    def run(number, act):
        together.wait()
        heard[number] = outcome(act, place)

    on_two_connections(lambda: run(0, first), lambda: run(1, second))
    return heard, place.left()


@pytest.fixture
def home(transactional_db, today):
    return commune("Đua")  # beside the world, where it is there already


@pytest.mark.parametrize("turned", [False, True], ids=["first-commits-first", "second-commits-first"])
def test_who_comes_second_finds_what_the_first_has_done(turned, home):
    wrong = {}
    for name, pair in PAIRS.items():
        place, acts = Place(home, name), pair[::-1] if turned else pair
        expected = after_one_another(*acts, place)
        found = overlapping(*acts, place)
        # The first is done: else there would be nothing to wait for.
        if found != expected or found[0][0] or "FAULT" in str(found[0]):
            wrong[name] = differing(expected, found)
    assert wrong == {}


def test_two_at_the_same_moment_leave_what_one_order_leaves(home):
    """Of pairs that lock several rows each: neither waits for the other for ever."""
    wrong = {}
    for name in CROSSING:
        place, (one, two) = Place(home, name), PAIRS[name]
        orders = [after_one_another(one, two, place)]
        heard, left = after_one_another(two, one, place)
        orders.append((heard[::-1], left))
        found = at_once(one, two, place)
        if found not in orders or "FAULT" in str(found[0]):
            wrong[name] = [differing(expected, found) for expected in orders]
    assert wrong == {}


def differing(expected, found):
    """What is not as expected, short enough to be read."""
    (heard, left), (heard_now, left_now) = expected, found
    rows = {name: (left[name], left_now[name]) for name in left if left[name] != left_now[name]}
    return heard, heard_now, rows
