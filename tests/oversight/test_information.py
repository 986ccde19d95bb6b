"""The register of information received: classified in time, sent on or looked into, and what becomes a case."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from accounts.roles import Do
from common.errors import RuleError
from common.periods import parse
from common.workdays import WorkCalendar
from oversight import services
from oversight.models import Information, InspectionCase, InspectionRules
from oversight.queries.information import information_told, information_waiting, received_in
from oversight.rules.information import kept_at_once, stand
from reports.needs import needs_of
from reports.papers.inspection import figures_by_block
from reports.tables.information import information as report
from tests.addresses import a_programme, an_inspection, some_information
from tests.world import TODAY, publish

DAY = timedelta(days=1)
WORKING = WorkCalendar.of([(date(2026, 11, 24), True, "Ngày Văn hóa Việt Nam", "NQ 28")])
CASE = {"kind": "signs", "since": date(2026, 1, 1), "last_day": date(2026, 6, 30), "due_on": date(2026, 12, 20)}


def come_in(world, **facts):
    """Not classified."""
    facts = {"received_on": date(2026, 11, 16), "source": "letter", "sender": "", "content": "finance"} | facts
    facts = {"title": "Thu, chi quỹ", "gist": ""} | facts
    return services.receive_information(commune=world.commune, by=None, **facts)


def classify(row, level="look", competence="commune", on=date(2026, 11, 18)):
    about = {"classified_on": on, "level": level, "competence": competence}
    return services.classify_information(information=row, by=None, **about)


@pytest.mark.once
@pytest.mark.parametrize(
    ("classified", "stage", "due"),
    [
        (None, "received", date(2026, 11, 26)),  # 7 working days after Mon 16/11: over a weekend and 24/11
        ("commune", "look", date(2026, 12, 31)),  # 30 after Wed 18/11
        ("higher", "send", date(2026, 11, 26)),  # 5 after Wed 18/11
        ("other", "send", date(2026, 11, 26)),
    ],
)
def test_what_comes_next_has_its_working_days_and_is_late_the_day_after(classified, stage, due):
    row = SimpleNamespace(way="", received_on=date(2026, 11, 16), classified_on=None, competence=classified or "")
    row.classified_on = date(2026, 11, 18) if classified else None
    on, after = (stand(row, InspectionRules(), WORKING, day) for day in (due, due + DAY))
    assert (on.stage, on.due_on, on.late, after.late) == (stage, due, False, True)


@pytest.mark.once
def test_only_what_the_commune_keeps_for_reference_is_dealt_with_at_once():
    pairs = [("reference", "commune"), ("look", "commune"), ("reference", "higher"), ("reference", "other")]
    assert [kept_at_once(*pair) for pair in pairs] == [True, False, False, False]


def test_it_is_numbered_within_its_year_and_goes_its_way(world):
    first, second, third = (come_in(world, received_on=day) for day in (TODAY, TODAY, date(2025, 12, 31)))
    assert [row.code for row in (first, second, third)] == ["TT 01/2026", "TT 02/2026", "TT 01/2025"]
    sent = {"on": TODAY, "sent_to": "UBND xã", "by": None}
    with pytest.raises(RuleError, match="Phân loại trước"):
        services.send_information(information=first, **sent)
    with pytest.raises(RuleError, match="tiếp nhận ngày") as error:
        classify(first, on=TODAY - DAY)
    assert error.value.field == "classified_on"
    kept = classify(first, "reference", on=TODAY)
    assert (kept.way, kept.done_on) == ("kept", TODAY)
    again = classify(first, "look", "higher", on=TODAY)
    assert (again.way, again.done_on) == ("", None)
    with pytest.raises(RuleError, match="Nơi khác"):
        services.look_into_information(information=first, on=TODAY, outcome="Không có cơ sở", by=None)
    with pytest.raises(RuleError, match="phân loại ngày"):
        services.send_information(information=first, **sent | {"on": TODAY - DAY})
    gone = services.send_information(information=first, **sent)
    assert (gone.way, gone.sent_to) == ("sent", "UBND xã")
    for refused in (lambda: classify(first), lambda: services.send_information(information=first, **sent)):
        with pytest.raises(RuleError, match="xử lý rồi"):
            refused()
    classify(second, on=TODAY)
    with pytest.raises(RuleError, match="Xã tự"):
        services.send_information(information=second, **sent)
    seen = services.look_into_information(information=second, on=TODAY, outcome="Không có cơ sở", by=None)
    assert (seen.way, seen.outcome) == ("looked", "Không có cơ sở")
    services.strike_information(information=third, reason="ghi hai lần", by=None)
    with pytest.raises(RuleError, match="đã hủy"):
        classify(third)
    assert come_in(world, received_on=date(2025, 12, 31)).code == "TT 02/2025", "a number is never given twice"


def test_nobody_who_writes_a_letter_is_kept_and_a_name_in_a_title_is_asked_about(world, sign_in):
    board, url = sign_in(world.inspection), reverse("oversight:add-information")
    sent = {"received_on": "16/11/2026", "source": "letter", "content": "finance", "gist": ""}
    sent |= {"title": f"Đơn về {world.members[1].full_name}", "sender": "Nông Văn Viết Đơn", "form_key": "a" * 32}
    page = board.post(url, sent).content.decode()
    assert "không lưu tên" in page
    assert "Tiêu đề nêu" in page
    assert not Information.objects.exists()
    assert board.post(url, sent | {"sender": "", "sure": "on", "form_key": "b" * 32}).status_code == 302
    with pytest.raises(RuleError):
        come_in(world, sender="Nông Văn Viết Đơn")
    assert come_in(world, source="press", sender="Báo Cao Bằng").sender == "Báo Cao Bằng"


def test_it_becomes_a_case_and_waits_again_when_the_case_was_a_mistake(world, sign_in):
    row, board = some_information(world), sign_in(world.inspection)
    url = reverse("oversight:information-step", args=[row.pk, "case"])
    sent = {"programme": a_programme(world).pk, "kind": "signs", "title": row.title, "since": "1/1/2026"}
    sent |= {"last_day": "30/6/2026", "due_on": "20/12/2026", "on": "15/11/2026", "form_key": "a" * 32}
    late = board.post(url, sent | {"last_day": "21/12/2026"}).context["form"]
    assert late.errors == {"last_day": ["Mốc thời gian kết thúc sau ngày phải kết luận."]}
    sent |= {"last_day": "20/12/2026", "form_key": "b" * 32}
    assert board.post(url, sent).headers["Location"] == row.get_absolute_url()
    case = InspectionCase.objects.get()
    assert (case.code, case.sensitive, case.received_on, case.added) == (
        "DH-01/2026-UBKT",
        True,
        row.received_on,
        True,
    )
    assert row.code in board.get(case.get_absolute_url()).content.decode()
    page = board.get(row.get_absolute_url()).content.decode()
    assert case.code in page
    assert "steps/" not in page
    assert not Information.objects.waiting().exists()
    services.strike_case(case=case, reason="nhầm", by=None)
    assert Information.objects.waiting().get() == row
    plain = an_inspection(world)
    joined = services.join_information(information=row, case=plain, on=TODAY, by=None)
    assert (joined.way, joined.case) == ("case", plain)
    assert row.code not in sign_in(world.office).get(plain.get_absolute_url()).content.decode()
    other = come_in(world)
    classify(other)
    with pytest.raises(RuleError, match="đã hủy"):
        services.join_information(information=other, case=case, on=TODAY, by=None)


def test_home_tells_it_by_its_code_to_who_keeps_it_and_a_file_of_the_register_leaves_a_hidden_line(world, sign_in):
    row = come_in(world)

    def needs(who):
        return [
            need.text for group in needs_of(world.accounts[who], TODAY) for need in group.needs if "TT" in need.text
        ]

    assert needs("inspection") == ["TT 01/2026: chờ phân loại, hạn 26/11/2026."]
    assert [needs(who) for who in ("office", "leader", "admin")] == [[], [], []]
    [told] = information_told(Information.objects.all(), world.commune.pk, TODAY)
    assert (told.row, told.stand.due_on) == (row, date(2026, 11, 26))
    sign_in(world.inspection).get(reverse("oversight:received"), {"as": "xlsx"})
    assert TrailEntry.objects.filter(action="exported").latest("pk").only_for == Do.SEE_SENSITIVE


def test_what_came_in_and_what_waits_is_that_of_ones_own_communes(world):
    november = [date(2026, 11, number) for number in (5, 4, 2, 1, 3)]
    after, last, first, before, over = (come_in(world, received_on=day) for day in november)
    classify(over, "reference", on=november[0])
    services.strike_information(information=come_in(world, received_on=november[1]), reason="nhầm", by=None)
    away = services.receive_information(
        commune=world.other_commune, by=None, received_on=november[1], source="letter", sender="", content="finance",
        title="Việc khác", gist="",
    )  # fmt: skip
    home, there = world.commune.pk, world.other_commune.pk
    assert set(received_in(commune=home, since=november[2], last_day=november[1])) == {first, over, last}
    assert information_waiting(communes=[home]) == [before, first, last, after]
    assert information_waiting(communes=[home, there]) == [before, first, last, away, after]
    assert information_told([], home, TODAY) == []
    publish(InspectionRules, world.commune, november[2], information_days=1)
    dues = [one.stand.due_on for one in information_told([before, first], home, TODAY)]
    assert dues == [date(2026, 11, 10), date(2026, 11, 3)]  # by the rules of the day on which each came in


def test_the_list_of_this_year_keeps_what_waits_from_years_before(world, sign_in):
    """Only years in which something came in are offered, however far back a day was typed."""
    old, over = come_in(world, received_on=date(2025, 12, 1)), come_in(world, received_on=date(2025, 12, 2))
    come_in(world, received_on=date(1926, 11, 2))
    classify(over, "reference", on=date(2025, 12, 3))
    board = sign_in(world.inspection)
    pages = [board.get(reverse("oversight:received"), chosen) for chosen in ({}, {"year": 2025})]
    shown = [page.content.decode() for page in pages]
    assert [[row.code in page for row in (old, over)] for page in shown] == [[True, False], [True, True]]
    years = pages[0].context["form"].fields["year"].choices
    assert years == [("", "2026"), ("2025", "2025"), ("1926", "1926")]


def test_the_report_and_block_e_count_the_same(world):
    classify(come_in(world), "reference")
    services.send_information(information=classify(come_in(world), "look", "other"), on=TODAY, sent_to="x", by=None)
    services.look_into_information(information=classify(come_in(world, source="press")), on=TODAY, outcome="x", by=None)
    services.join_information(
        information=classify(come_in(world), "signs"), case=an_inspection(world, "signs"), on=TODAY, by=None
    )
    classify(come_in(world), "complex")
    come_in(world)
    services.strike_information(information=come_in(world), reason="nhầm", by=None)
    table = report(user=world.inspection, period=parse("2026"), today=TODAY)
    assert [figure.value for figure in table.total][1:] == [6, 1, 2, 1, 1, 1, 1, 1, 1, 1, 2]
    assert [row[1].value for row in table.rows] == [1, 0, 0, 5]
    rows = figures_by_block(
        [], [], TODAY, papers=InspectionCase.objects.none(), knows=True, information=Information.objects.kept()
    )
    assert [row for row in rows if row[0][:2] == "E." or "Trong đó trở thành" in row[0]] == [
        ("E. Phản ánh, thông tin tiếp nhận", 6),
        ("Trong đó trở thành vụ việc", 1),
    ]
    assert dict(rows)["Chuyển nơi có thẩm quyền"] == 1
    assert dict(rows)["Chưa xử lý xong"] == 2
