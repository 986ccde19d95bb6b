"""Forms about a meeting as a whole: to begin, find, move, strike out and reopen it."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from cells.queries import names_of_cells
from common.fields import DayField, OneLineFormField, PastDayField
from common.forms import Select
from meetings.enums import GOOD_OR_FAIR, Band, MeetingKind, MeetingState
from meetings.models import Meeting
from meetings.queries.plan import second_regular

WHY_SECOND = {"label": _("why a second regular meeting in the month"), "max_length": 300, "required": False}
# What a list of meetings may ask for besides one kind or one band.
OTHER, COUNTED_APART = "other", (MeetingKind.REGULAR, MeetingKind.THEMATIC)


class OfMonthForm(forms.Form):
    """A form of kind and day that asks why, once the month would get a second regular meeting (`first` is there)."""

    first = None

    def ask_why(self, cell, meeting=None):
        """To be called when the rest is clean."""
        cleaned = self.cleaned_data
        if self.errors or not cleaned.get("held_on"):
            return
        self.first = second_regular(cell=cell, kind=cleaned["kind"], day=cleaned["held_on"], meeting=meeting)
        if self.first:
            why = self["second_because"]
            why.field.widget = forms.TextInput({"maxlength": why.field.max_length})
            why.help_text = format_html(
                '<a href="{}">{}</a>', self.first.get_absolute_url(), _t("Open the meeting that is there")
            )


class StartForm(OfMonthForm):
    """Which cell met, when, and what kind of meeting it was."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), empty_label=None)
    kind = forms.ChoiceField(label=_("kind"), choices=MeetingKind.choices)
    held_on = PastDayField(label=_("day"), help_text=_("The roll is made of those who were members on this day."))
    second_because = OneLineFormField(widget=forms.HiddenInput, **WHY_SECOND)

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.RECORD_MEETINGS).active_lately(today)

    def clean(self):
        self.ask_why(self.cleaned_data.get("cell"))
        return super().clean()


class FilterForm(forms.Form):
    """Which meetings to list."""

    cell = forms.ChoiceField(label=_("cell"), required=False, widget=Select)
    kind = forms.ChoiceField(
        label=_("kind"), required=False, choices=[("", _("all kinds")), *MeetingKind.choices, (OTHER, _("other kinds"))]
    )
    state = forms.ChoiceField(
        label=_("state"),
        required=False,
        choices=[("", _("all")), *MeetingState.choices, ("struck", Meeting._meta.get_field("struck").verbose_name)],
    )
    band = forms.ChoiceField(
        label=_("band"), required=False, choices=[("", _("all")), *Band.choices, (GOOD_OR_FAIR, _("Good or Fair"))]
    )
    since = DayField(label=_("from"), required=False)
    until = DayField(label=_("Before"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = [("", _("all cells")), *names_of_cells(user, Do.SEE_MEETINGS)]

    def narrow(self, meetings):
        """`meetings` as chosen."""
        names = {"cell": "cell", "kind": "kind", "state": "state", "band": "score__band"}
        names |= {"since": "held_on__gte", "until": "held_on__lt"}
        chosen = {names[name]: value for name, value in self.cleaned_data.items() if value}
        if chosen.get("kind") == OTHER:
            chosen["kind__in"] = [kind for kind in MeetingKind if kind not in COUNTED_APART]
            del chosen["kind"]
        if chosen.get("score__band") == GOOD_OR_FAIR:
            chosen["score__band__in"] = [Band.GOOD, Band.FAIR]
            del chosen["score__band"]
        struck = chosen.get("state") == "struck"
        if struck:
            del chosen["state"]
        return meetings.filter(**chosen, struck=struck)


class MoveForm(OfMonthForm):
    """The draft's right kind and day."""

    edits = True

    kind = forms.ChoiceField(label=_("kind"), choices=MeetingKind.choices)
    held_on = PastDayField(label=_("day"))
    second_because = OneLineFormField(widget=forms.HiddenInput, **WHY_SECOND)

    def __init__(self, *args, meeting, **kwargs):
        self.meeting = meeting
        super().__init__(*args, **kwargs)

    def clean(self):
        self.ask_why(self.meeting.cell, self.meeting)
        return super().clean()


class StrikeMeetingForm(forms.Form):
    reason = OneLineFormField(
        label=_("reason"), max_length=300, help_text=_("The meeting counts no more; what was recorded stays on file.")
    )


class ReopenForm(forms.Form):
    reason = OneLineFormField(
        label=_("reason"), max_length=300, help_text=_("It stays on record together with the earlier signature.")
    )
