"""Communes that merge: nothing is lost, figures before are those of all together, nobody arrives or leaves."""

from collections import Counter
from datetime import date, timedelta
from io import StringIO
from random import Random

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import TrailEntry, User
from accounts.roles import Role
from cells import services as structure
from cells.access import Hat, hats, trail_of
from cells.enums import PaperKind
from cells.models import Assignment, Cell, CommuneMerger, Grant, Paper, RuleSet, Term, TermRules
from common.periods import Period
from config.merging import FATES, STAYS, merge_communes, models_of_communes
from development.models import AdmissionChoices, Candidate
from development.queries.cases import case_file
from meetings import services as minutes
from meetings.papers.meeting import paper_of
from members.enums import DEPARTURES, Entry, Standing
from members.models import Code, Member, Membership, SavedFilter
from members.queries import flow, headcount
from members.services import save_filter
from oversight import services as guidance
from oversight.models import DisciplineCase
from reports import services as periods
from reports.enums import ReportKind
from reports.models import CellReport
from reports.queries.figures import commune_figures, sum_of
from reports.queries.periods import units_of
from reports.tables.periods import party_building
from tests import addresses
from tests.test_numbered_as_shown import a_case, a_founding, a_slip, an_inspected_case
from tests.world import LONG_AGO, TODAY, account, commune, publish

ON = TODAY + timedelta(days=1)
RECORDED = (  # everything that the pages of the matrix are about
    *(addresses.a_trust, addresses.a_class, addresses.a_pass, addresses.a_founding, addresses.a_slip),
    *(addresses.a_hamlet_role, addresses.a_unit_head, addresses.a_criterion, addresses.a_focus_task),
    *(addresses.some_information, addresses.an_award_decision, addresses.an_inspection, addresses.a_conclusion),
    *(addresses.a_household_vote, addresses.a_closed_period, addresses.a_committee_report, addresses.an_upper_reader),
    *(addresses.an_inquiry, addresses.a_request, addresses.a_breach, addresses.an_import, addresses.admission_facts),
    *(addresses.a_part, addresses.a_proposing_ballot, lambda world: addresses.a_discipline_case(world, told=True)),
)


def merged(communes, into, on=ON):
    return merge_communes(communes=communes, into=into, on=on, document="12/NQ", today=max(on, TODAY), by=None)


@pytest.fixture
def away(world):
    """The commune that goes on; the one with nearly all records merges into it."""
    return world.other_commune


@pytest.mark.once
def test_every_model_with_a_commune_has_its_fate():
    own = {model._meta.label for model in models_of_communes() if not issubclass(model, RuleSet)}
    assert set(FATES) == own


def test_everything_recorded_goes_on_and_may_be_written_again_but_for_what_was_the_committees_own(world, away):
    for make in RECORDED:
        make(world)
    home = world.commune
    there = Counter({model._meta.label: model._base_manager.count() for model in apps.get_models()})
    taken = Counter({"cells.CommuneMerger": 1, "cells.PastCommune": 2, "cells.Term": 1})
    merged([home], away)
    now = Counter({model._meta.label: model._base_manager.count() for model in apps.get_models()})
    now.subtract(there + taken)
    assert {label for label, count in now.items() if count} == {"accounts.TrailEntry"}
    left = {model._meta.label for model in models_of_communes() if model._base_manager.filter(commune=home).exists()}
    of_cells = {"cells.Grant", "cells.Term", "cells.Paper", "oversight.InspectionProgramme"}
    same_there = {"members.Code", "development.MassOrganisation", "oversight.Agency"}
    assert {label for label in left if label in FATES and FATES[label] is not STAYS} == of_cells | same_there
    for model in (Paper, Grant, Term):
        assert not model.objects.filter(commune=home).exclude(cell=None).exists()
    for model in set(apps.get_models()) - {CellReport}:  # no promise of the database is broken
        columns = ", ".join(f'"{f.column}" = "{f.column}"' for f in model._meta.concrete_fields if not f.primary_key)
        with connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{model._meta.db_table}" SET {columns}')


