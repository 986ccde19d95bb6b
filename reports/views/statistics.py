from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import require
from cells.outgoing import send_filled
from common.forms import reads_first
from reports.forms import FillForm
from reports.tables.statistics import basic_statistics, filled


def _uploaded(request):
    """The form with the workbook, which is read by asking whether it is whole."""
    require(request.user, Do.KEEP_PERIODS)
    form = FillForm(request.POST or None, request.FILES or None, today=timezone.localdate())
    form.is_valid()
    return form


@reads_first(_uploaded)
def statistics_fill(request):
    """The workbook of the office comes back with its codes turned into figures; one with a code that is not known, and
    figures that do not add up, come back as a sentence."""
    require(request.user, Do.KEEP_PERIODS)
    form = request.read_first
    if form.is_valid():
        period = form.cleaned_data["period"]
        made = basic_statistics(user=request.user, period=period, today=timezone.localdate())
        content, unknown = filled(form.cleaned_data["file"], made.values)
        if not made.faults and not unknown:
            return send_filled(request, content, title=made.title, period=period.code)
        words = _("Codes that are not known: %(codes)s.")
        form.add_error("file", " ".join([*made.faults, *([words % {"codes": ", ".join(unknown)}] if unknown else [])]))
    return render(request, "reports/fill.html", {"form": form})
