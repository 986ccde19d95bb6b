"""Who was admitted in a year, and what each was on that day."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, require, scope
from cells.models import Cell
from common.crumbs import step
from common.forms import form_page, taken
from common.pages import page_of
from common.people import told_apart
from common.periods import FIRST_YEAR
from development import queries, services
from development.forms import AdmissionFactsForm
from development.models import AdmissionFacts
from development.services.admission import ADMISSIONS
from members.models import Event
from members.queries import open_files


def asked_year(request, today):
    """The year asked for, this year when it makes no sense."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return year if FIRST_YEAR <= year <= today.year + 1 else today.year


@require_safe
def admitted(request):
    """The people behind a figure of admissions."""
    require(request.user, Do.SEE_MEMBERS)
    year = asked_year(request, timezone.localdate())
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEMBERS)
    chosen = request.GET.get("cell", "")
    cell = get_for(request.user, Do.SEE_MEMBERS, Cell.objects, pk=chosen) if chosen else None
    rows = queries.admissions(
        cells=cells.filter(pk=cell.pk) if cell else cells, since=date(year, 1, 1), until=date(year + 1, 1, 1)
    )
    among = next((group for group in queries.Among if group == request.GET.get("among")), None)
    rows = list(rows.select_related("member__ethnicity"))
    facts = queries.facts_of(rows)
    if among:
        rows = [row for row in rows if among.holds(row, facts.get(row.pk))]
    page = page_of(request, rows)
    opens, names = open_files(request.user, [row.member_id for row in page]), told_apart(row.member for row in rows)
    may_tell = bool(scope(request.user, Do.EDIT_MEMBERS))
    events = queries.events_of(page.object_list) if may_tell else {}
    listed = [(row, names[row.member_id], facts.get(row.pk), events.get(row.pk)) for row in page]
    context = {"year": year, "cell": cell, "among": among, "page": page, "rows": listed, "opens": opens}
    return render(request, "development/admitted.html", context)


def admission_facts(request, pk):
    """What somebody was on the day of the ceremony."""
    event = get_for(request.user, Do.EDIT_MEMBERS, Event.objects.kept(), related=("member",), pk=pk)
    if event.kind not in ADMISSIONS:
        raise Http404
    row = AdmissionFacts.objects.filter(event=event).first() or AdmissionFacts(event=event)
    form = AdmissionFactsForm(request.POST or None, instance=row, commune=event.member.commune_id)
    back = step("development:admitted", label=_("Admitted in %(year)s") % {"year": event.on.year}, year=event.on.year)
    if taken(request, form, services.tell_admission_facts, event=event):
        messages.success(request, _("Recorded for %(name)s.") % {"name": event.member})
        return redirect(back.url)
    heading = _("%(name)s on %(day)s, the day of the admission") % {"name": event.member, "day": f"{event.on:%d/%m/%Y}"}
    return form_page(request, form, heading, "development:targets", back)
