"""Transfer slips of members who go to another Party organisation."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.enums import PaperKind
from cells.outgoing import send_paper
from cells.queries import as_issued, changed_since, current_number, kinds_begun, mark_of
from common.crumbs import step
from common.forms import form_page, give_number, taken
from common.tables import Column, Figure, Table
from members import services
from members.forms import PresentSlipForm, SlipFilter, SlipForm, StrikeForm
from members.models import Member, Slip
from members.papers.slip import slip_paper
from members.queries.namesakes import apart
from members.queries.slips import slip_clocks
from members.views.page import table_page

RELATED = ("member__commune",)


@require_safe
def slips(request):
    """Slips still on their way, or those of a year, with their limits."""
    require(request.user, Do.SEE_MEMBERS)
    today, commune = timezone.localdate(), commune_id(request.user)
    form = SlipFilter(request.GET, today=today)
    found = form.narrow(Slip.objects.visible_to(request.user)).select_related("member").order_by("-on", "-pk")
    table = _slips_table(slip_clocks(found, commune=commune, today=today))
    audit.listed(name=table.title, commune=commune, what=request.GET.dict())
    return table_page(request, "members/slips.html", table, {"form": form})


def _slips_table(clocks):
    names = apart(clock.slip.member for clock in clocks)
    rows = [
        (
            Figure(names[clock.slip.member_id], clock.slip.get_absolute_url(), by=clock.slip.member.sort_key),
            Figure(clock.slip.get_kind_display()),
            Figure(clock.slip.to),
            Figure(clock.slip.on),
            Figure(clock.present_by),
            Figure(clock.slip.presented_on),
            Figure(clock.state.label, tone=clock.state.tone),
            Figure("; ".join(_remarks(clock))),
        )
        for clock in clocks
    ]
    return Table(
        title=capfirst(_("transfer slips")),
        columns=(
            Column(_("full name"), width=26),
            Column(_("kind of slip"), width=30),
            Column(_("to which Party organisation"), width=34),
            Column(_("slip given on"), "date"),
            Column(_("to be presented by"), "date"),
            Column(_("presented on"), "date"),
            Column(_("state"), width=20, by_name=True),
            Column(_("Remarks"), width=36),
        ),
        rows=tuple(rows),
        notes=(_("Limits are counted in working days; a slip that is late is told here, not refused."),),
    )


def _remarks(clock):
    """[sentence] on the limits of a SlipClock."""
    said = []
    if clock.given_late:
        said.append(_("given late: it was due by %(day)s") % {"day": f"{clock.give_by:%d/%m/%Y}"})
    if clock.unsure:
        years = ", ".join(map(str, clock.unsure))
        said.append(_("days off of %(years)s are not announced yet: the limit may move") % {"years": years})
    return said


@require_safe
def slip(request, pk):
    slip = get_for(request.user, Do.SEE_MEMBERS, Slip.objects, related=RELATED, pk=pk)
    today, commune = timezone.localdate(), slip.member.commune_id
    [clock] = slip_clocks([slip], commune=commune, today=today)
    number = current_number(slip.paper_id)
    now = slip_paper(slip, number)
    may_edit = scope(request.user, Do.EDIT_MEMBERS).has(commune=commune, cell=None)
    context = {
        "slip": slip,
        "clock": clock,
        "remarks": _remarks(clock),
        "number": number,
        "changed": changed_since(number, now) if number else [],
        "paper_shown": mark_of(now),
        "may_edit": may_edit and not slip.struck,
        "begins": PaperKind.INTRODUCTION not in kinds_begun(cell=None, commune=commune, day=slip.on),
        "today": today,
    }
    return render(request, "members/slip.html", context)


def slip_add(request, pk):
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, pk=pk)
    form = SlipForm(request.POST or None)
    if slip := taken(request, form, services.give_slip, member=member):
        messages.success(request, _("Recorded for %(name)s.") % {"name": member})
        return redirect(slip)
    return form_page(request, form, _("Transfer slip of %(name)s") % {"name": member}, "members:list", member)


def slip_word(request, pk):
    """The Word file of a slip, as issued where it is numbered. A POST gives it a number first."""
    slip = get_for(request.user, Do.SEE_MEMBERS, Slip.objects, related=RELATED, pk=pk)
    number = current_number(slip.paper_id)
    if request.method == "POST":
        get_for(request.user, Do.EDIT_MEMBERS, Slip.objects, pk=pk)
        give = partial(services.number_slip, slip=slip)
        then = reverse("members:slip-word", args=[pk])
        return give_number(request, give, number, PaperKind.INTRODUCTION.label, then, way=("members:slips", slip))
    document = as_issued(number) or slip_paper(slip, number)
    title = f"{document.title} {number or ''} {slip.member} {slip.on:%Y-%m-%d}"
    return send_paper(request, document, title=title, slip=pk)


def slip_present(request, pk):
    slip = get_for(request.user, Do.EDIT_MEMBERS, Slip.objects, related=RELATED, pk=pk)
    form = PresentSlipForm(request.POST or None)
    if taken(request, form, services.present_slip, slip=slip):
        messages.success(request, _("Saved."))
        return redirect(slip)
    heading = _("%(name)s: slip presented") % {"name": slip.member}
    return form_page(request, form, heading, "members:slips", slip)


def slip_strike(request, pk):
    slip = get_for(request.user, Do.EDIT_MEMBERS, Slip.objects, related=RELATED, pk=pk)
    form = StrikeForm(request.POST or None)
    if taken(request, form, services.strike_slip, slip=slip):
        words = _("The slip is struck out. Where %(name)s did not leave, correct that in the life too.")
        messages.success(request, words % {"name": slip.member})
        return redirect("members:life", slip.member_id)
    heading = _("Strike out: %(what)s") % {"what": f"{slip}, {slip.member}"}
    return form_page(request, form, heading, "members:slips", step("members:slip", pk, label=slip))
