from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common.fields import OneLineFormField


class TaskFilter(forms.Form):
    """Which open tasks to list."""

    SHOW = [("", _("all open")), ("late", _("overdue"))]

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, empty_label=_("all cells"))
    owner = OneLineFormField(label=_("owner"), required=False, max_length=120)
    show = forms.ChoiceField(label=_("state"), required=False, choices=SHOW)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_MEETINGS)
