"""The list of members: each choice from both sides, any day, saved choices, and the file that leaves."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.text import capfirst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.models import TrailEntry
from accounts.roles import Role
from cells import services as structure
from cells.models import Cell
from common.errors import RuleError
from common.partial import PartialDate, completed_years
from members import services
from members.enums import EventKind, Exit, OverlayKind, PostKind, Sex, Standing
from members.forms import MemberFilter
from members.models import Code, Member, Overlay, SavedFilter
from members.queries import headcount
from members.queries.listing import Listed, chosen_rows
from tests.world import LONG_AGO, TODAY, account, admit, cell, commune, happen, join

EVERYBODY = ["Nông Văn An", "Hoàng Thị Ánh", "Lý Minh Ân", "Triệu Văn Bình", "Đàm Quốc Dũng", "Lục Văn Đức"]


@pytest.fixture
def office(world, sign_in):
    return sign_in(world.office)


def listed(client, **choice):
    page = client.get(reverse("members:list"), choice)
    assert page.status_code == 200
    return [row.full_name for row in page.context["page"]]


def code(world, which, number):
    return Code.objects.get(commune=world.commune, list=which, code=number)


@pytest.mark.parametrize(("rows", "asked"), [(len(EVERYBODY) - 1, 2), (len(EVERYBODY), 2), (len(EVERYBODY) + 1, 1)])
def test_who_fits_on_the_first_page_is_not_counted_again(world, django_assert_num_queries, rows, asked):
    choice = MemberFilter({}, user=world.office).choice
    with django_assert_num_queries(asked):
        found = Listed(cells=[world.cell.pk], day=TODAY, choice=choice, rows=rows)
        assert found.count() == len(EVERYBODY)
    assert [row[1] for row in found[0:rows]] == EVERYBODY[:rows]
    assert [row[1] for row in found[rows : rows + 5]] == EVERYBODY[rows:]


def test_each_fact_of_the_file_narrows_the_list_to_those_who_have_it(world, office):
    facts = {
        "ethnicity": code(world, "ethnicity", "07"),
        "occupation": code(world, "occupation", "farmer"),
        "education": code(world, "education", "lower"),
        "qualification": code(world, "qualification", "basic"),
        "theory": code(world, "theory", "middle"),
        "hamlet": world.other_hamlet,
    }
    join(world.cell, "Tô Thị Khai", sex=Sex.FEMALE, **facts)
    for name, value in facts.items():
        assert listed(office, **{name: value.pk}) == ["Tô Thị Khai"], name
        assert "Tô Thị Khai" not in listed(office, missing=name)
        assert len(listed(office, missing=name)) == 10
    assert listed(office, sex="female") == ["Tô Thị Khai"]
    assert listed(office, education=code(world, "education", "upper").pk) == []


def test_minority_is_every_ethnic_group_but_the_kinh_and_not_those_of_whom_nothing_is_recorded(world, office):
    join(world.cell, "Tô Thị Kinh", ethnicity=code(world, "ethnicity", "01"))
    join(world.cell, "Tô Thị Tày", ethnicity=code(world, "ethnicity", "02"))
    assert listed(office, ethnicity="minority") == ["Tô Thị Tày"]


@pytest.mark.parametrize(
    ("born", "age"),
    [("1986-11-24", 40), ("1986-11-25", 39), ("1986-11", 40), ("1986-12", 39), ("1986", 40), ("1985-12-31", 40)],
)
def test_age_counts_completed_years_from_the_first_day_that_is_meant(world, office, born, age):
    join(world.cell, "Tô Thị Tuổi", born=PartialDate(born))
    for choice, inside in (
        ({"age_from": age}, True),
        ({"age_from": age + 1}, False),
        ({"age_to": age}, True),
        ({"age_to": age - 1}, False),
        ({"age_from": age, "age_to": age}, True),
        ({"age_from": age + 1, "age_to": age + 2}, False),
    ):
        assert ("Tô Thị Tuổi" in listed(office, **choice)) == inside, choice


dates = st.dates(date(1900, 1, 1), date(2026, 11, 24)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(born=dates, day=st.dates(date(1995, 1, 1), date(2026, 12, 31)), years=st.integers(0, 120))
def test_the_database_counts_completed_years_as_we_do(world, born, day, years):
    Member.objects.bulk_update([_born(world.member, born)], ["born"])
    age = PartialDate(born).age_on(day)
    me = Member.objects.filter(pk=world.member.pk)
    assert me.filter(completed_years("born", day, least=years)).exists() == (age >= years)
    assert me.filter(completed_years("born", day, most=years)).exists() == (age <= years)
    assert me.filter(completed_years("born", day, least=years + 1, most=years + 2)).exists() == (0 < age - years <= 2)


def _born(member, born):
    member.born = PartialDate(born)
    return member


def test_nobody_of_unknown_birth_has_an_age(world, office):
    join(world.cell, "Tô Thị Ẩn", born=PartialDate())
    assert "Tô Thị Ẩn" not in listed(office, age_from=0)
    assert "Tô Thị Ẩn" not in listed(office, age_to=120)
    assert listed(office, missing="born") == ["Tô Thị Ẩn"]


def test_party_age_counts_from_the_decision_and_only_once_recognised(world, office):
    long_in = {"decided_on": PartialDate("1996-11-24"), "official_on": PartialDate("1997-12-01")}
    join(world.cell, "Tô Thị Lâu", **long_in)
    admit(world.cell, "Tô Thị Mới", date(2026, 3, 3))
    assert listed(office, party_age_from=30) == listed(office, party_age_from=30, party_age_to=30) == ["Tô Thị Lâu"]
    assert listed(office, party_age_from=31) == listed(office, party_age_to=29) == []
    assert listed(office, on="23/11/2026", party_age_from=30) == []
    assert "Tô Thị Lâu" not in listed(office, missing="party_since")


def test_posts_are_those_of_the_day(world, office):
    happen(world.member, EventKind.END_POST, date(2026, 11, 1), post=PostKind.SECRETARY)
    services.appoint(member=world.members[1], post=PostKind.SECRETARY, on=date(2026, 11, 1), how="elected", by=None)
    assert listed(office, post="secretary", cell=world.cell.pk) == ["Hoàng Thị Ánh"]
    assert listed(office, post="secretary", cell=world.cell.pk, on="31/10/2026") == ["Nông Văn An"]
    assert listed(office, post="group_leader") == []


def test_guests_are_listed_as_the_headcount_counts_them_and_not_among_the_members(world, office):
    away = {"until": date(2027, 5, 1)}
    happen(world.member, EventKind.GO_AWAY, date(2026, 11, 1), cell=world.other_cell, **away)
    guest = services.enter(
        kind=EventKind.HOST,
        cell=world.cell,
        on=date(2026, 11, 1),
        person={"full_name": "Quách Thị Khách", "sex": Sex.FEMALE},
        by=None,
        **away,
    )
    assert listed(office, state="hosted") == ["Nông Văn An", "Quách Thị Khách"]
    assert listed(office, state="hosted", cell=world.cell.pk) == ["Quách Thị Khách"]
    assert listed(office, state="hosted", cell=world.other_cell.pk) == ["Nông Văn An"]
    assert listed(office, state="away") == ["Nông Văn An"]
    assert guest.full_name not in listed(office)


def test_a_member_who_is_exempt_and_away_at_once_is_missing_once(world, office):
    happen(world.members[4], EventKind.GO_AWAY, date(2026, 11, 1), until=date(2027, 5, 1), place="Đảng ủy xã bên")
    head = headcount(cells=[world.cell], day=TODAY)
    assert (head.total, head.exempt, head.away, head.attendance_base, head.voting_base) == (6, 1, 1, 5, 4)
    assert listed(office, state="away") == listed(office, state="exempt", cell=world.cell.pk) == ["Đàm Quốc Dũng"]


def test_the_list_of_a_day_is_that_of_the_day_before_somebody_left_or_moved(world, office):
    happen(world.members[1], EventKind.DIE, TODAY)
    happen(world.members[2], EventKind.TRANSFER, TODAY, cell=world.other_cell)
    here = {"cell": world.cell.pk}
    assert listed(office, **here) == [EVERYBODY[0], *EVERYBODY[3:]]
    assert listed(office, **here, on="23/11/2026") == EVERYBODY
    assert set(listed(office, **here, left="on")) == {EVERYBODY[1], *listed(office, **here)}
    assert listed(office, **here, left="on", on="23/11/2026") == EVERYBODY
    page = office.get(reverse("members:list"), {"left": "on", "name": "anh"}).content.decode()
    assert f"{Exit.DIED.label} 24/11/2026" in page


def test_who_came_or_left_in_a_period_is_listed_with_the_day(world, office):
    new = admit(world.cell, "Vi Thị Xuân", date(2026, 6, 2))
    happen(world.members[2], EventKind.TRANSFER, date(2026, 6, 1), cell=world.other_cell)
    happen(new, EventKind.TRANSFER_OUT, date(2026, 6, 30), place="Đảng ủy xã bên")
    june = {"since": "01/06/2026", "until": "01/07/2026"}
    assert listed(office, change="admitted", **june) == ["Vi Thị Xuân"]
    assert listed(office, change="admitted", since="03/06/2026", until="01/07/2026") == []
    assert listed(office, change="admitted", since="01/06/2026", until="02/06/2026") == []
    assert listed(office, change="transferred", **june) == ["Vi Thị Xuân"]
    assert listed(office, change="transferred", cell=world.cell.pk, **june) == ["Lý Minh Ân", "Vi Thị Xuân"]
    assert listed(office, change="arrived", cell=world.other_cell.pk, **june) == ["Lý Minh Ân"]
    assert listed(office, change="arrived", **june) == []
    page = office.get(reverse("members:list"), {"change": "admitted"} | june).content.decode()
    assert "kết nạp 02/06/2026" in page


def test_the_list_can_be_read_by_age_and_by_party_age_with_the_unknown_last(world, office):
    for name, born, since in (("Già", "1940", "1970"), ("Trẻ", "2001-02-03", "2020"), ("Ẩn", "", "")):
        dates = {"born": PartialDate(born), "decided_on": PartialDate(since), "official_on": PartialDate(since)}
        join(world.cell, f"Tô Văn {name}", **dates)
    three = {"name": "to van"}
    old, young, unknown = "Tô Văn Già", "Tô Văn Trẻ", "Tô Văn Ẩn"
    others = [name for name in listed(office, **three) if name not in (old, young, unknown)]
    assert others == ["Tô Văn Tài"]
    assert listed(office, **three, sort="born") == [old, "Tô Văn Tài", young, unknown]
    assert listed(office, **three, sort="-born") == [young, "Tô Văn Tài", old, unknown]
    assert listed(office, **three, sort="party")[:2] == [old, young]


def test_the_list_is_paged_by_fifty_or_by_three_hundred(world, office):
    for number in range(45):
        join(world.cell, f"Lý Văn {number}")
    assert [len(listed(office, page=number)) for number in (1, 2, 99)] == [50, 5, 5]
    assert len(listed(office, rows=300)) == 55
    assert len(listed(office, rows=7)) == 50


@pytest.mark.parametrize(
    "choice",
    [
        {"cell": "abc"},
        {"cell": "9" * 30},
        {"standing": "x"},
        {"name": "x" * 101},
        {"page": "x"},
        {"on": "31/02/2026"},
        {"on": "25/11/2026"},
        {"age_from": "-1"},
        {"age_to": "121"},
        {"party_age_from": "1e3"},
        {"ethnicity": "0"},
        {"ethnicity": "' OR 1=1"},
        {"hamlet": "9" * 30},
        {"missing": "password"},
        {"change": "x", "since": "x", "until": "99/99/9999"},
        {"sort": "member__id_number"},
        {"rows": "1000000"},
        {"state": "x"},
        {"post": "x"},
    ],
)
def test_a_choice_that_makes_no_sense_shows_the_members_of_today(world, office, choice):
    happen(world.members[1], EventKind.DIE, TODAY)
    assert len(listed(office, **choice)) == 9


def test_what_belongs_to_another_commune_cannot_be_chosen(world, office):
    foreign = Code.objects.filter(commune=world.other_commune, list="ethnicity").first()
    chosen = {"cell": world.foreign_cell, "hamlet": world.foreign_hamlet, "ethnicity": foreign}
    page = office.get(reverse("members:list"), {name: value.pk for name, value in chosen.items()})
    assert set(page.context["form"].errors) == set(chosen)
    assert len(page.context["page"]) == 10


def test_anyone_who_works_for_one_cell_is_offered_its_own_hamlets_and_nobody_elses_members(world, sign_in):
    join(world.cell, "Tô Thị Xa", hamlet=world.other_hamlet)
    join(world.other_cell, "Tô Thị Kia", hamlet=world.hamlet)
    client = sign_in(world.secretary)
    page = client.get(reverse("members:list"), {"more": "on"})
    assert [word for _pk, word in page.context["form"].fields["hamlet"].choices][1:] == [world.other_hamlet.name]
    assert listed(client, hamlet=world.other_hamlet.pk) == ["Tô Thị Xa"]
    assert listed(client, name="to thi") == ["Tô Thị Xa"]


def test_of_those_who_moved_on_a_secretary_sees_the_name_on_earlier_days_and_no_more(world, sign_in):
    member = world.members[2]
    happen(member, EventKind.TRANSFER, TODAY, cell=world.other_cell)
    client = sign_in(world.secretary)
    choice = {"on": "23/11/2026", "name": "ly minh an"}
    (row,) = client.get(reverse("members:list"), choice).context["page"]
    assert (row.full_name, row.url, row.born, row.sex) == ("Lý Minh Ân", "", "", "")
    sheet = excel(client, **choice)
    assert [cell for cell in sheet[6] if cell][1:] == ["Lý Minh Ân", "Chi bộ Lũng Mật", str(Standing.OFFICIAL.label)]
    assert member.get_absolute_url() in sign_in(world.office).get(reverse("members:list"), choice).content.decode()


def test_names_are_shown_as_text_whatever_they_hold(world, office):
    bad = "<b>Tô</b> & 'Văn'"
    join(world.cell, bad)
    structure.edit_cell(cell=world.cell, name="Chi bộ <i>Lũng</i>", renamed_on=None, by=None)
    page = office.get(reverse("members:list")).content.decode()
    assert "<b>" not in page
    assert "<i>" not in page
    assert escape(bad) in page
    assert escape("Chi bộ <i>Lũng</i>") in page


def test_the_line_above_the_list_is_the_headcount_of_the_day_and_cell(world, office, sign_in):
    happen(world.members[1], EventKind.DIE, TODAY)
    for client, cells in ((office, [world.cell, world.other_cell]), (sign_in(world.secretary), [world.cell])):
        for on, day in (("", TODAY), ("23/11/2026", date(2026, 11, 23))):
            page = client.get(reverse("members:list"), {"on": on})
            assert page.context["headcount"] == headcount(cells=cells, day=day)


def excel(client, **choice):
    """Rows of the file, each a list of values."""
    answer = client.get(reverse("members:list"), choice | {"as": "xlsx"})
    assert answer.status_code == 200
    return [None, *([cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active)]


def test_excel_holds_all_rows_of_the_choice_masked_as_on_the_screen_and_leaves_a_trail(world, office):
    numbers = {"id_number": "004090123456", "card_no": "004190654321", "phone": "0912345678"}
    join(world.cell, "Tô Thị Số", ethnicity=code(world, "ethnicity", "02"), **numbers)
    for number in range(60):
        join(world.cell, f"Lý Văn {number}")
    sheet = excel(office, cell=world.cell.pk)
    head, first = sheet[5], next(row for row in sheet[6:] if row[1] == "Tô Thị Số")
    found = dict(zip(head, first, strict=True))
    assert len([row for row in sheet[6:] if isinstance(row[0], int)]) == 67
    group, phone = (capfirst(Member._meta.get_field(name).verbose_name) for name in ("ethnicity", "phone"))
    assert (found[group], found[phone]) == ("Tày", "•••••••678")
    text = str(sheet)
    assert [number for number in numbers.values() if number in text] == []
    assert world.office.full_name in sheet[3][0]
    trail = TrailEntry.objects.get(action="exported")
    assert (trail.account, trail.changes) == (world.office, {"cell": str(world.cell.pk), "as": "xlsx"})


def test_excel_of_guests_and_of_nobody_can_be_read(world, office):
    assert excel(office, state="hosted")[2][0].startswith("0 ")
    assert excel(office, name="khong co ai")[5][1] == "Họ và tên"


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(world, office):
    counts = []
    for _turn in range(2):
        for choice in ({}, {"rows": 300, "left": "on"}, {"name": "Văn"}, {"as": "xlsx"}):
            office.get(reverse("members:list"), choice)
            with CaptureQueriesContext(connection) as queries:
                office.get(reverse("members:list"), choice)
            counts.append(len(queries))
        cell(world.commune, f"Thêm {len(counts)}")
    assert counts[:4] == counts[4:]


# Saved choices


def save(client, name, **choice):
    return client.post(
        f"{reverse('members:save-filter')}?{'&'.join(f'{k}={v}' for k, v in choice.items())}", {"name": name}
    )


def test_a_choice_is_saved_under_a_name_opened_renamed_and_removed(world, office):
    assert save(office, "  Nữ   trẻ ", sex="female", age_to=35, page=2, nonsense="x", standing="x").status_code == 302
    saved = SavedFilter.objects.of(world.office).get(name="Nữ trẻ")
    assert saved.query == "sex=female&age_to=35"
    page = office.get(reverse("members:list")).content.decode()
    assert 'href="?sex=female&amp;age_to=35">Nữ trẻ' in page
    office.post(reverse("members:rename-filter", args=[saved.pk]), {"name": "Nữ dưới 36"})
    assert "Nữ dưới 36" in office.get(reverse("members:filters")).content.decode()
    office.post(reverse("members:remove-filter", args=[saved.pk]))
    assert list(office.get(reverse("members:filters")).context["saved"]) == [world.saved]
    assert SavedFilter.objects.get(pk=saved.pk).struck
    assert office.post(reverse("members:rename-filter", args=[saved.pk]), {"name": "x"}).status_code == 404


def test_a_name_is_used_once_and_free_again_after_removal(world, office):
    answer = save(office, world.saved.name, sex="male")
    assert len(answer.context["form"].non_field_errors()) == 1
    assert SavedFilter.objects.of(world.office).count() == 1
    office.post(reverse("members:remove-filter", args=[world.saved.pk]))
    assert save(office, world.saved.name, sex="male").status_code == 302
    assert SavedFilter.objects.of(world.office).get().query == "sex=male"


def test_renaming_to_a_name_in_use_is_refused(world, office):
    save(office, "Khác", sex="male")
    other = SavedFilter.objects.get(name="Khác")
    assert office.post(reverse("members:rename-filter", args=[other.pk]), {"name": world.saved.name}).status_code == 200
    other.refresh_from_db()
    assert other.name == "Khác"


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_choice_needs_a_name_that_fits(world, office, name):
    assert save(office, name, sex="male").status_code == 200
    assert SavedFilter.objects.count() == 1


def test_a_choice_of_nothing_is_not_saved(world, office):
    assert save(office, "Tất cả").status_code == 200
    assert SavedFilter.objects.count() == 1


def test_an_account_keeps_thirty_choices_at_most(world, office):
    for number in range(29):
        assert save(office, f"Số {number}", sex="male").status_code == 302
    assert save(office, "Thêm một", sex="male").status_code == 200
    office.post(reverse("members:remove-filter", args=[world.saved.pk]))
    assert save(office, "Thêm một", sex="male").status_code == 302


def test_nobody_sees_or_changes_the_choices_of_another_account(world, sign_in):
    colleague = sign_in(account("dongnghiep", world.commune, Role.OFFICE))
    assert world.saved.name not in colleague.get(reverse("members:list")).content.decode()
    assert world.saved.name not in colleague.get(reverse("members:filters")).content.decode()
    for name in ("members:rename-filter", "members:remove-filter"):
        assert colleague.post(reverse(name, args=[world.saved.pk]), {"name": "x"}).status_code == 404
    assert SavedFilter.objects.get(pk=world.saved.pk).name == world.saved.name


# Whatever happens in lives, the list of a day is its headcount

FIRST = date(2024, 1, 1)
days = st.integers(0, 700).map(lambda number: FIRST + timedelta(days=number))
KINDS = (
    EventKind.JOIN, EventKind.ADMIT, EventKind.RECOGNISE, EventKind.TRANSFER, EventKind.DIE, EventKind.TRANSFER_OUT,
    EventKind.ARRIVE, EventKind.EXEMPT, EventKind.GO_AWAY, EventKind.SUSPEND, EventKind.HOST, EventKind.EXPEL,
    EventKind.RESTORE,
)  # fmt: skip
events = st.lists(st.tuples(st.sampled_from(KINDS), days, st.integers(0, 5), st.integers(0, 2)), max_size=25)


@pytest.fixture
def reader(db):
    """Somebody who reads three cells without members."""
    home = commune("Ba chi bộ")
    for number in range(3):
        structure.found_cell(commune=home, name=f"Chi bộ {number}", founded_on=LONG_AGO, by=None)
    return account("doc", home, Role.OFFICE)


def live(kind, day, person, cell):
    facts = {"kind": kind, "on": day, "by": None}
    if kind in (EventKind.GO_AWAY, EventKind.HOST, EventKind.SUSPEND):
        facts["until"] = day + timedelta(days=60 if kind == EventKind.SUSPEND else 120)
    if kind in (EventKind.TRANSFER, EventKind.ARRIVE, EventKind.GO_AWAY, EventKind.HOST, EventKind.RESTORE):
        facts["cell"] = cell
    if kind in (EventKind.JOIN, EventKind.ARRIVE):
        facts["standing"] = Standing.OFFICIAL
    if kind in services.life.FIRST_EVENTS and (person is None or kind in (EventKind.JOIN, EventKind.ADMIT)):
        return services.enter(**facts | {"cell": cell, "person": {"full_name": "Nông Văn An", "sex": Sex.MALE}})
    return person and services.record(member=person, **facts)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=events, day=days)
def test_the_list_of_any_cell_and_day_is_its_headcount(reader, history, day):
    three_cells = list(Cell.objects.filter(commune__grants__account=reader).order_by("pk"))
    with transaction.atomic():
        point = transaction.savepoint()
        for kind, on, number, to in history:
            people = list(Member.objects.filter(commune=three_cells[0].commune).order_by("pk"))
            try:
                with transaction.atomic():
                    live(kind, on, people[number % len(people)] if people else None, three_cells[to])
            except RuleError:
                continue
        for cells in (three_cells, *([cell] for cell in three_cells)):
            choice = {"cell": str(cells[0].pk)} if len(cells) == 1 else {}
            agree(MemberFilter(choice, user=reader), cells, day)
        transaction.savepoint_rollback(point)


def agree(form, cells, day):
    def count(**more):
        return chosen_rows(cells=form.cells, day=day, choice=form.choice | more).count()

    head = headcount(cells=cells, day=day)
    assert (count(), count(standing="official"), count(standing="probationary"), count(state="hosted")) == (
        head.total, head.official, head.probationary, head.hosted,
    )  # fmt: skip
    for kind in (OverlayKind.EXEMPT, OverlayKind.AWAY, OverlayKind.SUSPENDED):
        assert count(state=kind.value) == getattr(head, kind)
    over = Overlay.objects.on(day)
    expected = chosen_rows(cells=form.cells, day=day, choice=form.choice)
    expected = expected.exclude(member__in=over.filter(kind__in=("exempt", "away", "suspended")).values("member"))
    guests = over.filter(cell__in=cells)
    guests = guests.exclude(member__in=over.filter(kind__in=("exempt", "suspended")).values("member"))
    assert head.attendance_base == expected.count() + guests.count()
    assert head.voting_base == expected.filter(standing="official").count()
