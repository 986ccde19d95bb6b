"""Hamlets without members and hamlets without a cell are two things, and each falls back when the last one is gone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from cells import services as structure
from cells.enums import ServingKind
from development import services
from members.enums import EventKind
from members.queries.hamlets import Spans, states_of_hamlets
from reports.tables.hamlets import white_hamlets
from tests.reports.test_reports import figures
from tests.world import TODAY, happen, join

CAME, LEFT = date(2020, 5, 1), date(2026, 3, 10)


@pytest.fixture
def white(world):
    """Nà Phái, served jointly since 2020, where one member lived from then until death."""
    world.white = structure.found_hamlet(commune=world.commune, name="Nà Phái", by=None)
    joint = structure.found_cell(commune=world.commune, name="Chi bộ ghép", founded_on=CAME, by=None)
    structure.serve_hamlet(hamlet=world.white, cell=joint, kind=ServingKind.JOINT, since=CAME, by=None)
    world.resident = join(world.other_cell, "Mã Văn Cuối", on=CAME, hamlet=world.white)
    happen(world.resident, EventKind.DIE, LEFT)
    return world


def told(world, day=TODAY, user=None):
    rows = white_hamlets(user=user or world.office, day=day).rows
    return {row[0].value: figures(row[1:]) for row in rows}


@pytest.mark.parametrize(
    ("day", "row"),
    [
        (CAME - timedelta(days=1), [0, None, "chưa có chi bộ", "", None, "", ""]),
        (CAME, [1, None, "Chi bộ ghép", "chi bộ ghép", None, "", ""]),
        (LEFT - timedelta(days=1), [1, None, "Chi bộ ghép", "chi bộ ghép", None, "", ""]),
        (LEFT, [0, LEFT, "Chi bộ ghép", "chi bộ ghép", None, "", "tái trắng đảng viên"]),
    ],
)
def test_a_hamlet_is_without_members_from_the_day_on_which_the_last_one_is_gone(day, row, white):
    assert told(white, day)["Nà Phái"] == row


def test_a_hamlet_without_a_cell_may_have_members_and_the_other_way_round(world):
    hamlet = structure.found_hamlet(commune=world.commune, name="Lũng Rài", by=None)
    join(world.other_cell, "Bế Văn Rài", hamlet=hamlet)
    rows = told(world)
    assert rows["Lũng Rài"] == [1, None, "chưa có chi bộ", "", None, "", ""]
    assert rows["Lũng Mật"] == [0, None, "Chi bộ Lũng Mật", "chi bộ riêng", None, "", ""]


def test_a_hamlet_whose_cell_serves_it_no_more_is_without_one_again(white):
    on = date(2026, 6, 1)
    for row in white.white.servings.open():
        row.end(on)
    assert told(white, on - timedelta(days=1))["Nà Phái"][2:] == [
        "Chi bộ ghép",
        "chi bộ ghép",
        None,
        "",
        "tái trắng đảng viên",
    ]
    both = ["chưa có chi bộ", "", on, "", "tái trắng đảng viên · tái trắng chi bộ"]
    assert told(white, on)["Nà Phái"][2:] == both


def test_states_of_hamlets_are_read_in_two_queries_with_who_lives_there_and_when_the_last_left(
    white, django_assert_num_queries
):
    earlier = join(white.other_cell, "Bế Văn Trước", on=CAME, hamlet=white.white)
    happen(earlier, EventKind.DIE, date(2025, 1, 1))
    lives = join(white.other_cell, "Bế Văn Rài", on=LEFT, hamlet=white.hamlet)
    join(white.other_cell, "Bế Văn Sau", on=TODAY, hamlet=white.hamlet)
    with django_assert_num_queries(2):
        empty, own = states_of_hamlets(hamlets=[white.white, white.hamlet], day=LEFT)
        assert (empty.members, empty.serving.cell.name) == (Spans((), LEFT), "Chi bộ ghép")
        assert (own.members, own.serving.cell) == (Spans(([lives.pk, white.other_cell.pk],)), white.cell)
    assert [one.again for one in (empty.members, empty.cells, own.members, Spans())] == [True, False, False, False]


def test_a_hamlet_that_ended_is_not_told_and_the_lists_open_what_is_counted(white, sign_in):
    client = sign_in(white.office)
    page = client.get(reverse("reports:hamlets"), {"day": f"{LEFT - timedelta(days=1):%d/%m/%Y}"})
    figure = next(row[1] for row in page.context["made"].rows if row[0].value == "Nà Phái")
    assert client.get(figure.url).context["page"].paginator.count == figure.value == 1
    white.white.ended_on = date(2026, 7, 1)
    white.white.save()
    assert "Nà Phái" in told(white, date(2026, 6, 30))
    assert "Nà Phái" not in told(white, date(2026, 7, 1))
    assert not [row for row in white_hamlets(user=white.upper, day=TODAY).rows if row[1].url]


def test_the_report_counts_hamlets_by_what_they_have_and_shows_those_without_first(white):
    table = white_hamlets(user=white.office, day=LEFT - timedelta(days=1))
    assert table.subtitle == (
        "3 xóm, 2 xóm không có đảng viên cư trú; 2 xóm có chi bộ riêng, 1 xóm thuộc chi bộ ghép, 0 xóm chưa có chi bộ."
    )
    assert [row[0].value for row in table.rows] == ["Lũng Mật", "Pác Tao", "Nà Phái"]
    assert white_hamlets(user=white.outsider, day=TODAY).rows[0][0].value == "Xa"


def a_founding_of(white, **facts):
    about = {"commune": white.commune, "hamlets": [white.white], "on": date(2026, 6, 1), "by": white.office}
    return services.begin_founding(**about, **facts)


def page_of(white, client):
    return client.get(reverse("cells:hamlet", args=[white.white.pk])).context["now"]


def test_the_page_of_a_hamlet_shows_its_coverage_with_each_gap(white, sign_in):
    on = date(2026, 6, 1)
    for row in white.white.servings.open():
        row.end(on)
    now = page_of(white, sign_in(white.office))
    assert now.lacks == ["tái trắng đảng viên từ 10/03/2026", "tái trắng chi bộ từ 01/06/2026"]
    cells, members = now.plot.strips.values()
    assert [(one.since, one.until, one.tone) for one in cells] == [(CAME, on, "info"), (on, None, "bad")]
    assert [(one.since, one.until, one.tone) for one in members] == [(CAME, LEFT, "ok"), (LEFT, None, "bad")]
    assert page_of(white, sign_in(white.admin)).plot.rows == now.plot.rows  # figures, no names
    join(white.other_cell, "Bế Văn Về", on=date(2026, 10, 1), hamlet=white.white)
    now = page_of(white, sign_in(white.office))
    assert dict(now.living)["đảng viên"] == 1
    assert [(one.until, one.tone) for one in now.plot.strips["Đảng viên cư trú"]][-2:] == [
        (date(2026, 10, 1), "bad"),
        (None, "ok"),
    ]


def test_a_white_hamlet_tells_what_is_under_way_to_who_may_read_it(white, sign_in):
    client = sign_in(white.office)
    begin = page_of(white, client).act
    assert begin[0].endswith(f"?hamlet={white.white.pk}")
    made = a_founding_of(white)
    assert page_of(white, client).act[0] == made.get_absolute_url()
    rows = {row[0].value: row for row in client.get(reverse("cells:hamlets")).context["table"].rows}
    assert (rows["Nà Phái"][4].value, rows["Nà Phái"][4].url) == ("chờ chọn phương án", made.get_absolute_url())
    assert "chờ chọn phương án" in told(white, user=white.upper)["Nà Phái"][5]
    assert page_of(white, sign_in(white.admin)).founding is None


def test_the_people_on_the_way_who_live_there_are_shown_to_whom_they_are_open_and_leave_a_trail(white, sign_in):
    about = {"full_name": "Bế Thị Xa", "sex": "female"}
    services.propose(cell=white.cell, on=LEFT, case=about, facts={"hamlet": white.white}, by=white.office)
    looks = TrailEntry.objects.filter(action="seen", subject_kind="list")
    assert page_of(white, sign_in(white.admin)).candidates == []
    assert not looks.exists()
    [(_url, name, state)] = page_of(white, sign_in(white.office)).candidates
    assert (name, state.value, looks.count()) == ("Bế Thị Xa", "proposed", 1)
