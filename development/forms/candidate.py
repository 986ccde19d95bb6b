"""What people type of somebody on the way into the Party."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.access import Scope, here_today, may
from cells.models import Cell
from common.fields import OneLineFormField, PastDayField
from common.forms import Select
from common.people import PeopleField, PersonField
from common.prepared import prepared
from development.enums import (
    Authority,
    CaseState,
    ConsentTo,
    EndedBecause,
    ItemState,
    Reason,
    StepKind,
    UnionResolution,
)
from development.models import Candidate, Item, Participation, Profile, Step, Unit
from development.queries.cases import authority_on
from development.queries.movement import parts_of
from members.enums import NOT_EXPECTED, CodeList, Exit, Sex, Standing
from members.models import Code, Member, Membership, Overlay

# What each step asks for, in the order of the page.
FIELDS = {
    StepKind.LIST: ("on", "paper_no", "source"),
    StepKind.UNLIST: ("on", "because", "note"),
    StepKind.HELPER: ("helper", "on", "paper_no"),
    StepKind.CLASS: ("on", "certificate_on", "paper_no"),
    StepKind.ALLOW: ("on", "paper_no"),
    StepKind.FILE: ("on", "first", "first_since", "second", "second_since", "union_resolution", "opinions"),
    StepKind.CONSENT: ("consent_to", "on", "paper_no"),
    StepKind.CELL_VOTE: ("on", "came", "in_favour", "paper_no"),
    StepKind.EXTEND: ("on", "paper_no"),
    StepKind.COMMITTEE_VOTE: ("on", "body", "members", "in_favour", "paper_no"),
    StepKind.DECIDE: ("on", "paper_no", "received_on"),
    StepKind.CEREMONY: ("on", "late_consent_on", "occupation", "youth_member"),
    StepKind.PROLONG: ("on", "months", "paper_no"),
    StepKind.BACK: ("on", "to_state", "because", "note"),
    StepKind.HAND_OVER: ("cell", "on", "note"),
    StepKind.END: ("because", "on", "note"),
}
NUMBERED = (StepKind.CONSENT,)  # of which the number of the paper is asked
DRAWN = (
    *(StepKind.LIST, StepKind.HELPER, StepKind.ALLOW, StepKind.CELL_VOTE, StepKind.COMMITTEE_VOTE),
    *(StepKind.DECIDE, StepKind.PROLONG),
)
VOTES = {"min_value": 0, "max_value": 999}
# What is known of somebody, in the groups of the page.
LIVES = ("born", "hamlet", "area", "part")
SCHOOLING = ("grade", "diploma", "reads")
UNIONS = ("youth_union", "youth_cadre", "trade_union")
SPECIAL = ("special_case", "special_papers")
BEFORE = ("left_on", "left_because", "hardship", "cleared_on", "readmitted_before")
PAST = dict.fromkeys(("born", "left_on", "cleared_on"), PastDayField)


class CandidateFilter(forms.Form):
    """The board of one cell, or of all that one may see."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, empty_label=_("all cells"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["cell"]
        field.queryset = Cell.objects.for_doing(user, Do.SEE_CANDIDATES)
        self.cells = _cells_of(**here_today(user, Do.SEE_CANDIDATES))
        field.choices = [("", field.empty_label), *((cell.pk, str(cell)) for cell in self.cells)]


@prepared
def _cells_of(communes, cells, day):
    return Cell.objects.within(Scope(communes, cells), day).order_by("search_key", "pk")


class PartField(forms.ModelChoiceField):
    """A participation, by its movement and the day from which on."""

    def label_from_instance(self, part):
        return gettext("%(text)s, from %(day)s") % {"text": part.movement, "day": f"{part.since:%d/%m/%Y}"}


