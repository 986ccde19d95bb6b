from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common.fields import LineFormField
from members.enums import ABSENT_BY_RIGHT, Standing


class MemberFilter(forms.Form):
    """Which members to list."""

    STATES = [(kind.value, kind.label) for kind in ABSENT_BY_RIGHT]

    name = LineFormField(label=_("Name"), required=False, max_length=100)
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("Cell"), required=False, empty_label=_("all cells"))
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[("", _("all")), *Standing.choices])
    state = forms.ChoiceField(label=_("State today"), required=False, choices=[("", _("all")), *STATES])
    left = forms.BooleanField(label=_("also those who left"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_MEMBERS)
