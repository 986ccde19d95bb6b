"""The one way out: a table or a paper leaves the system as a file here and nowhere else, and leaves a trail."""

from django.utils import timezone

from accounts import audit
from cells.access import commune_id
from common.documents import to_docx
from common.files import attachment
from common.tables import to_xlsx


def wants_excel(request):
    """Whether the address asks for the page's table as a file."""
    return request.GET.get("as") == "xlsx"


def wants_word(request):
    """Whether the address asks for the page as a document."""
    return request.GET.get("as") == "docx"


def send_tables(request, *tables, about=None, only_for="", **why):
    """The answer with `tables` as one Excel file, named after the first.

    The trail keeps the choices of the address; where the file is all `about` one record, that record and `why`. Only
    those who hold the Do `only_for` find the line, where there is one.
    """
    title = tables[0].title
    if about:
        audit.seen(about, kind="exported", **why)
    else:
        audit.exported(name=title, commune=commune_id(request.user), what=request.GET.dict(), only_for=only_for)
    content = to_xlsx(*tables, by=request.user.full_name, at=timezone.localtime())
    return attachment(content, title=title, ending="xlsx")


def send_paper(request, document, *, title, known_as="", only_for="", **what):
    """The answer with a Document as a Word file named `title`; `what` is told to the trail beside the address. The
    trail calls it `known_as`, where the title says more than everybody may know who reads the trail; only those who
    hold the Do `only_for` find the line, where there is one."""
    title, told = " ".join(title.split()), request.GET.dict() | what
    audit.exported(name=known_as or title, commune=commune_id(request.user), what=told, only_for=only_for)
    return attachment(to_docx(document), title=title, ending="docx")


def send_blank(request, content, *, title):
    """The answer with an Excel file (bytes) that holds no records, to be filled in."""
    audit.exported(name=title, commune=commune_id(request.user), what={})
    return attachment(content, title=title, ending="xlsx")


def send_filled(request, content, *, title, **what):
    """The answer with an Excel file (bytes) of the office that was filled with figures; `what` is told to the trail."""
    audit.exported(name=title, commune=commune_id(request.user), what=what)
    return attachment(content, title=title, ending="xlsx")
