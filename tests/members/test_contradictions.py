"""What is recorded late is held against what signed minutes, papers and courses say of the days since."""

from contextlib import suppress
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cells import services as structure
from cells.enums import CellState
from common.errors import ContradictedError, Contradiction, RuleError
from meetings import services as minutes
from meetings.enums import Mark, MeetingKind
from meetings.models import Meeting
from meetings.queries import score_lines
from meetings.queries.contradictions import RollsWitness
from meetings.queries.roll import expected_on_roll
from meetings.services import MarkEntry, PointsEntry
from members import queries, services
from members.enums import CourseResult, EventKind, OverlayKind, SlipKind
from members.models import Despite, Event, Member, Membership, Overlay
from members.queries.contradictions import RecordsWitness, Stays, against_lives, otherwise, stays_of, to_put_right
from reports.needs import needs_of
from tests.members.test_random_lives import days, live
from tests.world import LONG_AGO, TODAY, account, as_published, commune, happen, join, record, training

HELD = date(2026, 10, 3)  # the meeting of the world; its secretary chaired, the second member took the minutes
ONE_DAY = timedelta(days=1)


def said(world, **event):
    """The lines with which an event of the world's second member is refused; [] where it is taken."""
    try:
        services.record(**{"member": world.members[1], "kind": EventKind.DIE, "by": world.office} | event)
    except ContradictedError as error:
        return [(line.day, line.url) for line in error.lines]
    return []


@pytest.mark.parametrize(("on", "refused"), [(HELD, True), (HELD + ONE_DAY, False)])
def test_a_death_is_refused_while_signed_minutes_of_that_day_or_later_have_the_person_on_their_roll(world, on, refused):
    assert said(world, on=on) == ([(HELD, world.signed.get_absolute_url())] if refused else [])
    assert Event.objects.filter(member=world.members[1], kind=EventKind.DIE).exists() != refused


def test_the_line_says_what_the_roll_has_and_what_the_life_has(world):
    with pytest.raises(ContradictedError) as error:
        services.record(member=world.members[1], kind=EventKind.DIE, on=HELD, by=world.office)
    assert [line.text for line in error.value.lines] == [
        "Thường kỳ của Chi bộ Lũng Mật, đã ký: điểm danh ghi: chính thức, có mặt, thư ký, 1 lần biểu quyết; "
        "quá trình sinh hoạt ghi: không thuộc chi bộ này vào ngày đó."
    ]


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (EventKind.TRANSFER, {}),
        (EventKind.TRANSFER_OUT, {}),
        (EventKind.LEAVE, {}),
        (EventKind.EXPEL, {}),
        (EventKind.REMOVE_NAME, {}),
        (EventKind.EXEMPT, {}),
        (EventKind.SUSPEND, {"until": HELD + ONE_DAY}),
        (EventKind.PROSECUTE, {}),
        (EventKind.GO_AWAY, {"until": date(2027, 2, 1)}),
    ],
)
def test_whatever_changes_somebodys_place_is_held_against_signed_minutes(world, kind, facts):
    facts |= {"cell": world.other_cell} if kind == EventKind.TRANSFER else {}
    assert said(world, kind=kind, on=HELD, **facts) == [(HELD, world.signed.get_absolute_url())]
    assert said(
        world, kind=kind, on=HELD - ONE_DAY * 20, **{**facts, **({"until": HELD} if kind == "suspend" else {})}
    ) == ([] if kind == EventKind.SUSPEND else [(HELD, world.signed.get_absolute_url())])


def test_who_is_moved_into_a_cell_before_its_signed_minutes_is_missing_on_their_roll(world):
    lines = said(world, member=world.other_members[0], kind=EventKind.TRANSFER, on=HELD, cell=world.cell)
    assert lines == [(HELD, world.signed.get_absolute_url())]


def test_minutes_that_are_not_signed_refuse_nothing(world):
    assert said(world, on=world.draft.held_on) == []


def test_a_recognition_decided_after_a_meeting_leaves_its_minutes_in_the_right(world):
    late = services.enter(
        kind=EventKind.ADMIT,
        cell=world.cell,
        person={"full_name": "Lý Thị Mới", "sex": "female"},
        on=date(2025, 6, 2),
        by=None,
    )
    minutes.reopen_meeting(meeting=world.signed, reason="thiếu người", at=timezone.now(), by=world.office)
    sign_anew(world, world.signed)
    assert said(world, member=late, kind=EventKind.RECOGNISE, on=HELD) == [(HELD, world.signed.get_absolute_url())]
    assert said(world, member=late, kind=EventKind.RECOGNISE, on=HELD + ONE_DAY) == []


