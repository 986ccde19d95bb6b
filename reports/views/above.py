"""What the level above reads: closed totals of several communes; who of it may."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.models import Commune
from cells.outgoing import send_tables, wants_excel
from common.forms import pressed, taken
from reports import services
from reports.forms import ClosedPeriodForm, LetReadForm
from reports.models import UpperReader
from reports.queries.above import closed_periods, communes_of
from reports.tables.above import communes_compared

FEW = 4  # communes that a phone shows as cards; more are compared in a table


@require_safe
def communes(request):
    """The closed figures of the own commune, and of those that let the reader in, side by side."""
    if not scope(request.user, Do.SEE_REPORTS).communes:
        raise PermissionDenied
    found = communes_of(request.user)
    form = ClosedPeriodForm(request.GET, periods=closed_periods(found))
    table = communes_compared(found, form.chosen) if form.chosen else None
    if table and wants_excel(request):
        return send_tables(request, table)
    return render(request, "reports/communes.html", {"form": form, "table": table, "few": len(found) <= FEW})


def upper_readers(request):
    """Which accounts of the level above may read the closed periods of the commune."""
    require(request.user, Do.ADMINISTER)
    commune = Commune.objects.get(pk=commune_id(request.user))
    form = LetReadForm(request.POST or None)
    if taken(request, form, services.let_read, commune=commune, today=timezone.localdate()):
        messages.success(request, _("The account may read the closed periods."))
        return redirect("reports:upper-readers")
    readers = UpperReader.objects.visible_to(request.user).kept().select_related("account")
    return render(request, "reports/upper_readers.html", {"form": form, "readers": readers})


@require_POST
def upper_reader_end(request, pk):
    reader = get_for(request.user, Do.ADMINISTER, UpperReader.objects, pk=pk)
    if pressed(request, services.stop_reading, reader=reader):
        messages.success(request, _("Struck out."))
    return redirect("reports:upper-readers")
