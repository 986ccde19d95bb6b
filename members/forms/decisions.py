from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import OneLineFormField, PastDayField
from common.forms import DespiteForm
from common.partial import PartialDayField
from members.enums import CommendationForm, Early
from members.models import Badge, Commendation, Discipline, Inquiry


class CommendForm(forms.ModelForm):
    on = PastDayField(label=_("decided on"))

    class Meta:
        model = Commendation
        fields = ("form", "occasion", "year", "on", "body", "decision_no", "reason", "posthumous")

    def __init__(self, *args, of_cell=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].required = True
        self.fields["year"].help_text = _("For a yearly commendation; the last of five.")
        if of_cell:
            del self.fields["posthumous"]
        else:
            offered = self.fields["form"].choices
            self.fields["form"].choices = [choice for choice in offered if choice[0] != CommendationForm.FLAG]


class MeasureForm(DespiteForm):
    """A form of a measure that other records may contradict. The office, which may not know of it, reads why."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["despite"].label = _(
            "why it is recorded all the same (the office reads it: no word on the measure)"
        )


class DisciplineEntryForm(MeasureForm, forms.ModelForm):
    on = PastDayField(label=_("decided on"))
    effective_on = PastDayField(
        label=_("in effect from"), required=False, help_text=_("Leave empty when it is the day of the decision.")
    )

    class Meta:
        model = Discipline
        fields = ("form", "on", "effective_on", "body", "decision_no", "breach", "outside")

    field_order = (*Meta.fields, "despite")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].required = True
        self.fields["form"].help_text = _("Dismissal ends the posts held; expulsion ends the membership.")
        self.fields["breach"].help_text = _("As short as the work needs; no secret content.")
        self.fields["outside"].help_text = _(
            "What the commune decides from now on goes through a procedure of discipline. Needed for an expulsion: "
            "decided before these records, or above the commune."
        )


class LiftDisciplineForm(forms.Form):
    on = PastDayField(label=_("lifted on"))
    lifted_by = OneLineFormField(label=_("By which decision"), max_length=200)


class InquiryForm(forms.ModelForm):
    since = PastDayField(label=_("from"))

    class Meta:
        model = Inquiry
        fields = ("since", "decision_no")
        help_texts = {"decision_no": _("Nothing else is kept here: no content, no names of others.")}


class StrikeForm(forms.Form):
    reason = OneLineFormField(
        label=_("reason"), max_length=200, help_text=_("It stays on record together with what was struck out.")
    )


class StrikeDecisionForm(StrikeForm, MeasureForm):
    """What followed from the decision in a life goes with it."""


class EnterBadgeForm(forms.ModelForm):
    """A badge that the member holds already."""

    years = forms.TypedChoiceField(label=_("Badge"), coerce=int)
    awarded_on = PartialDayField(label=_("awarded on"), required=True)

    class Meta:
        model = Badge
        fields = ("years", "awarded_on", "decision_no", "number")

    def __init__(self, *args, rules, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["years"].choices = badge_choices(rules)


class AwardDayField(forms.TypedChoiceField):
    """One of the award days given to `offer`."""

    def __init__(self):
        super().__init__(label=_("award day"), coerce=date.fromisoformat)

    def offer(self, days):
        self.choices = [(day.isoformat(), f"{day:%d/%m/%Y}") for day in days]


class AwardDayForm(forms.Form):
    award_on = AwardDayField()

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["award_on"].offer(days)


class ProposeBadgeForm(forms.Form):
    """A proposal for one member, also before the day."""

    years = forms.TypedChoiceField(label=_("Badge"), coerce=int)
    early = forms.ChoiceField(
        label=_("early or posthumous"), required=False, choices=[("", _("no: on its day")), *Early.choices]
    )
    award_on = AwardDayField()
    on = PastDayField(label=_("proposed on"))

    def __init__(self, *args, rules, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["years"].choices = badge_choices(rules)
        self.fields["award_on"].offer(days)


class BadgeStepForm(forms.Form):
    """What is done at once for the chosen rows of the badge list. `steps` are those that the form offers; with `step`,
    the one that was sent, only what that one needs is asked for."""

    NEEDS = {"propose": ("on",), "decide": ("on", "decision_no"), "refuse": ("on", "reason"), "award": ("on",)}
    LABELS = {
        "propose": _("Propose the chosen"),
        "decide": _("The chosen are decided"),
        "refuse": _("The chosen came back"),
        "award": _("The chosen were awarded"),
    }

    DAYS = {"propose": _("proposed on"), "award": _("awarded on")}

    chosen = forms.MultipleChoiceField(label=_("Chosen"), error_messages={"required": _("Choose at least one member.")})
    on = PastDayField(label=_("day"))
    decision_no = OneLineFormField(label=_("decision no."), max_length=40)
    reason = OneLineFormField(label=_("Why it came back"), max_length=200)

    def __init__(self, *args, choices, steps, step=None, **kwargs):
        """`choices` [(number, name)] of the rows. Where badges are awarded each has a field for its own number."""
        super().__init__(*args, auto_id=f"{steps[0]}_%s", **kwargs)
        needed = {name for one in steps for name in self.NEEDS[one]}
        self.fields = {name: field for name, field in self.fields.items() if name == "chosen" or name in needed}
        self.fields["chosen"].choices = choices
        for name, field in self.fields.items():
            field.required = name == "chosen" or name in self.NEEDS.get(step, needed)
        self.fields["on"].label = self.DAYS.get(steps[0], self.fields["on"].label)
        if "award" in steps:
            for number, _name in choices:
                self.fields[f"number-{number}"] = OneLineFormField(label=_("badge no."), max_length=20, required=False)
        self.buttons = [(one, self.LABELS[one]) for one in steps]


def badge_choices(rules):
    return [(years, _("%(years)s years") % {"years": years}) for years in sorted(rules.badge_years)]