class StepForm(forms.Form):
    """A step on the way: of all that steps may ask for, what `kind` does."""

    on = PastDayField(label=_("day"))
    paper_no = OneLineFormField(label=_("number of the paper"), max_length=40, required=False)
    helper = PersonField(Member.objects.none(), label=_("helper"))
    certificate_on = PastDayField(
        label=_("certificate of"), required=False, help_text=_("Empty where the class was not completed.")
    )
    first = PersonField(Member.objects.none(), label=_("introduced by"), required=False)
    first_since = PastDayField(label=_("together since"), required=False)
    second = PersonField(Member.objects.none(), label=_("and by"), required=False)
    second_since = PastDayField(label=_("together since"), required=False)
    union_resolution = forms.ChoiceField(
        label=_("resolution of"), required=False, choices=[("", "–"), *UnionResolution.choices]
    )
    opinions = forms.BooleanField(label=_("the opinions are summed up"), required=False, initial=True)
    consent_to = forms.ChoiceField(label=_("consent to"), choices=ConsentTo.choices)
    came = PeopleField(
        Member.objects.none(),
        label=_("came although exempt or away"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Others absent count among those with a vote."),
    )
    members = forms.IntegerField(
        label=_("members who decide"),
        help_text=_("Incumbents, less those away, suspended, prosecuted or detained."),
        **VOTES,
    )
    in_favour = forms.IntegerField(label=_("votes in favour"), **VOTES)
    body = forms.ChoiceField(label=_("which body"), choices=Authority.choices)
    received_on = PastDayField(label=_("decision received on"), required=False)
    late_consent_on = PastDayField(
        label=_("consent to a late ceremony of"), required=False, help_text=_("Only after the last day.")
    )
    occupation = forms.ModelChoiceField(Code.objects.none(), label=_("occupation"), required=False)
    youth_member = forms.NullBooleanField(label=_("member of the Youth Union"), required=False)
    months = forms.IntegerField(label=_("by months"), min_value=1, max_value=60)
    to_state = forms.ChoiceField(label=_("back to"))
    because = forms.ChoiceField(label=_("reason"), choices=Reason.choices)
    note = OneLineFormField(label=_("in words"), max_length=300, required=False)
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("to which cell"))
    source = PartField(
        Participation.objects.none(),
        label=_("came from the movement or model"),
        required=False,
        help_text=_("One in which the person is recorded as taking part by that day; chosen once, at the listing."),
    )
    override = OneLineFormField(
        label=_("let pass although a rule refuses, because"),
        max_length=300,
        required=False,
        help_text=_("Only where a rule refuses it; what cannot be so stays refused."),
    )
    asks = OneLineFormField(
        label=_("ask the administrator to let it pass, because"),
        max_length=300,
        required=False,
        widget=forms.HiddenInput,
        help_text=_("No names: the administrator sees the number of the case, the step and the rule."),
    )

    def __init__(self, *args, kind, candidate, course, user, **kwargs):
        super().__init__(*args, **kwargs)
        more = ("override",) if may(user, Do.LET_PASS) else ("asks",)
        self.fields = {name: self.fields[name] for name in (*FIELDS[kind], *more)}
        if "paper_no" in self.fields:
            self.fields["paper_no"].required = kind in NUMBERED
        if kind in DRAWN:
            self.fields["paper_no"].help_text = _(
                "Only of a paper that has its number already, as the resolution of a meeting; else it is drawn and "
                "numbered on the page of the case."
            )
        self._offer_people(candidate)
        self._offer_choices(kind, candidate, course)

    def _offer_people(self, candidate):
        today, fields = timezone.localdate(), self.fields
        official = Membership.objects.on(today).filter(standing=Standing.OFFICIAL, cell__commune=candidate.commune_id)
        people = Member.objects.filter(pk__in=official.values("member")).order_by("sort_key", "pk")
        for name in fields.keys() & {"helper", "first", "second"}:
            fields[name].queryset = people
        if "came" in fields:
            over = Overlay.objects.on(today).filter(kind__in=NOT_EXPECTED).values("member")
            here = official.filter(cell=candidate.cell_id, member__in=over).values("member")
            fields["came"].queryset = Member.objects.filter(pk__in=here).order_by("sort_key", "pk")

    def _offer_choices(self, kind, candidate, course):
        today, fields = timezone.localdate(), self.fields
        if "body" in fields:
            fields["body"].initial = authority_on(candidate.commune_id, today)
        if "to_state" in fields:
            lower = [state for state in CaseState if course.state and state.below(course.state)]
            fields["to_state"].choices = [(state.value, state.label) for state in reversed(lower)]
        if kind == StepKind.END:
            fields["because"].choices = EndedBecause.choices
        if "occupation" in fields:
            fields["occupation"].queryset = Code.objects.of(candidate.commune_id, CodeList.OCCUPATION)
        if "source" in fields:
            self._offer_sources(candidate, today)
        if "cell" in fields:
            others = Cell.objects.active_on(today).filter(commune=candidate.commune_id).exclude(pk=candidate.cell_id)
            fields["cell"].queryset = others.order_by("search_key", "pk")

    def offer_to_ask(self):
        """A rule refused it: show where to ask that it is let pass."""
        if "asks" in self.fields:
            self.fields["asks"].widget = forms.TextInput({"maxlength": self.fields["asks"].max_length})

    def _offer_sources(self, candidate, today):
        """Not when somebody is listed again: where the person came from was told the first time."""
        if candidate.steps.kept().filter(kind=StepKind.LIST).exists():
            del self.fields["source"]
        else:
            parts = Participation.objects.filter(pk__in=[part.pk for part in parts_of(candidate, today)])
            self.fields["source"].queryset = parts.select_related("movement").order_by("-since", "-pk")

    def facts(self):
        """{argument of the service: value} as typed."""
        facts = dict(self.cleaned_data)
        if "first" in facts:
            pairs = [(facts.pop(name), facts.pop(f"{name}_since")) for name in ("first", "second")]
            facts["introducers"] = [pair for pair in pairs if pair[0]]
        return facts


