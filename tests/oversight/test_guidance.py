"""Committee members in charge: visits planned, made and missed; remarks; difficulties followed until they end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import services as structure
from common.errors import RuleError
from oversight import queries, services
from oversight.enums import FollowUpKind, VisitState
from oversight.models import Difficulty, PlannedVisit, Remark
from oversight.views.panels import RemarksPanel
from tests.world import TODAY, account, record

SOON = date(2026, 12, 3)


def planned(world, on=SOON, **facts):
    facts = {"committee_member": world.seat, "cell": world.cell, "today": TODAY, "by": world.in_charge} | facts
    return services.plan_visit(on=on, **facts)


def raised(world, **facts):
    facts = {
        "cell": world.cell,
        "raised_on": date(2026, 11, 3),
        "text": "Đường vào xóm sạt lở",
        "owner": "UBND xã",
        "due_on": date(2026, 11, 20),
    } | facts
    return services.raise_difficulty(by=world.office, **facts)


def states(world, since=date(2026, 10, 1), until=date(2026, 12, 20), today=TODAY):
    rows = queries.visits(cells=[world.cell], since=since, until=until, today=today)
    return {row.on: row.state for row in rows}


def test_a_visit_is_made_or_missed_as_the_record_of_the_meeting_says(world):
    planned(world, on=date(2026, 11, 25), today=TODAY)
    planned(world)
    withdrawn = planned(world, on=date(2026, 12, 10))
    services.withdraw_visit(visit=withdrawn, by=world.in_charge)
    visit = world.draft.visits.get()
    visit.attended = False
    visit.save()
    assert states(world) == {
        date(2026, 10, 3): VisitState.MADE,
        date(2026, 11, 3): VisitState.MISSED,
        date(2026, 11, 25): VisitState.PLANNED,
        SOON: VisitState.PLANNED,
        date(2026, 12, 10): VisitState.WITHDRAWN,
    }
    assert states(world, today=date(2026, 11, 26))[date(2026, 11, 25)] == VisitState.MISSED


def test_a_planned_visit_and_the_record_of_that_day_are_one_row(world):
    planned(world, on=TODAY, purpose="dự sinh hoạt")
    meeting = record(world.cell, TODAY, world.office, kind="extraordinary", sign=False)
    [row] = [row for row in queries.visits(cells=[world.cell], since=TODAY, until=SOON, today=TODAY)]
    assert (row.state, row.purpose, row.meeting) == (VisitState.MADE, "dự sinh hoạt", meeting)


def test_only_the_member_in_charge_on_the_day_plans_a_visit_that_is_still_to_come(world):
    with pytest.raises(RuleError) as error:
        planned(world, on=TODAY - timedelta(days=1))
    assert error.value.field == "on"
    planned(world, on=TODAY)
    with pytest.raises(RuleError):
        planned(world, cell=world.other_cell)
    with pytest.raises(ValidationError):
        planned(world, on=TODAY)


def test_remarks_are_those_of_the_member_in_charge_on_the_day_of_the_meeting(world):
    words = {"content": "Nội dung sát", "chairing": "", "advice": "Nên mời thêm ý kiến", "by": world.in_charge}
    said = services.remark(meeting=world.signed, committee_member=world.seat, **words)
    again = services.remark(meeting=world.signed, committee_member=world.seat, **words | {"chairing": "Rõ"})
    assert (said.pk, Remark.objects.get().chairing) == (again.pk, "Rõ")
    with pytest.raises(RuleError):
        services.remark(meeting=world.signed, committee_member=world.seat, content="", chairing="", advice="", by=None)
    late = structure.seat_committee_member(
        commune=world.commune, full_name="Người Mới", since=date(2026, 1, 1), account=account("moi"), by=None
    )
    structure.assign(committee_member=late, cell=world.cell, since=date(2026, 11, 1), by=None)
    with pytest.raises(RuleError, match="03/10/2026"):
        services.remark(meeting=world.signed, committee_member=late, **words)


def test_the_page_of_a_meeting_shows_remarks_to_those_who_see_oversight_alone(world):
    words = {"content": "Sát thực tế", "chairing": "", "advice": ""}
    services.remark(meeting=world.signed, committee_member=world.seat, by=world.in_charge, **words)
    panel = RemarksPanel()
    assert [said.content for said in panel.facts(world.secretary, world.signed)["remarks"]] == ["Sát thực tế"]
    assert panel.facts(world.outsider, world.signed) is None
    assert [each.label for each in panel.actions(world.in_charge, world.signed)] == ["Nhận xét", "Nêu khó khăn"]
    assert list(panel.actions(world.secretary, world.signed)) == []


def test_remarks_are_written_on_a_page_and_read_with_the_meeting(world, sign_in):
    url = reverse("oversight:remark", args=[world.signed.pk])
    client = sign_in(world.in_charge)
    assert list(client.post(url, {"content": ""}).context["form"].errors) == ["content"]
    assert list(client.post(url, {"content": "x" * 4001}).context["form"].errors) == ["content"]
    assert client.post(url, {"content": "Nội dung sát thực tế"}).headers["Location"] == world.signed.get_absolute_url()
    assert "Nội dung sát thực tế" in sign_in(world.secretary).get(world.signed.get_absolute_url()).content.decode()
    assert "Nội dung sát thực tế" in client.get(url).content.decode()


def test_a_difficulty_is_followed_until_it_ends_and_tells_how_long_it_took(world):
    difficulty = raised(world, meeting=world.draft)
    services.follow_up(
        difficulty=difficulty, kind=FollowUpKind.STEP, on=date(2026, 11, 10), text="Khảo sát", by=world.office
    )
    found = Difficulty.objects.with_course().get(pk=difficulty.pk)
    assert (found.ended_on, queries.days_taken(found, TODAY)) == (None, 21)
    with pytest.raises(RuleError) as error:
        services.follow_up(
            difficulty=difficulty, kind=FollowUpKind.SOLVED, on=date(2026, 11, 9), text="Xong", by=world.office
        )
    assert error.value.field == "on"
    services.follow_up(
        difficulty=difficulty, kind=FollowUpKind.SOLVED, on=date(2026, 11, 18), text="Đã sửa đường", by=world.office
    )
    found = Difficulty.objects.with_course().get(pk=difficulty.pk)
    assert (found.ended_as, queries.days_taken(found, TODAY)) == ("solved", 15)
    assert list(Difficulty.objects.unsolved()) == [world.difficulty]
    with pytest.raises(RuleError):
        services.follow_up(difficulty=difficulty, kind=FollowUpKind.STEP, on=TODAY, text="nữa", by=world.office)


def test_a_difficulty_keeps_its_days_in_order_and_its_meeting_in_its_cell(world):
    with pytest.raises(ValidationError):
        raised(world, due_on=date(2026, 11, 2))
    assert raised(world, due_on=date(2026, 11, 3))
    with pytest.raises(RuleError):
        raised(world, cell=world.other_cell, meeting=world.draft)
    with pytest.raises(RuleError):
        services.follow_up(
            difficulty=raised(world), kind=FollowUpKind.STEP, on=date(2026, 11, 2), text="sớm", by=world.office
        )


def test_a_secretary_raises_a_difficulty_and_the_member_in_charge_closes_it(world, sign_in):
    url = reverse("oversight:add-difficulty", args=[world.cell.pk])
    typed = {"text": "Thiếu nước", "raised_on": "20/11/2026", "owner": "Đảng ủy", "due_on": "20/12/2026"}
    sign_in(world.secretary).post(url, typed)
    difficulty = Difficulty.objects.get(text="Thiếu nước")
    step = reverse("oversight:follow-up", args=[difficulty.pk])
    assert sign_in(world.secretary).get(step).status_code == 403
    client = sign_in(world.in_charge)
    assert client.post(step, {"kind": "solved", "on": "24/11/2026", "text": "Đã có bể"}).status_code == 302
    page = client.get(difficulty.get_absolute_url()).content.decode()
    assert "giải quyết trong 4 ngày" in page
    listed = client.get(reverse("oversight:index")).content.decode()
    assert "Thiếu nước" not in listed
    assert "Thiếu nước" in client.get(reverse("oversight:index"), {"show": "all"}).content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("text", ""),
        ("text", "x" * 4001),
        ("raised_on", "31/02/2026"),
        ("raised_on", "25/11/2026"),
        ("owner", ""),
        ("owner", "x" * 121),
        ("due_on", "19/11/2026"),
        ("due_on", ""),
        ("meeting", "999999"),
    ],
)
def test_a_wrong_difficulty_is_refused_beside_its_field_and_stays_typed(world, sign_in, field, typed):
    whole = {"text": "Thiếu nước", "raised_on": "20/11/2026", "owner": "Đảng ủy", "due_on": "20/12/2026"}
    page = sign_in(world.office).post(reverse("oversight:add-difficulty", args=[world.cell.pk]), whole | {field: typed})
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"][field].value() == typed
    assert not Difficulty.objects.filter(text="Thiếu nước").exists()


@pytest.mark.parametrize(("due", "said"), [(45, "quá hạn 45 ngày"), (1, "quá hạn 1 ngày"), (0, "đang giải quyết")])
def test_a_difficulty_is_overdue_since_its_answer_was_due_and_not_since_it_was_raised(due, said, world, sign_in):
    days = {"raised_on": TODAY - timedelta(days=75), "due_on": TODAY - timedelta(days=due)}
    facts = {"cell": world.cell, "text": "Đường hỏng", "owner": "UBND xã", "by": world.office}
    difficulty = services.raise_difficulty(**facts, **days)
    page = " ".join(sign_in(world.office).get(difficulty.get_absolute_url()).content.decode().split())
    assert f"{said} </span>" in page or f"{said}</span>" in page
    assert "75 ngày" in page


def test_a_plan_of_somebody_else_is_not_taken_back(world, sign_in):
    other = structure.seat_committee_member(
        commune=world.commune, full_name="Người Khác", since=date(2020, 1, 1), account=account("khac"), by=None
    )
    structure.assign(committee_member=other, cell=world.other_cell, since=date(2020, 1, 1), by=None)
    visit = planned(world, committee_member=other, cell=world.other_cell)
    url = reverse("oversight:withdraw-visit", args=[visit.pk])
    assert sign_in(world.in_charge).post(url).status_code == 404
    assert sign_in(other.account).post(url).status_code == 302
    assert PlannedVisit.objects.get(pk=visit.pk).struck


def test_the_hand_over_sheet_holds_what_a_successor_has_to_know(world, sign_in):
    difficulty = raised(world)
    planned(world, purpose="dự chuyên đề")
    services.remark(
        meeting=world.signed, committee_member=world.seat, content="Sát thực tế", chairing="", advice="", by=None
    )
    text = sign_in(world.leader).get(reverse("oversight:hand-over", args=[world.cell.pk])).content.decode()
    for words in (str(difficulty), "dự chuyên đề", "Sát thực tế", "Việc 1", world.seat.full_name):
        assert words in text


@pytest.mark.parametrize("name", ["oversight:index", "oversight:visits", "oversight:hand-over"])
def test_a_page_asks_the_same_number_of_questions_however_much_there_is(name, world, sign_in):
    client = sign_in(world.office)
    url = reverse(name, args=[world.cell.pk] if name == "oversight:hand-over" else [])
    raised(world)
    planned(world)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(5):
        raised(world, text=f"Khó khăn {number}")
        planned(world, on=SOON + timedelta(days=number + 1))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
