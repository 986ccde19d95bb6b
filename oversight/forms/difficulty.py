from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common.fields import PastDayField, TextFormField, follows
from meetings.models import Meeting
from oversight.enums import FollowUpKind
from oversight.models import Difficulty

RECENT = 12  # meetings offered as the one where it was raised


class DifficultyFilter(forms.Form):
    SHOW = [("", _("not solved yet")), ("late", _("overdue")), ("all", _("all"))]

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, empty_label=_("all cells"))
    show = forms.ChoiceField(label=_("state"), required=False, choices=SHOW)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_OVERSIGHT)


class DifficultyForm(forms.ModelForm):
    """A difficulty of one cell."""

    class Meta:
        model = Difficulty
        fields = ("text", "wish", "meeting", "raised_on", "raised_by", "owner", "due_on")
        field_classes = {"raised_on": PastDayField}

    def __init__(self, *args, cell, **kwargs):
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.kept().filter(cell=cell).order_by("-held_on", "pk")
        recent = list(meetings.values_list("pk", flat=True)[:RECENT])
        self.fields["meeting"].queryset = meetings.filter(pk__in=recent)
        self.fields["meeting"].empty_label = _("outside a meeting")
        follows(self, "due_on", "raised_on")

    def clean(self):
        cleaned = super().clean()
        raised, due = cleaned.get("raised_on"), cleaned.get("due_on")
        if raised and due and due < raised:
            self.add_error("due_on", _("The answer cannot be due before the difficulty was raised."))
        return cleaned


class FollowUpForm(forms.Form):
    """What was done about a difficulty, or how it ended."""

    kind = forms.ChoiceField(label=_("what"), choices=FollowUpKind.choices)
    on = PastDayField(label=_("day"))
    text = TextFormField(label=_("what was done or answered"), max_length=4000)
