"""What people type of the founding of a cell."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.enums import ServingKind
from cells.models import Hamlet, Serving
from common.fields import DayField, OneLineFormField, PastDayField, SomeOfField
from common.forms import DespiteForm
from common.people import PersonField
from development.enums import Authority, FoundingStepKind, ItemState
from development.models import Founding, FoundingHamlet, FoundingItem, FoundingMember
from members.enums import PostKind
from members.models import Member, Membership

# What each step asks for, in the order of the page.
FIELDS = {
    FoundingStepKind.PROPOSE: ("on", "paper_no", "note", "due_on"),
    FoundingStepKind.APPRAISE: ("on", "body", "members", "in_favour", "paper_no", "due_on"),
    FoundingStepKind.DECIDE: ("on", "effective_on", "paper_no", "committee_no", "transfer_no"),
    FoundingStepKind.ANNOUNCE: ("on", "paper_no", "note", "due_on"),
    FoundingStepKind.CONGRESS: ("on", "paper_no", "note"),
    FoundingStepKind.GIVE_UP: ("on", "note"),
}
NEEDED = {  # which of these have to be filled in besides the day
    FoundingStepKind.PROPOSE: ("paper_no",),
    FoundingStepKind.GIVE_UP: ("note",),
}
LABELS = {
    (FoundingStepKind.PROPOSE, "paper_no"): _("number of the proposal"),
    (FoundingStepKind.APPRAISE, "paper_no"): _("number of the resolution"),
    (FoundingStepKind.DECIDE, "paper_no"): _("decision that founds the cell"),
    (FoundingStepKind.ANNOUNCE, "paper_no"): _("number of the minutes of handing over"),
    (FoundingStepKind.CONGRESS, "paper_no"): _("number of the report on the congress"),
    (FoundingStepKind.GIVE_UP, "note"): _("reason"),
}
DRAWN = (FoundingStepKind.APPRAISE, FoundingStepKind.DECIDE)  # of which the papers are drawn here
BODIES = [(Authority.STANDING, _("Standing Committee")), (Authority.COMMITTEE, _("Party Committee"))]
VOTES = {"min_value": 0, "max_value": 999}


class BeginForm(forms.Form):
    """The survey with which the founding of a cell begins."""

    hamlets = SomeOfField(
        Hamlet.objects.none(),
        label=_("hamlets"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One for an own cell, several for a new joint cell. Hamlets with an own cell are not offered."),
    )
    on = PastDayField(label=_("surveyed on"))
    paper_no = OneLineFormField(label=_("number of the minutes"), max_length=40, required=False)
    note = OneLineFormField(label=_("what was found"), max_length=300, required=False)
    due_on = DayField(label=_("next step due on"), required=False)

    def __init__(self, *args, commune, today, **kwargs):
        super().__init__(*args, **kwargs)
        own = Serving.objects.not_over(today).filter(kind=ServingKind.OWN).values("hamlet")
        busy = FoundingHamlet.objects.filter(closed=False).values("hamlet")
        hamlets = Hamlet.objects.filter(commune=commune).exclude(ended_on__lte=today)
        hamlets = hamlets.exclude(pk__in=own).exclude(pk__in=busy)
        self.fields["hamlets"].queryset = hamlets.order_by("search_key", "pk")


class WayForm(forms.ModelForm):
    """How the cell is to come about, under which name and from which day."""

    on = PastDayField(label=_("chosen on"))
    paper_no = OneLineFormField(label=_("number of the paper"), max_length=40, required=False)

    class Meta:
        model = Founding
        fields = ("way", "cell_name", "effective_on", "seat", "owner", "due_on")
        labels = {"effective_on": _("planned to take effect on")}
        help_texts = {"effective_on": _("Three official members are counted on this day.")}

    field_order = ("on", "paper_no", *Meta.fields)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("way", "cell_name", "effective_on"):
            self.fields[name].required = True


class NameForm(forms.ModelForm):
    """Who is to belong to the new cell."""

    member = PersonField(Member.objects.none(), label=_("member"))
    on = PastDayField(label=_("named on"))
    post = forms.ChoiceField(label=_("post proposed"), required=False, choices=[("", _("no post")), *PostKind.choices])

    class Meta:
        model = FoundingMember
        fields = ("member", "post")

    field_order = ("member", "post", "on")

    def __init__(self, *args, founding, today, **kwargs):
        super().__init__(*args, **kwargs)
        here = Membership.objects.on(today).filter(cell__commune=founding.commune_id).values("member")
        taken = FoundingMember.objects.kept().filter(closed=False).values("member")
        people = Member.objects.filter(pk__in=here).exclude(pk__in=taken)
        self.fields["member"].queryset = people.order_by("sort_key", "pk")


class FoundingStepForm(forms.Form):
    """A step of the founding: of all that steps may ask for, what `kind` does."""

    on = PastDayField(label=_("day"))
    effective_on = DayField(
        label=_("takes effect on"), help_text=_("The one day of all three decisions; not that of the ceremony.")
    )
    body = forms.ChoiceField(label=_("which body"), choices=BODIES)
    members = forms.IntegerField(label=_("members who decide"), **VOTES)
    in_favour = forms.IntegerField(label=_("votes in favour"), **VOTES)
    paper_no = OneLineFormField(label=_("number of the paper"), max_length=40, required=False)
    committee_no = OneLineFormField(label=_("decision that appoints the committee"), max_length=40, required=False)
    transfer_no = OneLineFormField(label=_("decision that transfers the members"), max_length=40, required=False)
    note = OneLineFormField(label=_("in words"), max_length=300, required=False)
    due_on = DayField(label=_("next step due on"), required=False)

    def __init__(self, *args, kind, founding, **kwargs):
        super().__init__(*args, initial={"effective_on": founding.effective_on}, **kwargs)
        self.fields = {name: self.fields[name] for name in FIELDS[kind]}
        for name, field in self.fields.items():
            field.label = LABELS.get((kind, name), field.label)
            field.required = field.required or name in NEEDED.get(kind, ())
        if kind in DRAWN:
            self.fields["paper_no"].help_text = _(
                "Only of a paper issued elsewhere; else it is drawn and numbered on the page of the founding."
            )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("in_favour", 0) > cleaned.get("members", cleaned.get("in_favour", 0)):
            self.add_error("in_favour", _("There are more votes in favour than members who decide."))
        return cleaned


class FoundingNumberForm(forms.Form):
    """The number of a paper that was issued elsewhere."""

    edits = True

    paper_no = OneLineFormField(
        label=_("number of the paper"),
        max_length=40,
        required=False,
        help_text=_("Only of a paper issued elsewhere. Empty: it is drawn and numbered here."),
    )


class EffectForm(DespiteForm):
    """That the cell is founded now; asks only where records say otherwise."""


class FoundingItemForm(forms.ModelForm):
    """Whether a paper of the dossier is there."""

    class Meta:
        model = FoundingItem
        fields = ("state", "on", "reason")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == ItemState.NOT_APPLICABLE and not cleaned.get("reason"):
            self.add_error("reason", _("Say why this is not needed."))
        return cleaned
