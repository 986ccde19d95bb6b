from django.shortcuts import render
from django.utils import timezone

from accounts import audit
from cells.access import commune_id
from common.files import attachment
from common.tables import to_xlsx


def form_page(request, form, heading, back, *args):
    """A page with one form; `back` and `args` name the address that "Cancel" leads to."""
    return render(request, "components/form_page.html", {"form": form, "heading": heading, "back": back, "args": args})


def table_page(request, template, table, context):
    """A page that shows `table`, or with ?as=xlsx the same as a file."""
    if request.GET.get("as") == "xlsx":
        return table_file(request, table)
    return render(request, template, {"table": table, **context})


def table_file(request, table):
    """`table` as an Excel file; that it left leaves a trail."""
    audit.exported(name=table.title, commune=commune_id(request.user), what=request.GET.dict())
    content = to_xlsx(table, by=request.user.full_name, at=timezone.localtime())
    return attachment(content, title=table.title, ending="xlsx")
