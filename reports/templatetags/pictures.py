"""Pictures of many cells that Python writes in one go."""

from django import template
from django.utils.safestring import mark_safe

from common.numbers import points
from common.templatetags.components import icon
from common.text import escaped
from meetings.enums import Band
from meetings.queries import MonthState

register = template.Library()


@register.simple_tag
def heat(board):
    """The rows of a `reports.tables.board.YearBoard`: each square has the colour of its band and its letter, or a mark
    where there is no band; what they mean stands there in words too."""
    square, rows = _Squares().drawn, []
    for cell, opens, entries, mean in board.rows:
        squares = "".join(
            f'<td class="{board.when(month)}">{square(month, entry, opens)}</td>'
            for month, entry in zip(board.months, entries, strict=True)
        )
        name, mean = escaped(cell), points(mean) or "–"
        rows.append(f'<tr><th scope="row">{name}</th>{squares}<td class="number">{mean}</td></tr>')
    return mark_safe("".join(rows))


class _Squares:
    """Draws months; each word is translated once."""

    def __init__(self):
        self.words = {one: escaped(one.label) for one in (*Band, *MonthState)}
        self.letters = {band: band.short for band in Band}
        self.marks = {state: "<b>×</b>" for state in (MonthState.MISSING, MonthState.OVERDUE)}
        self.marks |= {MonthState.LATE: icon("clock"), MonthState.UNSIGNED: icon("pen")}

    def drawn(self, month, entry, opens):
        score, state = entry.score, entry.state
        if state == MonthState.NOT_EXPECTED:
            return ""
        if score:
            late = state == MonthState.LATE
            tone, said = score.tone, self.words[score.band] + (f", {self.words[state]}" if late else "")
            letter = self.letters[score.band] + (self.marks[state] if late else "")
            shown = f"<b>{points(score.total)}</b><small>{letter}</small>"
        else:
            tone, said, shown = state.value, self.words[state], self.marks.get(state, "<b>·</b>")
        inner = f'<span aria-hidden="true">{shown}</span><span class="word">{said}</span>'
        shape = f'class="square {tone}" data-month="{month.number}"'
        if entry.meeting and opens:
            return f'<a {shape} href="{entry.meeting.get_absolute_url()}">{inner}</a>'
        return f"<span {shape}>{inner}</span>"


@register.simple_tag
def sparks(trends):
    """The small plots of `reports.tables.trends.Trends`, each with its name and its last value."""
    items = []
    for spark in trends.each:
        name, last = escaped(spark.name), "–" if spark.last is None else points(spark.last)
        name = f'<a href="{spark.url}">{name}</a>' if spark.url else name
        items.append(f"<li><h3>{name}</h3><p>{spark.svg(trends.axis, trends.zones)}<b>{last}</b></p></li>")
    return mark_safe("".join(items))
