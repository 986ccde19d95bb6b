"""Sample data of the page that shows what pages are built of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField
from common.plots import Plot, Pyramid, Zone
from common.tables import Column, Figure, Table
from meetings.enums import Band, MeetingKind


class SampleForm(forms.Form):
    """A form with one field of each shape."""

    on = DayField(label=_("day"), help_text=_("Typed as you write it: 3/12, 03122026."))
    place = forms.CharField(label=_("place"), max_length=120)
    note = forms.CharField(label=_("note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("kind"), choices=MeetingKind.choices[:3], widget=forms.RadioSelect)
    sure = forms.BooleanField(label=_("signed"), required=False)


class SampleChoice(forms.Form):
    """What narrows a list of a period."""

    year = forms.ChoiceField(label=_("year"), choices=[(year, year) for year in ("2026", "2025", "2024")])
    kind = forms.ChoiceField(label=_("kind"), required=False, choices=[("", _("all kinds")), *MeetingKind.choices[:3]])


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


def standing_table():
    """Rows that say how they stand: on a phone those that stand well are behind a button."""
    columns = (Column(_("cell")), Column(_("state"), by_name=True), Column(_("Mean"), "decimal"))
    rows = [(Figure("Lũng Mẫu"), Figure(_("overdue"), tone="bad"), Figure(67.0))]
    rows += [(Figure(name), Figure(_("signed"), tone="ok"), Figure(96.5)) for name in ("Pác Mẫu", "Nà Mẫu", "Cốc Mẫu")]
    return Table(str(_("Latest meetings")), columns, tuple(rows))


def _band(band):
    return Figure(band.label, tone=band.tone)


def sample_plots():
    """One of each kind."""
    months, years = [f"{month:02}/2026" for month in range(1, 7)], ["2024", "2025", "2026"]
    edges = zip(reversed(Band), (0, 50, 70, 90), strict=True)
    zones = tuple(Zone(least, band.label, band.short, band.tone) for band, least in edges)
    sides = {_("male"): [19, 56, 41], _("female"): [14, 36, 26]}
    return [
        Plot(_("mean points"), months, {_("mean points"): [88, 91, None, 84, 79, 93]}, zones=zones),
        Plot(_("members"), years, {_("members"): [261, 269, 268]}, kind="number"),
        Plot(_("admitted"), years, {_("plan"): [8, 9, 8], _("admitted"): [7, 9, 5]}, kind="number", bars=True),
        Pyramid(_("Age"), ["18–30", "31–40", "41–50"], sides),
    ]
