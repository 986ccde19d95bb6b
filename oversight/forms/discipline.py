"""What people type of a procedure of discipline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.models import Cell
from common.fields import CountField, OneLineFormField, PastDayField
from common.forms import MOST_PAPERS, DespiteForm, Select
from common.people import PersonField
from members.models import Member, Membership
from oversight.enums import BallotKind, DecidingBody, Penalty, Settlement
from oversight.models import DisciplineCase
from oversight.models.discipline import CLOSED, VOTES
from oversight.rules.discipline import forms_for

BODIES = [one for one in DecidingBody if one != DecidingBody.UPPER]
SHORT = _("As short as the work needs; no secret content.")


class BeginDisciplineForm(forms.ModelForm):
    """The breach that is taken up, and whose it is."""

    member = PersonField(Member.objects.none(), label=_("member"), required=False)
    cell = forms.ModelChoiceField(
        Cell.objects.none(), label=_("or a cell as an organisation"), required=False, widget=Select
    )

    class Meta:
        model = DisciplineCase
        fields = (
            *("member", "cell", "own_committee", "opened_on", "field", "higher_task", "breach"),
            *("breach_from", "breach_until", "again_on"),
        )
        field_classes = dict.fromkeys(("opened_on", "breach_from", "breach_until", "again_on"), PastDayField)
        help_texts = {
            "breach": SHORT,
            "breach_until": _("Of one that lasted; leave empty for a single day. The limitation counts from here."),
            "again_on": _("Where another breach followed within the limitation: it counts from then."),
            "higher_task": _("Then a cell does not decide; it proposes."),
        }

    def __init__(self, *args, commune, today, **kwargs):
        super().__init__(*args, **kwargs)
        here = Membership.objects.on(today).filter(cell__commune=commune).values("member")
        self.fields["member"].queryset = Member.objects.filter(pk__in=here).order_by("sort_key", "pk")
        cells = Cell.objects.filter(commune=commune)
        self.fields["cell"].queryset = cells.order_by("search_key", "pk")
        self.fields["breach_until"].required = False

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("member")) == bool(cleaned.get("cell")):
            self.add_error("member", _("Choose a member or a cell, one of them."))
        first, last = cleaned.get("breach_from"), cleaned.get("breach_until")
        taken, again = cleaned.get("opened_on"), cleaned.get("again_on")
        if first and last and last < first:
            self.add_error("breach_until", _("It cannot end before it began."))
        latest = max((day for day in (first, last, again) if day), default=None)
        if taken and latest and taken < latest:
            self.add_error("opened_on", _("It cannot be taken up before the breach."))
        if again and (last or first) and again < (last or first):
            self.add_error("again_on", _("A new breach comes after the one that is examined."))
        return cleaned


class BallotForm(forms.Form):
    """The counted votes of a body, form by form."""

    kind = forms.ChoiceField(label=_("kind of ballot"), choices=BallotKind.choices)
    body = forms.ChoiceField(label=_("body that votes"), choices=[(one.value, one.label) for one in BODIES])
    on = PastDayField(label=_("day of the vote"))
    base = CountField(
        label=_("persons with a vote"),
        required=True,
        min_value=1,
        help_text=_("All with a vote that day, present or not; of the Committee those in office."),
    )

    def __init__(self, *args, file, **kwargs):
        super().__init__(*args, **kwargs)
        self.votes = []
        for form in reversed(forms_for(file.case.over, in_post=True)):
            self.votes.append(VOTES[form])
            self.fields[VOTES[form]] = CountField(label=form.label)

    def clean(self):
        return super().clean() | {name: self.cleaned_data.get(name) or 0 for name in self.votes}


class DecideDisciplineForm(DespiteForm):
    """That the measure is signed. Of a decision from above also its form and its number."""

    penalty = forms.ChoiceField(label=_("form of discipline"))
    signed_on = PastDayField(label=_("signed on"))
    decision_no = OneLineFormField(
        label=_("decision no."),
        max_length=40,
        required=False,
        help_text=_("Leave empty: the next number of the register. Only where it was numbered elsewhere."),
    )
    first = forms.IntegerField(
        label=_("Begin with number"),
        required=False,
        min_value=1,
        max_value=MOST_PAPERS,
        help_text=_("Only where papers of this kind were numbered by hand before in this term."),
    )
    despite_limit = OneLineFormField(
        label=_("why after the limitation"),
        max_length=200,
        required=False,
        help_text=_("The limitation is over: say why it is carried out all the same, or record that it is not."),
    )

    field_order = ("penalty", "signed_on", "decision_no", "first", "despite_limit", "despite")

    def __init__(self, *args, file, **kwargs):
        super().__init__(*args, **kwargs)
        if file.decided:
            del self.fields["penalty"]
        else:
            listed = [Penalty(one) for one in file.ballots[-1].ballot.listed] if file.ballots else []
            offered = [(one.value, one.label) for one in listed if one != Penalty.NONE]
            self.fields["penalty"].choices = offered
            self.fields["decision_no"].required = True
            self.fields["decision_no"].help_text = ""
            del self.fields["first"]
        if file.decided and not file.expired:
            del self.fields["despite_limit"]


class TellDisciplineForm(forms.Form):
    """When the decision was made known. It may be told again: what is right replaces what was."""

    edits = True
    announced_on = PastDayField(label=_("announced on"))
    received_on = PastDayField(
        label=_("received on"),
        required=False,
        help_text=_("From here a complaint counts. Who refuses to take it received it on the day of the minutes."),
    )

    def __init__(self, *args, file, **kwargs):
        case = file.case
        told = {"announced_on": case.announced_on or case.in_force_on, "received_on": case.received_on}
        super().__init__(*args, initial=told, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if (got := cleaned.get("received_on")) and (told := cleaned.get("announced_on")) and got < told:
            self.add_error("received_on", _("It cannot be received before it was announced."))
        return cleaned


class OnTheDayForm(forms.Form):
    on = PastDayField(label=_("day"))

    def __init__(self, *args, file, **kwargs):
        super().__init__(*args, **kwargs)


class SettleForm(OnTheDayForm):
    settlement = forms.ChoiceField(label=_("how it was settled"), choices=Settlement.choices)
    settled_no = OneLineFormField(label=_("decision on the complaint"), max_length=40)


class CloseDisciplineForm(OnTheDayForm):
    closed = forms.ChoiceField(label=_("closed without a measure"), choices=CLOSED)

    field_order = ("closed", "on")


class StrikeCaseForm(DespiteForm):
    reason = OneLineFormField(label=_("why it was struck out"), max_length=200)

    field_order = ("reason", "despite")

    def __init__(self, *args, file, **kwargs):
        super().__init__(*args, **kwargs)