class InGroups:
    """Draws a form in groups; `GROUPS` are (title, names of its fields), each field in one of them. Where it `folds`,
    only the first group is open, and those in which something was typed or has to be corrected."""

    template_name = "components/groups.html"
    folds = False

    def groups(self):
        """[(title, its fields, whether it folds, whether it is open then)]."""
        found, changed = [], {*self.changed_data, *self.errors} if self.is_bound else set()
        for turn, (title, names) in enumerate(self.GROUPS):
            shown = [self[name] for name in names if not self[name].is_hidden]
            found.append((title, shown, self.folds and turn > 0, bool(changed & {*names})))
        return found


class ProposeForm(InGroups, forms.ModelForm):
    """Somebody new on the way: who it is, who proposes, and what is known."""

    GROUPS = (
        (
            _("the proposal"),
            ("full_name", "all_the_same", "sex", "born", "hamlet", "cell", "on", "proposed_unit"),
        ),
        (_("where the person lives"), LIVES[2:]),
        (_("schooling"), SCHOOLING),
        (_("Youth Union and trade union"), UNIONS),
        (_("special case"), SPECIAL),
        (_("admission once more"), ("former", *BEFORE)),
        (_("proposed by somebody else"), ("proposed_by",)),
    )
    folds = True
    full_name = OneLineFormField(label=_("full name"), max_length=100)
    sex = forms.ChoiceField(label=_("sex"), choices=Sex.choices)
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"))
    on = PastDayField(label=_("proposed on"))
    all_the_same = forms.BooleanField(label=_("it is another person"), required=False, widget=forms.HiddenInput)
    proposed_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("proposed by"), required=False, empty_label=_("the cell itself"), widget=Select
    )
    proposed_by = OneLineFormField(
        label=_("proposed by another body"),
        max_length=120,
        required=False,
        help_text=_("Only where it is neither the cell nor one of the units recorded here."),
    )
    former = PersonField(Member.objects.none(), label=_("was a member before"), required=False)

    class Meta:
        model = Profile
        fields = Profile.facts()
        field_classes = PAST

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        cells = Cell.objects.for_doing(user, Do.EDIT_CANDIDATES).active_on(timezone.localdate())
        self.fields["cell"].queryset = cells.order_by("search_key", "pk")
        gone = Membership.objects.filter(exit__in=(Exit.EXPELLED, Exit.REMOVED, Exit.LEFT), cell__in=cells)
        here = Membership.objects.on(timezone.localdate()).values("member")
        former = Member.objects.filter(pk__in=gone.values("member")).exclude(pk__in=here)
        self.fields["former"].queryset = former.order_by("sort_key", "pk")
        self.fields["hamlet"].queryset = _hamlets(self.fields["hamlet"].queryset, cells)
        units = Unit.objects.visible_to(user).on(timezone.localdate()).select_related("organisation", "hamlet")
        self.fields["proposed_unit"].queryset = units.order_by("organisation", "hamlet__search_key", "pk")
        if self.data.get("all_the_same"):
            self._ask_whether_another()

    def add_error(self, field, error):
        super().add_error(field, error)
        if field == "all_the_same":
            self._ask_whether_another()

    def _ask_whether_another(self):
        """Asked only where somebody of that name is on the way already."""
        self.fields["all_the_same"].widget = forms.CheckboxInput()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("proposed_unit") and cleaned.get("proposed_by"):
            self.add_error("proposed_by", _("Choose the unit that proposes or write another body, one of them."))
        return cleaned

    def facts(self):
        """What `services.propose` takes."""
        typed = dict(self.cleaned_data)
        names = ("full_name", "sex", "proposed_unit", "proposed_by", "former")
        case = {name: typed.pop(name) for name in names}
        facts = {name: typed[name] for name in Profile.facts() if name in typed}
        if case["former"] and not facts["left_on"]:
            facts = {name: value for name, value in facts.items() if not name.startswith("left_")}
        told = {name: typed[name] for name in ("cell", "on", "all_the_same")}
        return told | {"case": case, "facts": facts}


