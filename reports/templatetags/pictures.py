"""Figures and pictures of many cells that Python writes in one go."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.numbers import percent, points
from common.templatetags.components import badge, icon, rated
from common.text import escaped
from meetings.enums import Band
from meetings.queries import MonthState

register = template.Library()


@register.simple_tag
def heat(board):
    """The rows of a `reports.tables.board.YearBoard`: each square has the colour of its band and its letter, or a mark
    where there is no band; what they mean stands there in words too."""
    square, rows = _Squares().drawn, []
    for cell, opens, in_charge, entries, mean in board.rows:
        squares = "".join(
            f'<td class="{board.when(month)}">{square(month, entry, opens)}</td>'
            for month, entry in zip(board.months, entries, strict=True)
        )
        name, mean = escaped(cell), points(mean) or "–"
        name += f"<small>{escaped(in_charge)}</small>" if in_charge else ""
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


@register.simple_tag
def figures(keys):
    """[Key] of `reports.tables.month` as a strip: each figure with its change or a note, leading to its page."""
    return mark_safe(f'<dl class="figures">{"".join(map(_figure, keys))}</dl>')


def _figure(key):
    label = escaped(capfirst(key.label))
    name = f'<a href="{escaped(key.url)}">{label}</a>' if key.url else label
    of = f" {escaped(key.of)}" if key.of else ""
    change = f'<span class="{key.tone or "same"}">{escaped(key.change)}</span>' if key.change else ""
    about = " · ".join(part for part in (change, escaped(key.note)) if part)
    return f"<div><dt>{name}</dt><dd><b>{escaped(key.value)}</b>{of}</dd><dd>{about}</dd></div>"


@register.simple_tag
def care(cards):
    """Cells that need somebody: [Card] of `reports.needs.cells`, with reasons, a small plot and one action each."""
    return mark_safe("".join(map(_Cards(cards).drawn, cards)))


class _Cards:
    """Draws cells; each word is translated once."""

    def __init__(self, cards):
        self.badges = {level: badge(level) for level in {card.now.level for card in cards}}
        self.secretary, self.in_charge = _("Secretary %(name)s"), _("in charge: %(name)s")
        self.attendance = _("attendance %(share)s")

    def drawn(self, card):
        cell, last, action = card.now.cell, card.now.last, card.action
        known = ((self.secretary, cell.secretary), (self.in_charge, cell.in_charge_name))
        who = [words % {"name": name} for words, name in known if name]
        came = card.now.facts.attendance
        came = "" if came is None else f"<br>{escaped(self.attendance % {'share': percent(float(came))})}"
        score = f'<span><span class="for-desk">{last.held_on:%d/%m}</span> {rated(last)}{came}</span>' if last else ""
        button = f'<a class="button" href="{escaped(action.url)}">{escaped(action.label)}</a>' if action else ""
        more = ""
        if card.more:
            said = ngettext("and %(count)s more reason", "and %(count)s more reasons", card.more) % {"count": card.more}
            more = f'<li class="soft">{escaped(said)}</li>'
        return (
            f'<li class="need {card.now.level.value}"><div class="who">'
            f'<h3><a href="{cell.get_absolute_url()}">{escaped(cell)}</a> {self.badges[card.now.level]}</h3>'
            f'<p class="soft small">{escaped(" · ".join(who))}</p></div>'
            f'<ul class="why">{reasons(card.lines)}{more}</ul>'
            f'<p class="trend">{card.plot}{score}</p>{button}</li>'
        )


@register.simple_tag
def sentences(told):
    """[sentence] as items of a list."""
    return mark_safe("".join(f"<li>{escaped(capfirst(one))}</li>" for one in told))


@register.simple_tag
def reasons(lines):
    """[ReasonLine] of `reports.needs.cells` as items of a list, each leading to what it was counted from."""
    return mark_safe("".join(map(_reason, lines)))


def _reason(line):
    text = escaped(line.text)
    told = f'<a href="{escaped(line.url)}">{text}</a>' if line.url else f"<span>{text}</span>"
    return f'<li class="{line.tone}">{icon(line.icon)}{told}</li>'
