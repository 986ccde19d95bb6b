"""What people type of a procedure of discipline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.models import Cell
from common.fields import CountField, OneLineFormField, PastDayField
from common.forms import DecisionNumberForm, DespiteForm, Select
from common.people import PersonField
from members.models import Member, Membership
from oversight.enums import BallotKind, ClosedBecause, DecidingBody, DisciplineStage, Penalty, Settlement
from oversight.models import DisciplineCase
from oversight.models.discipline import CLOSED, VOTES
from oversight.rules.discipline import forms_for, settlers

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


class DecideDisciplineForm(DecisionNumberForm, DespiteForm):
    """That the measure is signed. Of a decision from above also its form and its number."""

    penalty = forms.ChoiceField(label=_("form of discipline"))
    signed_on = PastDayField(label=_("signed on"))
    despite_limit = OneLineFormField(
        label=_("why after the limitation"),
        max_length=200,
        required=False,
        help_text=_("The limitation is over: say why it is carried out all the same, or record that it is not."),
    )

    field_order = ("penalty", "signed_on", *DecisionNumberForm.field_order, "despite_limit", "despite")

    def __init__(self, *args, file, **kwargs):
        super().__init__(*args, **kwargs)
        if file.decided:
            del self.fields["penalty"]
        else:
            self.fields["penalty"].choices = _measures(file.ballots[-1:])
            self.fields["decision_no"].required = True
            self.fields["decision_no"].help_text = ""
            del self.fields["first"]
        if file.decided and not file.expired:
            del self.fields["despite_limit"]


def _measures(ballots, but=""):
    """Choices of the forms that were listed, without `but`."""
    listed = {one for counted in ballots for one in counted.ballot.listed}
    return [(one.value, one.label) for one in Penalty if one in listed and one not in (Penalty.NONE, but)]


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


class SettleForm(DecisionNumberForm, DespiteForm):
    """How a complaint was settled, by whom, and the form that the measure has then."""

    on = PastDayField(label=_("day"))
    settlement = forms.ChoiceField(label=_("how it was settled"), choices=Settlement.choices)
    penalty = forms.ChoiceField(
        label=_("form after the complaint"), required=False, help_text=_("Only where the form is changed.")
    )
    settled_by = forms.ChoiceField(label=_("settled by"))

    field_order = ("on", "settled_by", "settlement", "penalty", *DecisionNumberForm.field_order, "despite")

    def __init__(self, *args, file, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["penalty"].choices = [("", "—"), *_measures(file.ballots, but=file.case.penalty)]
        bodies = settlers(DecidingBody(file.case.body)) if file.case.body else ()
        self.fields["settled_by"].choices = [(one.value, one.label) for one in bodies]


class CloseDisciplineForm(OnTheDayForm):
    """Why there is no measure, asked where a ballot proposed or decided one."""

    closed = forms.ChoiceField(label=_("closed without a measure"), choices=CLOSED)
    because = forms.ChoiceField(
        label=_("why there is no measure"), required=False, choices=[("", "—"), *ClosedBecause.choices]
    )
    decision_no = OneLineFormField(
        label=_("decision no."), max_length=40, required=False, help_text=_("Only where the level above decided.")
    )

    field_order = ("closed", "on", "because", "decision_no")

    def __init__(self, *args, file, **kwargs):
        super().__init__(*args, file=file, **kwargs)
        if not (file.decided or file.proposed):
            del self.fields["because"], self.fields["decision_no"]
        elif not file.expired:
            self.fields["because"].required = True
        if not file.expired:
            del self.fields["closed"]

    def clean(self):
        return {"closed": DisciplineStage.NONE} | super().clean()


class StrikeCaseForm(DespiteForm):
    reason = OneLineFormField(label=_("why it was struck out"), max_length=200)

    field_order = ("reason", "despite")

    def __init__(self, *args, file, **kwargs):
        super().__init__(*args, **kwargs)
