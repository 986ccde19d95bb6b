"""Two people at once, on two connections of PostgreSQL: what remains is what one after the other would have left, and
who comes second reads a sentence."""

import threading
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import translation

from accounts.models import User
from accounts.roles import Role
from cells import services as structure
from cells.enums import CellState, PaperKind, ServingKind
from cells.models import (
    Assignment,
    CalendarDay,
    Cell,
    CellStatus,
    CommitteeMember,
    Grant,
    Hamlet,
    PaperNumber,
    Serving,
    Term,
)
from cells.services.calendar import write_day
from common.errors import REFUSALS, sentences
from common.periods import month_of
from config.merging import merge_communes
from development import services as growth
from development.enums import FoundingPaper, HeadRole, UnitKind
from development.models import Candidate, Founding, Movement, Participation, Step, Unit, UnitHead
from meetings import services as minutes
from meetings.enums import MeetingKind
from meetings.models import Attendance, Meeting, PlannedMeeting
from members import services as people
from members.enums import Appointed, DisciplineForm, EventKind, HamletRoleKind, LifeOf, PostKind, SlipKind
from members.models import (
    Arrears,
    Code,
    Discipline,
    HamletRole,
    Inquiry,
    Member,
    Membership,
    Merge,
    Overlay,
    Post,
    Slip,
)
from members.services.codes import keep_entry
from oversight import services as guidance
from oversight.models import (
    AwardProposal,
    Ballot,
    Briefing,
    Conclusion,
    Difficulty,
    DisciplineCase,
    FocusStep,
    FocusTask,
    InspectionCase,
    InspectionStep,
)
from oversight.queries.discipline import base_of_cell
from reports import services as figures
from reports.models import CellReport, PeriodClosing, ReportPeriod
from reports.queries.periods import mark_of_closing, standing_of
from tests.kept import keep
from tests.world import LONG_AGO, TODAY, account, cell, commune, record

DAY, NOW = date(2026, 10, 20), datetime(2026, 11, 24, 5, tzinfo=UTC)
WEEK = timedelta(days=7)
ONE, OTHER = ["An", "Bình", "Chi", "Dung"], ["An", "Hà", "Lan", "Tài"]  # the last probationary, the one before exempt

# What two acts may leave behind: {model: (the way to what is a place's own, its columns in words)}.
LEFT = {
    Membership: ("cell", ("member__full_name", "cell__name", "since", "until", "exit")),
    Overlay: ("member", ("member__full_name", "kind", "since", "until")),
    Post: ("cell", ("member__full_name", "cell__name", "kind", "since", "until")),
    CellStatus: ("cell", ("cell__name", "state", "since", "until")),
    Serving: ("cell", ("hamlet__name", "cell__name", "kind", "since", "until")),
    Assignment: ("cell", ("committee_member__full_name", "cell__name", "since", "until")),
    Grant: (
        "account",
        ("account__full_name", "role", "since", "until", "unconfirmed", "waiting", "account__is_active"),
    ),
    Term: ("cell", ("cell__name", "since", "until")),
    Meeting: ("cell", ("kind", "held_on", "state", "conclusion", "second_because", "signed_present")),
    Attendance: ("meeting__cell", ("meeting__held_on", "member__full_name", "mark", "struck")),
    PlannedMeeting: ("cell", ("kind", "on", "struck")),
    PaperNumber: ("term__cell", ("kind", "number", "struck")),
    Merge: ("member", ("kept__full_name", "struck")),
    Discipline: ("member", ("member__full_name", "form", "on")),
    Inquiry: ("member", ("member__full_name", "since", "until")),
    Slip: ("member", ("member__full_name", "kind", "on", "to", "struck", "presented_on", "paper__kind")),
    Unit: ("hamlet", ("organisation__name", "since", "until")),
    UnitHead: ("unit__hamlet", ("member__full_name", "role", "since", "until", "struck")),
    Movement: ("lead_cell", ("lead_cell__name", "began_on", "decided_on", "recognised", "ended_on")),
    Participation: ("member", ("member__full_name", "part", "since", "until", "struck")),
    Founding: ("commune", ("cell_name", "cell__name", "ended")),
    Candidate: ("commune", ("full_name", "cell__name", "member__full_name", "ended")),
    Step: ("candidate__commune", ("candidate__full_name", "kind", "on", "cell__name", "struck")),
    HamletRole: ("member", ("member__full_name", "hamlet__name", "kind", "since", "until", "struck")),
    CellReport: ("cell", ("version", "words", "reason")),
    PeriodClosing: ("period__commune", ("closed_on", "figures__missing", "struck")),
    Arrears: ("member", ("member__full_name", "since", "until", "struck")),
    Code: ("commune", ("list", "code", "name")),
    Difficulty: ("cell", ("text", "cell__name")),
    FocusTask: ("commune", ("title", "cell__name", "struck")),
    FocusStep: ("task__commune", ("task__title", "kind", "on", "struck")),
    Conclusion: ("briefing__commune", ("title", "task__title", "struck")),
    InspectionStep: ("case__commune", ("case__title", "kind", "on", "struck")),
    Ballot: ("case__commune", ("case__breach", "kind", "on", "struck")),
    AwardProposal: ("commune", ("merit", "decision__body", "refused_on", "struck")),
    CalendarDay: ("commune", ("day", "name", "struck")),
}


