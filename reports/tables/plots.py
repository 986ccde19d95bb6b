"""Where the marks of a plot stand. `components/plot.html` draws them; the figures stand in a table beside it."""

from dataclasses import dataclass, field

from common.numbers import points as as_points

WIDTH, HEIGHT = 800, 300
LEFT, RIGHT, TOP, BOTTOM = 45, 15, 30, 45
GUIDES = 4
ROW = 40


@dataclass(frozen=True)
class Plot:
    """`guides` [(y, text)], `ticks` [(x, label)], `series` [(name, polyline points, [(x, y, text)])] or bars
    [(name, "", [(x, y, text, width, height)])]; `behind` [(x, text)] stands below the ticks; all in user units of a
    WIDTH x HEIGHT drawing."""

    title: str
    guides: list
    ticks: list
    series: list
    bars: bool = False
    behind: list = field(default_factory=list)

    width, height, left, right = WIDTH, HEIGHT, LEFT, WIDTH - RIGHT


def line_plot(title, labels, series, *, highest=None, behind=()):
    """A Plot of lines: `series` {name: values, None for a gap}, one value for each of `labels`; `behind` says for each
    label what its points rest on."""
    x, y, guides = _axes(labels, series, highest)
    drawn = []
    for name, values in series.items():
        marks = [(round(x(i)), round(y(v)), as_points(v)) for i, v in enumerate(values) if v is not None]
        drawn.append((name, " ".join(f"{a},{b}" for a, b, _text in marks), marks))
    below = [(round(x(i)), text) for i, text in enumerate(behind)]
    return Plot(title, guides, _ticks(labels, x), drawn, behind=below)


def bar_plot(title, labels, series):
    """A Plot of bars side by side: `series` {name: values}, one value for each of `labels`."""
    x, y, guides = _axes(labels, series, None)
    width = (WIDTH - LEFT - RIGHT) / max(len(labels), 1) * 0.8 / max(len(series), 1)
    drawn = []
    for number, (name, values) in enumerate(series.items()):
        shift = (number - len(series) / 2) * width
        bars = [
            (round(x(i) + shift), round(y(v)), as_points(v), round(width) - 1, HEIGHT - BOTTOM - round(y(v)))
            for i, v in enumerate(values)
            if v is not None
        ]
        drawn.append((name, "", bars))
    return Plot(title, guides, _ticks(labels, x), drawn, bars=True)


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
        rows.append((number * ROW + 16, label, length, length + 8, str(value)))
    return RowPlot(title, rows, len(rows) * ROW + 4)


def _axes(labels, series, highest):
    known = [float(v) for values in series.values() for v in values if v is not None]
    top = highest or max([*known, GUIDES])
    top = -(-int(top) // GUIDES) * GUIDES
    step = (WIDTH - LEFT - RIGHT) / max(len(labels), 1)

    def x(index):
        return LEFT + step * (index + 0.5)

    def y(value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * float(value) / top

    return x, y, [(round(y(top * i / GUIDES)), f"{top * i // GUIDES}") for i in range(GUIDES + 1)]


def _ticks(labels, x):
    every = -(-len(labels) // 12)  # more than a dozen words would run into each other
    return [(round(x(i)), label) for i, label in enumerate(labels) if i % every == 0]
