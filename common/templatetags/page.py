"""What any page may need: the one-time key of a form, and figures as the office writes them."""

import uuid
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from common.numbers import percent, points

register = template.Library()
register.filter(points)
register.filter(percent)


@register.simple_tag
def form_key():
    """A hidden key that makes a form count once; see `accounts.double_submit`."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid.uuid4().hex)


@register.simple_tag
@cache
def assets():
    """Sheet, script and icon of every page: the same as long as the process runs."""
    parts = (
        format_html('<link rel="icon" href="{}" type="image/svg+xml">', static("icon.svg")),
        format_html('<link rel="stylesheet" href="{}">', static("app.css")),
        format_html('<script src="{}" defer></script>', static("app.js")),
    )
    return mark_safe("".join(parts))


@register.simple_tag
def told_to_script():
    """What `app.js` has to know of every page, as attributes of its body: the day, and words that it shows."""
    return format_html(
        'data-today="{}" data-pick-day="{}" data-pick-time="{}"',
        timezone.localdate().isoformat(),
        _("Choose a day"),
        _("Choose a time"),
    )


@register.simple_tag
def printed_by(name):
    """Who printed a page, and when."""
    return _("Printed by %(name)s at %(time)s") % {"name": name, "time": f"{timezone.localtime():%H:%M %d/%m/%Y}"}


@register.filter
def item(mapping, key):
    """The value of `key` in a dictionary, or None."""
    return mapping.get(key)
