"""Parts of a page that Python writes in one go, because a template in a loop costs several times as much."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()


@register.inclusion_tag("components/table.html")
def table(table, stack=False, caption=True):
    """A `common.tables.Table`: with `stack`, a narrow screen shows each row as a card; `caption` shows its subtitle."""
    row = _row(table.columns, stack)
    return {
        "table": table,
        "stack": stack,
        "caption": caption and table.subtitle,
        "rows": mark_safe("".join(map(row, table.shown_rows))),
        "total": table.total and row(table.shown_total),
    }


def _row(columns, stack):
    """A function that writes a row of (Column, Figure, text)."""
    opens = ['<th scope="row">', *(_opening(column, stack) for column in columns[1:])]
    closes = ["</th>", *["</td>"] * (len(columns) - 1)]

    def written(row):
        cells = zip(opens, row, closes, strict=True)
        return mark_safe(f"<tr>{''.join([o + _figure(figure, text) + c for o, (_, figure, text), c in cells])}</tr>")

    return written


def _opening(column, stack):
    number = ' class="number"' if column.kind != "text" else ""
    label = f' data-label="{escape(column.label)}"' if stack else ""
    return f"<td{number}{label}>"


def _figure(figure, text):
    drawn = escape(text)
    if figure.tone:
        drawn = f'<span class="badge {escape(figure.tone)}">{drawn}</span>'
    if figure.url:
        drawn = f'<a href="{escape(figure.url)}">{drawn}</a>'
    return f"{drawn} <small>{escape(figure.note)}</small>" if figure.note else drawn
