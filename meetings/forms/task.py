from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common.forms import Select
from common.people import PersonField
from members.models import Member, Membership


class HandTaskForm(forms.Form):
    """Who has an open task from now on."""

    owner = PersonField(Member.objects.none(), label=_("new owner"), empty_label=None)

    def __init__(self, *args, task, today, **kwargs):
        super().__init__(*args, **kwargs)
        here = Membership.objects.on(today).filter(cell=task.cell).values("member")
        people = Member.objects.filter(pk__in=here).exclude(pk=task.owner_id).order_by("sort_key", "pk")
        self.fields["owner"].queryset = people


class TaskFilter(forms.Form):
    """Which open tasks to list."""

    SHOW = [("", _("all open")), ("late", _("overdue"))]

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, empty_label=_("all cells"))
    owner = forms.ChoiceField(label=_("owner"), required=False, widget=Select)
    show = forms.ChoiceField(label=_("state"), required=False, choices=SHOW)

    def __init__(self, *args, user, owners, **kwargs):
        """`owners` [Owner] of the tasks that `user` may see."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("all")), *owners]
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_MEETINGS)
