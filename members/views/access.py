from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import TrailEntry
from accounts.roles import Do
from cells.access import commune_id, require
from common.tables import download
from members.forms import AccessFilter
from members.held import looks_table
from members.views.listing import PER_PAGE

MOST = 20_000  # rows of a file


def access_log(request):
    """Who looked at whose file, who took what out of the system, who had a number shown in full and what for."""
    require(request.user, Do.ADMINISTER)
    commune = commune_id(request.user)
    form = AccessFilter(request.GET)
    entries = TrailEntry.objects.filter(commune=commune).order_by("-at", "-pk")
    entries = form.narrow(entries, commune) if form.is_valid() else entries.none()
    if request.GET.get("as") == "xlsx" and form.is_valid():
        table = looks_table(_("Access log"), entries[:MOST])
        audit.exported(name=table.title, commune=commune, what=request.GET.dict())
        return download(table, by=request.user.full_name, at=timezone.localtime())
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "members/access_log.html", {"form": form, "page": page, "most": MOST})
