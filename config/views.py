"""Pages about the product itself: where everything is, and what its pages are built of."""

import re
from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import may
from common.remembered import sort_of
from config.components import SampleChoice, SampleForm, refused_form, sample_plots, sample_table, standing_table
from config.navigation import ACCOUNT, places_of
from meetings.enums import Band

SOME_DAY = date(2026, 11, 29)
ICONS = re.findall(r'<symbol id="(\w+)"', (settings.ROOT / "static" / "icons.svg").read_text())


@require_safe
def more(request):
    """Every place with its pages, first those for which the bar at the bottom of a phone has no room."""
    places = sorted(places_of(request.user)[1:], key=lambda pair: pair[0].near)
    return render(request, "more.html", {"places": places, "account": ACCOUNT})


@require_safe
def components(request):
    """The parts that pages are built of, in their states, from sample data."""
    if not settings.DEBUG and not may(request.user, Do.ADMINISTER):
        raise PermissionDenied
    context = {
        "bands": list(zip(Band, (96, 79, 67, 42), strict=True)),
        "form": refused_form() if "mistakes" in request.GET else SampleForm(),
        "choice": SampleChoice({"year": "2025", "kind": "regular"} | request.GET.dict()),
        "table": sample_table().in_order(sort_of(request)),
        "standing": standing_table(),
        "nothing": replace(sample_table(), rows=(), total=(), notes=()),
        "plots": sample_plots(),
        "tones": ("ok", "info", "warn", "bad"),
        "icons": ICONS,
        "today": SOME_DAY,
        "days": [SOME_DAY - timedelta(days=26), SOME_DAY, SOME_DAY + timedelta(days=5), SOME_DAY + timedelta(days=30)],
        "facts": [(_("cell"), "Lũng Mẫu"), (_("place"), "")],
    }
    return render(request, "components.html", context)
