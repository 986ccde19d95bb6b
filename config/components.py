"""Sample data of the page that shows what pages are built of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField
from common.tables import Column, Figure, Table
from meetings.enums import Band, MeetingKind
from reports.tables.plots import line_plot


class SampleForm(forms.Form):
    """A form with one field of each shape."""

    on = DayField(label=_("day"), help_text=_("Typed as you write it: 3/12, 03122026."))
    place = forms.CharField(label=_("place"), max_length=120)
    note = forms.CharField(label=_("note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("kind"), choices=MeetingKind.choices[:3], widget=forms.RadioSelect)
    sure = forms.BooleanField(label=_("signed"), required=False)


def refused_form():
    """The same form after it was refused."""
    form = SampleForm({"on": "3", "kind": MeetingKind.REGULAR})
    form.is_valid()
    return form


def sample_table():
    columns = (
        Column(_("cell")),
        Column(_("Attendance"), "percent", help=_("Present out of those expected.")),
        Column(_("Mean"), "decimal"),
        Column(_("band")),
    )
    rows = (
        (Figure("Lũng Mẫu", url="#table"), Figure(0.983, note="59/60"), Figure(96.5), _band(Band.GOOD)),
        (Figure("Pác Mẫu", url="#table"), Figure(0.75, note="45/60"), Figure(67.0), _band(Band.AVERAGE)),
        (Figure("Nà Mẫu", url="#table"), Figure(), Figure(), Figure()),
    )
    total = (Figure(_("whole commune")), Figure(0.867, note="104/120"), Figure(81.75), Figure())
    return Table(str(_("Table")), columns, rows, total=total, notes=(_("Present out of those expected."),))


def _band(band):
    return Figure(band.label, tone=band.tone)


def sample_plot():
    points = {_("mean points"): [88, 91, None, 84, 79, 93]}
    return line_plot(_("Plot"), [f"{month:02}" for month in range(1, 7)], points, highest=100)
