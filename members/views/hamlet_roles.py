"""Heads of hamlets, persons of prestige and elders among the members."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import get_for
from common.crumbs import step
from common.forms import form_page, taken
from members import services
from members.forms import HamletRoleForm, LastsUntilForm
from members.models import HamletRole, Member


def hamlet_role_add(request, pk):
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, related=("commune",), pk=pk)
    form = HamletRoleForm(request.POST or None, member=member)
    if taken(request, form, services.name_in_hamlet, member=member):
        messages.success(request, _("Recorded for %(name)s.") % {"name": member})
        return redirect("members:record", pk)
    heading = _("Standing of %(name)s in a hamlet") % {"name": member}
    return form_page(request, form, heading, member, step("members:record", pk))


def hamlet_role_end(request, pk):
    role = get_for(request.user, Do.EDIT_MEMBERS, HamletRole.objects, related=("member", "hamlet"), pk=pk)
    form = LastsUntilForm(request.POST or None)
    if taken(request, form, services.end_hamlet_role, role=role):
        messages.success(request, _("Saved."))
        return redirect("members:record", role.member_id)
    heading = _("%(what)s of %(name)s: end") % {"what": role, "name": role.member}
    return form_page(request, form, heading, role.member, step("members:record", role.member_id))