def test_until_a_recognition_was_decided_minutes_rightly_call_somebody_probationary(world):
    late, in_time = (
        services.enter(
            kind=EventKind.ADMIT, cell=world.cell, person={"full_name": name, "sex": "female"}, on=on, by=None
        )
        for name, on in (("Lý Thị Muộn", date(2025, 6, 2)), ("Lý Thị Đúng", date(2025, 6, 2)))
    )
    minutes.reopen_meeting(meeting=world.signed, reason="thiếu người", at=timezone.now(), by=world.office)
    sign_anew(world, world.signed)
    happen(late, EventKind.RECOGNISE, HELD + ONE_DAY)
    happen(in_time, EventKind.RECOGNISE, HELD)
    happen(in_time, EventKind.EXEMPT, TODAY)
    found = against_lives({late: date(2026, 6, 2), in_time: date(2026, 6, 2)})
    assert {member: [line.day for line in lines] for member, lines in found.items()} == {in_time.pk: [HELD]}


def sign_anew(world, meeting):
    """The roll as the records have it now, everybody present."""
    meeting.refresh_from_db()
    minutes.refresh_roll(meeting=meeting, by=world.office)
    lines = [line for line in meeting.roll.select_related("member") if not line.not_expected]
    nothing = {"attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}
    chair = {"chair_id": lines[0].member_id, "clerk_id": lines[1].member_id}
    marks = {line.pk: MarkEntry(Mark.PRESENT, "", spoke=True) for line in lines}
    minutes.save_minutes(meeting=meeting, details=chair, marks=marks, by=world.office, **nothing)
    minutes.sign_meeting(meeting=meeting, at=timezone.now(), by=world.office)


def waiting(world, key):
    """What the home page of the office says of that kind."""
    return [need.text for group in needs_of(world.office, TODAY) if group.key == key for need in group.needs]


def test_with_a_reason_the_office_goes_on_and_the_list_stays_until_the_minutes_are_put_right(world):
    member = world.members[1]
    services.record(member=member, kind=EventKind.DIE, on=HELD, despite="Giấy báo tử đến muộn", by=world.office)
    kept = Despite.objects.get()
    assert (kept.member, kept.reason, kept.account, len(kept.listed)) == (
        member,
        "Giấy báo tử đến muộn",
        world.office,
        1,
    )
    assert [line.url for line in otherwise(member)] == [world.signed.get_absolute_url()]
    waits = [need.text for group in needs_of(world.office, TODAY) if group.key == "otherwise" for need in group.needs]
    assert waits == ["Hoàng Thị Ánh: còn 1 chỗ ghi khác."]
    minutes.reopen_meeting(meeting=world.signed, reason="có người đã mất", at=timezone.now(), by=world.office)
    sign_anew(world, world.signed)
    assert (otherwise(member), to_put_right([world.commune.pk])) == ([], [])
    assert waiting(world, "otherwise") == []


def test_a_reason_that_nothing_asks_for_is_not_kept(world):
    services.record(member=world.members[1], kind=EventKind.DIE, on=TODAY, despite="thừa", by=world.office)
    assert not Despite.objects.exists()


def test_a_correction_is_held_against_signed_minutes_too(world):
    event = services.record(member=world.members[1], kind=EventKind.EXEMPT, on=HELD + ONE_DAY, by=world.office)
    with pytest.raises(ContradictedError):
        services.correct(event=event, on=HELD, reason="nhầm", by=world.office)
    event.refresh_from_db()
    assert event.on == HELD + ONE_DAY
    services.correct(event=event, on=HELD, reason="nhầm", despite="theo quyết định", by=world.office)
    assert [line.day for line in otherwise(world.members[1])] == [HELD]


def test_a_correction_that_takes_the_signer_off_a_numbered_paper_is_refused(world):
    event = world.member.events.get(kind=EventKind.POST)
    with pytest.raises(ContradictedError) as error:
        services.correct(event=event, reason="nhầm người", by=world.office)
    number = world.signed.resolution_paper.numbers.get() if world.signed.resolution_paper else world.paper
    assert [line.url for line in error.value.lines] == [reverse("meetings:issued-paper", args=[number.pk])]


@pytest.mark.parametrize(
    ("kind", "facts", "moved_to"),
    [
        (SlipKind.OUT, {}, None),
        (SlipKind.TEMPORARY, {"until": date(2027, 3, 1)}, None),
        (SlipKind.OUT, {}, HELD + ONE_DAY * 9),
        (SlipKind.TEMPORARY, {"until": date(2027, 3, 1)}, HELD + ONE_DAY * 9),
    ],
)
def test_nobody_stays_by_a_correction_while_the_numbered_slip_says_gone(world, kind, facts, moved_to):
    """Going later than the slip was given is right; not going is not, until the slip is struck out."""
    member, given = join(world.cell, "Nông Thị Đi"), HELD + ONE_DAY * 2
    slip = services.give_slip(member=member, kind=kind, on=given, to="Đảng bộ phường Xa", by=world.office, **facts)
    services.number_slip(slip=slip, on=given, today=TODAY, by=world.office)
    event = member.events.get(kind=kind.event)
    if moved_to:
        services.correct(event=event, on=moved_to, reason="đi muộn", by=world.office)
    with pytest.raises(ContradictedError) as error:
        services.correct(event=event, reason="không đi", by=world.office)
    assert [(line.day, line.text, line.url) for line in error.value.lines] == [
        (given, "Giấy giới thiệu chuyển sinh hoạt 05/10/2026; quá trình sinh hoạt không ghi việc chuyển đi.",
         slip.get_absolute_url())
    ]  # fmt: skip
    slip.refresh_from_db()
    services.strike_slip(slip=slip, reason="không đi", by=world.office)
    services.correct(event=event, reason="không đi", by=world.office)
    assert member.events.get(kind=kind.event).struck


def test_a_course_completed_after_a_death_speaks_against_it(world):
    course = training(world.commune, [world.members[2]], on=date(2026, 11, 2))
    row = course.attendees.get()
    services.record_results(course=course, changes={row.pk: {"result": CourseResult.COMPLETED}}, by=world.office)
    lines = said(world, member=world.members[2], on=HELD + ONE_DAY)
    assert lines == [(date(2026, 11, 2), course.get_absolute_url())]


def told(world, member, since=HELD):
    """What speaks against the life of `member` from `since` on, without what every line of the world's minutes says."""
    lines = against_lives({member: since}).get(member.pk, [])
    assert all((line.day, line.url) == (HELD, world.signed.get_absolute_url()) for line in lines)
    before = "Thường kỳ của Chi bộ Lũng Mật, đã ký: "
    assert all(line.text.startswith(before) for line in lines)
    return [line.text.removeprefix(before) for line in lines]


def test_each_line_of_a_roll_is_held_against_the_place_that_the_life_gives_on_that_day(world):
    an, anh, an_minh, binh, dung, duc = world.members
    newcomer, guest, kept_away, elsewhere = world.other_members
    everybody = [*world.members, *world.other_members]
    assert [told(world, member) for member in everybody] == [[]] * 10
    stay = {"until": date(2027, 1, 1)}
    happen(an, EventKind.EXEMPT, HELD)
    happen(anh, EventKind.SUSPEND, HELD, until=HELD + ONE_DAY)
    happen(an_minh, EventKind.EXEMPT, date(2026, 9, 1))
    happen(an_minh, EventKind.PROSECUTE, date(2026, 9, 1))
    happen(binh, EventKind.GO_AWAY, date(2026, 9, 1), **stay)
    happen(dung, EventKind.DIE, HELD)
    happen(duc, EventKind.RECOGNISE, HELD)
    happen(newcomer, EventKind.TRANSFER, HELD, cell=world.cell)
    happen(guest, EventKind.GO_AWAY, date(2026, 9, 1), cell=world.cell, **stay)
    happen(kept_away, EventKind.GO_AWAY, date(2026, 9, 1), cell=world.cell, **stay)
    happen(kept_away, EventKind.PROSECUTE, HELD)
    happen(elsewhere, EventKind.GO_AWAY, date(2026, 9, 1), **stay)
    came, was = "điểm danh ghi: chính thức, có mặt", "quá trình sinh hoạt ghi"
    assert {member.full_name: told(world, member) for member in everybody} == {
        "Nông Văn An": [f"{came}, chủ trì, 1 lần biểu quyết; {was}: chính thức, miễn sinh hoạt."],
        "Hoàng Thị Ánh": [f"{came}, thư ký, 1 lần biểu quyết; {was}: chính thức, đình chỉ sinh hoạt."],
        "Lý Minh Ân": [f"{came}, 1 lần biểu quyết; {was}: chính thức, bị khởi tố, truy tố, tạm giam."],
        "Triệu Văn Bình": [f"{came}, 1 lần biểu quyết; {was}: chính thức, sinh hoạt tạm thời nơi khác."],
        "Đàm Quốc Dũng": [f"điểm danh ghi: chính thức, miễn sinh hoạt; {was}: không thuộc chi bộ này vào ngày đó."],
        "Lục Văn Đức": [f"điểm danh ghi: dự bị, có mặt; {was}: chính thức."],
        "Bế Văn Hà": [f"không có tên trong điểm danh; {was}: chính thức."],
        "Mã Thị Lan": [f"không có tên trong điểm danh; {was}: sinh hoạt tạm thời."],
        "Chu Văn Sơn": [],
        "Tô Văn Tài": [],
    }
    assert [told(world, member, HELD + ONE_DAY) for member in everybody] == [[]] * 10


def test_votes_and_sessions_that_were_struck_tell_nothing(world):
    happen(world.members[2], EventKind.EXEMPT, HELD)
    as_published(world.signed.votes.get(), struck=True)
    assert told(world, world.members[2]) == [
        "điểm danh ghi: chính thức, có mặt; quá trình sinh hoạt ghi: chính thức, miễn sinh hoạt."
    ]
    dead = world.members[3]
    marks = {dead.pk: True}
    minutes.record_education(session=world.session, cell=world.cell, marks=marks, today=TODAY, by=world.office)
    happen(dead, EventKind.DIE, date(2026, 5, 1))
    assert RecordsWitness().of_members({dead: date(2026, 5, 1)})
    as_published(world.session, struck=True)
    assert not RecordsWitness().of_members({dead: date(2026, 5, 1)})


def test_several_lives_are_asked_each_from_its_own_day_in_the_same_number_of_questions(
    world, django_assert_num_queries
):
    an, anh = world.members[:2]
    for member in (an, anh):
        happen(member, EventKind.DIE, HELD)
    assert list(against_lives({an: HELD, anh: HELD + ONE_DAY})) == [an.pk]
    assert against_lives({}) == {}
    for since in ({an: HELD}, {an: HELD, anh: HELD}):
        with django_assert_num_queries(5):  # meetings, memberships, overlays, recognitions, rolls
            assert len(RollsWitness().of_members(since)) == len(since)


@pytest.mark.parametrize(
    ("died", "asked_from", "speaks"),
    [
        (date(2026, 5, 19), date(2026, 5, 19), True),
        (date(2026, 5, 20), date(2026, 5, 1), False),
        (date(2026, 5, 1), date(2026, 5, 20), False),
    ],
)
def test_a_session_of_education_to_which_somebody_came_speaks_against_an_earlier_death(world, died, asked_from, speaks):
    member, other = world.members[2:4]
    session = world.session
    minutes.record_education(
        session=session, cell=world.cell, marks={member.pk: True, other.pk: False}, today=TODAY, by=world.office
    )
    for who in (member, other):
        happen(who, EventKind.DIE, died)
    found = RecordsWitness().of_members({member: asked_from, other: asked_from})
    line = Contradiction(date(2026, 5, 19), "Buổi giáo dục “Truyền thống”: đã dự.", session.get_absolute_url())
    assert found == ({member.pk: [line]} if speaks else {})
    assert RecordsWitness().of_members({}) == {}


@pytest.mark.parametrize(
    ("died", "asked_from", "speaks"),
    [
        (date(2026, 4, 20), date(2026, 4, 20), True),
        (date(2026, 4, 21), date(2026, 4, 1), False),  # while the course lasted
        (date(2026, 4, 1), date(2026, 4, 21), False),
    ],
)
def test_a_completed_course_speaks_against_a_death_before_its_first_day(world, died, asked_from, speaks):
    member, unfinished = world.members[2:4]
    course = training(world.commune, [member, unfinished], on=date(2026, 4, 20))
    row = course.attendees.get(member=member)
    services.record_results(course=course, changes={row.pk: {"result": CourseResult.COMPLETED}}, by=world.office)
    for who in (member, unfinished):
        happen(who, EventKind.DIE, died)
    found = RecordsWitness().of_members({member: asked_from, unfinished: asked_from})
    line = Contradiction(date(2026, 4, 20), "Lớp mẫu: đã hoàn thành.", course.get_absolute_url())
    assert found == ({member.pk: [line]} if speaks else {})
    assert RecordsWitness().of_members({}) == {}


def test_what_speaks_against_a_life_is_told_in_the_order_of_time(world):
    course = training(world.commune, [world.members[2]], on=date(2026, 6, 1))
    row = course.attendees.get()
    services.record_results(course=course, changes={row.pk: {"result": CourseResult.COMPLETED}}, by=world.office)
    minutes.record_education(
        session=world.session, cell=world.cell, marks={world.members[2].pk: True}, today=TODAY, by=world.office
    )
    happen(world.members[2], EventKind.DIE, date(2026, 5, 1))
    lines = against_lives({world.members[2]: date(2026, 5, 1)})[world.members[2].pk]
    assert [line.day for line in lines] == [date(2026, 5, 19), date(2026, 6, 1), HELD]


MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("day", "overs", "in_own", "in_other"),
    [
        (MARCH - ONE_DAY, [], None, None),
        (MARCH, [], ("official", None, False), None),
        (MAY - ONE_DAY, [], ("official", None, False), None),
        (MAY, [], None, None),
        (MARCH, [(OverlayKind.AWAY, 2)], ("official", OverlayKind.AWAY, False), ("", None, True)),
        (MARCH, [(OverlayKind.AWAY, 3)], ("official", OverlayKind.AWAY, False), None),
        (
            MARCH,
            [(OverlayKind.EXEMPT, None), (OverlayKind.AWAY, 2)],
            ("official", OverlayKind.EXEMPT, False),
            None,
        ),
        (
            MARCH,
            [(OverlayKind.SUSPENDED, None), (OverlayKind.EXEMPT, None), (OverlayKind.AWAY, 2)],
            ("official", OverlayKind.SUSPENDED, False),
            None,
        ),
        (
            MARCH,
            [(OverlayKind.PROSECUTED, None), (OverlayKind.SUSPENDED, None), (OverlayKind.AWAY, 2)],
            ("official", OverlayKind.PROSECUTED, False),
            None,
        ),
    ],
)
def test_a_life_gives_a_place_on_the_rolls_of_the_own_cell_and_of_the_one_where_somebody_is_a_guest(
    day, overs, in_own, in_other
):
    row = Membership(cell_id=1, standing="official", since=MARCH, until=MAY)
    stays = Stays([row], [Overlay(kind=kind, cell_id=cell, since=MARCH, until=MAY) for kind, cell in overs])
    assert (stays.on_roll(1, day), stays.on_roll(2, day)) == (in_own, in_other)
    assert stays.anywhere(day) == (in_own is not None)
    assert stays.cells == {1} | {cell for _kind, cell in overs if cell}