class Place:
    """A commune with three cells; each part is read anew when it is asked for, as a request does."""

    def __init__(self):
        self.home = commune("Đua")
        one, self.hamlet_pk, members = self._cell("Một", ONE)
        other, _hamlet, others = self._cell("Hai", OTHER)
        self.cells, self.members = [one.pk, other.pk], [member.pk for member in (*members, *others)]
        self.third_pk = structure.found_cell(commune=self.home, name="Ba", founded_on=LONG_AGO, by=None).pk
        self.office_pk = account(f"vanphong-{one.pk}").pk
        kept = {"quantri": Role.ADMIN, "quantri2": Role.ADMIN, "kiemtra": Role.INSPECTION, "lanhdao": None}
        self.accounts = {key: account(f"{key}-{one.pk}", self.home, role).pk for key, role in kept.items()}
        self.seats = [
            structure.seat_committee_member(commune=self.home, full_name=f"Phụ {n}", since=LONG_AGO, by=None).pk
            for n in (1, 2)
        ]
        self.meeting_pk = record(one, date(2026, 11, 3), self.office, sign=False).pk

    def _cell(self, name, names):
        made, hamlet, members = cell(self.home, name, names)
        return made, hamlet.pk, members

    one = property(lambda self: Cell.objects.get(pk=self.cells[0]))
    other = property(lambda self: Cell.objects.get(pk=self.cells[1]))
    third = property(lambda self: Cell.objects.get(pk=self.third_pk))  # without members and hamlets
    office = property(lambda self: User.objects.get(pk=self.office_pk))
    hamlet = property(lambda self: Hamlet.objects.get(pk=self.hamlet_pk))
    meeting = property(lambda self: Meeting.objects.get(pk=self.meeting_pk))

    def member(self, number):
        return Member.objects.get(pk=self.members[number])

    def account(self, key):
        return User.objects.get(pk=self.accounts[key])

    def grant(self, key):
        """The one role of an account."""
        return Grant.objects.get(account=self.accounts[key])

    def seat(self, number):
        return CommitteeMember.objects.get(pk=self.seats[number])

    def left(self):
        own = {"cell": [*self.cells, self.third_pk], "member": self.members, "hamlet": [self.hamlet_pk]}
        own["lead_cell"] = own["cell"]
        own["account"], own["commune"] = [self.office_pk, *self.accounts.values()], [self.home.pk]
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


def give(p, key, role, by="quantri"):
    structure.give_role(account=p.account(key), commune=p.home, role=role, since=TODAY, today=TODAY, by=p.account(by))


def waiting(p):
    """The account without a role gets one that a second person has still to confirm."""
    give(p, "lanhdao", Role.LEADER)


