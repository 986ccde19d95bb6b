"""What a member, or a cell, was commended, given and disciplined for."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, scope
from cells.models import Cell
from common.crumbs import step
from common.forms import form_page, taken
from members import services
from members.forms import (
    CommendForm,
    DisciplineEntryForm,
    EnterBadgeForm,
    InquiryForm,
    LastsUntilForm,
    LiftDisciplineForm,
    StrikeDecisionForm,
)
from members.models import (
    Arrears,
    Badge,
    BadgeRules,
    CellDiscipline,
    CellRating,
    Commendation,
    Discipline,
    HamletRole,
    Inquiry,
    Member,
    MemberRating,
)
from members.queries import next_badge, party_age_of

# What can be struck out, and by whom.
STRUCK = {
    "commendation": (Commendation, Do.EDIT_MEMBERS),
    "badge": (Badge, Do.EDIT_MEMBERS),
    "discipline": (Discipline, Do.EDIT_DISCIPLINE),
    "cell-discipline": (CellDiscipline, Do.EDIT_DISCIPLINE),
    "inquiry": (Inquiry, Do.EDIT_DISCIPLINE),
    "hamlet-role": (HamletRole, Do.EDIT_MEMBERS),
    "rating": (MemberRating, Do.DECIDE_RATINGS),
    "cell-rating": (CellRating, Do.DECIDE_RATINGS),
    "arrears": (Arrears, Do.KEEP_DUES),
}

# The page where it is struck out, if another than that of honours.
STANDS = {"hamlet-role": "members:record", "rating": "members:record"}


@require_safe
def honours(request, pk):
    """Commendations and badges; disciplinary measures only for those who may know of them."""
    member = get_for(request.user, Do.SEE_MEMBERS, Member.objects, pk=pk)
    today = timezone.localdate()
    last = member.memberships.order_by("since").last()
    place = {"commune": member.commune_id, "cell": last and last.cell_id}
    rules = BadgeRules.objects.in_force(member.commune_id, today)
    context = {
        "member": member,
        "commendations": member.commendations.all(),
        "badges": member.badges.all(),
        "party_age": party_age_of(member),
        "next": next_badge(member, rules=rules, day=today),
        "may_edit": scope(request.user, Do.EDIT_MEMBERS).has(**place),
        "sees_discipline": scope(request.user, Do.SEE_DISCIPLINE).has(**place),
        "may_discipline": scope(request.user, Do.EDIT_DISCIPLINE).has(**place),
        "disciplines": Discipline.objects.visible_to(request.user).filter(member=member).select_related("replaced_by"),
        "inquiries": Inquiry.objects.visible_to(request.user).filter(member=member),
    }
    return render(request, "members/honours.html", context)


def commend(request, pk):
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, pk=pk)
    form = CommendForm(request.POST or None)
    if taken(request, form, services.commend, member=member):
        messages.success(request, _("Recorded for %(name)s.") % {"name": member})
        return redirect("members:honours", pk)
    return form_page(
        request, form, _("Commendation of %(name)s") % {"name": member}, member, step("members:honours", pk)
    )


@require_safe
def cell_honours(request, pk):
    """What a cell was commended for; what it was disciplined for, only for those who may know of it."""
    cell = get_for(request.user, Do.SEE_MEMBERS, Cell.objects, pk=pk)
    context = {
        "cell": cell,
        "commendations": cell.commendations.all(),
        "may_edit": scope(request.user, Do.EDIT_MEMBERS).has(commune=cell.commune_id, cell=cell.pk),
        "may_discipline": scope(request.user, Do.EDIT_DISCIPLINE).has(commune=cell.commune_id, cell=cell.pk),
        "disciplines": CellDiscipline.objects.visible_to(request.user).filter(cell=cell).select_related("replaced_by"),
    }
    return render(request, "members/cell_honours.html", context)


def commend_cell(request, pk):
    cell = get_for(request.user, Do.EDIT_MEMBERS, Cell.objects, pk=pk)
    form = CommendForm(request.POST or None, of_cell=True)
    if taken(request, form, services.commend, cell=cell):
        messages.success(request, _("Recorded for %(name)s.") % {"name": cell})
        return redirect("members:cell-honours", pk)
    return form_page(
        request, form, _("Commendation of %(name)s") % {"name": cell}, cell, step("members:cell-honours", pk)
    )


def discipline(request, pk):
    member = get_for(request.user, Do.EDIT_DISCIPLINE, Member.objects, pk=pk)
    form = DisciplineEntryForm(request.POST or None)
    if taken(request, form, services.enter_discipline, member=member):
        messages.success(request, _("Recorded for %(name)s.") % {"name": member})
        return redirect("members:honours", pk)
    return form_page(
        request, form, _("Disciplinary measure on %(name)s") % {"name": member}, member, step("members:honours", pk)
    )


def remove_discipline(request, pk):
    measure = get_for(request.user, Do.EDIT_DISCIPLINE, Discipline.objects.select_related("member"), pk=pk)
    form = LiftDisciplineForm(request.POST or None)
    if taken(request, form, services.lift_discipline, discipline=measure):
        messages.success(request, _("Saved."))
        return redirect("members:honours", measure.member_id)
    heading = _("Lifting: %(form)s of %(name)s") % {"form": measure.get_form_display(), "name": measure.member}
    return form_page(request, form, heading, measure.member, step("members:honours", measure.member_id))


def inquire(request, pk):
    member = get_for(request.user, Do.EDIT_DISCIPLINE, Member.objects, pk=pk)
    form = InquiryForm(request.POST or None)
    if taken(request, form, services.open_inquiry, member=member):
        messages.success(request, _("Recorded for %(name)s.") % {"name": member})
        return redirect("members:honours", pk)
    return form_page(
        request, form, _("Case not concluded of %(name)s") % {"name": member}, member, step("members:honours", pk)
    )


def conclude_inquiry(request, pk):
    inquiry = get_for(request.user, Do.EDIT_DISCIPLINE, Inquiry.objects.select_related("member"), pk=pk)
    form = LastsUntilForm(request.POST or None)
    if taken(request, form, services.conclude_inquiry, inquiry=inquiry):
        messages.success(request, _("Saved."))
        return redirect("members:honours", inquiry.member_id)
    heading = _("Case of %(name)s concluded") % {"name": inquiry.member}
    return form_page(request, form, heading, inquiry.member, step("members:honours", inquiry.member_id))


def enter_badge(request, pk):
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, pk=pk)
    rules = BadgeRules.objects.in_force(member.commune_id, timezone.localdate())
    form = EnterBadgeForm(request.POST or None, rules=rules)
    if taken(request, form, services.enter_badge, member=member):
        messages.success(request, _("Recorded for %(name)s.") % {"name": member})
        return redirect("members:honours", pk)
    return form_page(
        request, form, _("Badge that %(name)s holds") % {"name": member}, member, step("members:honours", pk)
    )


def strike(request, kind, pk):
    if kind not in STRUCK:
        raise Http404
    model, do = STRUCK[kind]
    decision = get_for(request.user, do, model.objects, pk=pk)
    form = StrikeDecisionForm(request.POST or None)
    member = getattr(decision, "member", None)
    of = member or decision.cell
    back = step("members:cell-honours" if member is None else STANDS.get(kind, "members:honours"), of.pk)
    if taken(request, form, services.strike, decision=decision):
        messages.success(request, _("The records are corrected."))
        return redirect(back.url)
    return form_page(request, form, _("Strike out: %(what)s") % {"what": decision}, of, back)