def come_and_go(cell, random, count=60):
    """So many members of `cell`, who came and left on some day, in some way."""
    people = Member.objects.bulk_create(
        Member(commune=cell.commune, full_name=f"Người {cell.pk} {number}", sex="male") for number in range(count)
    )
    for one in people:
        since = date(2024, 6, 1) + timedelta(days=random.randrange(900))
        until = random.choice((None, since + timedelta(days=random.randrange(1, 600))))
        ended = random.choice(DEPARTURES) if until else ""
        began = random.choice((Entry.OPENING, Entry.ADMITTED, Entry.ARRIVED, Entry.RESTORED))
        about = {"standing": random.choice(Standing.values), "entry": began, "exit": ended}
        yield Membership(member=one, cell=cell, since=since, until=until, **about)


@pytest.mark.once
def test_figures_of_every_period_are_those_of_both_together(world, away):
    random = Random(27)
    for cell in (world.cell, world.foreign_cell):
        Membership.objects.bulk_create(come_and_go(cell, random))
    spans = [Period("M", 2026, number) for number in range(7, 12)] + [Period("Y", 2026, 1), Period("Y", 2025, 1)]
    about = [{"kind": kind, "period": period, "today": ON} for kind in ReportKind for period in spans]
    each = [[commune_figures(commune=one.pk, **told) for one in (world.commune, away)] for told in about]
    merged([world.commune], away)
    assert [commune_figures(commune=away.pk, **told) for told in about] == [sum_of(found) for found in each]


def peopled(name, count):
    """A commune with one cell of so many members, since long ago."""
    made = commune(name)
    cell = structure.found_cell(commune=made, name=f"Chi bộ {name}", founded_on=LONG_AGO, by=None)
    people = Member.objects.bulk_create(
        Member(commune=made, full_name=f"Người {name} {number}", sex="male") for number in range(count)
    )
    about = {"cell": cell, "standing": "official", "entry": "opening", "since": LONG_AGO}
    Membership.objects.bulk_create(Membership(member=one, **about) for one in people)
    return made


@pytest.mark.once
def test_communes_of_210_180_and_95_are_485_before_and_after_and_nobody_arrived_or_left(db, today):
    communes = [peopled(name, count) for name, count in (("Một", 210), ("Hai", 180), ("Ba", 95))]
    into, on, day = communes[0], date(2026, 7, 1), timedelta(days=1)
    office = account("vanphong27", into, Role.OFFICE)
    merged(communes[1:], into, on)
    cells = list(Cell.objects.filter(commune=into))
    assert [headcount(cells=cells, day=one).total for one in (on - day, on)] == [485, 485]
    changes = flow(cells=cells, since=on, until=on + day, whole=True)
    assert (changes.opening, changes.closing, sum(vars(changes).values())) == (485, 485, 970)
    table = party_building(user=office, period=Period("Q", 2026, 3), today=TODAY)
    row = next(row for row in table.rows if row[0].value == "Đầu kỳ")
    assert [figure.value for figure in row[1:3]] == [485, 485]


def test_a_merger_of_what_has_merged_makes_all_one(db, today):
    first, second, third = (peopled(name, 3) for name in ("Một", "Hai", "Ba"))
    merged([first], second, date(2026, 1, 1))
    merged([second], third, date(2026, 7, 1))
    cell = Cell.objects.get(name="Chi bộ Một")
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [cell.commune_on(day) for day in days] == [first, second, second, third]
    for day in days:
        of = {one: set(Cell.objects.of_commune_on(one.pk, day)) for one in (first, second, third)}
        assert [one for one, cells in of.items() if cell in cells] == [cell.commune_on(day)]
    assert set(CommuneMerger.objects.values_list("commune", "goes_on_as")) == {
        (first.pk, third.pk),
        (second.pk, third.pk),
    }


