"""Accounts that bear the name of somebody who has gone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Do
from cells.access import commune_id, require
from cells.models import Commune
from common.crumbs import step
from common.forms import form_page, taken
from members import services
from members.forms import KeepAccountForm


def account_keep(request, pk):
    """The account works on rightly: it is somebody else's, or theirs for other reasons."""
    require(request.user, Do.CONFIRM_ROLES)
    commune = Commune.objects.get(pk=commune_id(request.user))
    account = get_object_or_404(User.objects.filter(commune=commune.pk), pk=pk)
    form, today = KeepAccountForm(request.POST or None), timezone.localdate()
    if taken(request, form, services.keep_account, account=account, commune=commune, today=today):
        messages.success(request, _("The account stays."))
        return redirect("cells:account", pk)
    heading = _("The account stays: %(name)s") % {"name": account}
    return form_page(request, form, heading, "cells:accounts", step("cells:account", pk, label=account))
