"""The rates of a year (domain 10.1): who was admitted, of how many; how members, cells and meetings were rated."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.roles import Do
from cells.access import may_open, scope
from cells.models import Cell
from common.periods import Period
from common.tables import Column, Figure, Table, Tables
from development.enums import Measure
from development.queries import YOUTH_TO, Among, admitted_among
from meetings import queries
from meetings.enums import Band, MeetingKind
from members.enums import Level
from members.models import RatingRules
from members.queries import headcounts
from members.queries.rating import cell_ratings, lines_of, rating_day
from reports.tables.people import members_listed

WELL = (Level.EXCELLENT, Level.GOOD)


@dataclass(frozen=True)
class _Counts:
    """What the rates of a cell are made of: `start`, members at the end of the year before; `admitted` {Among or "all":
    persons}; `rated` and `well`, members with a decided level and those of them with one of WELL; `cell_rated` and
    `cell_well`, the same of cells; `bands` {Band: months}."""

    start: int = 0
    admitted: Counter = field(default_factory=Counter)
    rated: int = 0
    well: int = 0
    cell_rated: int = 0
    cell_well: int = 0
    bands: Counter = field(default_factory=Counter)

    @property
    def good_or_fair(self):
        return self.bands[Band.GOOD] + self.bands[Band.FAIR]


def rates_of_year(*, user, year, today):
    """Tables of the cells that `user` may read about: the rates of all together in their own order, each with how it is
    counted; then the same figures by cell. Its query count does not depend on their number."""
    period = Period("Y", year)
    start = period.since - timedelta(days=1)
    cells = Cell.objects.for_doing(user, Do.SEE_REPORTS).active_during(start, period.until)
    cells = list(cells.order_by("search_key", "pk"))
    counts = _counts(cells, period, start, today)
    opens = {do: may_open(user, do) for do in (Do.SEE_MEMBERS, Do.SEE_MEETINGS)}
    whole = bool(scope(user, Do.SEE_REPORTS).communes)
    links = _Links(period, start, {do: whole and all(map(here, cells)) for do, here in opens.items()})
    title = _("Rates of %(year)s") % {"year": year}
    days = {"start": f"{start:%d/%m/%Y}", "last": f"{min(period.last_day, today):%d/%m/%Y}"}

    def links_of(cell):
        return _Links(period, start, {do: here(cell) for do, here in opens.items()}, cell)

    total = _sum(counts.values())
    by_cell = _by_cell(cells, counts, links_of, total, links)
    return Tables((_rates(title, total, links, days), by_cell), sorts=1)


def _counts(cells, period, start, today):
    """{cell number: _Counts}."""
    year, found = period.year, {}
    heads = headcounts(cells=cells, day=start)
    admitted = admitted_among(cells=cells, since=period.since, until=period.until)
    rules = RatingRules.objects.in_force(cells[0].commune_id, rating_day(year, today)) if cells else None
    lines = lines_of(cells=cells, year=year, today=today, rules=rules) if cells else {}
    ratings = cell_ratings(cells=cells, year=year)
    bands = _bands(cells, period)
    for cell in cells:
        levels = [line.rating.decided_level for line in lines.get(cell.pk, ()) if line.rating and not line.left_out]
        level = ratings[cell.pk].decided_level if cell.pk in ratings else ""
        found[cell.pk] = _Counts(
            start=heads[cell.pk].total if cell.pk in heads else 0,
            admitted=admitted[cell.pk],
            rated=sum(map(bool, levels)),
            well=sum(level in WELL for level in levels),
            cell_rated=int(bool(level)),
            cell_well=int(level in WELL),
            bands=bands[cell.pk],
        )
    return found


def _bands(cells, period):
    """{cell number: {Band: months}} of the signed regular meetings that stand for their month."""
    held = queries.meetings_held(cells=cells, since=period.since, until=period.until, kind=MeetingKind.REGULAR)
    found = defaultdict(Counter)
    for meeting in queries.standing_for_month(held).values():
        if meeting.signed and meeting.band:
            found[meeting.cell_id][Band(meeting.band)] += 1
    return found


def _sum(parts):
    found = _Counts()
    for part in parts:
        values = {name: getattr(found, name) + getattr(part, name) for name in _Counts.__dataclass_fields__}
        found = _Counts(**values)
    return found


class _Links:
    """The lists behind the figures of a year; those of one cell where it is given."""

    def __init__(self, period, start, sees, cell=None):
        self.period, self.start, self.sees = period, start, sees
        self.cell = {"cell": cell.pk} if cell else {}

    def members(self):
        return members_listed(self.start, **self.cell) if self.sees[Do.SEE_MEMBERS] else ""

    def admitted(self, among=""):
        chosen = {"year": self.period.year, **self.cell, **({"among": among} if among else {})}
        return self._url("development:admitted", Do.SEE_MEMBERS, chosen)

    def ratings(self):
        return self._url("members:ratings", Do.SEE_MEMBERS, {"year": self.period.year, **self.cell})

    def meetings(self, band=""):
        days = {"since": f"{self.period.since:%d/%m/%Y}", "until": f"{self.period.until:%d/%m/%Y}"}
        chosen = {**self.cell, "kind": "regular", "state": "signed", **days, **({"band": band} if band else {})}
        return self._url("meetings:list", Do.SEE_MEETINGS, chosen)

    def _url(self, name, do, chosen):
        return f"{reverse(name)}?{urlencode(chosen)}" if self.sees[do] else ""


def _rate(label, part, whole, how):
    """A row of the rates; `part` and `whole` are (number, address of the list behind it)."""
    figures = (Figure(number, url if number else "") for number, url in (part, whole))
    share = part[0] / whole[0] if whole[0] and part[0] is not None else None
    return Figure(label), *figures, Figure(share), Figure(how)


def _rates(title, found, links, days):
    rows = (*_of_admissions(found, links, days), *_of_ratings(found, links), *_of_months(found, links, days))
    return Table(
        title=title,
        columns=(
            Column(_("rate"), width=44),
            Column(_("counted"), "number"),
            Column(pgettext("of a rate", "out of"), "number"),
            Column(_("Share"), "percent"),
            Column(_("How it is counted"), width=70),
        ),
        rows=rows,
        notes=(_("A share of nothing is not shown as zero, but as a dash."),),
    )


def _of_admissions(found, links, days):
    everybody = found.admitted["all"], links.admitted()
    start = found.start, links.members()
    how = _("ceremonies held in the year, of the headcount of %(start)s") % days
    yield _rate(_("Admitted, of the members at the start of the year"), everybody, start, how)
    youth = _("at most %(age)s years of age at the ceremony; whose birth year is unknown counts as older")
    told = {
        Among.WOMEN: (capfirst(Measure.WOMEN.label), _("of those admitted in the year")),
        Among.YOUTH: (capfirst(Measure.YOUTH.label), youth % {"age": YOUTH_TO}),
        Among.MINORITY: (
            capfirst(Measure.MINORITY.label),
            _("every group but the Kinh; whose group is not recorded is in none"),
        ),
    }
    for group, (label, how) in told.items():
        yield _rate(label, (found.admitted[group], links.admitted(group.value)), everybody, how)
    yield _rate_of_farmers(found, links, everybody)


def _rate_of_farmers(found, links, everybody):
    """No share is told as long as the occupation of somebody on that day is not known."""
    how, unknown = _("by the occupation on the day of the ceremony"), found.admitted["unknown"]
    row = _rate(capfirst(Measure.FARMERS.label), (_farmers(found), links.admitted(Among.FARMERS.value)), everybody, how)
    if not unknown:
        return row
    how = ngettext("%(how)s; not known of %(count)s", "%(how)s; not known of %(count)s", unknown) % {
        "how": how,
        "count": unknown,
    }
    return *row[:3], Figure(), Figure(how)


def _farmers(found):
    """Farmers among the admitted; None where nobody knows of anybody."""
    everybody, unknown = found.admitted["all"], found.admitted["unknown"]
    return None if everybody and everybody == unknown else found.admitted[Among.FARMERS]


def _of_ratings(found, links):
    url = links.ratings()
    members, cells = _("of the members whose rating is decided"), _("of the cells whose rating is decided")
    yield _rate(capfirst(Measure.MEMBERS_WELL.label), (found.well, url), (found.rated, url), members)
    yield _rate(capfirst(Measure.CELLS_WELL.label), (found.cell_well, url), (found.cell_rated, url), cells)


def _of_months(found, links, days):
    months = found.bands.total(), links.meetings()
    how = _("of the months with a band, up to %(last)s: of each cell the signed regular meeting of the month") % days
    yield _rate(capfirst(Measure.GOOD.label), (found.bands[Band.GOOD], links.meetings(Band.GOOD.value)), months, how)
    yield _rate(_("Months rated Good or Fair"), (found.good_or_fair, links.meetings("good_or_fair")), months, how)


def _by_cell(cells, counts, links_of, total, links):
    return Table(
        title=_("The same of each cell"),
        columns=(
            Column(_("cell"), width=30),
            Column(_("At the start"), "number"),
            Column(_("admitted"), "number"),
            Column(_("Share"), "percent"),
            *(Column(group.label, "number") for group in Among),
            Column(_("Members rated"), "number"),
            Column(_("Well or better"), "number"),
            Column(_("Share"), "percent"),
            Column(_("Months with a band"), "number"),
            Column(_("Good or Fair"), "number"),
            Column(_("Share"), "percent"),
        ),
        rows=tuple(_cell_row(cell.name, counts[cell.pk], links_of(cell)) for cell in cells),
        total=_cell_row(capfirst(_("all")), total, links) if cells else (),
    )


def _cell_row(name, found, links):
    def figure(number, url):
        return Figure(number, url if number else "")

    def share(part, whole):
        return Figure(part / whole if whole else None)

    months = found.bands.total()
    return (
        Figure(name),
        figure(found.start, links.members()),
        figure(found.admitted["all"], links.admitted()),
        share(found.admitted["all"], found.start),
        *(figure(found.admitted[group], links.admitted(group.value)) for group in Among if group != Among.FARMERS),
        figure(_farmers(found), links.admitted(Among.FARMERS.value)),
        figure(found.rated, links.ratings()),
        figure(found.well, links.ratings()),
        share(found.well, found.rated),
        figure(months, links.meetings()),
        figure(found.good_or_fair, links.meetings("good_or_fair")),
        share(found.good_or_fair, months),
    )