@pytest.mark.once
def test_a_paper_bears_the_heads_of_the_commune_of_its_day(world, away):
    merged([world.commune], away)
    before = paper_of(PaperKind.MINUTES, world.signed)
    with time_machine.travel(ON + timedelta(days=20)):
        meeting = minutes.start_meeting(
            cell=Cell.objects.get(pk=world.cell.pk), kind="thematic", held_on=ON, today=ON + timedelta(days=20), by=None
        )
        after = paper_of(PaperKind.MINUTES, meeting)
    assert [paper.letterhead.superior for paper in (before, after)] == ["Đảng bộ xã Nhà", "Đảng bộ xã Khác"]


@pytest.mark.once
def test_papers_issued_before_are_as_they_were_and_ask_for_no_correction(world, away, sign_in):
    pages = []
    for a_paper in (a_case, a_founding, an_inspected_case, a_slip):
        page, url, day, _change = a_paper(world)
        by = world.inspection if a_paper is an_inspected_case else world.office
        assert sign_in(by).post(url, {"on": f"{day:%d/%m/%Y}"}).status_code == 302
        pages.append(page)
    merged([world.commune], away)
    with time_machine.travel(ON + timedelta(days=1)):
        found = [sign_in(world.outsider).get(page) for page in pages]
    told = [(answer.status_code, "số liệu đã thay đổi" in answer.content.decode()) for answer in found]
    assert told == [(200, False)] * 4


def test_steps_of_before_keep_the_rules_of_their_day_and_those_of_later_get_the_new_ones(world, away):
    for place, months in ((world.commune, 3), (away, 6)):
        publish(AdmissionChoices, place, date(2026, 1, 1), prolong_months=months)
    case = addresses.a_pass(world).candidate
    merged([world.commune], away)
    known = case_file(Candidate.objects.get(pk=case.pk)).known
    assert [known.choices_on(day).prolong_months for day in (TODAY, ON)] == [3, 6]


def test_the_old_committee_ends_secretaries_go_on_and_accounts_may_get_roles_where_they_belong_now(world, away):
    merged([world.commune], away)
    ended = world.seat.__class__.objects.get().until, Assignment.objects.get().until
    roles = {grant.account.username: grant.until for grant in Grant.objects.filter(commune=world.commune)}
    assert (ended, set(roles.values()), len(roles)) == ((ON, ON), {ON}, 5)
    with time_machine.travel(ON + timedelta(days=1)):
        worn = {name: hats(User.objects.get(pk=one.pk)) for name, one in world.accounts.items()}
        assert {name for name, found in worn.items() if found} == {"secretary", "outsider"}
        assert worn["secretary"] == (Hat(Role.SECRETARY, away.pk, world.cell.pk),)
    accounts = User.objects.exclude(username="khongvai")
    assert {one.commune for one in accounts} == {away.pk}
    terms = Term.objects.of(away, None).values_list("since", "until")
    assert list(terms) == [(ON, None)]


LISTED = {  # what the old Committee left behind, by the page that lists it
    "/oversight/briefings/": addresses.a_conclusion,
    "/oversight/tasks/periods/": addresses.a_closed_period,
    "/oversight/inspections/": addresses.an_inspection,
    "/reports/committee/": addresses.a_committee_report,
}


@pytest.mark.once
def test_lists_tell_of_what_was_left_behind_and_of_whom_it_is(world, away, sign_in):
    for make in LISTED.values():
        make(world)
    merged([world.commune], away)
    with time_machine.travel(ON + timedelta(days=1)):
        client = sign_in(world.outsider)
        told = {page: client.get(page).content.decode().count("xã Nhà") for page in LISTED}
    assert told == dict.fromkeys(LISTED, 1) | {"/oversight/inspections/": 2}, "a programme and a case"


