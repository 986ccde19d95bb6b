"""Parts of a page that Python writes in one go, because a template in a loop costs several times as much."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common import crumbs as ways
from common import stale
from common.choices import LOOKS, ONE_LINE, address_with, chosen_in, kept_choice, steps_in
from common.drawing import mistakes
from common.errors import refused_lines
from common.needs import how_late
from common.numbers import points
from common.panels import panels_of
from common.plots import SLIM, WIDE
from common.remembered import is_dense, last_choice, remember_choice
from common.tables import Column, Table, as_text
from common.text import escaped

CHANGES = ("up", "down")  # tones that are no badge
BANDS = ("good", "fair", "average", "poor")  # tones of points, with their word in the badge
SOON = 7  # days
LONG = 40  # width of a column from which its texts are sentences
WELL = '<tr class="well">'
FEW = 2  # cards of rows that stand well which are not worth a button

register = template.Library()
register.simple_tag(ways.step)
register.simple_tag(mistakes)


@register.simple_tag
def stands(form):
    """What the fields of a form about a record held when the page was drawn; see `common.stale`."""
    if not stale.edits(form):
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', form.add_prefix(stale.FIELD), stale.marks(form))


@register.simple_tag
@cache
def icon(name):
    """A small picture of `static/icons.svg` beside a word that says the same."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name)


@register.simple_tag
def brand(organisation=""):
    """The name of the product and of the Party organisation, the way home."""
    below = format_html("<span>{}</span>", organisation) if organisation else ""
    return format_html(
        '<a class="brand" href="/"><img src="{}" alt="" width="32" height="32"><span><strong>{}</strong>{}</span></a>',
        static("icon.svg"),
        _("Cell Book"),
        below,
    )


@register.simple_tag
def crumbs(*steps):
    """The way to this page; each step is a record, the name of a page in `common.crumbs.TITLES`, a `Crumb` or a list of
    Crumbs."""
    way = [each for to in steps for each in (to if isinstance(to, list) else [ways.step(to)])]
    links = format_html_join(" › ", '<a href="{}">{}</a>', ((each.url, each.label) for each in way))
    return format_html('<nav class="crumbs" aria-label="{}">{}</nav>', _("You are here"), links)


@register.simple_tag(takes_context=True)
def tabs(context, *steps):
    """The pages about one record, for the block of that name; each step is a Crumb."""
    here = context["request"].path
    marks = ((to.url, mark_safe(' aria-current="page"') if to.url == here else "", to.label) for to in steps)
    links = format_html_join("", '<a href="{}"{}>{}</a>', marks)
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', _("Pages about this"), links)


@register.simple_tag(takes_context=True)
def panels(context, record, place=""):
    """What other apps add to the page of `record` in a place of it; see `common.panels`."""
    request = context["request"]
    told = ((panel, panel.facts(request.user, record)) for panel in panels_of(record, place))
    return mark_safe("".join(render_to_string(panel.template, facts, request) for panel, facts in told if facts))


@register.simple_tag(takes_context=True)
def panel_actions(context, record):
    """The buttons of these panels for the head of the page."""
    user = context["request"].user
    steps = [(each.url, each.label) for panel in panels_of(record) for each in panel.actions(user, record)]
    return format_html_join("", '<a class="button" href="{}">{}</a>', steps)


@register.inclusion_tag("components/refused.html")
def refused(*forms, lead=None, lines=()):
    """What is to be corrected in `forms` (forms, or lists of them); `lines` of that kind stand above."""
    flat = [each for one in forms for each in (one if isinstance(one, list | tuple) else [one])]
    found = [*lines, *(line for form in flat for line in refused_lines(form))]
    said = _("Not saved. Please correct this; what you typed is kept.")
    leads = [form.refused_lead for form in flat if hasattr(form, "refused_lead")]
    return {"lines": found, "lead": leads[0] if leads else said if lead is None else lead}


@register.simple_block_tag(takes_context=True)
def nothing(context, content, none, fits):
    """An empty list: where nothing is there at all, `none` and within the tag what to do next; else that nothing `fits`
    what was chosen, with the way to everything."""
    request = context["request"]
    if any(value for name, value in request.GET.items() if name not in ("page", "dense", *LOOKS)):
        content = format_html('<a class="button" href="{}">{}</a>', request.path, _("Show everything"))
        none = fits
    content = content.strip() and format_html('<div class="buttons">{}</div>', mark_safe(content.strip()))
    return format_html('<div class="empty"><p>{}</p>{}</div>', none, content)


@register.simple_block_tag
def menu(content, label="", look="quiet"):
    """Links behind one button: what else can be done here, or what `label` says of one of several; nothing where there
    is none. `look` are more classes of the button."""
    if not content.strip():
        return ""
    shown = label or format_html('{}<span class="hidden-label">{}</span>', icon("dots"), _("More to do here"))
    return format_html(
        '<details class="further"><summary class="button {}">{}</summary><div>{}</div></details>', look, shown, content
    )


