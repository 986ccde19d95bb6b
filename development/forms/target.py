"""What people choose and type about targets and the outlook."""

from datetime import date

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cells.models import Cell, Hamlet
from cells.queries import committee_terms
from common.fields import DayField, OneLineFormField, PointsField
from common.forms import Select, YearForm
from development.enums import CaseState, CountedIn, Measure, PlaceKind
from development.forms.candidate import InGroups
from development.models import MassOrganisation
from development.rules.outlook import WAY


def code_of(term):
    """What an address says for a term of office, in the place of a year; such codes sort as the terms follow."""
    return f"term-{term.since}"


class TargetPeriod(YearForm):
    """The year or the term of office whose targets a page shows; without a choice this year."""

    def __init__(self, data, *, commune, today):
        super().__init__(data, today=today, ahead=1)
        self.terms = {code_of(term): term for term in committee_terms(commune=commune)}
        if self.terms:
            years = self.fields["year"].choices
            terms = [(code, str(term)) for code, term in self.terms.items()]
            field = forms.ChoiceField(label=_("year or term of office"), widget=Select)
            field.choices = [*years, (capfirst(_("terms of office")), terms)]
            self.fields["year"] = field

    @property
    def chosen_term(self):
        """The Term, None where a year is shown."""
        return self.terms.get(self.cleaned_data["year"]) if self.is_valid() else None

    @property
    def chosen_year(self):
        """None where a term is shown."""
        if not self.is_valid():
            return self.today.year
        return None if self.chosen_term else int(self.cleaned_data["year"])


class TargetKind(TargetPeriod):
    """What targets are to be set: of which measure, for which year or term."""

    def __init__(self, data, *, commune, today):
        super().__init__({"measure": Measure.ADMITTED.value} | dict(data.items()), commune=commune, today=today)
        kind = forms.ChoiceField(label=_("target of"), choices=[(one.value, capfirst(one.label)) for one in Measure])
        self.fields = {"measure": kind, **self.fields}

    def clean(self):
        cleaned = super().clean()
        measure = cleaned.get("measure")
        if measure and cleaned.get("year") in self.terms and Measure(measure).yearly:
            self.add_error("measure", _("This target is set by the year."))
        return cleaned

    @property
    def chosen_measure(self):
        return Measure(self.cleaned_data["measure"])


class TargetsForm(InGroups, forms.Form):
    """What the commune and its parts mean to reach of one measure in a year or a term.

    An empty field sets nothing. A target that is set can be changed, also to 0, but not taken back: it was decided.
    """

    edits = True

    resolution_no = OneLineFormField(label=_("resolution no."), max_length=40, required=False)

    def __init__(self, *args, measure, places, planned, **kwargs):
        """`places` [(PlaceKind, [Cell, Hamlet or MassOrganisation])]; `planned` {(PlaceKind, number of the place, None
        of the commune): what is planned}."""
        super().__init__(*args, **kwargs)
        self.measure, self.places = measure, {"commune": None}
        field = self._field(_("whole commune"), planned.get((PlaceKind.COMMUNE, None)))
        self.fields["commune"] = field
        self.GROUPS = [(self._counted(), ["resolution_no", "commune"])]
        for kind, found in places:
            names = [f"{kind.value}-{place.pk}" for place in found]
            for name, place in zip(names, found, strict=True):
                self.fields[name], self.places[name] = self._field(place.name, planned.get((kind, place.pk))), place
            if names:
                self.GROUPS.append((place._meta.verbose_name_plural, names))

    def _counted(self):
        words = _("%(target)s: at most (%(unit)s)") if self.measure.at_most else _("%(target)s: at least (%(unit)s)")
        return words % {"target": self.measure.label, "unit": self.measure.counted_in.label}

    def _field(self, label, initial):
        about = {"label": capfirst(label), "required": False, "min_value": 0, "initial": initial}
        if self.measure.counted_in == CountedIn.PERCENT:
            return PointsField(max_value=100, **about)
        return forms.IntegerField(max_value=999, **about)

    def clean(self):
        cleaned = super().clean()
        for name in self.places:
            if name in cleaned and cleaned[name] is None and self.fields[name].initial is not None:
                self.add_error(name, _("This target is set: type another number, or 0."))
        return cleaned

    def facts(self):
        """The plans that were filled in, as `services.set_targets` takes them."""
        filled = [(place, self.cleaned_data[name]) for name, place in self.places.items()]
        plans = [(place, planned) for place, planned in filled if planned is not None]
        return {"plans": plans, "resolution_no": self.cleaned_data["resolution_no"]}


def places_of(measure, *, commune, period):
    """[(PlaceKind, [those that there are in `period`])] that may have a target of `measure`, besides the commune."""
    there = {
        PlaceKind.CELL: Cell.objects.active_during(period.since, period.until),
        PlaceKind.HAMLET: Hamlet.objects.exclude(ended_on__lte=period.since),
        PlaceKind.ORGANISATION: MassOrganisation.objects.exclude(ended_on__lte=period.since),
    }
    wanted = [kind for kind in measure.places if kind in there]
    return [(kind, list(there[kind].filter(commune=commune).order_by("search_key", "pk"))) for kind in wanted]


class OutlookOf(forms.Form):
    """The outlook of one cell, or of the whole commune."""

    cell = forms.TypedChoiceField(label=_("cell"), required=False, empty_value=None)

    def __init__(self, *args, cells, **kwargs):
        super().__init__(*args, **kwargs)
        known = {str(cell.pk): cell for cell in cells}
        self.fields["cell"].choices = [("", _("whole commune")), *((pk, cell.name) for pk, cell in known.items())]
        self.fields["cell"].coerce = known.get


class SupposeForm(forms.Form):
    """What if so many more of those on the way come so far by a day of this year?"""

    more = forms.IntegerField(label=_("so many more"), min_value=1, max_value=99, initial=2)
    reach = forms.TypedChoiceField(label=_("come to"), coerce=CaseState, initial=CaseState.CLASS)
    by = DayField(label=_("by the day"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.last_day = today, date(today.year, 12, 31)
        self.fields["reach"].choices = [(state.value, capfirst(state.label)) for state in WAY[1:]]
        self.fields["by"].initial = self.last_day

    def clean_by(self):
        by = self.cleaned_data["by"]
        if not self.today <= by <= self.last_day:
            raise forms.ValidationError(_("Choose a day from today to the end of this year."))
        return by