class ProposerForm(forms.ModelForm):
    """Who proposed somebody: a unit of an organisation, another body in words, or the cell itself."""

    class Meta:
        model = Candidate
        fields = ("proposed_unit", "proposed_by")
        help_texts = {
            "proposed_unit": _("Targets of an organisation count the people whom its units proposed."),
            "proposed_by": _("Only where it is neither the cell nor one of the units recorded here."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(organisation__commune=self.instance.commune_id)
        units = units.select_related("organisation", "hamlet")
        self.fields["proposed_unit"].queryset = units.order_by("organisation", "hamlet__search_key", "pk")
        self.fields["proposed_unit"].empty_label = _("the cell itself")


class FactsForm(InGroups, forms.ModelForm):
    """What is known of somebody otherwise from a day."""

    GROUPS = (
        (_("the person"), ("on", *LIVES)),
        (_("schooling"), SCHOOLING),
        (_("Youth Union and trade union"), UNIONS),
        (_("special case"), SPECIAL),
        (_("admission once more"), BEFORE),
    )
    on = PastDayField(label=_("known from"))

    class Meta:
        model = Profile
        fields = Profile.facts()
        field_classes = PAST

    def __init__(self, *args, candidate, **kwargs):
        super().__init__(*args, **kwargs)
        cells = Cell.objects.filter(commune=candidate.commune_id)
        self.fields["hamlet"].queryset = _hamlets(self.fields["hamlet"].queryset, cells)

    def facts(self):
        """The day and what was changed."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name != "on"}
        return {"on": self.cleaned_data["on"], **changed}


class ItemForm(forms.ModelForm):
    """Whether an item of the dossier is there."""

    class Meta:
        model = Item
        fields = ("state", "on", "reason")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == ItemState.NOT_APPLICABLE and not cleaned.get("reason"):
            self.add_error("reason", _("Say why this is not needed."))
        return cleaned


class StrikeStepForm(forms.Form):
    """Why a step is struck out, and with it the `number` of its paper."""

    reason = OneLineFormField(label=_("reason"), max_length=200)

    def __init__(self, *args, number=None, **kwargs):
        super().__init__(*args, **kwargs)
        if number:
            words = _("%(number)s is struck with it: the number stays in the register and is never given again.")
            self.fields["reason"].help_text = words % {"number": number.text}


class TypedNumberForm(forms.ModelForm):
    """Number and day of the paper of a step that was issued elsewhere."""

    class Meta:
        model = Step
        fields = ("paper_no", "paper_on")
        help_texts = {
            "paper_no": _("Only of a paper issued elsewhere. Empty: it is drawn and numbered here."),
            "paper_on": _("Empty: the day of the step."),
        }


class ReviewForm(forms.Form):
    """The day on which a cell went through its list of sympathisers."""

    on = PastDayField(label=_("day"))


def _hamlets(hamlets, cells):
    """The hamlets of the communes of `cells` that are there."""
    return hamlets.filter(commune__in=cells.values("commune"), ended_on=None).order_by("search_key", "pk")
