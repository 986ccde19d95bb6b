from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cells.queries import came_from

register = template.Library()


@register.simple_tag
def origin(row):
    """From which cell the one that `row` belongs to has taken it over; nothing where it always was its own."""
    cell = came_from(row)
    return format_html('<span class="badge">{}</span>', _("from %(cell)s") % {"cell": cell}) if cell else ""
