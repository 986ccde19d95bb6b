"""The home page: what each part of it says, for who may read what."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import commune_id, may, scope
from common.addresses import address, address_of
from common.needs import Group, Need
from common.periods import Period, month_of
from common.plots import Plot
from development.queries import target_results
from meetings.queries import MonthState
from reports.needs import needs_of
from reports.needs.cells import Board, board_of
from reports.needs.own import own_of
from reports.queries import care_of
from reports.queries.counted import signed_by_cell
from reports.tables.month import head_key, line_of, lists_of, meeting_keys, reports_of, target_key
from reports.tables.people import members_listed
from reports.tables.quality import cell_quality
from reports.tables.trends import bands, pictures, points_plot


@dataclass(frozen=True)
class Cells:
    """The cells that somebody looks after, in `month`: key figures, who needs somebody, the mean of their points."""

    month: Period
    count: int
    whole: bool  # of the commune
    keys: list
    board: Board
    plot: Plot | None


@dataclass(frozen=True)
class Closed:
    """A month that is over, for who reads reports alone: key figures and pictures."""

    month: Period
    keys: list
    plots: list


@dataclass(frozen=True)
class Home:
    """`own` cells of a secretary, `cells` that are looked after, a `closed` month, and [Group] of `needs` beside."""

    own: list
    cells: Cells | None
    closed: Closed | None
    needs: list

    def heading(self, beginning):
        """What the page is about; `beginning`: the commune still sets itself up."""
        if self.own:
            return str(self.own[0].now.cell)
        if self.cells and not self.cells.whole:
            return _("Cells in your charge, month %(month)s") % {"month": self.cells.month.number}
        shown = self.cells or (None if self.needs or beginning else self.closed)
        return _("The whole commune, month %(month)s") % {"month": shown.month.number} if shown else _("What needs you")

    @property
    def about(self):
        """How many members, or cells, that is."""
        if self.own:
            count = self.own[0].now.cell.members
            return ngettext("%(count)s member", "%(count)s members", count) % {"count": count}
        if self.cells:
            return ngettext("%(count)s cell", "%(count)s cells", self.cells.count) % {"count": self.cells.count}
        return ""


def home_of(user, today):
    """The Home of `user` on `today`; the number of queries does not grow with cells, members or meetings."""
    needs, own, cells, closed = needs_of(user, today), [], None, None
    if may(user, Do.SEE_MEETINGS):
        care, recorded = care_of(user, today), scope(user, Do.RECORD_MEETINGS)
        own = [own_of(user, care, one) for one in care.cells if one.cell.pk in recorded.cells]
        others = [one for one in care.cells if one.cell.pk not in recorded.cells]
        cells = _cells(user, care, others) if others else None
        needs = [*_drafts(care, recorded, own), *needs]
    elif may(user, Do.SEE_REPORTS):
        closed = _closed(user, month_of(today).previous(), today)
    return Home(own, cells, closed, needs)


def _cells(user, care, others):
    """Key figures of the whole commune for who reads all of it, else of the `others`, which no list tells alone where
    the reader keeps a cell besides."""
    month, whole = care.months[-1], bool(scope(user, Do.SEE_MEETINGS).communes)
    counted = care.cells if whole else others
    numbers, listed = [one.cell.pk for one in counted], len(counted) == len(care.cells)
    signed = signed_by_cell(care.held)
    now, before = (line_of(numbers, care.board, signed, one) for one in (month, month.previous()))
    members, earlier, official = (
        sum(getattr(one.cell, name) for one in counted) for name in ("members", "members_before", "official")
    )
    urls = reports_of(month) if whole else lists_of(month, now) if listed else ("",) * 3
    heads = head_key(members, earlier, official, members_listed(care.today) if listed else "")
    keys = [*meeting_keys(now, before, month, urls), heads]
    if whole and may(user, Do.SEE_TARGETS):
        keys.append(_targets(user, care.today))
    board = care.board if listed else {key: entry for key, entry in care.board.items() if key[0] in numbers}
    plot = points_plot(board, care.months, bands(care.edition))
    return Cells(month, len(others), whole, keys, board_of(user, care, others), plot)


def _targets(user, today):
    result, _each = target_results(commune_id=commune_id(user), cells=[], year=today.year, today=today)
    return target_key(result, address("development:targets"))


def _drafts(care, recorded, own):
    """Unsigned minutes that are no reason of a cell and no next thing: other kinds, and months further back."""
    told = {entry.meeting.pk for one in care.cells for entry in one.entries[-2:] if entry.state == MonthState.UNSIGNED}
    first = {one.next.url for one in own if one.next}
    names = {one.cell.pk: one.cell for one in care.cells}
    needs = []
    for meeting in (one for one in care.held if not one.signed and one.pk not in told):
        cell, url = names[meeting.cell_id], address_of("meetings:record", meeting.pk)
        if url not in first and recorded.has(commune=cell.commune_id, cell=cell.pk):
            words = _("%(cell)s, %(day)s: recorded but not signed.")
            about = {"cell": cell, "day": f"{meeting.held_on:%d/%m/%Y}"}
            needs.append(Need(words % about, url, _("Go on recording")))
    return [Group("to-sign", _("Unfinished minutes"), needs)] if needs else []


def _closed(user, month, today):
    report = cell_quality(user=user, period=month, today=today)
    numbers = [cell.pk for cell in report.cells]
    now, before = (line_of(numbers, report.board, report.signed, one) for one in (month, month.previous()))
    keys = meeting_keys(now, before, month, reports_of(month))
    if may(user, Do.SEE_TARGETS):
        keys.append(_targets(user, today))
    return Closed(month, keys, pictures(report).together)
