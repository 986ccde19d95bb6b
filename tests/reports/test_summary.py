"""The summary of a half year: of each cell what its records tell, and all together."""

from datetime import date
from io import BytesIO

import docx
from django.urls import reverse

from accounts.models import TrailEntry
from common.periods import Period
from members import services
from members.enums import EventKind
from oversight import services as guidance
from reports.tables.summary import plots, summary_of_cells
from tests.reports.test_reports import figures
from tests.world import TODAY, admit, happen, record

FIRST, SECOND = Period("H", 2026, 1), Period("H", 2026, 2)


def summary(user, period=SECOND, today=TODAY):
    table = summary_of_cells(user=user, period=period, today=today)
    labels = [column.label for column in table.columns]
    rows = [*table.rows, table.total] if table.total else table.rows
    return {row[0].value: dict(zip(labels[1:], figures(row[1:]), strict=True)) for row in rows}


def test_a_half_year_tells_of_a_cell_what_its_records_tell(world):
    admit(world.cell, "Mã Thị Kết", date(2026, 11, 10))
    happen(world.members[1], EventKind.DIE, date(2026, 11, 20))
    found = summary(world.office)["Chi bộ Lũng Mật"]
    whole = {name: found[name] for name in found if name not in ("Điểm bình quân", "Tốt hoặc Khá")}
    assert whole == {
        "Đầu kỳ": 6,
        "Cuối kỳ": 6,
        "Thường kỳ": "1/5",
        "Chuyên đề": 0,
        "Tỷ lệ dự họp": 1.0,
        "Có mặt / phải dự": "5/5",
        "Nhiệm vụ xong": None,
        "Xong / đến hạn": "0/0",
        "Đã kết nạp": 1,
        "Đến (ngoài kết nạp)": 0,
        "Đi": 1,
        "Khó khăn nêu trong kỳ": 1,
        "Chưa giải quyết": 1,
    }


def test_all_together_is_the_sum_of_the_cells(world):
    record(world.other_cell, date(2026, 9, 3), world.office)
    found = summary(world.office)
    cells = [found["Chi bộ Lũng Mật"], found["Chi bộ Pác Tao"]]
    total = next(figures for name, figures in found.items() if name.startswith("Tất cả"))
    for name in ("Đầu kỳ", "Cuối kỳ", "Chuyên đề", "Đã kết nạp", "Đi", "Khó khăn nêu trong kỳ", "Chưa giải quyết"):
        assert total[name] == sum(cell[name] for cell in cells), name
    assert total["Thường kỳ"] == "2/10"
    assert total["Có mặt / phải dự"] == "8/8"


def test_whoever_leaves_a_cell_that_ends_on_the_first_day_of_a_half_leaves_it_in_that_half(world):
    about = {"cell": world.other_cell, "state": "merged", "move_to": world.cell, "by": world.office}
    services.end_cell(on=date(2026, 7, 1), despite="quyết định về muộn", **about)
    ended, taken = (summary(world.office)[name] for name in ("Chi bộ Pác Tao", "Chi bộ Lũng Mật"))
    assert [(one["Đầu kỳ"], one["Đến (ngoài kết nạp)"], one["Đi"], one["Cuối kỳ"]) for one in (ended, taken)] == [
        (4, 0, 4, 0),
        (6, 4, 0, 10),
    ]


def test_a_difficulty_is_unsolved_at_the_end_of_the_period_that_it_outlasts(world):
    guidance.follow_up(
        difficulty=world.difficulty, kind="solved", on=date(2026, 11, 20), text="Đã sửa", by=world.office
    )
    assert summary(world.office)["Chi bộ Lũng Mật"]["Chưa giải quyết"] == 0
    before = summary(world.office, today=date(2026, 11, 19))["Chi bộ Lũng Mật"]
    assert (before["Khó khăn nêu trong kỳ"], before["Chưa giải quyết"]) == (1, 1)
    assert summary(world.office, FIRST)["Chi bộ Lũng Mật"]["Khó khăn nêu trong kỳ"] == 0


def test_difficulties_are_pictured_in_the_months_in_which_they_were_raised_and_ended(world):
    """One of October; one of May, before the half, that ends in July; one of June that ends after today."""
    about = {"cell": world.other_cell, "owner": "UBND xã", "due_on": date(2026, 12, 31), "by": world.office}
    ends = {date(2026, 5, 3): date(2026, 7, 9), date(2026, 6, 3): date(2026, 11, 23)}
    for raised_on, ended_on in ends.items():
        row = guidance.raise_difficulty(raised_on=raised_on, text="Đường hỏng", **about)
        guidance.follow_up(difficulty=row, kind="solved", on=ended_on, text="Đã sửa", by=world.office)
    found = summary_of_cells(user=world.office, period=SECOND, today=date(2026, 11, 22))
    assert found.courses == (
        ("07/2026", 0, 1), ("08/2026", 0, 0), ("09/2026", 0, 0), ("10/2026", 1, 0), ("11/2026", 0, 0),
    )  # fmt: skip
    [plot] = plots(found)
    assert plot.series == {"nêu trong tháng": (0, 0, 0, 1, 0), "giải quyết xong hoặc kết thúc": (1, 0, 0, 0, 0)}
    assert plots(summary_of_cells(user=world.office, period=Period("H", 2025, 1), today=TODAY)) == []


def test_a_secretary_reads_of_the_own_cell_alone(world):
    assert [name for name in summary(world.secretary) if name.startswith("Chi bộ")] == ["Chi bộ Lũng Mật"]


def test_without_a_choice_it_is_the_present_half_year_and_offers_halves_and_years(world, sign_in):
    page = sign_in(world.office).get(reverse("reports:summary"))
    codes = [code for _group, options in page.context["form"].fields["period"].choices for code, _name in options]
    assert codes[0] == "2026-H2"
    assert all("-H" in code or "-" not in code for code in codes)
    assert page.context["form"].cleaned_data["period"] == SECOND
    excel = sign_in(world.office).get(reverse("reports:summary"), {"as": "xlsx", "period": "2026"})
    assert excel["Content-Disposition"].endswith('.xlsx"')


def test_the_word_file_carries_the_figures_of_the_page_and_leaves_a_trail(world, sign_in):
    record(world.other_cell, date(2026, 9, 3), world.office)
    table = summary_of_cells(user=world.leader, period=SECOND, today=TODAY)
    client, url = sign_in(world.leader), reverse("reports:summary")
    assert "?period=2026-H2&amp;as=docx" in client.get(url, {"period": "2026-H2"}).content.decode()
    answer = client.get(url, {"period": "2026-H2", "as": "docx"})
    word = docx.Document(BytesIO(answer.content))
    grid = next(one for one in word.tables if len(one.columns) == len(table.columns))
    rows = [[cell.text for cell in row.cells] for row in grid.rows]
    shown = [[text for _kind, _figure, text in row] for row in [*table.shown_rows, table.shown_total]]
    assert rows[1:] == shown
    text = "\n".join(one.text for one in word.paragraphs)
    assert f"tổng hợp hoạt động của các chi bộ, {SECOND}" in text
    assert all(note in text for note in (table.subtitle, *table.notes))
    entry = TrailEntry.objects.filter(action="exported").latest("pk")
    assert (entry.account, entry.changes) == (world.leader, {"period": "2026-H2", "as": "docx"})


def test_a_secretary_reads_the_own_cell_and_gets_no_paper_of_the_committee(world, sign_in):
    client, url = sign_in(world.secretary), reverse("reports:summary")
    assert "as=docx" not in client.get(url).content.decode()
    assert client.get(url, {"as": "docx"})["Content-Type"].startswith("text/html")