def end_role(p, key, by):
    structure.end_role(grant=p.grant(key), on=TODAY, today=TODAY, by=p.account(by))


def decide(p, act, by="kiemtra"):
    act(row=p.grant("lanhdao"), today=TODAY, by=p.account(by))


def lock_out(p, key, by):
    structure.lock_account(account=p.account(key), by=p.account(by))


def slip(p, kind=SlipKind.OUT, to="Đảng bộ phường Xa", on=DAY):
    until = {"until": date(2027, 3, 1)} if kind == SlipKind.TEMPORARY else {}
    people.give_slip(member=p.member(1), kind=kind, to=to, on=on, by=p.office, **until)


def given(p):
    slip(p)


def with_slip(act):
    return lambda p: act(p, Slip.objects.get(member=p.members[1]))


def number_slip(p, slip):
    people.number_slip(slip=slip, on=TODAY, today=TODAY, by=p.office)


def strike_slip(p, slip):
    people.strike_slip(slip=slip, reason="nhầm", by=p.office)


def inquire(p):
    people.open_inquiry(member=p.member(1), since=DAY, by=p.office)


def name(p, number, kind=HamletRoleKind.HEAD):
    people.name_in_hamlet(member=p.member(number), hamlet=p.hamlet, kind=kind, since=DAY, by=p.office)


def end_name(p, on):
    people.end_hamlet_role(role=HamletRole.objects.get(member=p.members[1]), on=on, by=p.office)


def found_unit(p, since=LONG_AGO):
    farmers = p.home.mass_organisations.get(name="Hội Nông dân")
    growth.found_unit(organisation=farmers, kind=UnitKind.HAMLET, hamlet=p.hamlet, since=since, by=p.office)


def lead(p, number, since=DAY):
    facts = {"role": HeadRole.HEAD, "since": since, "basis": "elected", "member": p.member(number)}
    growth.name_head(unit=Unit.objects.get(hamlet=p.hamlet), by=p.office, **facts)


def register(p):
    facts = {"name": "Đường hoa", "year": 2026, "kind": "skilful", "field": "culture", "lead_cell": p.one}
    movement = growth.register_movement(commune=p.home, registered_on=LONG_AGO, by=p.office, **facts)
    growth.begin_movement(movement=movement, on=LONG_AGO, by=p.office)


def movement(p):
    return Movement.objects.get(commune=p.home)


def judge(p, recognised):
    facts = {"recognised": recognised, "on": DAY, "decided_by": "Đảng ủy"}
    growth.decide_movement(movement=movement(p), by=p.office, **facts)


def take_part(p, number=1):
    growth.take_part(movement=movement(p), member=p.member(number), part="core", since=DAY, by=p.office)


def decided(p):
    """Somebody whose admission is decided; rules that refuse it are let pass."""
    about = {"full_name": "Mới", "sex": "female"}
    case = growth.propose(cell=p.one, on=LONG_AGO, case=about, facts={}, by=p.office)
    let = {"candidate": case, "on": LONG_AGO, "override": "hồ sơ cũ", "by": p.office}
    growth.take_step(kind="list", **let)
    growth.take_step(kind="decide", paper_no="1-QĐ", **let)


def proposed(p):
    growth.propose(cell=p.one, on=LONG_AGO, case={"full_name": "Mới", "sex": "female"}, facts={}, by=p.office)


def case(p):
    return Candidate.objects.get(commune=p.home)


def hold(p, on=DAY):
    growth.hold_ceremony(candidate=case(p), on=on, override="muộn", by=p.office)


def hand_over(p, to):
    growth.take_step(candidate=case(p), kind="hand_over", cell=to, on=DAY, by=p.office)


def listed(p):
    proposed(p)
    growth.take_step(candidate=case(p), kind="list", on=LONG_AGO, by=p.office)


def listing_of(p):
    return Step.objects.get(candidate__commune=p.home, kind="list")


def number_listing(p):
    growth.number_step(step=listing_of(p), on=TODAY, today=TODAY, by=p.office)


