"""Members of the Party Committee, the accounts they sign in with and the cells they look after."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells import services
from cells.access import commune_id, get_for, may, require, scope
from cells.forms.accounts import CommitteeMemberForm, EndSeatForm, LeadForm, SeatAccountForm
from cells.models import CommitteeMember, Commune
from cells.queries.accounts import seats_of
from common.forms import form_page, taken
from common.pages import page_of


@require_safe
def committee(request):
    require(request.user, Do.SEE_CELLS)
    today = timezone.localdate()
    seats = seats_of(CommitteeMember.objects.visible_to(request.user), day=today)
    page = page_of(request, seats)
    return render(request, "cells/committee.html", {"page": page, "may_add": may(request.user, Do.ADMINISTER)})


@require_safe
def committee_member(request, pk):
    seats = CommitteeMember.objects.select_related("account")
    seat = get_for(request.user, Do.SEE_CELLS, seats, pk=pk)
    today = timezone.localdate()
    context = {
        "seat": seat,
        "assignments": seat.assignments.select_related("cell").order_by("since", "pk"),
        "may_edit": scope(request.user, Do.EDIT_STRUCTURE).has(commune=seat.commune_id, cell=None),
        "may_see_accounts": may(request.user, Do.CONFIRM_ROLES),
        "may_give_account": may(request.user, Do.ADMINISTER) and seat.account_id is None,
        "over": not (seat.until is None or today < seat.until),
    }
    return render(request, "cells/committee_member.html", context)


def committee_member_add(request):
    """A seat; an account may be named in the address, which was just made for it."""
    require(request.user, Do.ADMINISTER)
    commune = Commune.objects.get(pk=commune_id(request.user))
    form = CommitteeMemberForm(request.POST or None, commune=commune, initial=_whose(request, commune))
    if seat := taken(request, form, services.add_committee_member, commune=commune):
        messages.success(request, _("%(name)s is recorded. Next: the cells to look after.") % {"name": seat})
        return redirect(seat)
    return form_page(request, form, _("New Committee member"), "cells:committee")


def _whose(request, commune):
    try:
        account = SeatAccountForm(commune=commune).fields["account"].clean(request.GET.get("account"))
    except ValidationError:
        account = None
    today = f"{timezone.localdate():%d/%m/%Y}"
    return {"since": today} | ({"full_name": account.full_name, "account": account.pk} if account else {})


def seat_account(request, pk):
    seat = get_for(request.user, Do.ADMINISTER, CommitteeMember.objects.select_related("commune"), pk=pk)
    form = SeatAccountForm(request.POST or None, commune=seat.commune)
    if taken(request, form, services.give_seat_account, seat=seat):
        messages.success(request, _("Saved."))
        return redirect(seat)
    return form_page(request, form, _("Account of %(name)s") % {"name": seat}, "cells:committee", seat)


def seat_end(request, pk):
    seat = get_for(request.user, Do.EDIT_STRUCTURE, CommitteeMember.objects, pk=pk)
    form = EndSeatForm(request.POST or None, today=timezone.localdate())
    if taken(request, form, services.end_seat, seat=seat):
        messages.success(request, _("Saved."))
        return redirect(seat)
    return form_page(request, form, _("%(name)s leaves the Committee") % {"name": seat}, "cells:committee", seat)


def seat_lead(request, pk):
    """A cell for a Committee member to look after; who looked after it before is released."""
    seat = get_for(request.user, Do.EDIT_STRUCTURE, CommitteeMember.objects.select_related("commune"), pk=pk)
    form = LeadForm(request.POST or None, commune=seat.commune, today=timezone.localdate())
    if taken(request, form, services.assign, committee_member=seat):
        messages.success(request, _("%(cell)s has a Committee member in charge.") % {"cell": form.cleaned_data["cell"]})
        return redirect(seat)
    return form_page(request, form, _("A cell for %(name)s") % {"name": seat}, "cells:committee", seat)