def test_a_guest_without_a_membership_here_is_somewhere_while_the_stay_lasts():
    stays = Stays([], [Overlay(kind=OverlayKind.HOSTED, cell_id=2, since=MARCH, until=MAY)])
    assert [stays.anywhere(day) for day in (MARCH - ONE_DAY, MARCH, MAY - ONE_DAY, MAY)] == [False, True, True, False]
    assert (stays.on_roll(2, MARCH), stays.on_roll(1, MARCH), stays.cells) == (("", None, True), None, {2})


def test_what_is_to_be_put_right_is_listed_by_member_and_cell_with_its_page_from_the_earliest_day_on(world):
    an, _anh, twice = world.members[:3]
    happen(twice, EventKind.EXEMPT, HELD)
    again = record(world.cell, date(2026, 10, 20), world.office, kind=MeetingKind.EXTRAORDINARY)
    happen(twice, EventKind.END_EXEMPTION, again.held_on)
    happen(an, EventKind.DIE, date(2026, 10, 2))
    end(world, cell=world.other_cell, on=HELD, move_to=world.cell, despite="quyết định về muộn")
    rows = to_put_right([world.commune.pk])
    assert [(row.about, row.url) for row in rows] == [
        (twice, f"/members/{twice.pk}/life/#otherwise"),
        (an, f"/members/{an.pk}/life/#otherwise"),
        (world.other_cell, f"/cells/{world.other_cell.pk}/#otherwise"),
    ]
    assert [line.day for line in rows[0].lines] == [HELD, again.held_on]
    assert rows[0].lines == otherwise(twice)
    assert to_put_right([world.other_commune.pk]) == []
    assert otherwise(world.members[3]) == []


