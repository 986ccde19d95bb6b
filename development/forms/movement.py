from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.models import Cell, Hamlet
from common.dated import holds_on
from common.fields import OneLineFormField, PastDayField
from common.forms import Select, YearForm
from development.enums import MovementField, MovementState, Part
from development.forms.somebody import SomebodyForm
from development.models import Movement, MovementCriterion, Unit


class MovementFilter(YearForm):
    """Movements of a year, of one field or in one state."""

    field = forms.ChoiceField(
        label=_("field of work"), required=False, choices=[("", _("all fields")), *MovementField.choices]
    )
    state = forms.ChoiceField(label=_("state"), required=False, choices=[("", _("all")), *MovementState.choices])

    def fits(self, movement):
        chosen = self.cleaned_data
        return chosen.get("field") in ("", None, movement.field) and chosen.get("state") in ("", None, movement.state)


class MovementForm(forms.ModelForm):
    """What is registered of a movement, and what is known of its product."""

    hamlets = forms.ModelMultipleChoiceField(
        Hamlet.objects.none(),
        label=_("hamlets"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: it is of the whole commune."),
    )

    class Meta:
        model = Movement
        fields = (
            *("name", "year", "kind", "field", "registered_on", "lead_cell", "lead_unit", "lead_name", "partners"),
            *("aim", "households", "product", "evidence"),
        )
        field_classes = {"registered_on": PastDayField}
        widgets = {"lead_cell": Select, "lead_unit": Select}
        help_texts = {
            "lead_name": _("Who leads it is credited: choose a cell, a unit or write another body, one of them."),
            "evidence": _("In words, no scans: which minutes, reports, receipts, pictures."),
        }

    def __init__(self, *args, commune, today, **kwargs):
        super().__init__(*args, **kwargs)
        movement = self.instance
        there = [row.hamlet_id for row in movement.places.kept()] if movement.pk else []
        self.initial["hamlets"] = there
        hamlets = Hamlet.objects.filter(Q(pk__in=there) | ~Q(ended_on__lte=today), commune=commune)
        self.fields["hamlets"].queryset = hamlets.order_by("search_key", "pk")
        working = Q(pk__in=Cell.objects.filter(commune=commune).active_on(today).values("pk"))
        cells = Cell.objects.filter(working | Q(pk=movement.lead_cell_id))
        self.fields["lead_cell"].queryset = cells.order_by("search_key", "pk")
        units = Unit.objects.filter(holds_on(today) | Q(pk=movement.lead_unit_id), organisation__commune=commune)
        units = units.select_related("organisation", "hamlet")
        self.fields["lead_unit"].queryset = units.order_by("organisation", "hamlet__search_key", "pk")

    def clean(self):
        cleaned = super().clean()
        leads = [name for name in ("lead_cell", "lead_unit", "lead_name") if cleaned.get(name)]
        if len(leads) != 1 and not {"lead_cell", "lead_unit", "lead_name"} & set(self.errors):
            self.add_error("lead_name", _("Say who leads it: a cell, a unit or another body, one of them."))
        return cleaned


class BeginForm(forms.Form):
    on = PastDayField(label=_("carried out from"))


class DecideMovementForm(forms.Form):
    """How the competent level decided on it."""

    RESULTS = [("yes", _("recognised")), ("no", _("not recognised"))]

    recognised = forms.ChoiceField(label=_("result"), choices=RESULTS)
    on = PastDayField(label=_("decided on"))
    decided_by = OneLineFormField(label=_("decided by"), max_length=120)
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)

    def clean_recognised(self):
        return self.cleaned_data["recognised"] == "yes"


class EndMovementForm(forms.Form):
    """That it has no effect any more."""

    on = PastDayField(label=_("struck off the list on"))
    reason = OneLineFormField(label=_("reason"), max_length=200)


class CarryOnForm(forms.Form):
    on = PastDayField(label=_("registered on"))


class CriterionForm(forms.ModelForm):
    """A criterion with its target, and its result once there is one."""

    MET = [("", _("not told yet")), ("yes", _("met")), ("no", _("not met"))]

    met = forms.ChoiceField(label=_("met"), required=False, choices=MET)

    class Meta:
        model = MovementCriterion
        fields = ("text", "target", "result")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["met"] = {None: "", True: "yes", False: "no"}[self.instance.met]

    def clean_met(self):
        return {"yes": True, "no": False}.get(self.cleaned_data["met"])


class EditCriterionForm(CriterionForm):
    struck = forms.BooleanField(label=_("take it off the sheet"), required=False)


class ParticipationForm(SomebodyForm):
    """Who takes part from a day on."""

    hamlet = forms.ModelChoiceField(
        Hamlet.objects.none(),
        label=_("hamlet"),
        required=False,
        empty_label=_("no hamlet"),
        help_text=_("Of somebody else: where they live, to tell people of one name apart."),
    )
    part = forms.ChoiceField(label=_("part played"), choices=Part)
    since = PastDayField(label=_("from"))
    noted_by = OneLineFormField(label=_("told by"), max_length=120, required=False)

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hamlet"].queryset = Hamlet.objects.filter(commune=commune).order_by("search_key", "pk")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("member"):
            cleaned["hamlet"] = None  # the file tells it
        return cleaned
