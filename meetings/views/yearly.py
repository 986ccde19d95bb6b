from django.shortcuts import render
from django.utils import timezone

from accounts.roles import Do
from cells.access import require
from cells.outgoing import send_tables, wants_excel
from common.forms import YearForm
from meetings.queries import yearly


def cells_over_the_year(request):
    require(request.user, Do.SEE_REPORTS)
    today = timezone.localdate()
    form = YearForm(request.GET, today=today)
    context = {"form": form}
    if form.is_valid():
        report = yearly.cells_over_the_year(user=request.user, today=today, **form.cleaned_data)
        table = report.table
        if wants_excel(request):
            return send_tables(request, table)
        context |= {"table": table, "rule": report.rule}
    return render(request, "meetings/yearly.html", context)