@pytest.mark.parametrize(
    ("form", "member", "on", "refused"),
    [
        ("expulsion", 1, HELD, True),
        ("expulsion", 1, HELD + ONE_DAY, False),
        ("dismissal", 0, HELD - ONE_DAY, True),  # the secretary signed a paper of the next day
        ("dismissal", 0, HELD, False),  # it may have been in the morning
    ],
)
def test_the_inspection_board_sees_what_speaks_against_an_ending_decision_and_says_why(
    form, member, on, refused, world, sign_in
):
    client, member = sign_in(world.inspection), world.members[member]
    url = reverse("members:discipline", args=[member.pk])
    typed = {
        "form": form,
        "on": f"{on:%d/%m/%Y}",
        "body": "Ủy ban Kiểm tra",
        "decision_no": "9-QĐ",
        "outside": "Tỉnh ủy",
    }
    answer = client.post(url, typed)
    assert (answer.status_code, member.disciplines.exists()) == ((200, False) if refused else (302, True))
    if refused:
        listed = {line.url for line in against(member, on, form, world)}
        assert listed
        assert all(f'href="{one}"' in answer.content.decode() for one in listed)
        assert client.post(url, typed | {"despite": "đơn thư gửi muộn"}).status_code == 302
        [kept] = member.despite.all()
        assert (kept.reason, kept.account) == ("đơn thư gửi muộn", world.inspection)
        assert waiting(world, "otherwise") == [f"{member.full_name}: còn {len(listed)} chỗ ghi khác."]


