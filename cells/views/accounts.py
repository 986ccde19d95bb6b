"""Accounts of the commune: who may sign in, in which roles, who confirmed them, and what was done with them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.roles import Do, Role
from cells import services
from cells.access import commune_id, get_for, may, require
from cells.forms.accounts import AccountForm, EndForm, FirstPasswordForm, RoleForm, TrustForm
from cells.models import CommitteeMember, Commune, Grant, Trust
from cells.queries.accounts import account_trail, accounts_of, in_words, to_confirm
from common.crumbs import step
from common.forms import form_page, pressed, taken
from common.pages import page_of

CONFIRMABLE = {"role": Grant, "seat": CommitteeMember}


@require_safe
def office(request):
    """What an administrator looks after, with the way to each."""
    require(request.user, Do.ADMINISTER)
    return render(request, "cells/office.html", {"waiting": len(to_confirm(commune_id(request.user)))})


@require_safe
def accounts(request):
    require(request.user, Do.CONFIRM_ROLES)
    page = page_of(request, accounts_of(commune_id(request.user)))
    context = {"page": page, "may_edit": may(request.user, Do.ADMINISTER)}
    return render(request, "cells/accounts.html", context)


def _own_account(request, pk):
    return get_object_or_404(User.objects.filter(commune=commune_id(request.user)), pk=pk)


def _way_to(account):
    return step("cells:account", account.pk, label=account)


@require_safe
def account(request, pk):
    require(request.user, Do.CONFIRM_ROLES)
    found = _own_account(request, pk)
    context = {
        "found": found,
        "grants": found.grants.select_related("cell", "given_by", "confirmed_by").order_by("since", "pk"),
        "seats": found.committee_seats.select_related("given_by", "confirmed_by").order_by("since", "pk"),
        "may_edit": may(request.user, Do.ADMINISTER),
    }
    return render(request, "cells/account.html", context)


def account_add(request):
    """A new account with its first role; who will look after cells is led on to the seat on the Committee."""
    require(request.user, Do.ADMINISTER)
    commune, today = Commune.objects.get(pk=commune_id(request.user)), timezone.localdate()
    form = AccountForm(request.POST or None, commune=commune, today=today)
    if made := taken(request, form, services.open_account, commune=commune, today=today):
        messages.success(request, _("The account %(name)s is made; hand the password over.") % {"name": made.username})
        if form.cleaned_data["role"] == Role.IN_CHARGE:
            return redirect(reverse("cells:add-committee-member", query={"account": made.pk}))
        return redirect("cells:account", made.pk)
    return form_page(request, form, _("New account"), "cells:office", "cells:accounts")


def role_give(request, pk):
    require(request.user, Do.ADMINISTER)
    found, today = _own_account(request, pk), timezone.localdate()
    commune = Commune.objects.get(pk=found.commune)
    form = RoleForm(request.POST or None, commune=commune, today=today)
    if given := taken(request, form, services.give_role, account=found, commune=commune, today=today):
        said = _("The role waits for a second person to confirm it.") if given.waiting else _("The role is given.")
        messages.success(request, said)
        return redirect("cells:account", pk)
    return form_page(request, form, _("Give a role: %(name)s") % {"name": found}, "cells:accounts", _way_to(found))


def role_end(request, pk):
    grant = get_for(request.user, Do.ADMINISTER, Grant.objects.select_related("account", "cell"), pk=pk)
    today = timezone.localdate()
    form = EndForm(request.POST or None, today=today)
    if taken(request, form, services.end_role, grant=grant, today=today):
        messages.success(request, _("The role is ended."))
        return redirect("cells:account", grant.account_id)
    heading = _("End the role: %(role)s") % {"role": grant}
    return form_page(request, form, heading, "cells:accounts", _way_to(grant.account))


def password_set(request, pk):
    require(request.user, Do.ADMINISTER)
    found = _own_account(request, pk)
    form = FirstPasswordForm(request.POST or None)
    if taken(request, form, services.set_password, account=found, today=timezone.localdate()):
        messages.success(request, _("The account has a new first password; hand it over."))
        return redirect("cells:account", pk)
    return form_page(request, form, _("New password: %(name)s") % {"name": found}, "cells:accounts", _way_to(found))


@require_POST
def account_lock(request, pk):
    require(request.user, Do.ADMINISTER)
    if pressed(request, services.lock_account, account=_own_account(request, pk)):
        messages.success(request, _("The account may no longer sign in."))
    return redirect("cells:account", pk)


@require_POST
def account_unlock(request, pk):
    require(request.user, Do.ADMINISTER)
    if pressed(request, services.unlock_account, account=_own_account(request, pk)):
        messages.success(request, _("The account may sign in again."))
    return redirect("cells:account", pk)


def trusts(request):
    """Who may know of sensitive cases beside the inspection board, each by name, and the form for one more."""
    require(request.user, Do.SEE_SENSITIVE if request.method == "GET" else Do.KEEP_SENSITIVE)
    today, form = timezone.localdate(), None
    if may(request.user, Do.KEEP_SENSITIVE):
        commune = Commune.objects.get(pk=commune_id(request.user))
        form = TrustForm(request.POST or None, user=request.user, commune=commune, today=today)
        if taken(request, form, services.entrust, commune=commune, today=today):
            messages.success(request, _("Saved."))
            return redirect("cells:trusts")
    rows = Trust.objects.visible_to(request.user).select_related("account", "given_by")
    return render(request, "cells/trusts.html", {"rows": rows, "form": form, "today": today})


@require_POST
def trust_end(request, pk):
    trust = get_for(request.user, Do.KEEP_SENSITIVE, Trust.objects, pk=pk)
    if pressed(request, services.end_trust, trust=trust, today=timezone.localdate()):
        messages.success(request, _("The right is ended."))
    return redirect("cells:trusts")


@require_safe
def roles_to_confirm(request):
    """Roles and seats that a second person has to confirm."""
    require(request.user, Do.CONFIRM_ROLES)
    rows = [
        ("role" if isinstance(row, Grant) else "seat", row, request.user.pk not in (row.given_by_id, row.account_id))
        for row in to_confirm(commune_id(request.user))
    ]
    return render(request, "cells/roles_to_confirm.html", {"rows": rows})


def _decide(request, what, pk, service, said):
    if what not in CONFIRMABLE:
        raise Http404
    row = get_object_or_404(CONFIRMABLE[what].objects.filter(commune=commune_id(request.user)), pk=pk)
    if pressed(request, service, row=row, today=timezone.localdate()):
        messages.success(request, said)
    return redirect("cells:roles-to-confirm")


@require_POST
def role_confirm(request, what, pk):
    require(request.user, Do.CONFIRM_ROLES)
    return _decide(request, what, pk, services.confirm, _("Confirmed."))


@require_POST
def role_decline(request, what, pk):
    require(request.user, Do.CONFIRM_ROLES)
    return _decide(request, what, pk, services.decline, _("Not confirmed: it does not count."))


@require_safe
def trail(request):
    """What was done with accounts, roles, seats and assignments, by whom."""
    require(request.user, Do.CONFIRM_ROLES)
    page = page_of(request, account_trail(commune_id(request.user)))
    return render(request, "cells/account_trail.html", {"page": page, "rows": in_words(page)})