def strike_listing(p):
    growth.strike_step(step=listing_of(p), reason="nhầm", by=p.office)


def type_listing(p):
    growth.type_number(step=listing_of(p), paper_no="7-NQ/CB", by=p.office)


def white(p):
    structure.found_hamlet(commune=p.home, name="Trắng", by=p.office)


def begin_founding(p):
    hamlet = Hamlet.objects.get(commune=p.home, name__startswith="Trắng")
    return growth.begin_founding(commune=p.home, hamlets=[hamlet], on=LONG_AGO, by=p.office)


def ready_to_found(p):
    """A founding that is decided, of members of two cells, the first of them its secretary."""
    white(p)
    made = begin_founding(p)
    told, plan = {"founding": made, "on": LONG_AGO, "by": p.office}, {"effective_on": DAY}
    growth.choose_way(**told, way="posted", cell_name="Mới", **plan)
    for number, post in ((1, "secretary"), (2, ""), (5, "")):
        growth.name_member(**told, member=p.member(number), post=post)
    for paper in FoundingPaper:
        growth.keep_founding_item(founding=made, kind=paper, state="have", by=p.office)
    growth.take_founding_step(**told, kind="propose", paper_no="1")
    growth.take_founding_step(**told, kind="appraise", members=3, in_favour=3)
    growth.take_founding_step(**told, kind="decide", **plan, paper_no="2", committee_no="3", transfer_no="4")


def take_effect(p):
    growth.take_effect(founding=Founding.objects.get(commune=p.home), today=TODAY, by=p.office)


def close_unit(p):
    growth.close_unit(unit=Unit.objects.get(hamlet=p.hamlet), on=TODAY, by=p.office)


def owe(p, since=date(2026, 8, 1)):
    members = [p.member(number) for number in range(len(ONE))]
    people.keep_dues(members=members, unpaid={p.members[1]: since}, today=TODAY, by=p.office)


def asked(p):
    """The cells are asked to report on October."""
    figures.open_period(commune=p.home, kinds=["work"], period=month_of(DAY), today=TODAY, by=p.office)


def close_period(p):
    figures.close_report_period(period=ReportPeriod.objects.get(commune=p.home), today=TODAY, by=p.office)


def look_at_period(p):
    p.shown = mark_of_closing(standing_of(ReportPeriod.objects.get(commune=p.home), TODAY))


def close_as_shown(p):
    period = ReportPeriod.objects.get(commune=p.home)
    figures.close_report_period(period=period, today=TODAY, by=p.office, shown=p.shown)


def send_report(p):
    period = ReportPeriod.objects.get(commune=p.home)
    figures.send_report(period=period, cell=p.one, at=NOW, words={"next": "Đã gửi"}, by=p.office)


def give_task(p):
    """The Committee gives the first cell a task."""
    about = {"title": "Làm đường", "content": "2 km", "source": "notice", "document_no": "12-TB/ĐU", "document_on": DAY}
    guidance.give_task(commune=p.home, cell=p.one, given_on=DAY, due_on=TODAY, by=p.office, **about)


def report(p):
    guidance.take_step(task=FocusTask.objects.get(commune=p.home), kind="report", on=TODAY, text="Xong", by=p.office)


def strike_task(p):
    guidance.strike_task(task=FocusTask.objects.get(commune=p.home), reason="nhầm", by=p.office)


def raise_difficulty(p):
    guidance.raise_difficulty(cell=p.one, raised_on=DAY, text="Dột", owner="UBND", due_on=TODAY, by=p.office)


def hold_briefing(p):
    facts = {"kind": "secretaries", "held_on": DAY, "chair": "Hà Văn Chủ"}
    guidance.hold_briefing(commune=p.home, by=p.office, **facts)
    conclude(p)


def conclude(p, title="Rà soát"):
    facts = {"title": title, "cell": p.other, "due_on": date(2026, 12, 31)}
    guidance.conclude(briefing=Briefing.objects.get(commune=p.home), by=p.office, **facts)