@register.simple_block_tag
def part(content, title, count="", first=False):
    """A part of a page under its `title`: on a phone behind a button that tells the `count` of what is in it, unless it
    is the `first`; open on a wide screen and on paper."""
    if first:
        return format_html('<section class="card flush"><header><h2>{}</h2></header>{}</section>', title, content)
    told = format_html('<span class="count">{}</span>', count) if count else ""
    return format_html(
        '<section class="card flush part"><header><h2>{}</h2></header>'
        "<details><summary><h2>{}</h2>{}</summary>{}</details></section>",
        title,
        title,
        told,
        content,
    )


@register.simple_block_tag(takes_context=True)
def choosing(context, content, form=None):
    """What a page shows, above its list: the period with the way to the one before and after, the filters behind one
    button, and what is chosen, each with the way to drop it; at the end how close rows stand.

    `form` is the bound form of a page that is asked by GET. Within the tag stands what is drawn instead of its fields.
    """
    request = context["request"]
    parts = [_folded(request, form, content)] if form and form.fields else []
    if form and (found := steps_in(form)):
        name, *beside = found
        parts.insert(0, _steps(*((one and (address_with(request, **{name: one[0]}), one[1])) for one in beside)))
    parts.append(_density(request))
    chips = _chips(request, form) if form and form.fields else ""
    return format_html('<div class="choosing">{}</div>{}', mark_safe("".join(parts)), chips)


def _folded(request, form, content):
    """The fields behind a button: always on a phone, and where they do not stand in one line."""
    chosen = chosen_in(form)
    kept = ((name, request.GET[name]) for name in LOOKS if name in request.GET and name not in form.fields)
    own = content.strip()
    fields = (
        mark_safe(own)
        if own
        else format_html(
            '<form class="filter" method="get">{}{}<button class="button">{}</button></form>',
            form,
            format_html_join("", '<input type="hidden" name="{}" value="{}">', kept),
            _("Show"),
        )
    )
    return format_html(
        '<details class="filters{}"{}><summary class="button">{}{}{}</summary>{}</details>',
        " many" if not own and len(form.visible_fields()) > ONE_LINE else "",
        " open" if form.errors else "",
        icon("filter"),
        _("Filter"),
        f" ({len(chosen)})" if chosen else "",
        fields,
    )


def _chips(request, form):
    """What is chosen, and where nothing is, the way to what was chosen last."""
    chosen = chosen_in(form)
    if not chosen:
        last = last_choice(request)
        again = _("Filter as last time")
        return last and format_html('<p class="chips"><a class="button quiet" href="?{}">{}</a></p>', last, again)
    remember_choice(request, urlencode(kept_choice(form)))
    without = _("Drop this filter")
    links = format_html_join(
        "",
        '<li><a href="{}">{} <span aria-hidden="true">×</span><span class="hidden-label">({})</span></a></li>',
        ((address_with(request, **{name: None}), words, without) for name, words in chosen),
    )
    clear = address_with(request, **dict.fromkeys([name for name, _words in chosen]))
    all_of = format_html('<li><a class="clear" href="{}">{}</a></li>', clear, _("Clear the filter"))
    return format_html('<ul class="chips" aria-label="{}">{}{}</ul>', _("Filters in use"), links, all_of)


@register.simple_tag
def steps(before, here, after):
    """The way from a period to those beside it: `here` are its words; `before` and `after` (address, words), or
    nothing at the end."""
    return _steps(before, (None, here), after)


def _steps(before, here, after):
    def hidden(words):
        return format_html('<span class="hidden-label">{}</span>', words)

    def arrow(beside, rel, name, otherwise):
        if not beside:
            end = '<span class="button quiet" role="link" aria-disabled="true">{}{}</span>'
            return format_html(end, icon(name), hidden(otherwise))
        way = '<a class="button quiet" rel="{}" href="{}" title="{}">{}{}</a>'
        return format_html(way, rel, *beside, icon(name), hidden(beside[1]))

    return format_html(
        '<nav class="period" aria-label="{}">{}<b>{}</b>{}</nav>',
        _("Period"),
        arrow(before, "prev", "left", _("No earlier one")),
        here[1],
        arrow(after, "next", "right", _("No later one")),
    )


def _density(request):
    dense = is_dense(request)
    way = '<a href="{}"{}>{}</a>'
    here = mark_safe(' aria-current="true"')
    wide = format_html(way, address_with(request, dense="0"), "" if dense else here, _("Roomy"))
    close = format_html(way, address_with(request, dense="1"), here if dense else "", _("Dense"))
    return format_html('<nav class="switch" aria-label="{}">{}{}</nav>', _("Rows of the table"), wide, close)