def against(member, on, form, world):
    """What is listed when the same is recorded without a reason."""
    with pytest.raises(ContradictedError) as error:
        services.discipline(member=member, form=form, on=on, by=world.inspection)
    return error.value.lines


def test_striking_out_an_expulsion_is_held_against_what_was_signed_without_the_member(world, sign_in):
    member, client = world.members[1], sign_in(world.inspection)
    about = {"member": member, "form": "expulsion", "on": HELD - ONE_DAY}
    measure = services.discipline(**about, despite="báo muộn", by=world.inspection)
    minutes.reopen_meeting(meeting=world.signed, reason="khai trừ", at=timezone.now(), by=world.office)
    sign_anew(world, world.signed)
    url = reverse("members:strike", args=["discipline", measure.pk])
    page = client.post(url, {"reason": "nhầm người"})
    assert (page.status_code, world.signed.get_absolute_url() in page.content.decode()) == (200, True)
    assert client.post(url, {"reason": "nhầm người", "despite": "phục hồi"}).status_code == 302
    assert [line.url for line in otherwise(member)] == [world.signed.get_absolute_url()]


# The end of a cell


def end(world, **facts):
    about = {"cell": world.cell, "state": CellState.MERGED, "move_to": world.other_cell, "by": world.office}
    return services.end_cell(**about | facts)


