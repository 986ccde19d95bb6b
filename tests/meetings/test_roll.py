"""The roll in full: who belongs on it, how it reads, who stays away; no order or repetition of saves matters."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.errors import RuleError
from meetings import queries, services
from meetings.enums import Mark, MeetingKind
from meetings.models import AbsenceRules, Meeting, Notice
from meetings.queries.recorded import Recorded
from meetings.queries.roll import (
    AbsenceAlert,
    Turnout,
    absence_alerts,
    attendance_of,
    came_in,
    count_line,
    longest_excused_run,
    notices_on,
    roll_changes,
    turnout_of,
)
from meetings.services import MarkEntry
from members import services as people
from members.enums import EventKind, Standing
from tests.world import TODAY, as_published, happen, join, publish, record


def host(world, until=date(2027, 3, 1)):
    person = {"full_name": "Khách Mẫu", "sex": "male"}
    return people.enter(
        kind=EventKind.HOST, cell=world.cell, on=date(2026, 9, 1), until=until, person=person, by=world.office
    )


def started(world, day=date(2026, 11, 10), kind=MeetingKind.EXTRAORDINARY):
    return record(world.cell, day, world.office, kind=kind, full=False)


def marked(meeting, marks, by):
    return services.save_minutes(
        meeting=meeting, details={}, marks=marks, attended=None, reviews={}, tasks=[], votes=[], points={}, by=by
    )


def kept(world, day, *excused, kind=MeetingKind.REGULAR):
    """A meeting whose roll is recorded in full: `excused` were absent with reason, everybody else came."""
    meeting = record(world.cell, day, world.office, kind=kind, full=False)
    marks = {line.pk: MarkEntry(Mark.PRESENT) for line in meeting.roll if not line.not_expected}
    marks |= {line.pk: MarkEntry(Mark.EXCUSED, "ốm") for line in meeting.roll.filter(member__in=excused)}
    return marked(meeting, marks, world.office)


def proved(meeting):
    return queries.facts(Recorded(meeting))


def test_absences_with_reason_in_a_row_are_those_of_one_member_at_meetings_of_one_kind(world):
    one, other = world.members[:2]
    runs = []
    for month, excused in enumerate(([one], [one], [other], [one, other], [other], [other], [], [one]), start=1):
        kept(world, date(2025, month, 17), other, kind=MeetingKind.EXTRAORDINARY)
        runs.append(proved(kept(world, date(2025, month, 3), *excused)).excused_run)
    assert runs == [1, 2, 1, 2, 3, 4, 0, 1]


def test_a_row_of_absences_is_of_one_cell_and_counts_no_meeting_that_was_struck_or_held_later(world):
    one = world.members[0]
    kept(world, date(2025, 1, 3), one)
    begun_by_mistake = kept(world, date(2025, 2, 3))
    kept(world, date(2025, 4, 3))
    elsewhere = record(world.other_cell, date(2025, 2, 20), world.office, full=False)
    marked(elsewhere, {line.pk: MarkEntry(Mark.PRESENT) for line in elsewhere.roll}, world.office)
    march = kept(world, date(2025, 3, 3), one)
    assert proved(march).excused_run == 1
    services.strike_meeting(meeting=begun_by_mistake, reason="nhầm", by=world.office)
    assert proved(march).excused_run == 2
    assert proved(kept(world, date(2024, 12, 3), one)).excused_run == 1
    assert proved(march).excused_run == 3


def test_nobody_absent_with_reason_is_a_row_of_none(world):
    assert longest_excused_run(world.signed, list(world.signed.roll)) == 0


def test_what_the_records_prove_of_absences_in_a_row_and_of_guests(world):
    guest, often = host(world), world.members[0]
    for month in (7, 8, 9):
        kept(world, date(2026, month, 2), often)
    facts = proved(kept(world, date(2026, 10, 2), often))
    assert (facts.present, facts.base, facts.unexcused, facts.excused_run) == (5, 6, 0, 4)
    facts = proved(kept(world, date(2026, 11, 2), guest))
    assert (facts.present, facts.base, facts.unexcused, facts.excused_run) == (5, 6, 0, 1)


def test_a_roll_proves_nothing_of_attendance_before_everybody_is_recorded(world):
    meeting = record(world.cell, date(2026, 11, 10), world.office, full=False)
    *first, last = [line.pk for line in meeting.roll if not line.not_expected]
    facts = proved(marked(meeting, {pk: MarkEntry(Mark.PRESENT) for pk in first}, world.office))
    assert (facts.present, facts.base, facts.unexcused, facts.excused_run, facts.spoke) == (None,) * 5
    facts = proved(marked(meeting, {last: MarkEntry(Mark.EXCUSED, "ốm")}, world.office))
    assert (facts.present, facts.base, facts.unexcused, facts.excused_run, facts.spoke) == (4, 5, 0, 1, 0)


def test_a_guest_stands_on_the_roll_counts_in_attendance_and_has_no_vote(world):
    guest = host(world)
    meeting = started(world)
    line = meeting.roll.get(member=guest)
    assert (line.guest, line.standing, line.mark, str(line.role)) == (True, "", Mark.NOT_RECORDED, "sinh hoạt tạm thời")
    marked(meeting, {line.pk: MarkEntry(Mark.PRESENT)}, world.office)
    came = queries.turnout(meeting)
    assert (came.numerator, came.denominator) == (1, 6)
    base = queries.voting_base(meeting)
    assert (base.base, base.voters_present) == (4, 0)


def test_an_edition_may_leave_guests_out_of_attendance(world):
    guest = host(world)
    meeting = started(world)
    as_published(meeting.edition, guests_counted=False)
    line = meeting.roll.get(member=guest)
    marked(meeting, {line.pk: MarkEntry(Mark.PRESENT)}, world.office)
    came = queries.turnout(meeting)
    assert (came.numerator, came.denominator, came.left_out) == (0, 5, 2)


def test_a_guest_whose_stay_is_over_is_not_expected(world):
    guest = host(world, until=date(2026, 12, 1))
    assert started(world).roll.filter(member=guest).exists()
    happen(guest, EventKind.COME_BACK, date(2026, 11, 20))
    assert not started(world, date(2026, 11, 20)).roll.filter(member=guest).exists()


def test_the_roll_says_what_changed_and_is_refreshed_until_signed(world):
    meeting = started(world)
    marked(meeting, {line.pk: MarkEntry(Mark.PRESENT) for line in meeting.roll.filter(not_expected="")}, world.office)
    assert roll_changes(meeting, meeting.roll) == []
    newcomer = join(world.cell, "Vi Văn Thêm", on=date(2026, 11, 1))
    happen(world.members[1], EventKind.TRANSFER, date(2026, 11, 2), cell=world.other_cell)
    happen(world.members[2], EventKind.EXEMPT, date(2026, 11, 3))
    happen(world.members[-1], EventKind.RECOGNISE, date(2026, 11, 3))
    said = services.refresh_roll(meeting=meeting, by=world.office)
    assert said == [
        "Vi Văn Thêm có trong danh sách phải dự.",
        "Hoàng Thị Ánh không thuộc chi bộ vào ngày đó.",
        "Lý Minh Ân nay là: chính thức · miễn sinh hoạt.",
        "Lục Văn Đức nay là: chính thức.",
    ]
    marks = {line.member: (line.mark, line.standing) for line in meeting.roll.select_related("member")}
    assert marks[newcomer] == (Mark.NOT_RECORDED, Standing.OFFICIAL)
    assert marks[world.members[2]] == (Mark.PRESENT, Standing.OFFICIAL)  # exempt, and came
    assert world.members[1] not in marks
    assert services.refresh_roll(meeting=meeting, by=world.office) == []
    with pytest.raises(RuleError):
        services.refresh_roll(meeting=world.signed, by=world.office)


def test_a_line_struck_by_mistake_comes_back_with_its_mark(world):
    meeting = started(world)
    line = meeting.roll.get(member=world.members[1])
    marked(meeting, {line.pk: MarkEntry(Mark.EXCUSED, "ốm")}, world.office)
    event = happen(world.members[1], EventKind.TRANSFER, date(2026, 11, 2), cell=world.other_cell)
    services.refresh_roll(meeting=meeting, by=world.office)
    assert queries.turnout(meeting).roll == 5
    people.correct(event=event, on=None, reason="nhầm", by=world.office)
    services.refresh_roll(meeting=meeting, by=world.office)
    line.refresh_from_db()
    assert (line.struck, line.mark, line.reason) == (False, Mark.EXCUSED, "ốm")


def test_the_page_offers_to_refresh_and_tells_what_changed(world, sign_in):
    client = sign_in(world.secretary)
    url = reverse("meetings:record-roll", args=[world.draft.pk])
    refresh = reverse("meetings:refresh-roll", args=[world.draft.pk])
    assert refresh not in client.get(url).content.decode()
    join(world.cell, "Vi Văn Thêm", on=date(2026, 11, 1))
    page = client.get(url).content.decode()
    assert refresh in page
    assert "Vi Văn Thêm có trong danh sách phải dự." in page
    assert "Vi Văn Thêm" in client.post(refresh, follow=True).content.decode()
    assert world.draft.roll.count() == 7


def test_the_line_of_the_minutes_writes_itself(world):
    host(world)
    join(world.cell, "Vi Văn Thêm", on=date(2026, 11, 1))
    meeting = started(world)
    lines = {line.member.full_name: line for line in meeting.roll.select_related("member")}
    marked(
        meeting,
        {
            lines["Nông Văn An"].pk: MarkEntry(Mark.PRESENT),
            lines["Vi Văn Thêm"].pk: MarkEntry(Mark.PRESENT),
            lines["Lục Văn Đức"].pk: MarkEntry(Mark.PRESENT),
            lines["Khách Mẫu"].pk: MarkEntry(Mark.PRESENT),
            lines["Hoàng Thị Ánh"].pk: MarkEntry(Mark.EXCUSED, "ốm"),
            lines["Lý Minh Ân"].pk: MarkEntry(Mark.UNEXCUSED),
        },
        world.office,
    )
    assert count_line(meeting.roll.select_related("member").order_by("member__sort_key")) == (
        "Tổng số đảng viên: 7 (chính thức 6, dự bị 1). Có mặt: 3 (chính thức 2, dự bị 1). "
        "Vắng có lý do: 1 (Hoàng Thị Ánh (ốm)). Vắng không lý do: 1 (Lý Minh Ân). "
        "Miễn sinh hoạt: 1 (Đàm Quốc Dũng). Chưa điểm danh: 1 (Triệu Văn Bình). "
        "Dự do sinh hoạt tạm thời: 1 (Khách Mẫu)."
    )


def test_where_everybody_came_the_line_of_the_minutes_names_nobody(world):
    roll = world.signed.roll.filter(not_expected="").select_related("member")
    assert count_line(roll) == (
        "Tổng số đảng viên: 5 (chính thức 4, dự bị 1). Có mặt: 5 (chính thức 4, dự bị 1). "
        "Vắng có lý do: 0. Vắng không lý do: 0."
    )


def test_the_line_of_the_minutes_names_everybody_who_did_not_come_and_why(world):
    guest = host(world)
    happen(world.members[0], EventKind.SUSPEND, date(2026, 9, 21), until=date(2026, 12, 20))
    happen(world.members[1], EventKind.GO_AWAY, date(2026, 9, 21), until=date(2027, 1, 1))
    happen(world.members[2], EventKind.PROSECUTE, date(2026, 9, 21))
    meeting = started(world)
    lines = {line.member: line for line in meeting.roll.select_related("member")}
    marks = {
        lines[world.members[3]].pk: MarkEntry(Mark.UNEXCUSED),
        lines[world.members[5]].pk: MarkEntry(Mark.EXCUSED),
        lines[guest].pk: MarkEntry(Mark.EXCUSED, "đi vắng"),
    }
    marked(meeting, marks, world.office)
    assert count_line(meeting.roll.select_related("member").order_by("member__sort_key")) == (
        "Tổng số đảng viên: 6 (chính thức 5, dự bị 1). Có mặt: 0 (chính thức 0, dự bị 0). "
        "Vắng có lý do: 2 (Lục Văn Đức, Khách Mẫu (đi vắng)). Vắng không lý do: 1 (Triệu Văn Bình). "
        "Miễn sinh hoạt: 1 (Đàm Quốc Dũng). Sinh hoạt tạm thời nơi khác: 1 (Hoàng Thị Ánh). "
        "Đình chỉ sinh hoạt: 1 (Nông Văn An). Bị khởi tố, truy tố, tạm giam: 1 (Lý Minh Ân)."
    )


def test_every_figure_of_a_turnout_is_of_those_expected_or_of_those_on_the_roll(world):
    guest, late = host(world), world.members[4]  # exempt, and came
    meeting = started(world)
    lines = {line.member: line for line in meeting.roll.select_related("member")}
    spoken = {lines[who].pk: MarkEntry(Mark.PRESENT, "", who != late) for who in (guest, world.members[0], late)}
    marks = {lines[world.members[1]].pk: MarkEntry(Mark.EXCUSED, "ốm")}
    marked(meeting, spoken | marks | {lines[world.members[2]].pk: MarkEntry(Mark.UNEXCUSED)}, world.office)
    roll, edition = list(meeting.roll), meeting.edition
    counted = {"excused": 1, "unexcused": 1, "not_recorded": 2, "roll": 7, "members": 6, "spoke": 2, "attending": 3}
    assert turnout_of(roll, edition) == Turnout(numerator=2, denominator=6, left_out=1, **counted)
    as_published(edition, excused_in_denominator=False)
    assert turnout_of(roll, edition) == Turnout(numerator=2, denominator=5, left_out=1, **counted)
    as_published(edition, guests_counted=False)
    assert turnout_of(roll, edition) == Turnout(numerator=1, denominator=4, left_out=2, **counted)
    assert turnout_of(roll, edition).share == 0.25
    assert turnout_of([], edition).share is None


def missed(world, member, count, kind=MeetingKind.REGULAR, month=1, mark=Mark.UNEXCUSED):
    for number in range(count):
        meeting = record(world.cell, date(2026, month + number, 5), world.office, kind=kind, sign=False)
        line = meeting.roll.get(member=member)
        marked(meeting, {line.pk: MarkEntry(mark, "ốm" if mark == Mark.EXCUSED else "")}, world.office)


@pytest.mark.parametrize(("count", "level"), [(1, None), (2, "warning"), (3, "red"), (4, "red")])
def test_two_absences_without_reason_in_a_year_are_a_warning_and_three_ask_for_action(world, count, level):
    missed(world, world.members[1], count)
    found = {alert.member: (alert.missed, alert.level) for alert in absence_alerts(cells=[world.cell], day=TODAY)}
    assert found == ({world.members[1]: (count, level)} if level else {})


def test_only_regular_meetings_of_the_year_without_a_reason_count(world):
    missed(world, world.members[1], 2, mark=Mark.EXCUSED)
    missed(world, world.members[1], 2, kind=MeetingKind.EXTRAORDINARY, month=3)
    missed(world, world.members[2], 3, month=7)
    assert [a.member for a in absence_alerts(cells=[world.cell], day=TODAY)] == [world.members[2]]
    assert absence_alerts(cells=[world.cell], day=date(2026, 7, 31)) == []
    assert absence_alerts(cells=[world.cell], day=date(2027, 1, 1)) == []
    assert absence_alerts(cells=[world.other_cell], day=TODAY) == []


def test_absences_are_one_figure_whoever_looks_and_go_with_a_member_who_moves(world):
    missed(world, world.members[1], 2)
    happen(world.members[1], EventKind.TRANSFER, date(2026, 3, 1), cell=world.other_cell)
    meeting = record(world.other_cell, date(2026, 3, 5), world.office, sign=False)
    marked(meeting, {meeting.roll.get(member=world.members[1]).pk: MarkEntry(Mark.UNEXCUSED)}, world.office)
    assert absence_alerts(cells=[world.cell], day=TODAY) == []
    for cells in ([world.other_cell], [world.cell, world.other_cell]):
        [alert] = absence_alerts(cells=cells, day=TODAY)
        assert (alert.member, alert.cell, alert.missed, alert.level) == (world.members[1], world.other_cell, 3, "red")


def test_absences_are_counted_in_months_in_which_the_member_came_to_no_regular_meeting(world):
    def met(day, mark):
        meeting = record(world.cell, day, world.office, sign=False)
        marked(meeting, {meeting.roll.get(member=world.members[1]).pk: MarkEntry(mark)}, world.office)
        return [alert.missed for alert in absence_alerts(cells=[world.cell], day=TODAY)]

    met(date(2026, 2, 3), Mark.UNEXCUSED)
    assert met(date(2026, 2, 24), Mark.UNEXCUSED) == []  # one month
    assert met(date(2026, 3, 3), Mark.UNEXCUSED) == [2]
    assert met(date(2026, 3, 31), Mark.PRESENT) == []


def test_alerts_say_who_and_how_often_the_most_first_and_then_by_name(world):
    an, anh, an_minh = world.members[:3]
    missed(world, anh, 2)
    missed(world, an_minh, 3, month=3)
    missed(world, an, 2, month=6)
    found = absence_alerts(cells=[world.cell], day=TODAY)
    assert found == [
        AbsenceAlert(an_minh, world.cell, 3, "red", "Lý Minh Ân"),
        AbsenceAlert(an, world.cell, 2, "warning", "Nông Văn An"),
        AbsenceAlert(anh, world.cell, 2, "warning", "Hoàng Thị Ánh"),
    ]
    assert [alert.tone for alert in found] == ["bad", "warn", "warn"]
    assert str(found[0]) == "Lý Minh Ân vắng không lý do ở buổi thường kỳ trong 3 tháng của năm nay."


def test_a_year_of_absences_begins_with_its_first_day_and_leaves_out_meetings_that_were_struck(world):
    def met(day):
        meeting = record(world.cell, day, world.office, sign=False)
        return marked(meeting, {meeting.roll.get(member=world.members[1]).pk: MarkEntry(Mark.UNEXCUSED)}, world.office)

    met(date(2025, 12, 31))
    met(date(2026, 1, 1))
    february = met(date(2026, 2, 3))
    assert [alert.missed for alert in absence_alerts(cells=[world.cell], day=date(2026, 2, 3))] == [2]
    assert absence_alerts(cells=[world.cell], day=date(2026, 2, 2)) == []
    services.strike_meeting(meeting=february, reason="nhầm", by=world.office)
    assert absence_alerts(cells=[world.cell], day=TODAY) == []


def test_nobody_is_warned_of_where_there_is_no_cell(world):
    assert absence_alerts(cells=[], day=TODAY) == []


@pytest.mark.parametrize("kind", [EventKind.DIE, EventKind.EXPEL, EventKind.TRANSFER_OUT])
def test_nobody_is_warned_of_who_is_no_member_any_more(kind, world):
    missed(world, world.members[1], 3)
    happen(world.members[1], kind, date(2026, 6, 1))
    assert absence_alerts(cells=[world.cell], day=TODAY) == []
    assert [alert.level for alert in absence_alerts(cells=[world.cell], day=date(2026, 5, 31))] == ["red"]


def test_from_how_many_absences_to_warn_is_a_rule_of_the_commune(world):
    missed(world, world.members[1], 2)
    publish(AbsenceRules, world.commune, date(2026, 1, 1), absences_warned=1, absences_red=2)
    assert [a.level for a in absence_alerts(cells=[world.cell], day=TODAY)] == ["red"]


def test_of_two_communes_each_warns_by_its_own_rules_and_of_its_own_members(world, django_assert_num_queries):
    far = world.foreign_member
    meeting = record(world.foreign_cell, date(2026, 5, 5), world.outsider, sign=False)
    marked(meeting, {meeting.roll.get(member=far).pk: MarkEntry(Mark.UNEXCUSED)}, world.outsider)
    missed(world, world.members[1], 1)
    publish(AbsenceRules, world.other_commune, date(2026, 1, 1), absences_warned=1, absences_red=2)
    alert = AbsenceAlert(far, world.foreign_cell, 1, "warning", far.full_name)
    assert absence_alerts(cells=[world.foreign_cell], day=TODAY) == [alert]
    assert absence_alerts(cells=[world.cell, world.foreign_cell], day=TODAY) == [alert]
    missed(world, world.members[2], 2, month=6)
    with django_assert_num_queries(4):  # the rules, who missed, who came, who they are
        [found] = absence_alerts(cells=[world.cell], day=TODAY)
        assert (found.member.full_name, found.cell.name) == ("Lý Minh Ân", "Chi bộ Lũng Mật")


def test_a_notice_is_shown_while_marking_and_not_marked_present_by_all_present(world, sign_in):
    client = sign_in(world.secretary)
    url = reverse("meetings:add-absence", args=[world.cell.pk])
    typed = {"member": world.members[1].pk, "since": "01/11/2026", "until": "10/11/2026", "reason": "đi viện"}
    assert client.post(url, typed).headers["Location"] == reverse("meetings:absences")
    assert notices_on(cell=world.cell, day=date(2026, 11, 9)) == {world.members[1].pk: "đi viện"}
    assert notices_on(cell=world.cell, day=date(2026, 11, 10)) == {}
    page = client.get(reverse("meetings:record-roll", args=[world.draft.pk])).content.decode()
    assert "báo vắng: đi viện" in page
    client.post(reverse("meetings:record-roll", args=[world.draft.pk]), {"all_present": "1"})
    assert world.draft.roll.get(member=world.members[1]).mark == Mark.NOT_RECORDED
    notice = Notice.objects.get(member=world.members[1])
    client.post(reverse("meetings:withdraw-absence", args=[notice.pk]))
    assert notices_on(cell=world.cell, day=date(2026, 11, 9)) == {}


def test_of_two_notices_the_later_one_is_told_and_only_in_its_cell(world):
    member = world.members[1]
    said = {"member": member, "cell": world.cell, "until": None, "by": None}
    services.give_notice(since=date(2026, 11, 5), reason="đi viện", **said)
    services.give_notice(since=date(2026, 11, 1), reason="đi xa", **said)
    assert notices_on(cell=world.cell, day=date(2026, 11, 5))[member.pk] == "đi viện"
    services.give_notice(since=date(2026, 11, 5), reason="về quê", **said)
    assert notices_on(cell=world.cell, day=date(2026, 11, 5))[member.pk] == "về quê"
    assert notices_on(cell=world.cell, day=date(2026, 11, 4))[member.pk] == "đi xa"
    assert notices_on(cell=world.other_cell, day=date(2026, 11, 5)) == {}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("member", ""),
        ("member", "other"),
        ("since", "31/02/2026"),
        ("since", ""),
        ("until", "01/11/2026"),
        ("until", "x"),
        ("reason", ""),
        ("reason", "x" * 201),
    ],
)
def test_a_wrong_notice_is_refused_beside_its_field(world, sign_in, field, typed):
    typed = world.other_members[0].pk if typed == "other" else typed
    whole = {"member": world.members[1].pk, "since": "01/11/2026", "until": "", "reason": "ốm"} | {field: typed}
    page = sign_in(world.secretary).post(reverse("meetings:add-absence", args=[world.cell.pk]), whole)
    assert list(page.context["form"].errors) == [field]
    assert list(Notice.objects.all()) == [world.notice]


def test_the_attendance_of_one_member_over_time_adds_up(world, sign_in):
    missed(world, world.members[1], 2)
    page = sign_in(world.leader).get(reverse("meetings:member-attendance", args=[world.members[1].pk]))
    [(year, counts)] = page.context["years"]
    assert year == 2026
    assert dict(zip(page.context["marks"], counts, strict=True)) == {
        Mark.NOT_RECORDED.label: 1,
        Mark.PRESENT.label: 1,
        Mark.UNEXCUSED.label: 2,
    }


def test_the_page_of_a_member_tells_how_often_the_member_came_by_signed_minutes_of_open_cells(world, sign_in):
    missed(world, world.members[3], 2)
    client = sign_in(world.leader)

    def figure(member):
        found = re.search(r"<b>(\d+/\d+)</b>", client.get(member.get_absolute_url()).content.decode())
        return found and found[1]

    assert figure(world.members[3]) == "1/1"  # drafts do not count
    meeting = Meeting.objects.filter(lines__mark=Mark.UNEXCUSED).first()
    services.sign_meeting(meeting=meeting, at=timezone.now(), by=world.office)
    assert figure(world.members[3]) == "1/2"
    assert figure(world.members[4]) is None  # exempt
    assert came_in(world.outsider, member=world.members[3].pk, year=2026) == (0, 0)


def test_who_stayed_away_stands_first_on_the_page_of_a_meeting_with_its_figures_on_top(world, sign_in):
    missed(world, world.members[3], 1)
    meeting = Meeting.objects.filter(cell=world.cell, lines__mark=Mark.UNEXCUSED).get()
    page = sign_in(world.secretary).get(meeting.get_absolute_url())
    names = [row[0].value for row in page.context["roll"].rows]
    assert (names[0], names[-1]) == (world.members[3].full_name, world.members[4].full_name)  # the last one is exempt
    text = page.content.decode()
    assert text.index('<dl class="figures">') < text.index('id="roll"')


def test_the_attendance_of_a_member_is_told_from_the_latest_meeting_on_without_those_struck(
    world, django_assert_num_queries
):
    member = world.members[1]
    before = [line.meeting for line in attendance_of(member)]
    days = (date(2026, 5, 4), date(2026, 7, 6), date(2026, 6, 1))
    may, july, june = (record(world.cell, day, world.office, sign=False) for day in days)
    services.strike_meeting(meeting=june, reason="nhầm", by=world.office)
    with django_assert_num_queries(1):
        told = [(line.meeting, line.meeting.cell) for line in attendance_of(member)]
    expected = sorted([*before, may, july], key=lambda meeting: meeting.held_on, reverse=True)
    assert told == [(meeting, world.cell) for meeting in expected]


saves = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from([Mark.PRESENT, Mark.EXCUSED, Mark.UNEXCUSED]),
        st.booleans(),
        st.integers(0, 3),
    ),
    max_size=12,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(saves=saves, together=st.booleans())
def test_no_repetition_and_no_grouping_of_roll_saves_changes_the_result(world, saves, together):
    lines = list(world.draft.roll.filter(not_expected="").order_by("pk"))
    last = {}
    for number, mark, spoke, _again in saves:
        last[lines[number].pk] = MarkEntry(mark, "ốm" if mark == Mark.EXCUSED else "", spoke and mark == Mark.PRESENT)
    if together:
        marked(world.draft, last, world.office)
    for pk, entry in last.items():
        for _time in range(1 + saves[0][3]):
            marked(world.draft, {pk: entry}, world.office)
    stored = {line.pk: (line.mark, line.reason, line.spoke) for line in world.draft.roll.filter(not_expected="")}
    expected = {
        line.pk: (last[line.pk].mark, last[line.pk].reason, last[line.pk].spoke)
        if line.pk in last
        else (line.mark, line.reason, line.spoke)
        for line in lines
    }
    assert stored == expected
    came = queries.turnout(world.draft)
    marks = [mark for mark, _reason, _spoke in stored.values()]
    assert (came.numerator, came.denominator) == (marks.count(Mark.PRESENT), len(lines))


def test_the_roll_costs_the_same_with_notices_and_guests(world, sign_in, django_assert_max_num_queries):
    client = sign_in(world.secretary)
    url = reverse("meetings:record-roll", args=[world.draft.pk])
    client.get(url)
    for number in range(5):
        member = join(world.cell, f"Vi Văn {number}", on=date(2026, 11, 1))
        services.give_notice(
            member=member, cell=world.cell, since=TODAY, until=TODAY + timedelta(days=9), reason="ốm", by=None
        )
    services.refresh_roll(meeting=world.draft, by=world.office)
    with django_assert_max_num_queries(17):
        client.get(url)


def test_the_attendance_of_somebody_who_moved_in_never_says_there_was_no_meeting(world, sign_in):
    moved = join(world.other_cell, "Người chuyển đến")
    record(world.other_cell, date(2026, 11, 5), world.office, full=False)
    happen(moved, EventKind.TRANSFER, date(2026, 11, 10), cell=world.cell)
    address = reverse("meetings:member-attendance", args=[moved.pk])
    page = sign_in(world.secretary).get(address).content.decode()
    assert "Chưa có buổi sinh hoạt nào có đảng viên này" not in page
    assert "Trong các chi bộ đồng chí được xem, chưa có buổi" in page
    assert "05/11/2026" not in page
    office = sign_in(world.office).get(address).content.decode()
    assert ("05/11/2026" in office, "Các buổi ở chi bộ khác" in office) == (True, False)
