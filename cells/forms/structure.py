from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.enums import CellKind, CellState, ServingKind
from cells.models import Cell, CommitteeMember, Commune, Grant, Hamlet
from common.fields import DayField, OneLineFormField
from common.forms import DespiteForm, RenamingForm


class CommuneForm(RenamingForm):
    """The commune with what stands at the head of its documents. An old name keeps the body above of its time."""

    class Meta:
        model = Commune
        fields = ("name", "organisation", "committee", "superior", "place", "privacy_basis")


class HamletForm(forms.ModelForm):
    """Facts of a hamlet."""

    class Meta:
        model = Hamlet
        fields = ("name", "highland", "specially_difficult", "former_commune")


class EditHamletForm(DespiteForm, RenamingForm, HamletForm):
    """Facts of a hamlet that is there."""

    class Meta(HamletForm.Meta):
        fields = (*HamletForm.Meta.fields, "ended_on")


class FoundForm(forms.Form):
    """A new cell, at work or planned."""

    name = OneLineFormField(label=_("name"), max_length=120)
    kind = forms.ChoiceField(label=_("kind"), choices=CellKind.choices)
    founded_on = DayField(label=_("founded on"))
    planned = forms.BooleanField(label=_("Only planned so far"), required=False)
    decision_no = OneLineFormField(label=_("founding decision no."), max_length=40, required=False)
    decision_on = DayField(label=_("founding decision of"), required=False)
    meeting_place = OneLineFormField(label=_("usual meeting place"), max_length=120, required=False)
    meeting_day = forms.IntegerField(
        label=_("usual meeting day"), initial=3, min_value=1, max_value=28, help_text=_("Day of the month, 1 to 28.")
    )


class EditForm(RenamingForm):
    """Facts of a cell."""

    class Meta:
        model = Cell
        fields = ("name", "kind", "founded_on", "decision_no", "decision_on", "meeting_place", "meeting_day")
        widgets = {"meeting_day": forms.NumberInput}


class StatusForm(forms.Form):
    """The next state of a planned cell."""

    state = forms.ChoiceField(
        label=_("state"), choices=[(s.value, s.label) for s in (CellState.ACTIVE, CellState.ENDED)]
    )
    on = DayField(label=_("from"))
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)
    reason = OneLineFormField(label=_("reason"), max_length=200, required=False)


class AssignForm(DespiteForm):
    """Who is in charge of a cell from a day on."""

    committee_member = forms.ModelChoiceField(CommitteeMember.objects.none(), label=_("Committee member"))
    since = DayField(label=_("from"))
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)

    field_order = ("committee_member", "since", "decision_no", "despite")

    def __init__(self, *args, cell, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["committee_member"].queryset = cell.commune.committee_members.on(today)


class EndAccountForm(forms.Form):
    """From when on which account no longer acts as secretary of a cell."""

    grant = forms.ModelChoiceField(Grant.objects.none(), label=_("account"), empty_label=None)
    on = DayField(label=_("from"), help_text=_("On this day it may do nothing here any more."))

    def __init__(self, *args, cell, today, **kwargs):
        super().__init__(*args, **kwargs)
        grants = cell.grants.not_over(today).select_related("account")
        self.fields["grant"].queryset = grants
        self.fields["grant"].label_from_instance = lambda grant: f"{grant.account}, {grant}"


class ServeForm(forms.Form):
    """Which cell serves a hamlet from a day on."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"))
    kind = forms.ChoiceField(label=_("as"), choices=ServingKind.choices)
    since = DayField(label=_("from"))

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.EDIT_STRUCTURE).active_on(today)