@pytest.mark.parametrize(("on", "refused"), [(HELD, True), (HELD + ONE_DAY, False)])
def test_a_cell_does_not_end_before_a_meeting_that_its_signed_minutes_tell_of(world, on, refused):
    structure_before = world.cell.statuses.count()
    if refused:
        with pytest.raises(ContradictedError) as error:
            end(world, on=on)
        paper = reverse("meetings:issued-paper", args=[world.paper.pk])
        review = reverse("meetings:edit-review", args=[world.review.pk])  # to which the cell came
        assert {line.url for line in error.value.lines} == {world.signed.get_absolute_url(), paper, review}
        assert world.cell.statuses.count() == structure_before
        end(world, on=on, despite="quyết định về muộn")
        assert Despite.objects.get().cell == world.cell
        assert len(otherwise(world.cell)) == 3
    else:
        as_published(world.review, on=HELD)
        end(world, on=on)
        assert not Despite.objects.exists()


def test_minutes_of_the_successor_without_the_newcomers_speak_against_an_earlier_merger(world):
    later = record(world.other_cell, date(2026, 11, 5), world.office)
    with pytest.raises(ContradictedError) as error:
        end(world, on=HELD + ONE_DAY)
    told = [(line.url, "6 đảng viên" in line.text) for line in error.value.lines]
    draft = world.draft.get_absolute_url()  # it would be the second regular one of its month there, so it stayed
    review = reverse("meetings:edit-review", args=[world.review.pk])
    assert told == [(review, False), (draft, False), (later.get_absolute_url(), True)]