@pytest.mark.once
def test_who_reads_there_reads_what_was_left_behind_and_nobody_else_does(world, away, sign_in):
    period = addresses.a_report_period(world)
    periods.close_report_period(period=period, today=TODAY, by=world.office)
    merged([world.commune], away)
    third = account("xaba", commune("Ba"), Role.OFFICE)
    pages = [period.get_absolute_url(), world.seat.get_absolute_url(), world.cell.get_absolute_url()]
    with time_machine.travel(ON + timedelta(days=1)):
        listed = sign_in(world.outsider).get("/reports/periods/").content.decode()
        assert listed.count("xã Nhà") == 1
        compared = sign_in(world.outsider).get("/reports/communes/").content.decode()
        assert compared.count("xã Nhà") == 1
        seen = {one.username: [sign_in(one).get(page).status_code for page in pages] for one in (world.outsider, third)}
        assert seen == {"xakhac": [200, 200, 200], "xaba": [404, 404, 404]}
        assert sign_in(world.outsider).post(f"{pages[0]}close/").status_code in (403, 404)
        facts = sign_in(world.outsider).get(f"{pages[2]}facts/").content.decode()
    assert "<dd>xã Nhà (đến trước 25/11/2026, 12/NQ)</dd>" in facts


def test_a_period_of_before_asks_the_cells_that_were_there_then(world, away):
    own = addresses.a_report_period(world)
    periods.close_report_period(period=own, today=TODAY, by=world.office)
    [theirs] = periods.open_period(
        commune=away, kinds=[ReportKind.WORK], period=own.period, today=TODAY, by=world.outsider
    )
    before = [[unit.cell for unit in units_of(one, TODAY)] for one in (own, theirs)]
    merged([world.commune], away)
    assert [[unit.cell for unit in units_of(one, ON)] for one in (own, theirs)] == before


@pytest.mark.once
def test_the_trail_tells_of_both_where_they_go_on(world, away):
    boss = account("quantri2", away, Role.ADMIN)
    merged([world.commune], away)
    with time_machine.travel(ON + timedelta(days=1)):
        found = trail_of(User.objects.get(pk=boss.pk))
        assert found.filter(subject_kind="cells.communemerger", subject_name="xã Nhà → xã Khác").count() == 1
        about = found.filter(subject_kind="members.member", subject_id=world.member.pk)
        assert {one.commune for one in about} == {world.commune.pk, away.pk}
        moved = about.get(commune=away.pk)
    assert moved.changes == {"commune_id": [world.commune.pk, away.pk]}


@pytest.mark.once
def test_a_saved_choice_of_members_finds_the_same_people_as_before(world, away):
    tay = [Code.objects.create(commune=one, list="ethnicity", code="T", name="Tày") for one in (world.commune, away)]
    query = "cell={0.pk}&ethnicity={1.pk}&name=%C3%81nh".format
    save_filter(commune=world.commune, query=query(world.cell, tay[0]), name="Tày", by=world.office)
    merged([world.commune], away)
    assert SavedFilter.objects.get(name="Tày").query == query(world.cell, tay[1])


def test_a_number_that_is_taken_becomes_the_next_one_of_both_and_all_others_stay(world, away):
    case = addresses.a_discipline_case(world)
    about = {"opened_on": TODAY, "field": "ethics", "breach": "Khác", "breach_until": None, "by": None}
    for where, member in ((away, world.foreign_member), (world.commune, world.members[3])):
        told = about | {"member": member, "breach_from": date(2026, 5, 1)}
        guidance.begin_discipline(commune=where, **told)
    merged([world.commune], away)
    numbers = dict(DisciplineCase.objects.values_list("member__full_name", "number"))
    assert numbers == {case.member.full_name: 3, world.foreign_member.full_name: 1, world.members[3].full_name: 2}


def said(*given, **options):
    out = StringIO()
    about = {"into": "xã Khác", "on": "24/11/2026", "document": "12/NQ"} | options
    call_command("merge_communes", *(given or ("xã nhà",)), stdout=out, **about)
    return out.getvalue().splitlines()