def number_notice(p):
    guidance.number_notice(briefing=Briefing.objects.get(commune=p.home), on=TODAY, today=TODAY, by=p.office)


def plan_inspection(p):
    programme = guidance.start_programme(
        commune=p.home, body="board", year=2026, document_no="03-CTr/UBKT", document_on=DAY, by=p.office
    )
    about = {
        "title": "Chấp hành",
        "content": "directives",
        "added": False,
        "received_on": None,
        "due_on": date(2026, 12, 20),
    }
    about |= {"since": date(2025, 1, 1), "last_day": date(2026, 6, 30), "kind": "theme", "today": TODAY}
    case = guidance.plan_case(programme=programme, cell=p.one, by=p.office, **about)
    guidance.name_team_member(case=case, member=p.member(4), leads=True, by=p.office)


def decide_inspection(p):
    case = InspectionCase.objects.get(commune=p.home)
    guidance.number_case_paper(case=case, kind="decide", on=TODAY, today=TODAY, by=p.office)


def take_up_breach(p):
    facts = {"opened_on": DAY - WEEK, "field": "ethics", "breach": "Lối sống", "breach_from": date(2026, 3, 1)}
    guidance.begin_discipline(commune=p.home, member=p.member(1), breach_until=None, by=None, **facts)


def vote_on_breach(p):
    case = DisciplineCase.objects.get(commune=p.home)
    base, _most = base_of_cell(p.one, DAY)
    guidance.record_ballot(case=case, kind="decide", body="cell", on=DAY, base=base, for_warning=base, by=None)


def propose_award(p):
    base, _most = base_of_cell(p.one, DAY)
    facts = {"form": "certificate", "occasion": "ad_hoc", "year": None, "merit": "Cứu người", "on": DAY}
    guidance.propose_award(proposer=p.one, member=p.member(1), base=base, in_favour=base, by=None, **facts)


def decide_award(p):
    proposals = list(AwardProposal.objects.filter(commune=p.home))
    about = {"body": "committee", "on": TODAY, "today": TODAY}
    guidance.decide_awards(commune=p.home, proposals=proposals, by=p.office, **about)


def refuse_award(p):
    [proposal] = AwardProposal.objects.filter(commune=p.home)
    guidance.refuse_award(proposal=proposal, on=TODAY, reason="chưa rõ", by=p.office)


PREPARED = {  # what has happened already before the two acts of a pair
    "a role is confirmed": waiting,
    "a transfer slip is numbered": given,
    "a transfer slip is struck": given,
    "a head of a hamlet ends": lambda p: name(p, 1),
    "dues are paid": owe,
    "a unit of farmers": found_unit,
    "a movement": register,
    "an admission": decided,
    "a hamlet gets two foundings": white,
    "a reporting period": asked,
    "a reporting period is closed as shown": look_at_period,
    "a founding takes effect": ready_to_found,
    "a case": proposed,
    "the paper of a case": listed,
    "a task of the Committee": give_task,
    "the notice of a briefing": hold_briefing,
    "an inspection": plan_inspection,
    "a breach": take_up_breach,
    "a commendation": propose_award,
}


def new_code(p, name):
    keep_entry(entry=Code(commune=p.home, list="ethnicity", code="999", name=name), by=p.office)


def day_off(p, name):
    write_day(
        commune=p.home, day=date(2027, 3, 1), kind="off", name=name, source="", by=p.office
    )  # fmt: skip


