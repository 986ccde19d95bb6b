"""Before and after a model meeting: which months and meetings count, in which group, and how many stand behind."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cells import services as structure
from meetings import services
from meetings.models import Score
from reports.tables.showcase import before_after
from tests.world import LONG_AGO, TODAY, as_published, join, record, show

HELD = date(2026, 5, 4)


@pytest.fixture
def shown(world):
    """A model meeting in May 2026 of the secretary's cell: the other cell came, a third did not."""
    third = structure.found_cell(commune=world.commune, name="Chi bộ Vắng", founded_on=LONG_AGO, by=None)
    for name in ("Ma Văn Một", "Ma Văn Hai", "Ma Văn Ba"):
        join(third, name)
    model = show(world.programme, world.cell, HELD, by=world.office)
    services.change_programme(programme=world.programme, since=date(2025, 1, 1), by=world.office)
    services.invite_all(model_meeting=model, by=world.office)
    answers = {row.pk: {"came": row.cell_id == world.other_cell.pk} for row in model.invited_cells.all()}
    services.record_who_came(model_meeting=model, changes=answers, today=TODAY, by=world.office)
    world.third, world.shown = third, model
    return model


def scored(world, cell, day, points, **facts):
    """A meeting of `cell` on `day` with so many points, as if counted by its sheet."""
    meeting = record(cell, day, world.office, **facts)
    as_published(Score.objects.get(meeting=meeting), total=Decimal(points), band="tot")
    return meeting


def summary(world, user=None, today=TODAY):
    report = before_after(user=user or world.office, model_meeting=world.shown, today=today)
    return [[figure.value for figure in row[1:]] for row in report.summary.rows]


NONE = [None, 0]


def test_six_months_on_either_side_count_and_the_month_itself_in_neither(world, shown):
    scored(world, world.other_cell, date(2025, 10, 31), 10)  # too early
    scored(world, world.other_cell, date(2025, 11, 1), 60)
    scored(world, world.other_cell, date(2026, 4, 30), 70)
    scored(world, world.other_cell, date(2026, 5, 1), 20)  # the month itself
    scored(world, world.other_cell, date(2026, 5, 31), 30)  # a second one of its month stands for nothing
    scored(world, world.other_cell, date(2026, 6, 1), 80)
    scored(world, world.other_cell, date(2026, 11, 24), 91)
    assert summary(world) == [
        [*NONE, Decimal("65.00"), 2, *NONE],
        [*NONE, Decimal("20.00"), 1, *NONE],
        [Decimal("100.00"), 1, Decimal("85.50"), 2, *NONE],
    ]  # the host's own meeting of October is that of the world


def test_host_guests_and_those_who_stayed_away_are_told_apart_and_the_unsaid_left_out(world, shown):
    for cell, points in ((world.cell, 90), (world.other_cell, 80), (world.third, 70)):
        scored(world, cell, date(2026, 4, 3), points)
    scored(world, world.foreign_cell, date(2026, 4, 3), 1)
    before = [Decimal("90.00"), 1, Decimal("80.00"), 1, Decimal("70.00"), 1]
    assert summary(world)[0] == before
    answers = {shown.invited_cells.get(cell=world.third).pk: {"came": None}}
    services.record_who_came(model_meeting=shown, changes=answers, today=TODAY, by=world.office)
    assert summary(world)[0] == [*before[:4], *NONE]
    notes = before_after(user=world.office, model_meeting=shown, today=TODAY).summary.notes
    assert any("chưa rõ" in note and note.endswith("1.") for note in notes)


def test_only_signed_scored_regular_meetings_count(world, shown):
    draft = record(world.third, date(2026, 4, 3), world.office, sign=False)
    assert Score.objects.get(meeting=draft).total == Decimal("100.00")
    record(world.third, date(2026, 4, 9), world.office, kind="thematic")
    assert summary(world)[0] == [*NONE, *NONE, *NONE]
    scored(world, world.third, date(2026, 4, 10), 77)
    assert summary(world)[0] == [*NONE, *NONE, Decimal("77.00"), 1]


def test_months_that_have_not_begun_are_not_shown_and_numbers_stand_behind_each_point(world, shown):
    scored(world, world.other_cell, date(2026, 6, 1), 80)
    scored(world, world.third, date(2026, 6, 2), 60)
    scored(world, world.third, date(2026, 6, 9), 70)
    report = before_after(user=world.office, model_meeting=shown, today=date(2026, 7, 1))
    assert [month.code for month in report.months][::8] == ["2025-11", "2026-07"]
    june = dict(zip([month.code for month in report.months], report.behind, strict=True))["2026-06"]
    assert june == "0 / 1 / 1"
    row = next(row for row in report.monthly.rows if row[0].value == "06/2026")
    assert [figure.value for figure in row[1:]] == [*NONE, Decimal("80.00"), 1, Decimal("60.00"), 1]
    earlier = before_after(user=world.office, model_meeting=shown, today=date(2026, 6, 30))
    assert earlier.months[-1].code == "2026-06"


def test_a_secretary_is_told_of_the_own_cell_only(world, shown):
    for cell, points in ((world.cell, 90), (world.other_cell, 80), (world.third, 70)):
        scored(world, cell, date(2026, 4, 3), points)
    assert summary(world, world.secretary)[0] == [Decimal("90.00"), 1, *NONE, *NONE]
    assert summary(world, world.in_charge)[0] == summary(world, world.office)[0]


def test_the_page_shows_the_plot_with_its_numbers_says_it_is_no_proof_and_gives_excel(world, shown, sign_in):
    scored(world, world.other_cell, date(2026, 6, 1), 80)
    url, client = reverse("reports:model-meeting", args=[shown.pk]), sign_in(world.office)
    page = client.get(url).content.decode()
    assert "<svg" in page
    assert "0 / 1 / 0" in page
    assert client.get(url).context["report"].summary.notes[0] in page
    book = load_workbook(BytesIO(client.get(url, {"as": "xlsx"}).content))
    assert len(book.sheetnames) == 2
    values = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert ["06/2026", None, 0, 80, 1, None, 0] in values