def test_the_preview_changes_nothing_and_says_what_the_merger_then_does(world, away):
    publish(TermRules, world.commune, date(2026, 1, 1), term_months=30)
    before = TrailEntry.objects.count()
    preview = said()
    assert (TrailEntry.objects.count(), CommuneMerger.objects.count()) == (before, 0)
    assert preview[:4] == [
        "xã Nhà + xã Khác",
        "- Đảng viên: 10 + 4 = 14",
        "- Chính thức: 8 + 3 = 11",
        "- Dự bị: 2 + 1 = 3",
    ]
    there, [rules, *after] = preview[1:14], preview[14:]
    assert rules == (
        "xã Nhà có quy định khác; nay áp dụng quy định của xã Khác, kể cả cho các bước trước đó: quy định về nhiệm kỳ."
    )
    assert after[1:-1] == [f"{line.split(':')[0]}: {line.split(' = ')[1]}" for line in there]
    assert after[-1] == "Đây là bản xem trước, chưa thay đổi gì. Muốn làm thật, thêm --yes."
    assert said("xã nhà", str(world.commune.pk), yes=True) == [*preview[:-1], "Đã sáp nhập xong."]
    with pytest.raises(CommandError, match="xã Nhà đã nhập vào xã Khác"):
        said(yes=True)


def refusals(*given, **options):
    with pytest.raises(CommandError) as error:
        said(*given, yes=True, **options)
    assert not CommuneMerger.objects.exists()
    return [line.removeprefix("- ") for line in str(error.value).splitlines()[1:]]


@pytest.mark.once
def test_what_is_recorded_of_later_days_is_refused_each_with_its_sentence(world):
    for number in (world.commune, world.other_commune):  # that of the commune that goes on may stay open
        periods.open_period(commune=number, kinds=[ReportKind.WORK], period=Period("M", 2026, 10), today=TODAY, by=None)
    structure.seat_committee_member(commune=world.commune, full_name="Ai", since=date(2026, 10, 3), by=None)
    assert refusals(on="3/10/2026") == [
        "xã Nhà, công tác của chi bộ, tháng 10 năm 2026: hãy chốt kỳ báo cáo này trước, hoặc gạch bỏ.",
        "Ngày đó xã Nhà không còn, nhưng đã ghi 1 buổi sinh hoạt, sớm nhất ngày 03/10/2026.",
        "Ngày đó xã Nhà không còn, nhưng đã ghi 1 số văn bản, sớm nhất ngày 03/10/2026.",
        "Ngày đó xã Nhà không còn, nhưng đã ghi 1 Đảng ủy viên, sớm nhất ngày 03/10/2026.",
    ]


@pytest.mark.once
def test_what_two_communes_have_of_one_name_is_refused_until_one_is_renamed(world, away):
    for name in ("Pác Tao", "Lũng Mật"):
        structure.found_hamlet(commune=away, name=name, by=None)
    alike = "Xóm {0} có ở xã Nhà, xã Khác: hãy đổi tên hoặc số để không trùng nhau.".format
    assert refusals() == [alike("Lũng Mật"), alike("Pác Tao")]
    for hamlet in (world.hamlet, world.other_hamlet):
        structure.edit_hamlet(hamlet=hamlet, name=f"{hamlet.name} Trên", renamed_on=TODAY, by=None)
    said(yes=True)
    assert set(away.hamlets.values_list("former_commune", flat=True)) == {"", "xã Nhà"}


@pytest.mark.once
def test_a_day_to_come_another_commune_and_itself_are_refused(world):
    assert refusals(on="25/11/2026") == ["Chưa đến ngày này: việc sáp nhập được ghi vào đúng ngày hoặc sau đó."]
    assert refusals("xã Khác")[0] == "xã Khác không thể nhập vào chính mình."
    for wrong in ({"into": "xã Không có"}, {"on": "hôm qua"}):
        assert refusals(**wrong) == []
