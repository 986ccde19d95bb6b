from django.shortcuts import render
from django.utils import timezone

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, require
from common.files import attachment
from common.forms import YearForm
from common.tables import to_xlsx
from meetings import yearly


def cells_over_the_year(request):
    require(request.user, Do.SEE_REPORTS)
    today = timezone.localdate()
    form = YearForm({"year": request.GET.get("year", today.year)}, today=today)
    context = {"form": form}
    if form.is_valid():
        report = yearly.cells_over_the_year(user=request.user, today=today, **form.cleaned_data)
        table = report.table
        if request.GET.get("as") == "xlsx":
            audit.exported(name=table.title, commune=commune_id(request.user), what=request.GET.dict())
            content = to_xlsx(table, by=request.user.full_name, at=timezone.localtime())
            return attachment(content, title=table.title, ending="xlsx")
        context |= {"table": table, "rule": report.rule}
    return render(request, "meetings/yearly.html", context)