PAIRS = {
    "an entry of a list twice": (lambda p: new_code(p, "Một"), lambda p: new_code(p, "Hai")),
    "a day off twice": (lambda p: day_off(p, "Một"), lambda p: day_off(p, "Hai")),
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
    "a role ends twice": (
        lambda p: end_role(p, "quantri2", "quantri"),
        lambda p: end_role(p, "quantri2", "kiemtra"),
    ),
    "the last two administrators end each other": (
        lambda p: end_role(p, "quantri2", "quantri"),
        lambda p: end_role(p, "quantri", "quantri2"),
    ),
    "an administrator ends while the other is locked": (
        lambda p: end_role(p, "quantri2", "quantri"),
        lambda p: lock_out(p, "quantri", "quantri2"),
    ),
    "the last two administrators lock each other": (
        lambda p: lock_out(p, "quantri2", "quantri"),
        lambda p: lock_out(p, "quantri", "quantri2"),
    ),
    "an account is given two roles": (
        lambda p: give(p, "lanhdao", Role.LEADER),
        lambda p: give(p, "lanhdao", Role.OFFICE, "quantri2"),
    ),
    "a role is confirmed twice": (
        lambda p: decide(p, structure.confirm),
        lambda p: decide(p, structure.confirm, "quantri2"),
    ),
    "a role is confirmed while it ends": (
        lambda p: decide(p, structure.confirm),
        lambda p: end_role(p, "lanhdao", "quantri2"),
    ),
    "a role is confirmed while it is declined": (
        lambda p: decide(p, structure.confirm),
        lambda p: decide(p, structure.decline, "quantri2"),
    ),
    "a role is confirmed while the role of who confirms ends": (
        lambda p: decide(p, structure.confirm, "quantri2"),
        lambda p: end_role(p, "quantri2", "quantri"),
    ),
    "a role is confirmed while who confirms is locked": (
        lambda p: decide(p, structure.confirm, "quantri2"),
        lambda p: lock_out(p, "quantri2", "quantri"),
    ),
    "a transfer slip is given twice": (slip, slip),
    "two transfer slips are given": (slip, lambda p: slip(p, SlipKind.TEMPORARY, "Đảng ủy Công an")),
    "a transfer slip is given while the member moves": (slip, lambda p: event(p, 1, EventKind.TRANSFER, cell=p.other)),
    "a transfer slip is given while the member dies": (slip, lambda p: event(p, 1, EventKind.DIE)),
    "a transfer slip is given while a case is opened": (slip, inquire),
    "a transfer slip is given while dues are unpaid": (slip, owe),
    "a transfer slip is numbered twice": (with_slip(number_slip), with_slip(number_slip)),
    "a transfer slip is struck while it is numbered": (with_slip(strike_slip), with_slip(number_slip)),
    "a hamlet gets two heads": (lambda p: name(p, 1), lambda p: name(p, 2)),
    "a member becomes an elder twice": (
        lambda p: name(p, 1, HamletRoleKind.ELDER),
        lambda p: name(p, 1, HamletRoleKind.ELDER),
    ),
    "a head of a hamlet ends twice": (lambda p: end_name(p, DAY + WEEK), lambda p: end_name(p, TODAY)),
    "a hamlet gets two units of farmers": (lambda p: found_unit(p, DAY), lambda p: found_unit(p, TODAY)),
    "a unit of farmers gets two heads": (lambda p: lead(p, 1), lambda p: lead(p, 2)),
    "a unit of farmers gets a head while it is closed": (lambda p: lead(p, 1), close_unit),
    "a unit of farmers gets a head who becomes one with another": (lambda p: lead(p, 4), merge),
    "a movement is decided on twice": (lambda p: judge(p, True), lambda p: judge(p, False)),
    "a movement is decided on while its cell ends": (lambda p: judge(p, True), end),
    "a movement is joined twice": (take_part, take_part),
    "an admission is held twice": (hold, lambda p: hold(p, DAY + WEEK)),
    "a case is handed over twice": (lambda p: hand_over(p, p.other), lambda p: hand_over(p, p.third)),
    "a case is handed over while its cell ends": (lambda p: hand_over(p, p.third), end),
    "the paper of a case is numbered twice": (number_listing, number_listing),
    "the paper of a case is numbered while its step is struck": (number_listing, strike_listing),
    "the paper of a case is numbered while its number is typed": (number_listing, type_listing),
    "a hamlet gets two foundings": (begin_founding, begin_founding),
    "a founding takes effect twice": (take_effect, take_effect),
    "a founding takes effect while a member dies": (take_effect, lambda p: event(p, 2, EventKind.DIE)),
    "a reporting period is closed twice": (close_period, close_period),
    "a reporting period is closed while a report is sent": (close_period, send_report),
    "a reporting period is closed as shown while a report is sent": (close_as_shown, send_report),
    "a cell ends while the Committee gives it a task": (end, give_task),
    "a cell ends while it raises a difficulty": (end, raise_difficulty),
    "a task of the Committee is reported while it is struck": (report, strike_task),
    "the notice of a briefing is numbered while more is concluded": (number_notice, lambda p: conclude(p, "Thêm")),
    "an inspection is decided twice": (decide_inspection, decide_inspection),
    "a breach is voted on twice": (vote_on_breach, vote_on_breach),
    "a commendation is decided while it is refused": (decide_award, refuse_award),
    "dues are marked twice": (owe, owe),
    "dues are marked since two months": (owe, lambda p: owe(p, date(2026, 9, 1))),
    "dues are marked while the member dies": (owe, lambda p: event(p, 1, EventKind.DIE)),
    "dues are marked while the member moves": (owe, lambda p: event(p, 1, EventKind.TRANSFER, cell=p.other)),
    "dues are marked while the member leaves": (
        owe,
        lambda p: event(p, 1, EventKind.TRANSFER_OUT, place="xã khác"),
    ),
    "dues are paid twice": (lambda p: owe(p, None), lambda p: owe(p, None)),
}


