"""What any page may need: the one-time key of a form, and figures as the office writes them."""

import uuid

from django import template
from django.utils.html import format_html

from common.numbers import percent, points

register = template.Library()
register.filter(points)
register.filter(percent)


@register.simple_tag
def form_key():
    """A hidden key that makes a form count once; see `accounts.double_submit`."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid.uuid4().hex)


@register.filter
def item(mapping, key):
    """The value of `key` in a dictionary, or None."""
    return mapping.get(key)