@register.simple_tag(takes_context=True)
def dense(context):
    """The class of a page whose tables stand close together."""
    request = context.get("request")
    return "dense" if request and is_dense(request) else ""


@register.simple_block_tag
def scroll(content, label):
    """What is wider than a phone and is scrolled by itself, by keyboard too; `label` tells what it is."""
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>', capfirst(label), content
    )


@register.simple_tag
def badge(state, text=""):
    """A word in the colour that `state` has as its `tone`: a state of an enum, or what is in a state; or none."""
    tone = f"badge {state.tone}" if state and state.tone else "badge"
    word = text or (state.label if state else "–")
    return mark_safe(f'<span class="{tone}">{escaped(word)}</span>')


@register.simple_tag
def due(day, today):
    """How long ago `day` was, or how soon it comes when that is within a week; nothing where there is time."""
    late = (today - day).days
    if late < -SOON:
        return ""
    tone, words = how_late(late)
    return format_html('<span class="badge {}">{}{}</span>', tone, icon("clock"), words)


@register.simple_tag
def rated(score):
    """Points and band of a `score` (with `total`, `get_band_display` and the `tone` of its band) in one badge."""
    total, band = points(score.total), escaped(score.get_band_display())
    return mark_safe(f'<span class="badge {score.tone}"><b>{total}</b> {band}</span>')


@register.simple_tag
def month(entry):
    """A cell's month on the month board: points and band where they are whole, and its state unless it was held."""
    if not (entry.score and entry.score.band):
        return badge(entry.state)
    return rated(entry.score) if entry.state == "held" else format_html("{} {}", rated(entry.score), badge(entry.state))


@register.simple_tag
def facts(rows):
    """Names of facts, each with what is known of it: [(name, text)]; what is not known stands together at the end."""
    rows = list(rows)
    told = [(escaped(capfirst(name)), escaped(text)) for name, text in rows if text]
    unknown = " · ".join(escaped(name) for name, text in rows if not text)
    told += [(escaped(capfirst(_("not recorded"))), f'<span class="soft small">{unknown}</span>')] * bool(unknown)
    return mark_safe(f'<dl class="facts">{"".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in told)}</dl>')


@register.simple_tag
def needs(groups, opened=0):
    """[Group] of `common.needs`, each folded over its lines; one with fewer than `opened` lines stands open."""
    tones = {need.tone: need for group in groups for need in group.needs}
    badges = {tone: badge(need) for tone, need in tones.items()}  # each word is translated once
    return mark_safe("".join(_group(group, len(group.needs) < opened, badges) for group in groups))


def _group(group, opened, badges):
    first, count = badges[group.needs[0].tone], f'<span class="count">{len(group.needs)}</span>'
    lines = "".join(_need(need, badges[need.tone]) for need in group.needs)
    return (
        f"<details{' open' if opened else ''}><summary>{escaped(group.title)} {first}{count}</summary>"
        f'<ul class="plain-list needs">{lines}</ul></details>'
    )


def _need(need, tone):
    button = f'<a class="button" href="{escaped(need.url)}">{escaped(need.action)}</a>'
    return f"<li><p>{tone} {escaped(need.text)}</p>{button}</li>"


@register.simple_tag
def plot(plot):
    """A Plot or Pyramid of `common.plots` with what its colours mean and the figures behind it."""
    title, names = escaped(capfirst(plot.title)), [escaped(capfirst(name)) for name in plot.series]
    note = f"<small>{escaped(plot.note)}</small>" if plot.note else ""
    fold = _("Show as a table")
    keys = "".join(f'<li class="s{n}"><span>{name}</span></li>' for n, name in enumerate(names, start=1))
    heads = "".join(f'<th scope="col" class="number">{name}</th>' for name in names)
    cell = '<td class="number">{}</td>'.format
    rows = "".join(f'<tr><th scope="row">{escaped(to)}</th>{"".join(map(cell, texts))}</tr>' for to, texts in plot.rows)
    return mark_safe(
        f'<figure class="plot card {plot.look}"><figcaption>{title}{note}</figcaption>'
        f'<div class="for-wide">{plot.svg(WIDE)}</div><div class="for-slim">{plot.svg(SLIM)}</div>'
        f'{f"""<ul class="legend">{keys}</ul>""" if len(names) > 1 else ""}'
        f"<details><summary>{fold}</summary>"
        f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></details></figure>"
    )


