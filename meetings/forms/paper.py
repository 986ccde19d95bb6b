from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.access import scope
from cells.enums import PaperKind
from cells.models import Cell, Term
from common.fields import DayField, OneLineFormField


class StrikeForm(forms.Form):
    reason = OneLineFormField(
        label=_("reason"), max_length=200, help_text=_("The number stays in the register and is never given again.")
    )


class OpenTermForm(forms.Form):
    """A new term of office of a cell or of the Committee."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), empty_label=None)
    name = OneLineFormField(label=_("term of office"), max_length=60, help_text=_("For example: 2025–2027."))
    since = DayField(
        label=_("from"), help_text=_("The day of the congress: the earlier term ends, numbers begin with 01 again.")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        cell = self.fields["cell"]
        cell.queryset = Cell.objects.for_doing(user, Do.RECORD_MEETINGS)
        if scope(user, Do.RECORD_MEETINGS).communes:
            cell.required, cell.empty_label = False, _("Party Committee")


class RegisterFilter(forms.Form):
    """Which papers of the register to list."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, empty_label=_("all cells"))
    kind = forms.ChoiceField(label=_("kind"), required=False, choices=[("", _("all kinds")), *PaperKind.choices])
    term = forms.ModelChoiceField(
        Term.objects.none(), label=_("term of office"), required=False, empty_label=_("all terms")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_MEETINGS)
        self.fields["term"].queryset = Term.objects.read_by(user).told().select_related("cell", "commune")
        self.fields["term"].label_from_instance = lambda term: f"{term.cell or term.commune.committee}: {term}"

    def narrow(self, numbers):
        """`numbers` as chosen."""
        names = {"cell": "term__cell", "kind": "kind", "term": "term"}
        return numbers.filter(**{names[name]: value for name, value in self.cleaned_data.items() if value})