CROSSING = [name for name, (one, two) in PAIRS.items() if one in (end, merge, sign) and one is not two]


@pytest.fixture
def place_of(empty):
    """`place_of(pair)` is the place with what has to have happened before a pair of acts, whatever other pairs left."""
    place = Place()
    put_back = keep("place")

    def as_before(pair):
        put_back()
        for words, act in PREPARED.items():
            if pair.startswith(words):
                act(place)
        return place

    return as_before


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


@pytest.mark.parametrize("turned", [False, True], ids=["first-commits-first", "second-commits-first"])
def test_who_comes_second_finds_what_the_first_has_done(turned, place_of):
    wrong = {}
    for name, pair in PAIRS.items():
        place, acts = place_of(name), pair[::-1] if turned else pair
        expected = after_one_another(*acts, place)
        found = overlapping(*acts, place)
        # The first is done: else there would be nothing to wait for.
        if found != expected or found[0][0] or "FAULT" in str(found[0]):
            wrong[name] = differing(expected, found)
    assert wrong == {}


def test_two_at_the_same_moment_leave_what_one_order_leaves(place_of):
    """Of pairs that lock several rows each: neither waits for the other for ever."""
    wrong = {}
    for name in CROSSING:
        place, (one, two) = place_of(name), PAIRS[name]
        orders = [after_one_another(one, two, place)]
        heard, left = after_one_another(two, one, place)
        orders.append((heard[::-1], left))
        found = at_once(one, two, place)
        if found not in orders or "FAULT" in str(found[0]):
            wrong[name] = [differing(expected, found) for expected in orders]
    assert wrong == {}


def test_what_is_written_while_a_commune_merges_goes_along_or_is_refused(place_of):
    """Whoever writes waits for the merger, and it for who has begun: no row is left in the commune that is no more."""

    def merge_into_another(p):
        merge_communes(communes=[p.home], into=commune("Đích"), on=TODAY, document="12/NQ", today=TODAY, by=None)

    heard, _left = overlapping(merge_into_another, proposed, place_of("merged first"))
    refused = "Xã này đã nhập vào xã khác; không ghi gì thêm cho xã này nữa."
    assert (heard, Candidate.objects.count()) == (["", refused], 0)
    heard, _left = overlapping(proposed, merge_into_another, place_of("proposed first"))
    assert (heard, Candidate.objects.get().commune.name) == (["", ""], "xã Đích")


def differing(expected, found):
    """What is not as expected, short enough to be read."""
    (heard, left), (heard_now, left_now) = expected, found
    rows = {name: (left[name], left_now[name]) for name in left if left[name] != left_now[name]}
    return heard, heard_now, rows