def test_only_those_who_moved_with_the_end_of_a_cell_are_missed_on_the_rolls_of_its_successor(
    world, django_assert_num_queries
):
    on, third = (
        date(2026, 9, 1),
        structure.found_cell(commune=world.commune, name="Chi bộ Ba", founded_on=LONG_AGO, by=None),
    )
    moved, dead, later, before = world.other_members
    happen(before, EventKind.TRANSFER, date(2026, 6, 1), cell=third)
    for member in (before, join(third, "Vi Văn Ba")):
        happen(member, EventKind.TRANSFER, on, cell=world.cell)
    back = join(world.other_cell, "Vi Văn Ra")
    happen(back, EventKind.TRANSFER_OUT, on)
    happen(back, EventKind.ARRIVE, on, cell=world.cell, standing="official")
    happen(later, EventKind.TRANSFER, on, cell=third)
    happen(later, EventKind.TRANSFER, date(2026, 10, 10), cell=world.cell)
    record(world.cell, date(2026, 8, 10), world.office)
    end(world, cell=world.other_cell, move_to=world.cell, on=on, despite="quyết định về muộn")
    happen(dead, EventKind.DIE, date(2026, 9, 15))
    record(world.cell, date(2026, 10, 20), world.office, kind=MeetingKind.EXTRAORDINARY)
    about = {world.other_cell: on}
    sentence = "Thường kỳ của Chi bộ Lũng Mật, đã ký: 1 đảng viên chuyển đến chưa có tên trong điểm danh."
    expected = {world.other_cell.pk: [Contradiction(HELD, sentence, world.signed.get_absolute_url())]}
    with django_assert_num_queries(5):  # meetings, successions; newcomers, signed meetings, rolls
        assert RollsWitness().of_cells(about) == expected
    happen(moved, EventKind.DIE, HELD)
    assert not RollsWitness().of_cells(about)[world.other_cell.pk]
    assert RollsWitness().of_cells({}) == {}


