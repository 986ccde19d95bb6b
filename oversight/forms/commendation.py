"""What people type of commendations."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.fields import CountField, OneLineFormField, PastDayField, SomeOfField
from common.forms import DecisionNumberForm
from common.people import PersonField
from members.enums import CommendationForm, Occasion
from members.models import Member, Membership
from members.queries.namesakes import called
from oversight.enums import DecidingBody
from oversight.models import AwardProposal

GIVING = [DecidingBody.COMMITTEE, DecidingBody.CELL, DecidingBody.UPPER]


class AwardProposalForm(forms.ModelForm):
    """Whom a cell proposes, for what, and its vote."""

    member = PersonField(
        Member.objects.none(), label=_("member"), required=False, help_text=_("Leave empty for the cell itself.")
    )

    class Meta:
        model = AwardProposal
        fields = ("member", "form", "occasion", "year", "merit", "on", "base", "in_favour")
        field_classes = {"on": PastDayField, "base": CountField, "in_favour": CountField}
        help_texts = {
            "year": _("For a yearly commendation; the last of five."),
            "base": _("All with a vote that day, present or not; of the Committee those in office."),
        }

    def __init__(self, *args, cell, today, **kwargs):
        super().__init__(*args, **kwargs)
        here = Membership.objects.on(today).filter(cell=cell).values("member")
        self.fields["member"].queryset = Member.objects.filter(pk__in=here).order_by("sort_key", "pk")
        self.fields["form"].initial = CommendationForm.CERTIFICATE

    def clean(self):
        cleaned = super().clean()
        occasion = cleaned.get("occasion")
        if occasion and "year" in cleaned and bool(cleaned["year"]) == (occasion == Occasion.AD_HOC):
            self.add_error("year", _("Enter the year for a yearly commendation, and none for a single deed."))
        if (cleaned.get("in_favour") or 0) > (cleaned.get("base") or 999):
            self.add_error("in_favour", _("There are more votes in favour than persons with a vote."))
        return cleaned


class DecideAwardsForm(DecisionNumberForm):
    """One decision on several proposals."""

    proposals = SomeOfField(
        AwardProposal.objects.none(), label=_("proposals of commendations"), widget=forms.CheckboxSelectMultiple
    )
    body = forms.ChoiceField(label=_("decided by"), choices=[(one.value, one.label) for one in GIVING])
    on = PastDayField(label=_("decided on"))

    field_order = ("proposals", "body", "on", *DecisionNumberForm.field_order)

    def __init__(self, *args, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        names = {row.pk: f"{capfirst(str(row))}. {row.merit}" for row in called(proposals)}
        self.fields["proposals"].queryset = proposals
        self.fields["proposals"].label_from_instance = lambda row: names[row.pk]


class RefuseAwardForm(forms.Form):
    on = PastDayField(label=_("refused on"))
    reason = OneLineFormField(label=_("why it was refused"), max_length=200)
