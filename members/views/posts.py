from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import require
from cells.models import Cell
from common.tables import Column, Figure, Table
from members.enums import PostKind
from members.forms import OnDayForm
from members.queries.posts import posts_of
from members.views.page import table_page


@require_safe
def posts(request):
    """Who holds which post in the cells on a day; those where there is something to put right first."""
    require(request.user, Do.SEE_MEMBERS)
    today = timezone.localdate()
    form = OnDayForm(request.GET, today=today)
    day = form.cleaned_data["day"] if form.is_valid() else today
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEMBERS).active_on(day).order_by("search_key", "pk")
    entries = sorted(posts_of(cells=list(cells), day=day), key=lambda entry: not entry.warnings)
    context = {"form": form, "day": day, "entries": entries, "warned": sum(bool(entry.warnings) for entry in entries)}
    return table_page(request, "members/posts.html", _table(entries, day), context)


def _table(entries, day):
    rows = []
    for entry in entries:
        people = ["; ".join(f"{post.name} ({post.since:%d/%m/%Y})" for post in entry.filled[kind]) for kind in PostKind]
        warnings = " ".join(sentence for _kind, sentence in entry.warnings)
        rows.append((Figure(entry.cell.name), Figure(entry.head.official), *map(Figure, people), Figure(warnings)))
    return Table(
        title=_("Posts in the cells on %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        columns=(
            Column(_("cell"), width=30),
            Column(_("Official members"), "number"),
            *(Column(kind.label, width=30) for kind in PostKind),
            Column(_("To put right"), width=50),
        ),
        rows=tuple(rows),
        notes=(_("Beside each name: since when."),),
    )
