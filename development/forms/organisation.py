from django import forms
from django.utils.translation import gettext_lazy as _

from cells.models import Hamlet
from common import periods
from common.fields import CountField, DayField, OneLineFormField, PastDayField
from common.forms import RenamingForm
from common.merging import MergingForm
from development.enums import Basis, HeadRole, UnitKind
from development.forms.somebody import SomebodyForm
from development.models import MassOrganisation

HALVES = 8  # how far back numbers may be entered
MOST = 99_999  # people of a unit


class OrganisationForm(forms.ModelForm):
    """One of the organisations of a commune."""

    class Meta:
        model = MassOrganisation
        fields = (
            *("name", "unit_name", "head_title", "everywhere", "has_members", "least", "committee_from"),
            *("commune_term", "hamlet_term"),
        )


class EditOrganisationForm(RenamingForm, OrganisationForm):
    class Meta(OrganisationForm.Meta):
        fields = (*OrganisationForm.Meta.fields, "ended_on")


class UnitForm(forms.Form):
    """A new unit: of a hamlet, of the commune, or of a trade or workplace."""

    organisation = forms.ModelChoiceField(MassOrganisation.objects.none(), label=_("mass organisation"))
    kind = forms.ChoiceField(label=_("kind"), choices=UnitKind, initial=UnitKind.HAMLET)
    hamlet = forms.ModelChoiceField(
        Hamlet.objects.none(), label=_("hamlet"), required=False, empty_label=_("no hamlet")
    )
    name = OneLineFormField(
        label=_("trade or workplace"),
        max_length=120,
        required=False,
        help_text=_("Only for a unit of a trade or workplace."),
    )
    since = PastDayField(label=_("from"))

    def __init__(self, *args, commune, today, **kwargs):
        super().__init__(*args, **kwargs)
        there = MassOrganisation.objects.filter(commune=commune).exclude(ended_on__lte=today)
        self.fields["organisation"].queryset = there
        hamlets = Hamlet.objects.filter(commune=commune).exclude(ended_on__lte=today)
        self.fields["hamlet"].queryset = hamlets.order_by("search_key", "pk")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == UnitKind.HAMLET and not cleaned.get("hamlet") and "hamlet" not in self.errors:
            self.add_error("hamlet", _("Choose the hamlet."))
        if cleaned.get("kind") == UnitKind.TRADE and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Name the trade or workplace."))
        return cleaned


class HeadForm(SomebodyForm):
    """Who heads a unit, or is deputy there, from a day on."""

    role = forms.ChoiceField(label=_("post"), choices=HeadRole)
    in_party = forms.BooleanField(label=_("Party member, recorded elsewhere"), required=False)
    on_committee = forms.BooleanField(label=_("on the committee of a cell elsewhere"), required=False)
    other_posts = forms.BooleanField(
        label=_("holds other posts too"),
        required=False,
        help_text=_("Tick these for somebody else only; of members of the commune the records tell it."),
    )
    since = PastDayField(label=_("from"))
    basis = forms.ChoiceField(label=_("how"), choices=Basis)
    term_ends_on = DayField(
        label=_("end of the term"), required=False, help_text=_("Leave empty for a term as long as usual.")
    )
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)

    field_order = ("role", "who", "name")

    def clean(self):
        cleaned = super().clean()
        for tick in ("in_party", "on_committee", "other_posts"):
            if cleaned.get("member") and cleaned.get(tick):
                self.add_error(tick, _("Tick this for somebody else only."))
        return cleaned


class CloseForm(forms.Form):
    """The day from which something is no more."""

    on = PastDayField(label=_("until (no longer counted from this day)"))


class MistakeForm(forms.Form):
    reason = OneLineFormField(
        label=_("reason"), max_length=200, help_text=_("It stays on record together with what was struck out.")
    )


class HandOnUnitsForm(forms.Form):
    """Into which hamlet one was merged, with its units."""

    into = forms.ModelChoiceField(Hamlet.objects.none(), label=_("merged into hamlet"))
    on = PastDayField(label=_("from"))

    def __init__(self, *args, hamlet, today, **kwargs):
        super().__init__(*args, **kwargs)
        others = Hamlet.objects.filter(commune=hamlet.commune_id).exclude(pk=hamlet.pk).exclude(ended_on__lte=today)
        self.fields["into"].queryset = others.order_by("search_key", "pk")


class HalfYearForm(forms.Form):
    """A half year; without a choice the present one."""

    period = forms.ChoiceField(label=_("Period"))

    def __init__(self, data, *, today):
        period, choices = periods.Period("H", today.year, (today.month + 5) // 6), []
        super().__init__({"period": period.code} | dict(data.items()))
        for _step in range(HALVES):
            choices.append((period.code, str(period)))
            period = period.previous()
        self.fields["period"].choices = choices

    @property
    def chosen(self):
        """The Period; the present one where what was asked makes no sense."""
        return periods.parse(self.cleaned_data["period"] if self.is_valid() else self.fields["period"].choices[0][0])


class UnitFiguresForm(MergingForm):
    """The numbers of one unit."""

    members = CountField(label=_("members of it"), max_value=MOST)
    eligible = CountField(label=_("people it is open to"), max_value=MOST)
    newcomers = CountField(label=_("new in the period"), max_value=MOST)
    in_party = CountField(label=_("Party members among them"), max_value=MOST)

    def __init__(self, data=None, *, unit, row):
        """`row` is the UnitFigures, or None."""
        self.unit = unit
        stored = {name: getattr(row, name, None) for name in self.base_fields}
        super().__init__(data, stored=stored, prefix=f"unit-{unit.pk}")

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        now = self.now()
        members = now["members"]
        if members is None:
            if self.initial["members"] is not None:
                self.add_error("members", _("This number is recorded: type another one, or 0."))
            elif any(value is not None for value in now.values()):
                self.add_error("members", _("Say how many members it has."))
            return cleaned
        for name in ("newcomers", "in_party"):
            if now[name] is not None and now[name] > members:
                self.add_error(name, _("A part cannot be more than the whole."))
        if now["eligible"] is not None and members > now["eligible"]:
            self.add_error("eligible", _("A part cannot be more than the whole."))
        return cleaned


class HamletPersonsForm(MergingForm):
    """How many persons of one hamlet are in organisations."""

    persons = CountField(label=_("persons in organisations"), max_value=MOST)

    def __init__(self, data=None, *, hamlet, persons):
        super().__init__(data, stored={"persons": persons}, prefix=f"hamlet-{hamlet.pk}")

    def clean_persons(self):
        persons = self.cleaned_data["persons"]
        if persons is None and self.initial["persons"] is not None:
            raise forms.ValidationError(_("This number is recorded: type another one, or 0."))
        return persons
