"""The member in charge scores beside the cell."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import services as structure
from common.errors import RuleError
from common.promises import thawed
from meetings import queries, services
from meetings.enums import Band, MeetingKind
from meetings.models import Score, ScoreLine, SecondScore
from meetings.queries import second
from meetings.services import PointsEntry
from reports.needs import needs_of
from tests.world import LONG_AGO, TODAY, account, as_published, record

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)


def page(meeting):
    return reverse("meetings:second-score", args=[meeting.pk])


def criteria(meeting):
    return {criterion.code: criterion for criterion in meeting.edition.criteria.leaves()}


def typed(meeting, points, notes=None):
    """What the page sends: {code: text} of points and of remarks."""
    lines = criteria(meeting)
    sent = {f"points-{lines[code].pk}-points": text for code, text in points.items()}
    return sent | {f"points-{lines[code].pk}-note": text for code, text in (notes or {}).items()}


def give(world, points, notes=None, by=None):
    lines = criteria(world.signed)
    entries = {lines[c].pk: PointsEntry(Decimal(p), (notes or {}).get(c, "")) for c, p in points.items()}
    return services.give_second_score(meeting=world.signed, points=entries, at=NOW, by=by or world.in_charge)


def as_cell(meeting):
    return {criterion.code: str(line.points) for criterion, line in queries.score_lines(meeting)}


def stored(meeting):
    rows = SecondScore.objects.get(meeting=meeting).lines.order_by("criterion__position")
    return [(line.criterion.code, line.points, line.note) for line in rows]


def test_the_members_score_stands_beside_the_cells_and_never_changes_it(world):
    before = list(ScoreLine.objects.order_by("pk").values()), list(Score.objects.order_by("pk").values())
    points = {**as_cell(world.signed), "conduct": "28", "closing": "4.5"}
    given = give(world, points, {"conduct": "ít ý kiến", "closing": "kết luận chưa rõ"})
    found = second.comparison(world.signed, given)
    assert (found.own_rating.total, found.own_rating.band) == (Decimal("100.00"), Band.GOOD)
    assert (found.rating.total, found.rating.band) == (Decimal("87.50"), Band.FAIR)
    assert found.difference == Decimal("-12.50")
    assert [(side.criterion.code, side.difference, side.second.note) for side in found.differing] == [
        ("conduct", Decimal(-12), "ít ý kiến"),
        ("closing", Decimal("-0.5"), "kết luận chưa rõ"),
    ]
    assert (list(ScoreLine.objects.order_by("pk").values()), list(Score.objects.order_by("pk").values())) == before


def test_only_the_member_in_charge_on_the_day_scores(world):
    for name in ("office", "secretary", "leader", "admin"):
        with pytest.raises(RuleError, match="Chỉ đảng ủy viên phụ trách"):
            give(world, {"time": "5"}, by=getattr(world, name))
    newer = structure.seat_committee_member(
        commune=world.commune, full_name="Hà Thị Mới", since=LONG_AGO, account=account("moi"), by=None
    )
    world.cell.assignments.get().end(date(2026, 10, 3))
    structure.assign(committee_member=newer, cell=world.cell, since=date(2026, 10, 3), by=None)
    with pytest.raises(RuleError, match="Chỉ đảng ủy viên phụ trách"):
        give(world, {"time": "5"})  # the day on which the assignment ended belongs to the next one
    assert give(world, {"time": "5"}, by=newer.account).committee_member == newer


def test_a_member_who_is_in_charge_now_but_was_not_on_the_day_is_told_so(world, sign_in):
    newer = structure.seat_committee_member(
        commune=world.commune, full_name="Hà Thị Mới", since=LONG_AGO, account=account("moi"), by=None
    )
    world.cell.assignments.get().end(date(2026, 10, 4))
    structure.assign(committee_member=newer, cell=world.cell, since=date(2026, 10, 4), by=None)
    answer = sign_in(newer.account).get(page(world.signed), follow=True)
    assert answer.redirect_chain == [(world.signed.get_absolute_url(), 302)]
    assert "Chỉ đảng ủy viên phụ trách chi bộ vào ngày họp" in answer.content.decode()


def test_a_draft_and_a_kind_that_is_not_scored_are_refused(world):
    for meeting, words in (
        (world.draft, "chưa ký"),
        (record(world.cell, date(2026, 10, 9), world.office, kind=MeetingKind.EXTRAORDINARY), "không chấm điểm"),
    ):
        with pytest.raises(RuleError, match=words):
            services.give_second_score(meeting=meeting, points={1: PointsEntry(Decimal(1))}, at=NOW, by=world.in_charge)
    assert not SecondScore.objects.exists()


def test_points_that_differ_need_a_remark_and_each_is_named(world):
    lines = criteria(world.signed)
    with pytest.raises(ValidationError) as refused:
        give(world, {"time": "5", "conduct": "30", "closing": "6"})
    assert set(refused.value.message_dict) == {
        f"points-{lines['conduct'].pk}-note",
        f"points-{lines['closing'].pk}-points",
    }
    assert not SecondScore.objects.exists()


def test_a_part_is_saved_and_gone_on_with_later(world):
    give(world, {"time": "5"})
    found = second.comparison(world.signed, give(world, {"conduct": "39"}, {"conduct": "x"}))
    assert stored(world.signed) == [("time", Decimal(5), ""), ("conduct", Decimal(39), "x")]
    assert (found.rating, found.difference) == (None, None)


def test_the_page_saves_what_was_typed_and_leads_to_the_score(world, sign_in):
    client = sign_in(world.in_charge)
    answer = client.post(page(world.signed), typed(world.signed, {"time": "5", "conduct": "38,5"}, {"conduct": "ít"}))
    assert answer.headers["Location"] == world.signed.get_absolute_url() + "#score"
    assert stored(world.signed) == [("time", Decimal(5), ""), ("conduct", Decimal("38.5"), "ít")]
    shown = client.get(world.signed.get_absolute_url()).content.decode()
    assert "thấp hơn 1,5" in shown
    assert "chưa chấm đủ tiêu chí" in shown


def test_one_button_takes_the_cells_points_where_nothing_was_entered(world, sign_in):
    sent = typed(world.signed, {"conduct": "39"}, {"conduct": "ít"}) | {"as_cell": "1"}
    assert sign_in(world.in_charge).post(page(world.signed), sent).status_code == 302
    found = second.comparison(world.signed, SecondScore.objects.get())
    assert (found.rating.total, [side.criterion.code for side in found.differing]) == (Decimal(99), ["conduct"])


def test_a_form_sent_twice_counts_once(world, sign_in):
    client = sign_in(world.in_charge)
    sent = typed(world.signed, {"time": "5"}) | {"form_key": "2" * 32}
    first, again = client.post(page(world.signed), sent), client.post(page(world.signed), sent)
    assert first.headers["Location"] == again.headers["Location"]
    assert stored(world.signed) == [("time", Decimal(5), "")]


def test_two_saves_from_two_devices_keep_both_and_a_clash_is_told(world, sign_in):
    client, phone = sign_in(world.in_charge), sign_in(world.in_charge)
    empty = {f"was-points-{line.pk}-points": "" for line in criteria(world.signed).values()}
    client.post(page(world.signed), empty | typed(world.signed, {"time": "5"}))
    phone.post(page(world.signed), empty | typed(world.signed, {"closing": "5", "time": ""}))
    assert [(code, points) for code, points, _note in stored(world.signed)] == [("time", 5), ("closing", 5)]
    clash = phone.post(page(world.signed), empty | typed(world.signed, {"time": "4"}, {"time": "muộn"}))
    assert clash.status_code == 200
    assert "người khác đã ghi" in clash.content.decode()
    assert ("time", Decimal(5), "") in stored(world.signed)


@pytest.mark.parametrize("text", ["5,01", "-1", "năm", "5,001", "1e9", "99999999"])
def test_points_that_cannot_be_are_refused_beside_their_field(text, world, sign_in):
    answer = sign_in(world.in_charge).post(page(world.signed), typed(world.signed, {"time": text}))
    assert answer.status_code == 200
    assert len([part for part in answer.context["form"].parts if part.errors]) == 1
    assert f'value="{text}"' in answer.content.decode()
    assert not SecondScore.objects.exists()


def test_a_remark_that_is_too_long_is_refused(world, sign_in):
    sent = typed(world.signed, {"time": "4"}, {"time": "x" * 301})
    again = sign_in(world.in_charge).post(page(world.signed), sent)
    assert len([part for part in again.context["form"].parts if part.errors]) == 1


def test_a_missing_remark_is_asked_for_beside_its_field(world, sign_in):
    answer = sign_in(world.in_charge).post(page(world.signed), typed(world.signed, {"time": "4", "closing": "4"}))
    wrong = {side.criterion.code: dict(form.errors) for side, form in answer.context["form"].rows if form.errors}
    assert {code: list(errors) for code, errors in wrong.items()} == {"time": ["note"], "closing": ["note"]}
    assert 'value="4"' in answer.content.decode()


def test_an_empty_form_is_told_so_and_nothing_is_kept(world, sign_in):
    answer = sign_in(world.in_charge).post(page(world.signed), {})
    assert answer.context["form"].refusals == [("", "Chưa nhập nội dung nào.")]
    assert not SecondScore.objects.exists()


def test_a_criterion_of_another_sheet_is_not_scored(world, sign_in):
    foreign = world.foreign_meeting.edition.criteria.get(code="time")
    sent = {f"points-{foreign.pk}-points": "5"} | typed(world.signed, {"closing": "5"})
    sign_in(world.in_charge).post(page(world.signed), sent)
    assert stored(world.signed) == [("closing", Decimal(5), "")]


def test_the_page_says_when_the_minutes_have_the_member_away(world, sign_in):
    client = sign_in(world.in_charge)
    assert "không dự buổi này" not in client.get(page(world.signed)).content.decode()
    as_published(world.signed.visits.get(), attended=False)
    assert "không dự buổi này" in client.get(page(world.signed)).content.decode()


def test_after_reopening_the_difference_is_to_what_the_cell_signed_last(world):
    given = give(world, as_cell(world.signed))
    assert second.comparison(world.signed, given).difference == 0
    services.reopen_meeting(meeting=world.signed, reason="Ghi nhầm", at=NOW, by=world.office)
    with pytest.raises(RuleError, match="chưa ký"):
        give(world, {"time": "5"})
    line = criteria(world.signed)["closing"]
    services.save_minutes(
        meeting=world.signed, by=world.office, details={}, marks={}, attended=True, reviews={}, tasks=[], votes=[],
        points={line.pk: PointsEntry(Decimal(3), "chưa kết luận")},
    )  # fmt: skip
    world.signed.refresh_from_db()
    assert second.comparison(world.signed, given).difference == Decimal(2)


def test_points_that_the_cell_changed_since_the_page_was_drawn_are_shown_and_asked_once_more(world, sign_in):
    client, url = sign_in(world.in_charge), page(world.signed)
    drawn = {"stands": client.get(url).context["form"].stands}
    line = criteria(world.signed)["closing"]
    with thawed():
        changed = world.signed.score.lines.get(criterion=line)
        changed.points, changed.note = Decimal(3), "chưa kết luận"
        changed.save_checked()
    answer = client.post(url, drawn | {"as_cell": "1"})
    assert [said for _field, said in answer.context["form"].refusals] == [
        f"Trong lúc đó người khác đã sửa, nay ghi: {line.name}: “3”. Hãy xem lại rồi lưu lần nữa."
    ]
    assert not SecondScore.objects.exists()
    assert client.post(url, {"as_cell": "1", "stands": answer.context["form"].stands}).status_code == 302
    assert ("closing", Decimal(3), "") in stored(world.signed)


def test_differences_are_listed_to_those_who_may_see_the_cell(world, sign_in):
    give(world, {**as_cell(world.signed), "conduct": "38"}, {"conduct": "nội dung dàn trải"})
    url = reverse("meetings:differences")
    for name, sees in (
        ("office", True), ("leader", True), ("in_charge", True), ("secretary", True), ("inspection", True),
        ("outsider", False),
    ):  # fmt: skip
        answer = sign_in(world.accounts[name]).get(url)
        assert ("nội dung dàn trải" in answer.content.decode()) is sees, name
    other = sign_in(world.office).get(url, {"cell": world.other_cell.pk})
    assert other.context["rows"] == []
    foreign = sign_in(world.office).get(url, {"cell": world.foreign_cell.pk})
    assert list(foreign.context["form"].errors) == ["cell"]


def test_the_list_of_differences_asks_the_same_number_of_questions_for_one_and_for_ten(world, sign_in):
    client = sign_in(world.office)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("meetings:differences")).status_code == 200
        return len(asked)

    give(world, as_cell(world.signed))
    questions()
    few = questions()
    for month in range(1, 10):
        meeting = record(world.cell, date(2026, month, 3), world.office)
        points = {c.pk: PointsEntry(line.points) for c, line in queries.score_lines(meeting)}
        services.give_second_score(meeting=meeting, points=points, at=NOW, by=world.in_charge)
    assert SecondScore.objects.count() == 10
    assert questions() == few


def test_home_tells_the_member_in_charge_which_meetings_wait(world):
    def waiting(user):
        return [need.url for group in needs_of(user, TODAY) for need in group.needs if "second" in need.url]

    old = record(world.cell, date(2026, 9, 3), world.office)
    assert waiting(world.in_charge) == [page(world.signed)]  # 52 days; the older one is past it
    assert waiting(world.office) == waiting(world.secretary) == []
    as_published(world.signed.visits.get(), attended=False)
    assert waiting(world.in_charge) == []
    assert list(queries.awaiting_second_score(world.in_charge, date(2026, 9, 3))) == [old]
    assert list(queries.awaiting_second_score(world.in_charge, date(2026, 9, 4))) == []


@pytest.mark.parametrize(
    ("since", "until", "waits"),
    [
        (date(2026, 10, 3), date(2026, 10, 4), True),
        (LONG_AGO, date(2026, 10, 3), False),
        (date(2026, 10, 4), None, False),
    ],
)
def test_meetings_wait_for_who_was_in_charge_on_their_day(since, until, waits, world):
    as_published(world.cell.assignments.get(), since=since, until=until)
    if until:
        structure.assign(committee_member=world.seat, cell=world.cell, since=date(2026, 11, 1), by=None)
    found = list(queries.awaiting_second_score(world.in_charge, LONG_AGO))
    assert found == ([world.signed] if waits else [])


def test_only_scored_meetings_of_ones_own_cells_wait_until_they_are_scored(world):
    newer = structure.seat_committee_member(
        commune=world.commune, full_name="Hà Thị Mới", since=LONG_AGO, account=account("moi"), by=None
    )
    structure.assign(committee_member=newer, cell=world.other_cell, since=LONG_AGO, by=None)
    record(world.other_cell, date(2026, 10, 5), world.office)
    world.other_cell.assignments.get().end(TODAY)
    structure.assign(committee_member=world.seat, cell=world.other_cell, since=TODAY, by=None)
    record(world.cell, date(2026, 10, 5), world.office, kind=MeetingKind.EXTRAORDINARY)
    old = record(world.cell, date(2026, 9, 3), world.office)
    assert list(queries.awaiting_second_score(world.in_charge, LONG_AGO)) == [old, world.signed]
    as_published(old.visits.get(), committee_member=newer, attended=False)  # somebody else stayed away
    assert list(queries.awaiting_second_score(world.in_charge, LONG_AGO)) == [old, world.signed]
    give(world, {"time": "5"})
    assert list(queries.awaiting_second_score(world.in_charge, LONG_AGO)) == [old]
