"""Plots as pictures (SVG), written in one go, each with the figures behind it.

Each is drawn twice, for a wide screen and for a phone, so that its words keep their size. What an axis leaves out is
said, and marked on it.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil, floor, log10
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.numbers import percent, points
from common.text import escaped

WIDE, SLIM = (480, 220), (300, 190)  # user units
LEFT, TOP, BOTTOM = 42, 24, 24
LETTER, LINE = 7.5, 15  # what a letter takes, and a line of letters
STEPS = 4  # about as many guides has a plot
LYING = 40  # the height of a row of a RowPlot
ROW, NAMES = 26, 64  # of a pyramid: the height of a row, the width of the names between its sides
SPARK = (120, 46)
BAND = 50  # the height of one of several Strips, with its name


class Zone(NamedTuple):
    """A part of the axis up from `least`; `short` stands where there is no room for `name`."""

    least: float
    name: str
    short: str
    tone: str


class Axis(NamedTuple):
    """From `bottom` to `top`, with a guide at each `step`."""

    bottom: float
    top: float
    step: float

    @property
    def guides(self):
        return [self.bottom + i * self.step for i in range(round((self.top - self.bottom) / self.step) + 1)]


def axis_of(values, *, from_zero=None, whole=False):
    """The Axis that holds `values`, its guides 1, 2 or 5 tens, hundreds, … apart; of `whole` numbers at least 1.

    Where `from_zero` does not say so, it begins at zero unless all values lie in its upper half.
    """
    least, most = (float(min(values)), float(max(values))) if values else (0, 1)
    if from_zero or (from_zero is None and least <= most / 2):
        least = 0
    raw = ((most - least) or most or 1) / STEPS
    power = 10 ** floor(log10(raw))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= raw * 0.999)
    step = max(step, 1) if whole else step
    bottom, top = floor(least / step + 0.001) * step, ceil(most / step - 0.001) * step
    return Axis(bottom, max(top, bottom + step), step)


def _axis_over(values, zones):
    """The Axis of those `values` that are there: as near to them as it can be, but so that it shows the two best of
    `zones`."""
    known = [value for value in values if value is not None]
    return axis_of([*known, *(zone.least for zone in zones[-2:])], from_zero=False) if known else axis_of([])


def _svg(size, title, parts):
    width, height = size
    drawn = "".join(parts)
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escaped(title)}">{drawn}</svg>'


def _text(kind, x, y, text):
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escaped(text)}</text>'


@dataclass(frozen=True)
class Plot:
    """`series` {name: values}: for each of `labels` a number, or None for a gap. Lines over `zones`, the lowest first;
    with `bars` wide bars for the first series, and narrow ones before them for the second; with `steps` a staircase
    from zero, which ends where nothing has come yet. `behind` stands below the labels; `kind` is decimal, number or
    percent, as of a Column.
    """

    title: str
    labels: list
    series: dict
    kind: str = "decimal"
    bars: bool = False
    steps: bool = False
    zones: tuple = ()
    behind: tuple = ()

    @property
    def look(self):
        """The class of its picture, by which its series have their colours."""
        return "bars" if self.bars else "lines"

    @property
    def axis(self):
        values = [value for told in self.series.values() for value in told if value is not None]
        if self.zones:
            return _axis_over(values, self.zones)
        return axis_of(values, from_zero=self.bars or self.steps or None, whole=self.kind == "number")

    @property
    def note(self):
        """Where the axis begins, unless at zero."""
        bottom = self.axis.bottom
        return _("The axis begins at %(value)s.") % {"value": self.text(bottom)} if bottom else ""

    @property
    def rows(self):
        """[(label, [text of each series])]: the figures behind the picture."""
        told = zip(*self.series.values(), strict=True)
        return [(label, list(map(self.text, values))) for label, values in zip(self.labels, told, strict=True)]

    def text(self, value):
        if value is None:
            return "–"
        return percent(round(value, 9)) if self.kind == "percent" else points(value)

    def svg(self, size):
        """The picture, of `size` WIDE or SLIM."""
        return _svg(size, self.title, _Drawing(self, size).parts())


class _Drawing:
    """A Plot on a sheet of a size."""

    def __init__(self, plot, size):
        self.plot, self.axis, self.slim = plot, plot.axis, size == SLIM
        beside = [zone.short if self.slim else zone.name for zone in plot.zones]
        if not (beside or plot.bars) and len(plot.series) > 1:
            beside = [text for _label, texts in plot.rows[-1:] for text in texts]
        self.beside = beside
        self.right = size[0] - max([16, *(len(text) * LETTER + 8 for text in beside)])
        self.base = size[1] - BOTTOM - (LINE if plot.behind else 0)
        self.slot = (self.right - LEFT) / max(len(plot.labels), 1)

    def x(self, index):
        return round(LEFT + self.slot * (index + 0.5), 1)

    def y(self, value):
        scale = (self.base - TOP) / (self.axis.top - self.axis.bottom)
        return round(self.base - (float(value) - self.axis.bottom) * scale, 1)

    def parts(self):
        yield from self.zones()
        for value in self.axis.guides:
            yield f'<path class="guide" d="M{LEFT} {self.y(value):g}H{self.right:g}"/>'
            yield _text("end", LEFT - 6, self.y(value) + 4, self.plot.text(value))
        if self.axis.bottom:
            yield f'<path class="break" d="M{LEFT} {self.base:g}v-3l4-3-8-4 4-3v-3"/>'
        yield from self.words()
        for number, (name, values) in enumerate(self.plot.series.items(), start=1):
            draw = self.bars if self.plot.bars else self.stairs if self.plot.steps else self.line
            yield f'<g class="s{number}">{"".join(draw(number, name, values))}</g>'
        if not self.plot.bars and len(self.plot.series) > 1:
            yield from self.ends()

    def zones(self):
        edges = [*(zone.least for zone in self.plot.zones[1:]), self.axis.top]
        for zone, upper, name in zip(self.plot.zones, edges, self.beside, strict=False):  # without zones none
            low, high = max(zone.least, self.axis.bottom), min(upper, self.axis.top)
            if low < high:
                top, bottom = self.y(high), self.y(low)
                shape = f'x="{LEFT}" y="{top:g}" width="{self.right - LEFT:g}" height="{bottom - top:g}"'
                yield f'<rect class="zone {zone.tone}" {shape}/>'
                yield _text("zone-name", self.right + 6, (top + bottom) / 2 + 4, name)

    def words(self):
        """As many of the labels as there is room for, the last among them, and what stands behind their points."""
        last = len(self.plot.labels) - 1
        longest = max(map(len, [*self.plot.labels, *self.plot.behind]), default=0)
        every = ceil((longest + 1) * LETTER / self.slot)
        for i in range(last % every, last + 1, every):
            yield _text("mid", self.x(i), self.base + 17, self.plot.labels[i])
            if self.plot.behind:
                yield _text("mid", self.x(i), self.base + 17 + LINE, self.plot.behind[i])

    def said(self, name, i, value):
        lead = f"{name}, " if len(self.plot.series) > 1 else ""
        return f"<title>{escaped(f'{lead}{self.plot.labels[i]}: {self.plot.text(value)}')}</title>"

    def line(self, number, name, values):
        for gap, run in groupby(range(len(values)), key=lambda i: values[i] is None):
            if not gap:
                yield f'<polyline points="{" ".join(f"{self.x(i)},{self.y(values[i])}" for i in run)}"/>'
        for i, value in enumerate(values):
            said = self.said(name, i, value)
            if value is None:
                yield f'<path class="cross" d="M{self.x(i)} {self.base - 6:g}m-4-4 8 8m0-8-8 8">{said}</path>'
            else:
                yield f'<circle cx="{self.x(i)}" cy="{self.y(value)}" r="3">{said}</circle>'
        if len(self.plot.series) == 1:
            yield from self.marked(values)

    def marked(self, values):
        """The values of the last point, and of the first and the lowest where they do not stand in its way."""
        known = [i for i, value in enumerate(values) if value is not None]
        shown = []
        for i in {known[-1]: 0, known[0]: 0, min(known, key=lambda i: values[i]): 0} if known else ():
            if all(abs(i - other) * self.slot > 5 * LETTER for other in shown):
                shown.append(i)
                near = [values[j] for j in (i - 1, i + 1) if 0 <= j < len(values) and values[j] is not None]
                below = near and values[i] < min(near) and self.y(values[i]) + LINE + 4 < self.base
                side, along = ("end", 5) if i == len(values) - 1 else ("mid", 0) if i else ("start", -5)
                y = self.y(values[i]) + (LINE + 3 if below else -9)
                yield _text(f"{side} value", self.x(i) + along, y, self.plot.text(values[i]))

    def ends(self):
        """The last value of each of several lines, beside it, and so that none covers another."""
        last, floor_of_next = len(self.plot.labels) - 1, self.base + LINE
        ends = [(values[-1], number) for number, values in enumerate(self.plot.series.values(), start=1) if values]
        along = self.slot / 2 if self.plot.steps else 0
        for value, number in sorted((end for end in ends if end[0] is not None), key=lambda end: end[0]):
            floor_of_next = min(self.y(value) + 4, floor_of_next - LINE)
            yield _text(f"value s{number}", self.x(last) + along + 8, floor_of_next, self.plot.text(value))

    def stairs(self, number, name, values):
        """A level for each label, with a mark where it begins; what has not come yet is left out."""
        known = [(i, value) for i, value in enumerate(values) if value is not None]
        corners = [f"{self.x(i) + side * self.slot / 2:g},{self.y(value)}" for i, value in known for side in (-1, 1)]
        yield f'<polyline points="{" ".join(corners)}"/>'
        for i, value in known:
            if i == known[0][0] or value != values[i - 1]:
                yield f'<circle cx="{self.x(i)}" cy="{self.y(value)}" r="3">{self.said(name, i, value)}</circle>'
        if known and known[-1][0] < len(values) - 1:
            last, value = known[-1]
            yield _text("end value", self.x(last) + self.slot / 2, self.y(value) - 9, self.plot.text(value))

    def bars(self, number, name, values):
        """The bars; those in front tell their value, or the last alone where there is no room for all."""
        width = round(self.slot * (0.84 if number == 1 else 0.46), 1)
        longest = max((len(self.plot.text(value)) for value in values), default=0)
        room = (longest + 1) * LETTER <= self.slot
        for i, value in enumerate(values):
            if value is None:
                continue
            top, text = self.y(value), self.plot.text(value)
            shape = f'x="{self.x(i) - width / 2:g}" y="{top:g}" width="{width:g}" height="{self.base - top:g}"'
            yield f"<rect {shape}>{self.said(name, i, value)}</rect>"
            if number == len(self.plot.series) and (room or i == len(values) - 1):
                yield _text("mid value", self.x(i), top - 4, text)


@dataclass(frozen=True)
class Pyramid:
    """Groups of people above each other, the lowest first; two `sides` {name: how many of each of `labels`}."""

    title: str
    labels: list
    sides: dict

    note, look = "", "pyramid"

    @property
    def series(self):
        return self.sides

    @property
    def rows(self):
        told = zip(*self.sides.values(), strict=True)
        return [(label, list(map(str, numbers))) for label, numbers in zip(self.labels, told, strict=True)][::-1]

    def svg(self, size):
        middle, most = size[0] / 2, max([1, *(number for side in self.sides.values() for number in side)])
        room = middle - NAMES / 2 - 5 * LETTER
        parts = []
        for way, align, (name, numbers) in zip((-1, 1), ("end", "start"), self.sides.items(), strict=True):
            edge = middle + way * NAMES / 2
            parts.append(f'<g class="s{1 if way < 0 else 2}">')
            parts.append(_text(f"{align} value", edge, 16, f"{capfirst(name)} {sum(numbers)}"))
            for row, (label, number) in enumerate(zip(self.labels[::-1], numbers[::-1], strict=True), start=1):
                width, y = round(room * number / most, 1), row * ROW
                shape = f'x="{min(edge, edge + way * width):g}" y="{y}" width="{width:g}" height="{ROW - 4}"'
                parts.append(f"<rect {shape}><title>{escaped(f'{name}, {label}: {number}')}</title></rect>")
                parts.append(_text(align, edge + way * (width + 6), y + 16, number))
            parts.append("</g>")
        parts += [_text("mid", middle, row * ROW + 16, label) for row, label in enumerate(self.labels[::-1], start=1)]
        return _svg((size[0], (len(self.labels) + 1) * ROW + 4), self.title, parts)


class Stretch(NamedTuple):
    """Days from `since` to before `until` (None: it lasts) in a Strips: what was the case, and its tone."""

    since: date
    until: date | None
    text: str
    tone: str = ""


@dataclass(frozen=True)
class Strips:
    """What was the case from when to when, until the day `end`: `strips` {name: [Stretch]}, one band below another."""

    title: str
    strips: dict
    end: date

    note, look = "", "strips"

    @property
    def series(self):
        return {_("state"): None}

    @property
    def start(self):
        return min(one.since for told in self.strips.values() for one in told)

    @property
    def rows(self):
        return [
            (f"{capfirst(name)}, {one.since:%d/%m/%Y} – {f'{one.until:%d/%m/%Y}' if one.until else ''}", [one.text])
            for name, told in self.strips.items()
            for one in told
        ]

    def svg(self, size):
        width, base = size[0], len(self.strips) * BAND
        days = max((self.end - self.start).days, 1)

        def x(day):
            return round(width * min(max((day - self.start).days, 0), days) / days, 1)

        parts = []
        for row, (name, told) in enumerate(self.strips.items()):
            top = row * BAND + 20
            parts.append(_text("start", 0, top - 5, capfirst(name)))
            for one in told:
                left, right = x(one.since), x(one.until or self.end)
                shape = f'x="{left:g}" y="{top}" width="{max(right - left, 1.5):g}" height="{BAND - 26}"'
                said = _("%(text)s, from %(day)s") % {"text": one.text, "day": f"{one.since:%d/%m/%Y}"}
                parts.append(f'<rect class="{one.tone}" {shape}><title>{escaped(said)}</title></rect>')
                if (len(one.text) + 2) * LETTER < right - left:
                    parts.append(_text("mid inside", (left + right) / 2, top + 16, one.text))
        first, last = self.start.year + 1, self.end.year
        every = max(ceil((last - first + 1) * 6 * LETTER / width), 1)
        years = range(last - (last - first) // every * every, last + 1, every) if last >= first else ()
        parts += [_text("mid", x(date(year, 1, 1)), base + 12, year) for year in years]
        return _svg((width, base + 18), self.title, parts)


@dataclass(frozen=True)
class RowPlot:
    """Bars that lie below each other, each under its name: `rows` [(y, name, bar width, x of the figure, figure)]."""

    title: str
    rows: list
    height: int

    width = 340


def row_plot(title, labels, values):
    """A RowPlot for names too long, or too many, to stand side by side."""
    longest, room = max([*values, 1]), RowPlot.width - 50
    rows = []
    for number, (label, value) in enumerate(zip(labels, values, strict=True)):
        length = round(room * value / longest)
        rows.append((number * LYING + 16, label, length, length + 8, str(value)))
    return RowPlot(title, rows, len(rows) * LYING + 4)


class Point(NamedTuple):
    """A month of a Spark: its value, or None; `said` tells it; `missing` where it should be there."""

    value: object
    said: str
    missing: bool = False


class Spark(NamedTuple):
    """One of many small plots: `name`, the `url` it leads to or none, and [Point]."""

    name: str
    url: str
    points: list

    @property
    def last(self):
        """The last value there is, or None."""
        return next((point.value for point in reversed(self.points) if point.value is not None), None)

    def svg(self, axis, zones):
        """The picture on an `axis` shared with others; the best of `zones` is a ground, the others are edges."""
        width, height = SPARK
        base, step = height - 10, (width - 8) / max(len(self.points) - 1, 1)

        def x(index):
            return f"{4 + index * step:.1f}"

        def y(value):
            return f"{base - (float(value) - axis.bottom) * (base - 4) / (axis.top - axis.bottom):.1f}"

        parts = []
        for zone in (zone for zone in zones if axis.bottom < zone.least < axis.top):
            if zone == zones[-1]:
                parts.append(f'<path class="zone {zone.tone}" d="M0 4h{width}V{y(zone.least)}H0z"/>')
            else:
                parts.append(f'<path class="guide" d="M0 {y(zone.least)}h{width}"/>')
        for gap, run in groupby(range(len(self.points)), key=lambda i: self.points[i].value is None):
            places = [f"{x(i)},{y(self.points[i].value)}" for i in run] if not gap else []
            if places:
                parts.append(f'<polyline points="{" ".join(places)} {places[-1]}"/>')  # a lone point is drawn as one
        parts += [
            f'<path class="cross" d="M{x(i)} {height - 5}m-3-3 6 6m0-6-6 6"/>'
            for i, point in enumerate(self.points)
            if point.missing
        ]
        return _svg(SPARK, "; ".join(point.said for point in self.points), parts)


def shared_axis(sparks, zones):
    """The Axis on which `sparks` can be compared."""
    return _axis_over([point.value for spark in sparks for point in spark.points], zones)