def test_meetings_of_a_cell_from_its_end_on_are_told_whatever_their_state(world, django_assert_num_queries):
    struck = record(world.cell, date(2026, 11, 20), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    minutes.strike_meeting(meeting=struck, reason="nhầm", by=world.office)
    about = {world.cell: HELD, world.other_cell: HELD}
    with django_assert_num_queries(2):
        found = RollsWitness().of_cells(about)
        told = sorted((line.day, line.text) for line in found[world.cell.pk])
    assert told == [
        (HELD, "Thường kỳ của Chi bộ Lũng Mật, đã ký."),
        (date(2026, 11, 3), "Thường kỳ của Chi bộ Lũng Mật, bản nháp."),
    ]
    assert list(found) == [world.cell.pk]
    found = RollsWitness().of_cells({world.cell: HELD + ONE_DAY})
    assert [line.day for line in found[world.cell.pk]] == [date(2026, 11, 3)]


# Pages


def test_the_form_lists_what_speaks_against_it_asks_why_and_keeps_what_was_typed(world, sign_in):
    client, member = sign_in(world.office), world.members[1]
    url = reverse("members:event", args=[member.pk, "exempt"])
    assert 'type="text" name="despite"' not in client.get(url).content.decode().replace("maxlength", "")
    typed = {"on": "03/10/2026", "reason": "ốm lâu ngày", "decision_no": "7-QĐ"}
    page = client.post(url, typed).content.decode()
    assert f'href="{world.signed.get_absolute_url()}"' in page
    assert 'value="ốm lâu ngày"' in page
    assert "Có 1 chỗ trong hồ sơ đang ghi khác" in page
    assert client.post(url, typed | {"despite": "đơn nộp muộn"}).status_code == 302
    page = client.get(reverse("members:life", args=[member.pk])).content.decode()
    assert "Những chỗ còn ghi khác" in page
    assert "đơn nộp muộn" in page


def test_what_speaks_against_a_life_is_shown_to_the_office_only(world, sign_in):
    services.record(member=world.members[1], kind=EventKind.DIE, on=HELD, despite="báo muộn", by=world.office)
    url = reverse("members:life", args=[world.members[1].pk])
    assert "báo muộn" in sign_in(world.office).get(url).content.decode()
    assert "báo muộn" not in sign_in(world.leader).get(url).content.decode()


def test_the_form_of_the_end_of_a_cell_asks_how_hamlets_are_served_and_why_in_spite_of_minutes(world, sign_in):
    client = sign_in(world.office)
    url = reverse("members:end-cell", args=[world.cell.pk])
    typed = {"state": "merged", "on": "01/10/2026", "move_to": world.other_cell.pk, "serving": "joint"}
    page = client.post(url, typed).content.decode()
    assert f'href="{world.signed.get_absolute_url()}"' in page
    assert client.post(url, typed | {"despite": "quyết định về muộn"}).status_code == 302
    page = client.get(reverse("cells:detail", args=[world.cell.pk])).content.decode()
    assert "Những chỗ còn ghi khác" in page


def test_the_home_page_asks_the_same_number_of_questions_however_much_is_to_be_put_right(world):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            needs_of(world.office, TODAY)
        return len(queries_made)

    services.record(member=world.members[1], kind=EventKind.DIE, on=HELD, despite="một", by=world.office)
    asked()  # statements are built
    one = asked()
    for number in (2, 3):
        services.record(member=world.members[number], kind=EventKind.DIE, on=HELD, despite="nữa", by=world.office)
    assert asked() == one


# Whatever happens


@pytest.fixture
def met(nothing):
    """Three cells of a commune and its office, before anything happened."""
    home = commune("Nhà")
    cells = [structure.found_cell(commune=home, name=f"Chi bộ {n}", founded_on=LONG_AGO, by=None) for n in range(3)]
    return cells, account("vanphong", home, "office")


MEET = "meet"
KINDS = [kind for kind in EventKind if kind not in (EventKind.JOIN, EventKind.ADMIT, EventKind.HOST)]
steps = st.lists(
    st.tuples(
        st.sampled_from([*["enter"] * 3, *[MEET] * 3, "correct", *KINDS]),
        days,
        st.integers(0, 7),
        st.integers(0, 2),
        st.sampled_from([100, 200, 340, None]),
    ),
    min_size=4,
    max_size=22,
)


def meet(cell, day, by, kind=MeetingKind.EXTRAORDINARY):
    """Signed minutes with everybody expected present; nothing where nobody is."""
    meeting = minutes.start_meeting(cell=cell, kind=kind, held_on=day, today=TODAY, second_because="họp lại", by=by)
    lines = [line for line in meeting.roll if not line.not_expected]
    chair = {"chair_id": lines[0].member_id, "clerk_id": lines[-1].member_id} if lines else {}
    minutes.save_minutes(
        meeting=meeting,
        details={"starts_at": time(7), "ends_at": time(9), "discussion": "Bàn", **chair},
        marks={line.pk: MarkEntry(Mark.PRESENT) for line in lines},
        attended=None,
        reviews={},
        tasks=[],
        votes=[],
        points={},
        by=by,
    )
    points = {
        criterion.pk: PointsEntry(Decimal(criterion.max_points) if line.proposed is None else line.proposed, "đủ")
        for criterion, line in score_lines(meeting)
    }
    nothing = {"details": {}, "marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": []}
    minutes.save_minutes(meeting=meeting, points=points, by=by, **nothing)
    return minutes.sign_meeting(meeting=meeting, at=timezone.now(), by=by)


@settings(max_examples=12, deadline=None, suppress_health_check=[*HealthCheck])
@given(history=steps)
def test_whatever_happens_and_is_signed_rolls_lists_and_figures_say_the_same_of_every_day(met, history):
    cells, office = met
    with transaction.atomic():
        point = transaction.savepoint()
        entered_late = set()
        for what, day, number, to, length in history:
            with suppress(RuleError, ValidationError), transaction.atomic():
                if what == MEET:
                    meet(cells[to], day, office)
                    continue
                made = live(cells, what, day, number, to, length)
                if what == "enter" or isinstance(made, Member):
                    entered_late.add(made.pk)
        for meeting in Meeting.objects.signed().select_related("cell", "edition"):
            agree(meeting, entered_late)
        transaction.savepoint_rollback(point)


def agree(meeting, entered_late):
    """Signed minutes, list, headcount and bases of one day; only who was entered afterwards may be missing."""
    cell, day = meeting.cell, meeting.held_on
    lines = {line.member_id: line for line in meeting.roll}
    expected = {member.pk: facts for member, facts in expected_on_roll(cell=cell, day=day).items()}
    missing = expected.keys() - lines.keys()
    assert missing <= entered_late
    assert lines.keys() - expected.keys() == set()
    for pk, line in lines.items():
        assert (line.guest, line.not_expected) == (expected[pk]["guest"], expected[pk]["not_expected"])
    stays = stays_of(expected.keys() | lines.keys())
    for pk, facts in expected.items():
        standing, over, guest = stays[pk].on_roll(cell.pk, day)
        assert (standing, over or "", guest) == (facts["standing"], facts["not_expected"], facts["guest"])
    if not missing:
        head = queries.headcount(cells=[cell], day=day)
        assert head.total == meeting.signed_members == sum(not line.guest for line in lines.values())
        assert head.attendance_base == meeting.signed_expected
    told = against_lives({line.member: LONG_AGO for line in meeting.roll.select_related("member")})
    assert meeting.get_absolute_url() not in {line.url for lines_of in told.values() for line in lines_of}
