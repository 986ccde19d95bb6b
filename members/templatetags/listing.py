"""The filter and the rows of a member list, written in one go: template loops over them cost three times as much."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from common.text import escaped
from members.enums import Standing

register = template.Library()

FIELD = '<div class="field"><label for="{}">{}</label>{}{}</div>'
DESK = ' class="desk"'
CELLS = '<td class="desk">{2}</td><td>{3}</td><td>{4}</td><td{7}>{5}</td><td class="by-name">{6}</td></tr>\n'
OPENS = '<tr><th scope="row"><a href="{0}">{1}</a></th>' + CELLS
CLOSED = '<tr><th scope="row">{1}</th>' + CELLS
BADGE = '<span class="badge {}">{}</span>'


@register.simple_tag
def choices(fields):
    """The bound `fields` of a filter, none of which is required."""
    return format_html_join(
        "", FIELD, ((f.id_for_label, capfirst(f.label), f.as_widget(), f.errors or "") for f in fields)
    )


@register.simple_tag
def people_rows(people):
    """Table rows of the page `people`, each a `members.queries.listing.ListRow`."""
    drawn, official = [], str(Standing.OFFICIAL.label)  # goes without saying on a phone
    for row in people.object_list:
        badges = format_html_join(" ", BADGE, row.remarks) if row.remarks else ""
        name, cell = escaped(row.full_name), escaped(row.cell)  # the rest is made of numbers and our own words
        line = OPENS if row.url else CLOSED
        where = DESK if row.standing.startswith(official) else ""
        drawn.append(line.format(row.url, name, row.sex, row.born, cell, row.standing, badges, where))
    return mark_safe("".join(drawn))
