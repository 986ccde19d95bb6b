"""The year of each cell: the bands of its regular meetings, rolled up by the rule of the edition alone."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import scope
from cells.models import Cell
from common.periods import Period
from common.tables import Column, Figure, Table
from common.templatetags.page import percent
from meetings import queries
from meetings.enums import Band, MeetingKind, MeetingState
from meetings.models import Edition, Meeting


@dataclass(frozen=True)
class Year:
    """Regular meetings of a cell in a year: {Band: how many}, how many have no band because they are not signed, and
    the months without one, as "03/2026"."""

    bands: Counter = field(default_factory=Counter)
    unsigned: int = 0
    missing: tuple = ()

    def reaching(self, band):
        """How many meetings have `band` or a better one."""
        return sum(count for other, count in self.bands.items() if other.reaches(band))

    def whole(self, missing_counts):
        """Of how many meetings a rule asks its share; the edition says whether those without a band are among them."""
        return self.bands.total() + (len(self.missing) + self.unsigned if missing_counts else 0)


@dataclass(frozen=True)
class Verdict:
    """The band of a year, or None where the rule gives none, and why in words."""

    band: Band | None
    why: str


def judge(year, rules, *, missing_counts):
    """The Verdict of `rules` (YearRules) on a Year: the best band whose conditions all hold."""
    if not year.bands.total():
        return Verdict(None, _("no regular meeting with a band"))
    why = []
    for rule in sorted(rules, key=lambda rule: list(Band).index(rule.band)):
        if rule.percent is None:
            continue
        conditions = list(_conditions(year, rule, missing_counts))
        unmet = [words for holds, words in conditions if not holds]
        if not unmet:
            met = "; ".join(words for _holds, words in conditions)
            return Verdict(Band(rule.band), ". ".join([f"{rule}: {met}", *why]))
        why.append(_("Not %(band)s: %(why)s") % {"band": rule, "why": "; ".join(unmet)})
    return Verdict(None, ". ".join(why))


def _conditions(year, rule, missing_counts):
    """(whether it holds, the condition with its figures) for each condition of a rule."""
    reached, whole = year.reaching(Band(rule.floor)), year.whole(missing_counts)
    words = _("%(reached)s of %(whole)s meetings %(floor)s (%(share)s), asked %(percent)s %%")
    figures = {"reached": reached, "whole": whole, "floor": _or_better(rule.floor), "percent": rule.percent}
    yield 100 * reached >= rule.percent * whole, words % {**figures, "share": percent(reached / whole)}
    if rule.at_least:
        count = year.reaching(Band(rule.band))
        words = _("%(count)s meetings %(band)s, asked %(least)s")
        yield count >= rule.at_least, words % {"count": count, "band": _or_better(rule.band), "least": rule.at_least}


def _or_better(band):
    """A band as a rule names it: nothing is better than Good."""
    return Band(band).label if band == Band.GOOD else _("%(band)s or better") % {"band": Band(band).label}


def in_words(rule):
    """A YearRule as one sentence."""
    if rule.percent is None:
        return _("%(band)s: not given by the rule.") % {"band": rule}
    share = _("at least %(percent)s %% of the regular meetings") % {"percent": rule.percent}
    share = _("all regular meetings") if rule.percent == 100 else share
    text = _("%(band)s: %(share)s %(floor)s.") % {"band": rule, "share": share, "floor": _or_better(rule.floor)}
    if rule.at_least:
        words = _("At least %(count)s meetings %(band)s.")
        text += " " + words % {"count": rule.at_least, "band": _or_better(rule.band)}
    return text


def missing_in_words(edition):
    if edition.missing_counts:
        return _("A month without a signed regular meeting counts among the meetings, without a band.")
    return _("A month without a signed regular meeting is left out of the share.")


@dataclass(frozen=True)
class YearReport:
    """The report's `table`, and the rule of the year by which its verdicts are given, as sentences."""

    table: Table
    rule: tuple


def cells_over_the_year(*, user, year, today):
    """The YearReport of the cells that `user` may read about, at work in `year`, judged by the edition in force on its
    last day. The number of queries does not depend on cells or meetings.
    """
    period = Period("Y", year)
    cells = Cell.objects.for_doing(user, Do.SEE_REPORTS).active_during(period.since, period.until)
    cells = list(cells.order_by("search_key", "pk"))
    edition = Edition.objects.in_force(cells[0].commune_id, period.last_day) if cells else None
    rules = list(edition.year_rules.all()) if edition else []
    rules.sort(key=lambda rule: list(Band).index(rule.band))
    missing_counts = edition is None or edition.missing_counts
    years = _years(cells, period, today)
    opens = scope(user, Do.SEE_MEETINGS)
    over = today >= period.until
    rows = []
    for cell in cells:
        found = years[cell.pk]
        verdict = judge(found, rules, missing_counts=missing_counts)
        url = _listed(cell, period) if opens.has(commune=cell.commune_id, cell=cell.pk) else ""
        label = verdict.band.label if verdict.band else _("no band")
        rows.append(
            (
                Figure(cell.name),
                Figure(label, note="" if over else _("so far"), tone=verdict.band.tone if verdict.band else "warn"),
                Figure(found.bands.total(), url),
                *(Figure(found.bands[band], url and f"{url}&band={band}") for band in Band),
                Figure(", ".join(found.missing) or _("none"), tone="bad" if found.missing else ""),
                Figure(found.unsigned),
                Figure(verdict.why),
            )
        )
    rule = (*(in_words(rule) for rule in rules), *([missing_in_words(edition)] if edition else []))
    table = Table(
        title=_("Cells over the year %(year)s") % {"year": year},
        subtitle=str(edition) if edition else _("No score sheet is in force on the last day of the year."),
        columns=(
            Column(_("Cell"), width=28),
            Column(_("Year"), width=14),
            Column(_("Regular meetings"), "number", width=10),
            *(Column(band.label, "number", width=10) for band in Band),
            Column(_("Months missing"), width=20),
            Column(_("Not signed"), "number", width=10),
            Column(_("Why"), width=70),
        ),
        rows=tuple(rows),
        notes=(
            *rule,
            _("Signed regular meetings only. The best band whose conditions all hold is that of the year."),
            _("Points are never averaged into a rating. The yearly rating of the cell is another procedure."),
        ),
    )
    return YearReport(table, rule)


def _years(cells, period, today):
    """{cell number: Year}."""
    held = Meeting.objects.filter(cell__in=cells, kind=MeetingKind.REGULAR).held(period.since, period.until)
    bands, unsigned = defaultdict(Counter), Counter()
    for cell, state, band in held.values_list("cell", "state", "score__band"):
        if state == MeetingState.SIGNED and band:
            bands[cell][Band(band)] += 1
        else:
            unsigned[cell] += 1
    months = period.months()
    limit = queries.on_time_day(cells, min(period.last_day, today))
    board = queries.month_board(cells=cells, months=months, today=today, on_time_day=limit)

    def missing(cell):
        return tuple(f"{m.number:02}/{m.year}" for m in months if board[cell.pk, m].state in queries.MISSED)

    return {cell.pk: Year(bands[cell.pk], unsigned[cell.pk], missing(cell)) for cell in cells}


def _listed(cell, period):
    chosen = {"cell": cell.pk, "kind": MeetingKind.REGULAR, "state": "signed"}
    days = {"since": f"{period.since:%d/%m/%Y}", "until": f"{period.until:%d/%m/%Y}"}
    return f"{reverse('meetings:list')}?{urlencode(chosen | days)}"
