from django import template
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import scope
from common.crumbs import step
from common.templatetags.components import tabs

register = template.Library()


@register.simple_tag(takes_context=True)
def cell_tabs(context, cell):
    """The pages about `cell` that the reader may open, for the block of tabs."""
    user = context["request"].user

    def may_here(do):
        return scope(user, do).has(commune=cell.commune_id, cell=cell.pk)

    members, meetings = may_here(Do.SEE_MEMBERS), may_here(Do.SEE_MEETINGS)
    steps = [step(cell, label=_("Overview"))]
    if members:
        steps.append(step("members:list", cell=cell.pk))
    if meetings:
        steps.append(step("meetings:list", cell=cell.pk))
        steps.append(step("meetings:plan", cell.pk, label=_("Plan of the year")))
    if members:
        steps.append(step("members:cell-honours", cell.pk))
    steps.append(step("cells:facts", cell.pk, label=_("Facts")))
    return tabs(context, *steps)