@register.simple_tag
def row_plot(plot):
    """Bars below each other, each under its name: a `common.plots.RowPlot`; nothing where it has no rows."""
    bars = format_html_join(
        "",
        '<g class="s1" transform="translate(0 {})"><text class="axis">{}</text><rect y="5" width="{}" height="12"/>'
        '<text class="axis" x="{}" y="16">{}</text></g>',
        plot.rows,
    )
    svg = '<figure class="plot lying"><svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg></figure>'
    return format_html(svg, plot.width, plot.height, plot.title, bars) if bars else ""


@register.inclusion_tag("components/table.html", takes_context=True)
def table(context, table, stack=False, look="", caption=True, rest=""):
    """A `common.tables.Table`: with `stack`, a narrow screen shows each row as a card; `look` are more of its classes;
    `caption` shows its subtitle; `rest` says which cards stand well, those of the band Good too, and are folded."""
    row = _row(table.shown_columns, stack)
    heads = (_heading(context, *head) for head in table.heads)
    rows = [row(told, well=_stands_well(told, ("ok", "good") if rest else ("ok",))) for told in table.shown_rows]
    well = sum(text.startswith(WELL) for text in rows) if stack else 0
    looks = (("stack", stack), ("named", any(column.by_name for column in table.columns)), (look, look))
    return {
        "request": context.get("request"),
        "table": table,
        "look": " ".join(name for name, shown in looks if shown),
        "head": mark_safe("".join(heads)),
        "caption": caption and table.subtitle,
        "rows": mark_safe("".join(rows)),
        "folded": well if well > FEW else 0,
        "rest": rest,
        "total": table.total and row(table.shown_total),
    }


def _stands_well(told, well):
    """Whether a row of (Column, Figure, text) says so with one of the tones `well`, and nothing in it is bad."""
    tones = {column.by_name: figure.tone for column, figure, _text in told}
    return tones.get(True) in well and all(figure.tone != "bad" for _column, figure, _text in told)


@register.simple_tag(takes_context=True)
def heading(context, label, sort, number=False):
    """The head of a column by which the database sorts a list: `sort` is what a first click asks for. The order that
    the list has stands in the context as `sort`."""
    column = Column(label, "number" if number else "text", sort=sort)
    return mark_safe(_heading(context, *Table("", (column,), (), sorted=context["sort"]).heads[0]))


def _heading(context, column, sorted, sort):
    """The head of a column; where the table can be sorted by it, a link that does so and keeps what else is asked."""
    number = ' class="number"' if column.kind != "text" else ""
    told = f' title="{escape(column.help)}"' if column.help else ""
    order = f' aria-sort="{sorted}"' if sorted else ""
    label = escape(column.label)
    if sort:
        label = f'<a href="{escape(address_with(context["request"], sort=sort))}">{label}</a>'
    return f'<th scope="col"{number}{told}{order}>{label}</th>'


def _row(columns, stack):
    """A function that writes a row of (Column, Figure, text); a card leaves out what there is nothing to say of."""
    opens = ['<th scope="row">', *(_opening(column, stack) for column in columns[1:])]
    bare = ['<th scope="row">', *(_opening(column, stack, rare=True) for column in columns[1:])] if stack else opens
    closes = ["</th>", *["</td>"] * (len(columns) - 1)]

    def written(row, well=False):
        cells = zip(opens, bare, [_figure(*told) for told in row], closes, strict=True)
        drawn = [(none if told == "–" else start) + told + end for start, none, told, end in cells]
        return mark_safe(f"{WELL if well else '<tr>'}{''.join(drawn)}</tr>")

    return written


def _opening(column, stack, rare=False):
    """The tag of a cell; in a card long texts stand below their label, and what is `rare` is not drawn."""
    kinds = ["number"] if column.kind != "text" else []
    if stack:
        kinds += ["by-name"] if column.by_name else []
        kinds += ["rare"] if rare or column.rare else ["long"] if column.kind == "text" and column.width >= LONG else []
    look = f' class="{" ".join(kinds)}"' if kinds else ""
    label = f' data-label="{escape(column.label)}"' if stack else ""
    return f"<td{look}{label}>"


def _figure(column, figure, text):
    drawn, note = escape(text), f" <small>{escape(figure.note)}</small>" if figure.note else ""
    if figure.tone in CHANGES:
        drawn = f'<span class="{figure.tone}">{drawn}</span>'
    elif figure.tone in BANDS and figure.note:
        drawn, note = f'<span class="badge {figure.tone}"><b>{drawn}</b> {escape(figure.note)}</span>', ""
    elif figure.tone:
        drawn = f'<span class="badge {escape(figure.tone)}">{drawn}</span>'
    if figure.url:
        drawn = f'<a href="{escape(figure.url)}">{drawn}</a>'
    beside = figure.beside and _figure(column, figure.beside, as_text(figure.beside.value, column.kind))
    return f"{drawn}{note} {beside}" if beside else drawn + note
