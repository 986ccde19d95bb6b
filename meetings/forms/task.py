from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.queries import names_of_cells
from common.forms import Select
from common.people import PersonField
from common.text import search_key
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
    """Which open tasks to list, and whose stand together: those of a cell, or of an owner."""

    CELL, OWNER = "", "owner"
    SHOW = [("", _("all open")), ("late", _("overdue"))]

    cell = forms.ChoiceField(label=_("cell"), required=False, widget=Select)
    owner = forms.ChoiceField(label=_("owner"), required=False, widget=Select)
    show = forms.ChoiceField(label=_("state"), required=False, choices=SHOW)
    by = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[(CELL, CELL), (OWNER, OWNER)])

    def __init__(self, *args, user, tasks, **kwargs):
        """`tasks` [ListedTask] that `user` may see."""
        super().__init__(*args, **kwargs)
        owners = sorted({task.owner for task in tasks}, key=lambda owner: (search_key(owner.name), owner.key))
        self.fields["owner"].choices = [("", _("all")), *owners]
        self.fields["cell"].choices = [("", _("all cells")), *names_of_cells(user, Do.SEE_MEETINGS)]

    def narrow(self, tasks, today):
        """Those of `tasks` that are chosen."""
        self.is_valid()
        cell, owner, late = (self.cleaned_data.get(name) for name in ("cell", "owner", "show"))
        tasks = [task for task in tasks if not cell or str(task.cell) == cell]
        tasks = [task for task in tasks if not owner or task.owner.key == owner]
        return [task for task in tasks if not late or task.due_on < today]

    @property
    def by_owner(self):
        return self.cleaned_data.get("by") == self.OWNER
