"""What any page may need: the one-time key of a form, and figures as the office writes them."""

import uuid
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def form_key():
    """A hidden key that makes a form count once; see `accounts.once`."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid.uuid4().hex)


@register.filter
def points(value):
    """A number of points without idle zeros, with the comma of the language; an empty text for None."""
    if value is None or value == "":
        return ""
    text = f"{Decimal(value):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if get_language() == "vi" else text


@register.filter
def percent(value):
    """A fraction as percent with one decimal; a dash for None."""
    return "–" if value is None else points(round(Decimal(value) * 100, 1)) + " %"


@register.filter
def item(mapping, key):
    """The value of `key` in a dictionary, or None."""
    return mapping.get(key)
