from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cells.models import Cell
from common.fields import CountField, OneLineFormField, PastDayField, SomeOfField
from common.forms import Select
from common.merging import MergingForm
from meetings.models import Meeting, ModelMeeting, Opinion, Programme, ProgrammeReview, Uptake
from meetings.services.showcase import MODEL_MEETING, OPINION, PROGRAMME, REVIEW, UPTAKE

CAME = [("", _("not said")), ("yes", pgettext_lazy("state", "came")), ("no", pgettext_lazy("state", "did not come"))]


class ProgrammeForm(forms.ModelForm):
    class Meta:
        model = Programme
        fields = PROGRAMME


class ModelMeetingForm(forms.ModelForm):
    """Host, day, theme and plan; `struck` (called off) only of a model meeting that is there already."""

    class Meta:
        model = ModelMeeting
        fields = (*MODEL_MEETING, "struck")

    def __init__(self, *args, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = cells
        if self.instance.pk is None:
            del self.fields["struck"]


class HeldForm(forms.ModelForm):
    """The minutes of the host, and the lessons."""

    class Meta:
        model = ModelMeeting
        fields = ("meeting", "lessons")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        meetings = Meeting.objects.signed() | Meeting.objects.filter(pk=row.meeting_id)
        meetings = meetings.filter(cell=row.cell_id, kind=row.kind, held_on__gte=row.programme.since)
        if row.programme.until:
            meetings = meetings.filter(held_on__lt=row.programme.until)
        self.fields["meeting"].queryset = meetings.order_by("-held_on", "pk")
        self.fields["meeting"].empty_label = _("no signed minutes yet")


class CameForm(MergingForm):
    """Whether the committee of one cell came, how many and who."""

    came = forms.ChoiceField(label=_("came"), required=False, choices=CAME, widget=Select)
    number = CountField(label=_("How many"), min_value=1, max_value=50)
    names = OneLineFormField(label=_("who came"), max_length=300, required=False)

    def __init__(self, data=None, *, invited):
        self.row = invited
        stored = {"came": in_words(invited.came), "number": invited.number, "names": invited.names}
        super().__init__(data, stored=stored, prefix=f"invited-{invited.pk}")

    def clean(self):
        cleaned = super().clean()
        now = {name: cleaned.get(name) if name in self.changed else self.initial[name] for name in self.fields}
        if now["came"] != "yes" and (now["number"] or now["names"]) and not self.errors:
            self.add_error("came", _("Say that the cell came, or leave out how many and who."))
        return cleaned

    def facts(self):
        """{field of InvitedCell: value} of what was changed on the page."""
        taken = self.taken()
        return taken | {"came": as_said(taken["came"])} if "came" in taken else taken


def in_words(came):
    """The choice of `CAME` that says `came` (True, False or None)."""
    return {True: "yes", False: "no", None: ""}[came]


def as_said(choice):
    """True, False or None: what a choice of `CAME` says."""
    return {"yes": True, "no": False, "": None}[choice]


class OpinionForm(forms.ModelForm):
    class Meta:
        model = Opinion
        fields = OPINION

    def __init__(self, *args, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = cells

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("cell")) == bool(cleaned.get("body")) and not {"cell", "body"} & set(self.errors):
            self.add_error("body", _("Say whose view it is: a cell, or another body."))
        return cleaned


class UptakeForm(forms.ModelForm):
    class Meta:
        model = Uptake
        fields = UPTAKE
        field_classes = {"on": PastDayField}

    def __init__(self, *args, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = cells


class ProgrammeReviewForm(forms.ModelForm):
    """A review, and which cells attended."""

    cells = SomeOfField(
        Cell.objects.none(), label=_("Cells that attended"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ProgrammeReview
        fields = REVIEW
        field_classes = {"on": PastDayField}

    def __init__(self, *args, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cells"].queryset = cells
        if self.instance.pk:
            self.initial["cells"] = list(self.instance.reviewing.filter(came=True).values_list("cell", flat=True))
