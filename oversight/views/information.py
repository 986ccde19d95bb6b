"""The register of information received, for those who may know of sensitive cases."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Commune
from cells.outgoing import send_tables, wants_excel
from common.crumbs import Crumb
from common.forms import form_page, taken
from common.tables import Column, Figure, Table, as_text
from oversight import services
from oversight.enums import Competence, InformationLevel, InformationStage, InformationWay
from oversight.forms.focus import StrikeTaskForm
from oversight.forms.information import (
    ClassifyForm,
    InformationFilter,
    InformationForm,
    JoinForm,
    LookIntoForm,
    OpenCaseForm,
    SendForm,
)
from oversight.models import Information
from oversight.queries.information import information_told
from oversight.rules.information import way_of

LIST = "oversight:received"

# Each step that deals with it: its form, its service, what its page and its button are called.
STEPS = {
    "send": (SendForm, services.send_information, gettext_lazy("Record that it was sent on")),
    "look": (LookIntoForm, services.look_into_information, gettext_lazy("Record what was found")),
    "case": (OpenCaseForm, services.open_case_on, gettext_lazy("Open a case")),
    "join": (JoinForm, services.join_information, gettext_lazy("It belongs to a case")),
}
NEXT = {InformationStage.SEND: ("send",), InformationStage.LOOK: ("look", "case", "join")}


@require_safe
def received(request):
    """What came in during a year, and beside the present one whatever waits: that which waits first."""
    require(request.user, Do.SEE_SENSITIVE)
    today, commune = timezone.localdate(), commune_id(request.user)
    rows = Information.objects.visible_to(request.user).kept()
    others = rows.exclude(year=today.year).order_by("-year").values_list("year", flat=True).distinct()
    form = InformationFilter(request.GET, this_year=today.year, others=others)
    form.is_valid()
    year = form.cleaned_data.get("year") or today.year
    wanted = Q(year=year)
    if year == today.year:
        wanted |= Q(pk__in=Information.objects.waiting().values("pk"))
    told = information_told(rows.filter(wanted).select_related("case__programme__cell"), commune, today)
    told.sort(key=lambda one: (one.stand.due_on is None, one.stand.due_on or today))
    table = _table_of(told, year)
    if wants_excel(request):
        return send_tables(request, table, only_for=Do.SEE_SENSITIVE)
    context = {
        "form": form,
        "table": table,
        "waiting": sum(one.stand.stage != InformationStage.DONE for one in told),
        "may_keep": may(request.user, Do.KEEP_SENSITIVE),
    }
    return render(request, "oversight/received.html", context)


def _table_of(told, year):
    def row(one):
        found, stand = one.row, one.stand
        level = InformationLevel(found.level) if found.level else None
        return (
            Figure(found.code, found.get_absolute_url()),
            Figure(found.received_on),
            Figure(found.get_source_display()),
            Figure(found.title),
            Figure(level and level.label, tone=level.tone if level else ""),
            Figure(_ended(found) or stand.stage.label, tone=stand.stage.tone),
            Figure(stand.due_on, tone="bad" if stand.late else ""),
        )

    return Table(
        title=_("Register of information received, %(year)s") % {"year": year},
        columns=(
            Column(_("code"), width=14),
            Column(_("received on"), "date"),
            Column(pgettext("of information", "source"), width=34),
            Column(pgettext("of an inspection", "what it is about"), width=40),
            Column(pgettext("of information", "level"), width=22),
            Column(_("state"), width=24, by_name=True),
            Column(_("due"), "date"),
        ),
        rows=tuple(map(row, told)),
        notes=(_("Nothing here is a conclusion before it is checked. Days due are working days."),),
    )


def _ended(row):
    way = way_of(row)
    return way and way.label


@require_safe
def information(request, pk):
    """One piece of information: what it is about, how it stands, and what is to be done next."""
    found = get_for(request.user, Do.SEE_SENSITIVE, Information.objects, related=("case__programme__cell",), pk=pk)
    today = timezone.localdate()
    [told] = information_told([found], found.commune_id, today)
    keeps = scope(request.user, Do.KEEP_SENSITIVE).has(commune=found.commune_id, cell=None) and not found.struck
    ways = _ways(told, pk) if keeps else []
    context = {
        "row": told.row,
        "stand": told.stand,
        "ended": _ended(told.row),
        "facts": _facts(told.row),
        "act": ways[0] if ways else None,
        "ways": ways[1:],
        "keeps": keeps,
        "today": today,
    }
    return render(request, "oversight/information.html", context)


def _ways(told, pk):
    """[Crumb] of what may be done: what comes next first."""
    row, stage = told.row, told.stand.stage
    classify = Crumb(_("Classify it"), reverse("oversight:classify-information", args=[pk]))
    if stage == InformationStage.RECEIVED:
        return [classify]
    steps = [
        Crumb(str(STEPS[one][2]), reverse("oversight:information-step", args=[pk, one])) for one in NEXT.get(stage, ())
    ]
    if row.level in (InformationLevel.SIGNS, InformationLevel.COMPLEX) and row.competence == Competence.COMMUNE:
        steps.sort(key=lambda way: "/case/" not in way.url)
    if way_of(row) in (None, InformationWay.KEPT):
        steps.append(Crumb(_("Classify it anew"), classify.url))
    return steps


def _facts(row):
    """[(label, value)] of what is known; empty ones are left out."""
    rows = [
        (_("received on"), row.received_on),
        (pgettext("of information", "source"), row.get_source_display()),
        (_("which body or paper"), row.sender),
        (_("content, as statistics count it"), row.get_content_display()),
        (_("classified on"), row.classified_on),
        (pgettext("of information", "level"), row.get_level_display()),
        (_("who has to deal with it"), row.get_competence_display()),
        (_("dealt with on"), row.done_on if way_of(row) else None),
        (_("sent to"), row.sent_to),
    ]
    return [(capfirst(str(label)), as_text(value, "text")) for label, value in rows if value]


def information_add(request):
    require(request.user, Do.KEEP_SENSITIVE)
    commune = Commune.objects.get(pk=commune_id(request.user))
    initial = {"received_on": f"{timezone.localdate():%d/%m/%Y}"}
    form = InformationForm(request.POST or None, commune=commune, initial=initial)
    if made := taken(request, form, services.receive_information, commune=commune):
        messages.success(request, _("Saved. Next: classify it."))
        return redirect(made)
    return form_page(request, form, capfirst(_("information received")), LIST)


def _own(request, pk):
    return get_for(request.user, Do.KEEP_SENSITIVE, Information.objects, related=("commune", "case"), pk=pk)


def _form(request, row, form, service, heading, /, **about):
    """The page of one form about a row."""
    if taken(request, form, service, **about):
        messages.success(request, _("Saved."))
        return redirect(row)
    return form_page(request, form, f"{capfirst(heading)}: {row.code}", LIST, row)


def information_edit(request, pk):
    row = _own(request, pk)
    form = InformationForm(request.POST or None, instance=row, commune=row.commune)
    return _form(request, row, form, services.change_information, _("Change"), information=row)


def information_classify(request, pk):
    row = _own(request, pk)
    form = ClassifyForm(request.POST or None, row=row, today=timezone.localdate())
    return _form(request, row, form, services.classify_information, _("Classify it"), information=row)


def information_step(request, pk, step):
    if step not in STEPS:
        raise Http404
    row, today = _own(request, pk), timezone.localdate()
    form_class, service, heading = STEPS[step]
    form = form_class(request.POST or None, row=row, user=request.user, initial={"on": f"{today:%d/%m/%Y}"})
    about = {"information": row} | ({"today": today} if step == "case" else {})
    return _form(request, row, form, service, heading, **about)


def information_strike(request, pk):
    row = _own(request, pk)
    form = StrikeTaskForm(request.POST or None)
    return _form(request, row, form, services.strike_information, _("Recorded by mistake"), information=row)
