from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, require, trail_of
from cells.outgoing import send_tables, wants_excel
from common.pages import page_of
from privacy.forms import AccessFilter
from privacy.queries import looks_table

MOST = 20_000  # rows of a file


@require_safe
def access_log(request):
    """Who looked at whose file, who took what out of the system, who had a number shown in full and what for."""
    require(request.user, Do.ADMINISTER)
    commune = commune_id(request.user)
    form = AccessFilter(request.GET)
    entries = trail_of(request.user).order_by("-at", "-pk")
    entries = form.narrow(entries, commune) if form.is_valid() else entries.none()
    if wants_excel(request) and form.is_valid():
        return send_tables(request, looks_table(_("Access log"), entries[:MOST]))
    page = page_of(request, entries)
    return render(request, "privacy/access_log.html", {"form": form, "page": page, "most": MOST})
