"""Work given to members for a year: who is to have some, who may follow it up, and the pages of it."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import TrailEntry
from common.errors import RuleError
from members import services
from members.enums import Area, EventKind, PostKind
from members.models import Duty
from members.queries.work import followers_in, work_day, work_of
from tests.world import TODAY, cell, happen, join, work


def lines(world, cell=None, year=2026):
    """{name: (expected, without)} of the cell."""
    cell = cell or world.cell
    found = work_of(cells=[cell], year=year, day=work_day(year, TODAY))[cell.pk]
    return {line.member.full_name: (line.expected, line.without) for line in found}


def test_everybody_is_to_have_work_but_the_exempt_and_it_is_seen_who_has_none(world):
    assert lines(world) == {
        "Nông Văn An": (True, True),
        "Hoàng Thị Ánh": (True, False),
        "Lý Minh Ân": (True, True),
        "Triệu Văn Bình": (True, True),
        "Đàm Quốc Dũng": (False, False),
        "Lục Văn Đức": (True, True),
    }


def test_who_is_away_or_suspended_needs_no_work_and_a_guest_does(world):
    away, suspended = world.members[2:4]
    span = {"until": date(2027, 1, 5)}
    happen(away, EventKind.GO_AWAY, date(2026, 6, 1), cell=world.other_cell, **span)
    happen(suspended, EventKind.SUSPEND, date(2026, 11, 1), **span)
    guest = services.enter(
        kind=EventKind.HOST, cell=world.cell, on=date(2026, 9, 1), by=None, until=date(2027, 3, 1),
        person={"full_name": "Sầm Văn Khách", "sex": "male"}, place="Đảng bộ khác",
    )  # fmt: skip
    found = lines(world)
    assert (found[away.full_name], found[suspended.full_name]) == ((False, False), (False, False))
    assert found["Sầm Văn Khách"] == (True, True)
    assert lines(world, world.other_cell)[away.full_name] == (True, True)
    work(world.cell, guest)
    assert lines(world)["Sầm Văn Khách"] == (True, False)


@pytest.mark.parametrize(("on", "belongs"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)])
def test_the_work_of_a_past_year_is_told_of_those_who_belonged_there_on_its_last_day(world, on, belongs):
    happen(world.members[3], EventKind.DIE, on)
    assert (world.members[3].full_name in lines(world, year=2025)) is belongs


def test_work_of_somebody_who_left_since_stays_on_the_list(world):
    happen(world.members[1], EventKind.TRANSFER, date(2026, 11, 1), cell=world.other_cell)
    found = work_of(cells=[world.cell, world.other_cell], year=2026, day=TODAY)
    line = next(line for line in found[world.cell.pk] if line.member == world.members[1])
    assert (line.here, line.expected, line.duties) == (False, False, [world.duty])
    assert lines(world, world.other_cell)[world.members[1].full_name] == (True, True)


def test_dropped_work_is_as_good_as_none(world):
    services.change_duty(duty=world.duty, state="dropped", day=TODAY, by=None)
    assert lines(world)["Hoàng Thị Ánh"] == (True, True)


def test_the_committee_the_secretary_and_the_deputy_may_follow_up(world):
    secretary, deputy, member, leader = world.members[:4]
    posts = {deputy: PostKind.DEPUTY, member: PostKind.COMMITTEE, leader: PostKind.GROUP_LEADER}
    for person, post in posts.items():
        services.appoint(member=person, post=post, on=date(2026, 3, 1), how="elected", by=None)
    assert set(followers_in(cell=world.cell, day=TODAY)) == {secretary, deputy, member}
    assert set(followers_in(cell=world.cell, day=date(2026, 2, 28))) == {secretary}


def test_many_are_given_work_at_once_and_sending_it_again_gives_nothing_twice(world):
    given = {
        "cell": world.cell, "year": 2026, "start": date(2026, 1, 5), "due": date(2026, 12, 31), "day": TODAY,
        "entries": [services.DutyEntry(member, "Trồng rừng", Area.HAMLET) for member in world.members[:4]],
        "follower": world.member, "by": None,
    }  # fmt: skip
    assert [len(services.give_duties(**given)) for _time in range(2)] == [4, 0]
    duties = Duty.objects.filter(task="Trồng rừng").order_by("pk")
    assert (
        [(duty.member, duty.follower) for duty in duties]
        == [
            (world.members[0], None),  # nobody follows up their own work
            *((member, world.member) for member in world.members[1:4]),
        ]
    )
    assert TrailEntry.objects.filter(subject_kind="members.duty", action="created").count() == 1 + 4


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"start": date(2026, 12, 21)}, "due"),
        ({"follower": 1}, "follower"),
    ],
)
def test_work_that_breaks_a_rule_is_refused_with_the_field_to_correct(world, changed, field):
    changed = {name: world.members[value] if name == "follower" else value for name, value in changed.items()}
    with pytest.raises(RuleError) as error:
        work(world.cell, world.member, task="Việc", **changed)
    assert error.value.field == field
    assert not Duty.objects.filter(task="Việc").exists()


@pytest.mark.parametrize("span", [{"start": date(2025, 12, 31)}, {"due": date(2027, 1, 1)}])
def test_the_work_of_a_year_lies_within_it(world, span):
    with pytest.raises(ValidationError):
        work(world.cell, world.member, task="Việc", **span)
    assert work(world.cell, world.member, task="Việc", start=date(2026, 1, 1), due=date(2026, 12, 31))


def test_only_who_takes_part_in_the_cell_is_given_work(world):
    for stranger in (world.other_members[0], world.foreign_member):
        with pytest.raises(RuleError) as error:
            work(world.cell, world.member, stranger, task="Việc")
        assert stranger.full_name in str(error.value)
    assert not Duty.objects.filter(task="Việc").exists()


def test_a_follower_who_has_left_the_post_stays_with_what_was_given(world):
    duty = work(world.cell, world.members[2], task="Việc", follower=world.member)
    happen(world.member, EventKind.END_POST, date(2026, 11, 1), post=PostKind.SECRETARY)
    services.change_duty(duty=duty, result="Xong", day=TODAY, by=None)
    with pytest.raises(RuleError):
        services.change_duty(duty=world.duty, follower=world.member, day=TODAY, by=None)


# Pages


@pytest.fixture
def give(world):
    return reverse("members:give-duties", args=[world.cell.pk]) + "?year=2026"


def task(member, text, area="hamlet", number=0):
    return {f"new-{member.pk}-{number}-task": text, f"new-{member.pk}-{number}-area": area}


HEAD = {"start": "05/01/2026", "due": "31/12/2026", "follower": ""}


def test_a_secretary_gives_work_to_the_whole_cell_on_one_page(world, sign_in, give):
    client = sign_in(world.secretary)
    form = client.get(give).context["form"]
    assert [line.member for line, _parts in form.rows] == world.members
    assert form["follower"].value() == world.member.pk
    typed = HEAD | {"follower": world.member.pk} | task(world.members[2], " Giữ  rừng ", "security")
    typed |= task(world.members[1], "Giúp hộ nghèo", "poor") | task(world.members[3], "", "")
    answer = client.post(give, typed)
    assert answer.headers["Location"] == f"{reverse('members:duties')}?year=2026&cell={world.cell.pk}"
    new = Duty.objects.exclude(pk=world.duty.pk).order_by("member__sort_key")
    assert [(d.member, d.task, d.area, d.follower, d.due) for d in new] == [
        (world.members[1], "Giúp hộ nghèo", "poor", world.member, date(2026, 12, 31)),
        (world.members[2], "Giữ rừng", "security", world.member, date(2026, 12, 31)),
    ]


def test_last_years_work_is_offered_to_those_who_have_none_and_nothing_is_saved_by_looking(world, sign_in, give):
    work(world.cell, *world.members[:4], year=2025, task="Việc cũ")
    work(world.cell, world.members[2], year=2025, task="Việc thứ hai")
    dropped = work(world.cell, world.members[3], year=2025, task="Việc thôi giao")
    services.change_duty(duty=dropped, state="dropped", day=TODAY, by=None)
    form = sign_in(world.secretary).get(give + "&copy=1").context["form"]
    offered = {line.member: [part["task"].value() for part in parts] for line, parts in form.rows}
    assert offered == {
        world.members[0]: ["Việc cũ"],
        world.members[1]: [None],  # has work already
        world.members[2]: ["Việc cũ", "Việc thứ hai"],
        world.members[3]: ["Việc cũ"],
        world.members[4]: [None],
        world.members[5]: [None],
    }
    assert Duty.objects.filter(year=2026).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("start", day) for day in ("", "31/02/2026", "00/00/0000", "31/12/1899", "31/12/2025")],
        *[("due", day) for day in ("", "29/02/2026", "01/01/2027", "04/01/2026", "x" * 300)],
        ("follower", "999999"),
        ("follower", "abc"),
    ],
)
def test_a_wrong_head_is_refused_beside_its_field_and_what_was_typed_stays(world, sign_in, give, field, value):
    page = sign_in(world.secretary).post(give, HEAD | task(world.member, "Việc") | {field: value})
    form = page.context["form"]
    assert list(form.errors) == [field]
    assert form[field].value() == value
    assert form.rows[0][1][0]["task"].value() == "Việc"
    assert not Duty.objects.filter(task="Việc").exists()


@pytest.mark.parametrize(
    ("text", "area", "field"),
    [("x" * 501, "hamlet", "task"), ("Việc", "", "area"), ("Việc", "x", "area"), ("", "poor", "task")],
)
def test_a_wrong_row_is_told_in_the_row_and_none_is_saved(world, sign_in, give, text, area, field):
    typed = HEAD | task(world.member, text, area) | task(world.members[2], "Việc đúng")
    form = sign_in(world.secretary).post(give, typed).context["form"]
    assert list(form.rows[0][1][0].errors) == [field]
    assert form.non_field_errors()
    assert not Duty.objects.filter(task="Việc đúng").exists()


def test_a_form_without_any_work_is_refused(world, sign_in, give):
    form = sign_in(world.secretary).post(give, HEAD).context["form"]
    assert form.non_field_errors() == ["Nhập việc cho ít nhất một đảng viên."]


def test_work_typed_for_people_of_other_cells_is_not_taken(world, sign_in, give):
    typed = HEAD | task(world.other_members[0], "Việc lạ") | task(world.member, "Việc nhà")
    sign_in(world.secretary).post(give, typed)
    assert Duty.objects.filter(task="Việc nhà").count() == 1
    assert not Duty.objects.filter(task="Việc lạ").exists()


@pytest.fixture
def follow(world):
    return reverse("members:follow-duties", args=[world.cell.pk]) + "?year=2026"


def change(duty, field, value, was=""):
    return {f"duty-{duty.pk}-{field}": value, f"was-duty-{duty.pk}-{field}": was}


def test_two_people_who_follow_up_at_once_keep_what_the_other_wrote(world, sign_in, follow):
    second = work(world.cell, world.members[2], task="Việc hai")
    secretary, office = sign_in(world.secretary), sign_in(world.office)
    secretary.post(follow, change(world.duty, "state", "done", was="in_hand"))
    office.post(follow, change(world.duty, "result", "Ba hộ") | change(second, "remark", "Tốt"))
    found = dict(Duty.objects.values_list("pk", "state"))
    assert found == {world.duty.pk: "done", second.pk: "in_hand"}
    world.duty.refresh_from_db()
    assert world.duty.result == "Ba hộ"
    clash = office.post(follow, change(world.duty, "state", "not_done", was="in_hand"))
    row = next(row.form for row in clash.context["rows"] if row.form.row == world.duty)
    assert list(row.errors) == ["state"]
    world.duty.refresh_from_db()
    assert world.duty.state == "done"


@pytest.mark.parametrize(("field", "value"), [("state", "x"), ("result", "x" * 301), ("remark", "x" * 301)])
def test_a_wrong_result_is_refused_in_its_row(world, sign_in, follow, field, value):
    page = sign_in(world.secretary).post(follow, change(world.duty, field, value))
    assert list(page.context["rows"][0].form.errors) == [field]
    world.duty.refresh_from_db()
    assert (world.duty.state, world.duty.result, world.duty.remark) == ("in_hand", "", "")


def test_an_emptied_state_is_refused(world, sign_in, follow):
    page = sign_in(world.secretary).post(follow, change(world.duty, "state", "", was="in_hand"))
    assert page.status_code == 200
    world.duty.refresh_from_db()
    assert world.duty.state == "in_hand"


def test_results_of_another_cells_work_are_not_taken(world, sign_in, follow):
    theirs = work(world.other_cell, world.other_members[1])
    sign_in(world.secretary).post(follow, change(theirs, "state", "done", was="in_hand"))
    theirs.refresh_from_db()
    assert theirs.state == "in_hand"


def typed_of(duty, **changed):
    return {
        "task": duty.task, "area": duty.area, "follower": "", "start": "05/01/2026", "due": "20/12/2026",
        "state": "in_hand", "report": "", "result": "", "remark": "",
    } | changed  # fmt: skip


def test_one_piece_of_work_is_adjusted_and_reported_on(world, sign_in):
    url = reverse("members:duty", args=[world.duty.pk])
    typed = typed_of(world.duty, report="Đã làm\nhai buổi", state="done", follower=world.member.pk)
    assert sign_in(world.secretary).post(url, typed).status_code == 302
    world.duty.refresh_from_db()
    assert (world.duty.report, world.duty.state, world.duty.follower) == ("Đã làm\nhai buổi", "done", world.member)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("task", ""),
        ("task", "x" * 501),
        ("area", "x"),
        ("start", "31/02/2026"),
        ("start", "31/12/2025"),
        ("due", "01/01/2027"),
        ("state", ""),
        ("report", "x" * 2001),
        ("result", "x" * 301),
        ("follower", "own"),
        ("follower", "foreign"),
    ],
)
def test_wrong_changes_of_work_are_refused_beside_their_field(world, sign_in, field, value):
    people = {"own": world.members[1].pk, "foreign": world.foreign_member.pk}
    typed = typed_of(world.duty, **{field: people.get(value, value)})
    page = sign_in(world.office).post(reverse("members:duty", args=[world.duty.pk]), typed)
    assert list(page.context["form"].errors) == [field]
    world.duty.refresh_from_db()
    assert world.duty.task == "Giữ đường xóm sạch"


def test_the_same_work_twice_for_one_member_is_refused(world, sign_in):
    second = work(world.cell, world.members[1], task="Việc hai")
    page = sign_in(world.office).post(reverse("members:duty", args=[second.pk]), typed_of(world.duty))
    assert page.status_code == 200
    assert page.context["form"].errors


def test_the_work_of_other_cells_and_communes_is_not_to_be_found(world, sign_in):
    theirs, foreign = work(world.other_cell, world.other_members[1]), work(world.foreign_cell, world.foreign_member)
    secretary = sign_in(world.secretary)
    for duty in (theirs, foreign):
        assert secretary.get(duty.get_absolute_url()).status_code == 404
        assert secretary.post(duty.get_absolute_url(), typed_of(duty)).status_code == 404
    assert sign_in(world.office).get(foreign.get_absolute_url()).status_code == 404


def test_the_list_of_a_cell_tells_of_everybody_and_its_file_holds_the_same(world, sign_in):
    services.change_duty(duty=world.duty, due=date(2026, 11, 23), day=TODAY, by=None)
    url = f"{reverse('members:duties')}?year=2026&cell={world.cell.pk}"
    client = sign_in(world.leader)
    table = client.get(url).context["table"]
    shown = [(*tuple(figure.value for figure in row[:2]), row[5].value) for row in table.rows]
    assert shown == [
        ("Nông Văn An", "chưa được phân công", ""),
        ("Hoàng Thị Ánh", "Giữ đường xóm sạch", "quá hạn"),
        ("Lý Minh Ân", "chưa được phân công", ""),
        ("Triệu Văn Bình", "chưa được phân công", ""),
        ("Đàm Quốc Dũng", "không cần phân công", ""),
        ("Lục Văn Đức", "chưa được phân công", ""),
    ]
    sheet = load_workbook(io.BytesIO(client.get(url + "&as=xlsx").content)).active
    told = [(row[1].value, row[5].value or "") for row in sheet.iter_rows(min_row=6, max_row=11)]
    assert told == [line[1:] for line in shown]
    exported = TrailEntry.objects.get(action="exported")
    assert exported.account_name == str(world.leader)


@pytest.mark.parametrize(("due", "state"), [(TODAY, "đang thực hiện"), (date(2026, 11, 23), "quá hạn")])
def test_work_is_overdue_from_the_day_after_its_due_day(world, sign_in, due, state):
    services.change_duty(duty=world.duty, due=due, day=TODAY, by=None)
    page = sign_in(world.secretary).get(reverse("members:duties"))
    assert page.context["table"].rows[1][5].value == state


def test_all_cells_are_counted_and_a_secretary_sees_the_own_cell_at_once(world, sign_in):
    url = reverse("members:duties") + "?year=2026"
    table = sign_in(world.office).get(url).context["table"]
    assert [[figure.value for figure in row] for row in table.rows] == [
        ["Chi bộ Lũng Mật", 5, 1, 4, 1, 0, 0, 0],
        ["Chi bộ Pác Tao", 3, 0, 3, 0, 0, 0, 0],
    ]
    assert [figure.value for figure in table.total] == ["Tất cả", 8, 1, 7, 1, 0, 0, 0]
    assert sign_in(world.secretary).get(url).context["cell"] == world.cell
    page = sign_in(world.secretary).get(url, {"cell": world.other_cell.pk})
    assert page.context["cell"] == world.cell
    assert world.other_members[0].full_name not in page.content.decode()


def test_the_record_of_a_member_tells_work_of_all_years(world, sign_in):
    work(world.cell, world.members[1], year=2025, task="Việc năm ngoái")
    url = reverse("members:record", args=[world.members[1].pk])
    page = sign_in(world.secretary).get(url)
    assert [(duty.year, duty.task) for duty in page.context["duties"]] == [
        (2026, "Giữ đường xóm sạch"),
        (2025, "Việc năm ngoái"),
    ]
    assert world.duty.get_absolute_url() in page.content.decode()
    assert world.duty.get_absolute_url() not in sign_in(world.leader).get(url).content.decode()


@pytest.mark.parametrize("name", ["duties", "give-duties", "follow-duties"])
def test_more_work_does_not_cost_more_questions(world, sign_in, name):
    args = [] if name == "duties" else [world.cell.pk]
    client, url = sign_in(world.office), reverse(f"members:{name}", args=args) + "?year=2026"
    work(world.cell, world.members[2], follower=world.member)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    work(world.cell, *world.members, task="Việc hai", follower=world.member)
    for number in range(3):
        made, _hamlet, members = cell(world.commune, f"Thêm {number}")
        work(made, *members)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_giving_work_to_more_people_does_not_cost_more_questions(world, sign_in, give):
    client = sign_in(world.secretary)

    def post(people, text):
        typed = HEAD | {key: value for person in people for key, value in task(person, text).items()}
        with CaptureQueriesContext(connection) as asked:
            assert client.post(give, typed).status_code == 302
        return len(asked)

    few = post(world.members[:1], "Việc")
    more = [join(world.cell, f"Vi Văn {number}") for number in range(8)]
    assert post(more, "Việc") == few
    assert Duty.objects.filter(area=Area.HAMLET, task="Việc").count() == 9
