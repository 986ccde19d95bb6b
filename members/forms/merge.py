from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.fields import OneLineFormField
from common.masking import masked
from common.tables import as_text
from members.enums import LifeOf
from members.models import Member
from members.queries.relations import file_fields, shown

FIRST, SECOND, BOTH = "first", "second", "both"


class MergeForm(forms.Form):
    """Two records side by side: which stays, whose life is true, and for each fact that differs which value."""

    keep = forms.ChoiceField(label=_("Which record stays"), widget=forms.RadioSelect)
    life = forms.ChoiceField(
        label=_("Whose life in the Party is true"),
        widget=forms.RadioSelect,
        help_text=_("The other events are struck out and stay readable. Both together must fit the rules."),
    )
    reason = OneLineFormField(
        label=_("How do you know that it is one person"),
        max_length=200,
        help_text=_("It stays on record with what is corrected."),
    )

    def __init__(self, *args, first, second, keep, **kwargs):
        """`keep` is FIRST or SECOND: what is proposed."""
        super().__init__(*args, **kwargs)
        self.people = {FIRST: first, SECOND: second}
        sides = [(FIRST, _("the first record")), (SECOND, _("the second record"))]
        self.fields["keep"].choices, self.fields["keep"].initial = sides, keep
        self.fields["life"].choices, self.fields["life"].initial = [*sides, (BOTH, _("both together"))], keep
        self.facts = []
        for field in file_fields():
            values = {side: _text(person, field) for side, person in self.people.items()}
            differs = getattr(first, field.attname) != getattr(second, field.attname)
            if differs:
                proposed = keep if values[keep] else SECOND if keep == FIRST else FIRST
                self.fields[_name(field)] = forms.ChoiceField(
                    label=capfirst(field.verbose_name),
                    choices=[(side, value or "–") for side, value in values.items()],
                    initial=proposed,
                    widget=forms.RadioSelect,
                )
            self.facts.append((field, values, differs))

    def rows(self):
        """[(name of the fact, first value, second value, bound field when they differ)] of what either file says."""
        return [
            (capfirst(field.verbose_name), *values.values(), self[_name(field)] if differs else None)
            for field, values, differs in self.facts
            if any(values.values())
        ]

    def merge(self):
        """The arguments of `services.merge`."""
        typed = self.cleaned_data
        keep = typed["keep"]
        other = SECOND if keep == FIRST else FIRST
        return {
            "kept": self.people[keep],
            "other": self.people[other],
            "taken": {field.name for field, _values, differs in self.facts if differs and typed[_name(field)] == other},
            "life": {keep: LifeOf.KEPT, other: LifeOf.OTHER, BOTH: LifeOf.BOTH}[typed["life"]],
            "reason": typed["reason"],
        }


def _name(field):
    return f"fact-{field.name}"


def _text(member, field):
    value = shown(member, field)
    return masked(value) if value and field.name in Member.masked else as_text(value, "text")
