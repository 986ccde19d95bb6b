"""Education: sessions of cells and of the commune, who attended, and who has had none this year."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cells import services as structure
from common.errors import RuleError
from meetings import services
from meetings.models import SessionAttendance
from meetings.queries.education import came_to, learners
from members.enums import EventKind
from reports.needs import needs_of
from tests.world import LONG_AGO, TODAY, happen, join, record

DAY = date(2026, 5, 19)


def a_session(world, on=DAY, cell=None, **facts):
    facts = {"theme": "tradition", "title": "Truyền thống quê hương"} | facts
    return services.plan_session(commune=world.commune, cell=cell, on=on, by=world.office, **facts)


def everybody(world, session, cell=None, today=TODAY):
    return services.mark_everybody(session=session, cell=cell or world.cell, today=today, by=world.office)


def mark(world, session, came, *members, cell=None):
    marks = {member.pk: came for member in members}
    services.record_education(session=session, cell=cell or world.cell, marks=marks, today=TODAY, by=world.office)


def without(world, day=TODAY, cell=None):
    return [row.member.full_name for row in learners(cells=[cell or world.cell], day=day) if row.without]


def names(members):
    return [member.full_name for member in members]


def test_everybody_came_who_had_to_and_then_the_exceptions(world):
    session = a_session(world)
    mark(world, session, False, world.members[1])
    assert everybody(world, session) == 4  # not the exempt one, nor the one marked before
    assert everybody(world, session) == 0
    mark(world, session, None, world.members[2])
    mark(world, session, True, world.members[4])  # exempt, and came
    marks = {row.member: row.came for row in SessionAttendance.objects.select_related("member")}
    assert marks == dict(zip(world.members, [True, False, None, True, True, True], strict=True))
    assert came_to([session], cells=[world.cell]) == {session.pk: (4, 1)}
    assert came_to([session], cells=[world.other_cell]) == {}


def test_somebody_suspended_or_of_another_cell_cannot_attend_here(world):
    happen(world.members[1], EventKind.SUSPEND, date(2026, 5, 1), until=date(2026, 6, 1))
    session = a_session(world)
    for stranger in (world.members[1], world.other_members[0], world.foreign_member):
        with pytest.raises(RuleError):
            mark(world, session, True, stranger)
    assert not SessionAttendance.objects.exists()


def test_attendance_is_recorded_from_the_day_on_for_the_cells_it_is_for(world):
    session = a_session(world, on=TODAY, cell=world.cell)
    for facts in ({"today": TODAY - timedelta(days=1)}, {"cell": world.other_cell}, {"cell": world.foreign_cell}):
        with pytest.raises(RuleError):
            everybody(world, session, **facts)
    assert everybody(world, session) == 5
    for facts, field in (({"on": DAY}, "on"), ({"cell": world.other_cell}, "on"), ({"struck": True}, "struck")):
        with pytest.raises(RuleError) as error:
            services.change_session(session=session, by=world.office, **facts)
        assert error.value.field == field
    called_off = a_session(world, title="Đã hủy")
    services.change_session(session=called_off, struck=True, by=world.office)
    with pytest.raises(RuleError):
        everybody(world, called_off)


def test_a_session_at_a_thematic_meeting_has_its_roll_and_its_day(world):
    thematic = record(world.cell, date(2026, 6, 9), world.office, kind="thematic")
    session = a_session(world, cell=world.cell, meeting=thematic)
    assert (session.on, session.day) == (date(2026, 6, 9), date(2026, 6, 9))
    assert came_to([session], cells=[world.cell]) == {session.pk: (5, 0)}
    with pytest.raises(RuleError):
        everybody(world, session)
    with pytest.raises(ValidationError):
        a_session(world, cell=world.cell, meeting=thematic, title="Lần hai")
    for meeting, cell in ((world.signed, world.cell), (world.foreign_meeting, world.cell), (thematic, None)):
        with pytest.raises(RuleError):
            a_session(world, cell=cell, meeting=meeting, title="Sai")
    with pytest.raises(ValidationError, match="Chi bộ thuộc xã khác"):
        a_session(world, cell=world.foreign_cell)


def test_who_has_had_none_are_members_of_the_day_without_a_session_in_its_year(world):
    every = [member for member in world.members if member != world.members[4]]
    assert without(world) == names(every)
    assert [row.member for row in learners(cells=[world.cell], day=TODAY) if row.exempt] == [world.members[4]]
    for on, title in ((date(2025, 12, 31), "Năm trước"), (TODAY + timedelta(days=1), "Ngày mai")):
        session = a_session(world, on=on, title=title)
        services.mark_everybody(session=session, cell=world.cell, today=date(2027, 1, 1), by=world.office)
    assert without(world) == names(every)
    assert without(world, day=date(2025, 12, 31)) == []
    first, last = a_session(world, on=date(2026, 1, 1), title="Đầu"), a_session(world, on=TODAY, title="Hôm nay")
    mark(world, first, True, world.members[0])
    mark(world, last, True, world.members[1])
    mark(world, last, False, world.members[2])
    assert without(world) == names(every[2:])
    assert without(world, day=TODAY - timedelta(days=1)) == names(every[1:])


def test_a_roll_counts_when_its_minutes_are_signed_and_only_of_those_present(world):
    draft = record(world.cell, date(2026, 6, 9), world.office, kind="thematic", sign=False)
    absent = draft.lines.get(member=world.members[3])
    absent.mark, absent.spoke = "excused", False
    absent.save()
    a_session(world, cell=world.cell, meeting=draft)
    assert len(without(world)) == 5
    services.sign_meeting(meeting=draft, at=timezone.now(), by=world.office)
    assert without(world) == [world.members[3].full_name]


def test_those_who_moved_has_attended_with_the_cell_before_and_newcomers_have_had_none(world):
    everybody(world, a_session(world))
    happen(world.members[1], EventKind.TRANSFER, date(2026, 7, 1), cell=world.other_cell)
    new = join(world.other_cell, "Ma Văn Mới", on=date(2026, 8, 1))
    assert set(without(world, cell=world.other_cell)) == {
        new.full_name,
        *(row.full_name for row in world.other_members if row != world.other_members[2]),  # that one is exempt
    }
    assert world.members[1] not in [row.member for row in learners(cells=[world.cell], day=TODAY)]


def test_a_secretary_records_the_own_cell_of_a_session_of_the_commune_and_cannot_change_it(world, sign_in):
    session = a_session(world)
    everybody(world, session, cell=world.other_cell)
    client = sign_in(world.secretary)
    page = client.get(session.get_absolute_url()).content.decode()
    assert world.cell.name in page
    assert world.other_cell.name not in page
    assert world.other_members[0].full_name not in page
    url = reverse("meetings:session-everybody", args=[session.pk, world.cell.pk])
    assert client.post(url).headers["Location"] == reverse(
        "meetings:session-attendance", args=[session.pk, world.cell.pk]
    )
    assert SessionAttendance.objects.filter(cell=world.cell, came=True).count() == 5
    assert client.get(reverse("meetings:edit-session", args=[session.pk])).status_code == 403
    for cell in (world.other_cell, world.foreign_cell):
        assert client.get(reverse("meetings:session-attendance", args=[session.pk, cell.pk])).status_code == 404
        assert client.post(reverse("meetings:session-everybody", args=[session.pk, cell.pk])).status_code == 404
    book = load_workbook(BytesIO(client.get(session.get_absolute_url(), {"as": "xlsx"}).content))
    values = {cell.value for row in book.active.iter_rows() for cell in row}
    assert world.member.full_name in values
    assert world.other_members[0].full_name not in values


def test_a_session_of_another_cell_or_commune_is_not_known(world, sign_in):
    other = a_session(world, cell=world.other_cell, title="Buổi của chi bộ khác")
    whole = a_session(world, title="Buổi của toàn xã")
    for client in (sign_in(world.secretary), sign_in(world.in_charge)):
        assert client.get(other.get_absolute_url()).status_code == 404
        listed = client.get(reverse("meetings:education")).content.decode()
        assert (other.title in listed, whole.title in listed) == (False, True)
    outsider = sign_in(world.outsider)
    for session in (other, whole):
        assert outsider.get(session.get_absolute_url()).status_code == 404
        assert session.title not in outsider.get(reverse("meetings:education")).content.decode()


def test_two_people_mark_at_once_and_both_are_kept(world, sign_in):
    session, client = a_session(world), sign_in(world.secretary)
    url = reverse("meetings:session-attendance", args=[session.pk, world.cell.pk])
    first, second = (f"member-{member.pk}-came" for member in world.members[:2])
    drawn = {f"was-{first}": "", f"was-{second}": ""}
    assert client.post(url, drawn | {first: "yes", second: ""}).status_code == 302
    assert client.post(url, drawn | {first: "", second: "no"}).status_code == 302
    assert set(SessionAttendance.objects.values_list("member", "came")) == {
        (world.members[0].pk, True),
        (world.members[1].pk, False),
    }
    assert client.post(url, drawn | {first: "no"}).status_code == 200  # the other one is told first
    stranger = f"member-{world.other_members[0].pk}-came"
    assert client.post(url, {stranger: "yes"}).status_code == 302
    assert SessionAttendance.objects.count() == 2
    assert client.post(url, {first: "maybe"}).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"title": "x" * 201}, {"on": "31/02/2026"}, {"on": ""}, {"theme": "x"}, {"cell": "foreign"}],
)
def test_bad_input_is_marked_at_its_field(wrong, world, sign_in):
    good = {"cell": world.cell.pk, "theme": "tradition", "title": "Buổi một", "on": "01/12/2026"}
    url, client = reverse("meetings:add-session"), sign_in(world.secretary)
    sent = {key: world.foreign_cell.pk if value == "foreign" else value for key, value in wrong.items()}
    assert client.post(url, good | sent).context["form"].errors.keys() == set(wrong)
    for cell in ("", world.other_cell.pk):  # a secretary plans neither for the commune nor for another cell
        assert client.post(url, good | {"cell": cell}).context["form"].errors.keys() == {"cell"}
    assert client.post(url, good).status_code == 302
    assert sign_in(world.office).post(url, good | {"cell": ""}).status_code == 302


def test_the_meeting_of_a_session_is_one_of_its_cell(world, sign_in):
    thematic = record(world.cell, date(2026, 6, 9), world.office, kind="thematic")
    other = record(world.other_cell, date(2026, 6, 9), world.office, kind="thematic")
    url, client = reverse("meetings:edit-session", args=[world.session.pk]), sign_in(world.secretary)
    good = {"cell": world.cell.pk, "theme": "tradition", "title": "Truyền thống", "on": "19/05/2026"}
    for wrong in (other.pk, world.signed.pk, world.foreign_meeting.pk):
        assert client.post(url, good | {"meeting": wrong}).context["form"].errors.keys() == {"meeting"}
    assert client.post(url, good | {"meeting": thematic.pk}).status_code == 302
    world.session.refresh_from_db()
    assert (world.session.meeting, world.session.on) == (thematic, date(2026, 6, 9))


def test_who_has_had_none_is_told_by_cell_and_by_name_and_as_a_file(world, sign_in):
    mark(world, a_session(world), True, *world.members[:2])
    url, client = reverse("meetings:without-education"), sign_in(world.office)
    table = client.get(url).context["table"]
    assert [[figure.value for figure in row] for row in table.rows] == [
        ["Chi bộ Lũng Mật", 6, 2, 3, 1],
        ["Chi bộ Pác Tao", 4, 0, 3, 1],
    ]
    assert [figure.value for figure in table.total][1:] == [10, 2, 6, 2]
    own = sign_in(world.secretary).get(url).context["table"]
    told = [(row[0].value, row[2].value) for row in own.rows]
    assert told == [
        *((member.full_name, "chưa dự buổi nào") for member in (*world.members[2:4], world.members[5])),
        (world.members[4].full_name, "miễn sinh hoạt"),
    ]
    book = load_workbook(BytesIO(client.get(url, {"as": "xlsx", "cell": world.cell.pk}).content))
    values = {cell.value for row in book.active.iter_rows() for cell in row}
    assert {name for name, _state in told} <= values
    for choice in ({"year": "9999"}, {"cell": world.foreign_cell.pk}, {"year": "x"}):
        assert client.get(url, choice).status_code == 200
        assert world.foreign_member.full_name not in client.get(url, choice).content.decode()


def test_home_asks_a_secretary_for_them_from_november_on_until_nobody_is_left(world):
    def asked(day):
        groups = needs_of(world.secretary, day)
        return [need.text for group in groups for need in group.needs if "education" in need.url]

    assert asked(date(2026, 10, 31)) == []
    assert asked(date(2026, 11, 1)) == [
        "Chi bộ Lũng Mật: 5 đảng viên chưa dự buổi giáo dục truyền thống nào trong năm."
    ]
    everybody(world, a_session(world))
    assert asked(TODAY) == []


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_pages_cost_the_same_with_one_cell_and_with_many(world, sign_in):
    session = a_session(world)
    everybody(world, session)
    everybody(world, session, cell=world.other_cell)
    client = sign_in(world.office)
    urls = [
        reverse("meetings:education"),
        reverse("meetings:without-education"),
        f"{reverse('meetings:without-education')}?cell={world.cell.pk}",
        session.get_absolute_url(),
        reverse("meetings:session-attendance", args=[session.pk, world.cell.pk]),
    ]
    client.get(urls[0])
    few = {url: queries_of(client, url) for url in urls}
    for number in range(8):
        cell = structure.found_cell(commune=world.commune, name=f"Chi bộ Số {number}", founded_on=LONG_AGO, by=None)
        for person in range(2):
            join(cell, f"Ma Văn Số {number} {person}")
            join(world.cell, f"Ma Thị Số {number} {person}")
        everybody(world, session, cell=cell)
        everybody(world, a_session(world, cell=cell, title=f"Buổi {number}"), cell=cell)
    everybody(world, session)
    assert {url: queries_of(client, url) for url in urls} == few
    assert max(few.values()) <= 18
