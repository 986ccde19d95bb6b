"""Checks of grassroots democracy: items of the rules, what is to be mended, majorities of all households."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import services as structure
from cells.models import Hamlet
from common.errors import RuleError
from oversight import services
from oversight.models import DemocracyCheck, DemocracyRules
from oversight.rules.democracy import least_inspectors
from reports.tables.democracy import democracy_of_year
from tests.addresses import a_democracy_check, a_household_vote
from tests.world import TODAY, publish


@pytest.mark.parametrize(
    ("matter", "households", "in_favour", "passed"),
    [
        ("contribution", 40, 26, False),
        ("contribution", 40, 27, True),
        ("contribution", 39, 25, False),
        ("contribution", 39, 26, True),
        ("customs", 40, 20, False),
        ("customs", 40, 21, True),
        ("customs", 41, 20, False),
        ("customs", 41, 21, True),
    ],
)
def test_a_majority_is_one_of_all_households(matter, households, in_favour, passed, world):
    vote = a_household_vote(world, matter=matter, households=households, in_favour=in_favour)
    assert vote.passed is passed


@pytest.mark.once
def test_the_peoples_inspectorate_has_a_member_of_each_hamlet_and_five_at_least():
    assert [least_inspectors(hamlets) for hamlets in (1, 4, 5, 6, 23)] == [5, 5, 5, 6, 23]


def test_a_decision_keeps_the_majority_of_its_day(world):
    publish(DemocracyRules, world.commune, date(2026, 6, 1), contribution="majority")
    before, after = (a_household_vote(world, on=day, in_favour=21) for day in (date(2026, 5, 31), date(2026, 6, 1)))
    assert (before.needed, before.passed, after.needed, after.passed) == (27, False, 21, True)


def test_what_cannot_be_is_refused_with_a_sentence(world):
    for facts, error, said in (
        ({"in_favour": 41}, ValidationError, "nhiều hơn tổng số hộ"),
        ({"on": date(2025, 12, 31)}, RuleError, "không thuộc năm"),
    ):
        with pytest.raises(error, match=said):
            a_household_vote(world, **facts)
    check = a_democracy_check(world)
    about = {"checked_by": "Đoàn", "households": 40, "by": world.office}
    for year, on, ended_on, said in (
        (2025, date(2024, 12, 31), None, "Năm này chưa đến"),
        (2025, TODAY, date(2024, 12, 31), "kết thúc ngày 31/12/2024"),
    ):
        hamlet = Hamlet(pk=0, commune=world.commune, ended_on=ended_on)
        with pytest.raises(RuleError, match=said):
            services.start_check(hamlet=hamlet, year=year, on=on, **about)
    with pytest.raises(ValidationError, match="đã có lần kiểm tra"):
        services.start_check(
            hamlet=world.hamlet, year=2026, on=TODAY, checked_by="Đoàn khác", households=40, by=world.office
        )
    row = check.findings.first()
    for found, said in (
        ({"state": "missing"}, "ghi việc cần khắc phục"),
        ({"state": "partly", "mend": "Niêm yết", "mended_on": TODAY - timedelta(days=1)}, "không thể khắc phục xong"),
        ({"state": "partly", "mend": "Niêm yết", "mend_by": TODAY - timedelta(days=1)}, "hạn khắc phục trước ngày"),
    ):
        with pytest.raises(RuleError, match=said):
            services.record_findings(check=check, changes={row.pk: found}, by=world.office)
    with pytest.raises(RuleError, match="nội dung khác thì không"):
        services.record_findings(check=check, changes={row.pk: {"state": "met", "mend": "Gì đó"}}, by=world.office)
    services.strike_check(check=check, reason="nhầm xóm", by=world.office)
    with pytest.raises(RuleError, match="đã gạch bỏ"):
        services.record_findings(check=check, changes={row.pk: {"state": "met"}}, by=world.office)
    assert a_democracy_check(world).pk != check.pk, "the hamlet can be checked anew"


def test_a_check_goes_through_the_items_of_its_day_and_keeps_them(world, sign_in):
    publish(DemocracyRules, world.commune, date(2026, 1, 1), informed="Ngân sách\n\nĐất đai", decided="", consulted="",
            supervised="Ban Thanh tra nhân dân", benefit="")  # fmt: skip
    office = sign_in(world.office)
    url = reverse("oversight:add-democracy-check", args=[world.hamlet.pk, 2026])
    typed = {"on": "20/11/2026", "checked_by": "Ban Thường vụ", "households": "40", "meetings": "0"}
    findings = office.post(url, typed).headers["Location"]
    check = DemocracyCheck.objects.get()
    assert list(check.findings.values_list("heading", "text")) == [
        ("informed", "Ngân sách"), ("informed", "Đất đai"), ("supervised", "Ban Thanh tra nhân dân"),
    ]  # fmt: skip
    publish(DemocracyRules, world.commune, date(2026, 11, 1), informed="Khác")
    first, second, _third = check.findings.all()
    changes = {f"finding-{first.pk}-state": "met", f"finding-{second.pk}-state": "missing"}
    changes |= {f"finding-{second.pk}-mend": "Niêm yết tại nhà văn hóa", f"finding-{second.pk}-mend_by": "23/11/2026"}
    wrong = changes | {f"finding-{first.pk}-mend": "Gì đó"}
    [row, *_others] = office.post(findings, wrong).context["row_forms"]
    assert list(row.errors) == ["state"], "beside the field of its row"
    assert row.data[f"finding-{first.pk}-mend"] == "Gì đó"
    assert office.post(findings, changes).headers["Location"] == check.get_absolute_url()
    page = office.get(check.get_absolute_url())
    assert [[figure.value for figure in row] for row in page.context["findings"].rows] == [
        ["Đất đai", "dân được biết", "chưa đạt", "Niêm yết tại nhà văn hóa", date(2026, 11, 23), None],
        ["Ban Thanh tra nhân dân", "dân kiểm tra, giám sát", "chưa xem xét", "", None, None],
        ["Ngân sách", "dân được biết", "đạt", "", None, None],
    ]
    assert "Niêm yết tại nhà văn hóa" in page.content.decode()
    assert sign_in(world.secretary).get(check.get_absolute_url()).status_code == 200
    assert office.get(reverse("oversight:add-democracy-check", args=[world.hamlet.pk, 2027])).status_code == 404


def figures(table):
    return [[figure.value for figure in row] for row in table.rows]


def test_the_year_counts_items_to_mend_and_decisions_and_no_zero_where_nobody_told(world):
    check = a_democracy_check(world)
    day = TODAY - timedelta(days=1)
    services.change_check(check=check, by=world.office, on=day, checked_by="Đoàn", households=40, meetings=3)
    one, two, three, *_others = check.findings.all()
    mend = {"state": "partly", "mend": "Bổ sung"}
    changes = {
        one.pk: {"state": "met"},
        two.pk: mend | {"mend_by": TODAY - timedelta(days=1)},
        three.pk: mend | {"state": "missing", "mend_by": TODAY},
    }
    services.record_findings(check=check, changes=changes, by=world.office)
    passed, struck = a_household_vote(world), a_household_vote(world)
    a_household_vote(world, in_favour=26)
    services.strike_vote(vote=struck, reason="ghi trùng", by=world.office)
    with pytest.raises(RuleError, match="gạch bỏ"):
        services.strike_vote(vote=struck, reason="lần nữa", by=world.office)
    own = ["Lũng Mật", day, 1, 1, 1, 2, 1, "1/2", 3, None, None, None]
    told = democracy_of_year(user=world.office, year=2026, today=TODAY)
    assert figures(told) == [own, ["Pác Tao", "chưa kiểm tra", *[None] * 10]]
    assert [figure.value for figure in told.total[2:]] == [1, 1, 1, 2, 1, "1/2", 3, None, None, None]
    assert "1 trong 2 xóm" in told.subtitle
    assert "1 trong 3 nội dung" in told.subtitle
    services.record_findings(check=check, changes={two.pk: {"mended_on": TODAY}}, by=world.office)
    assert figures(democracy_of_year(user=world.secretary, year=2026, today=TODAY)) == [
        ["Lũng Mật", day, 1, 1, 1, 1, 0, "1/2", 3, None, None, None]
    ]
    structure.edit_hamlet(hamlet=world.other_hamlet, by=None, name="Pác Tao", ended_on=TODAY)
    assert len(democracy_of_year(user=world.office, year=2026, today=TODAY).rows) == 1
    assert len(democracy_of_year(user=world.office, year=2025, today=TODAY).rows) == 2
    assert passed.of_check == check


def test_the_year_asks_as_much_for_many_hamlets_as_for_one(world):
    counts = []
    for user in (world.secretary, world.office):
        a_household_vote(world)
        democracy_of_year(user=user, year=2026, today=TODAY)
        with CaptureQueriesContext(connection) as asked:
            democracy_of_year(user=user, year=2026, today=TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1]
