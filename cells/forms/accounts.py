import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from cells.models import Cell, CommitteeMember
from cells.models.access import GRANTABLE
from common.fields import DayField, OneLineFormField, follows
from common.forms import DespiteForm, Select

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another on paper


def proposed_password():
    """A password to write down and hand over, as "k7mp-x2va-9tqd"."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(3))


def password_field():
    """A first password in plain sight: it is told to somebody else, who has to choose another."""
    return forms.CharField(
        label=_("first password"),
        max_length=128,
        strip=True,
        initial=proposed_password,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Write it down now and hand it over: it is not shown again. Who gets it chooses another."),
    )


class RoleForm(forms.Form):
    """A role of an account from a day on."""

    role = forms.ChoiceField(label=_("role"), choices=[("", _("choose")), *GRANTABLE])
    cell = forms.ModelChoiceField(
        Cell.objects.none(), label=_("cell"), required=False, help_text=_("Only for a cell secretary.")
    )
    since = DayField(label=_("from"))

    def __init__(self, *args, commune, today, **kwargs):
        super().__init__(*args, initial={"since": f"{today:%d/%m/%Y}"}, **kwargs)
        self.fields["cell"].queryset = Cell.objects.filter(commune=commune).active_on(today)

    def clean(self):
        facts = super().clean()
        if "role" in facts and (facts["role"] == Role.SECRETARY) != bool(facts.get("cell")):
            self.add_error("cell", _("Choose a cell for a cell secretary, and for nobody else."))
        return facts


class TrustForm(forms.Form):
    """Who may know of sensitive cases, by name."""

    account = forms.ModelChoiceField(User.objects.none(), label=_("account"), widget=Select)
    because = OneLineFormField(label=_("by which paper, or why"), max_length=200)
    since = DayField(label=_("from"))
    until = DayField(label=_("until (no longer counted from this day)"), required=False)

    def __init__(self, *args, user, commune, today, **kwargs):
        super().__init__(*args, initial={"since": f"{today:%d/%m/%Y}"}, **kwargs)
        accounts = User.objects.filter(commune=commune.pk, is_active=True).exclude(pk=user.pk)
        self.fields["account"].queryset = accounts.order_by("full_name", "pk")
        follows(self, "until", "since")


class AccountForm(RoleForm):
    """A new account with its first role."""

    full_name = OneLineFormField(label=_("full name"), max_length=100)
    username = forms.CharField(
        label=_("user name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Letters without marks and digits, for example bithu.lungmat."),
    )
    password = password_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            ("", _("choose")),
            *((role.value, role.label) for role in Role if role != Role.ENTRUSTED),
        ]

    field_order = ("full_name", "username", "role", "cell", "since", "password")


class FirstPasswordForm(forms.Form):
    password = password_field()


class EndForm(forms.Form):
    """The day from which something no longer counts."""

    on = DayField(label=_("until (no longer counted from this day)"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"on": f"{today:%d/%m/%Y}"}, **kwargs)


class EndSeatForm(DespiteForm, EndForm):
    """From when on somebody no longer sits on the Committee."""


def _free_accounts(commune):
    """Accounts of the commune that sit on no seat."""
    taken = CommitteeMember.objects.open().exclude(account=None).values("account")
    return User.objects.filter(commune=commune.pk, is_active=True).exclude(pk__in=taken).order_by("full_name", "pk")


class SeatAccountForm(forms.Form):
    account = forms.ModelChoiceField(User.objects.none(), label=_("account"))

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = _free_accounts(commune)


class CommitteeMemberForm(forms.ModelForm):
    """A seat on the Committee."""

    class Meta:
        model = CommitteeMember
        fields = ("full_name", "position", "since", "account")
        help_texts = {"account": _("With it the member in charge signs in. It can be given later too.")}

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = _free_accounts(commune)


class LeadForm(DespiteForm):
    """A cell that a Committee member looks after from a day on."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"))
    since = DayField(label=_("from"))
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)

    field_order = ("cell", "since", "decision_no", "despite")

    def __init__(self, *args, commune, today, **kwargs):
        super().__init__(*args, initial={"since": f"{today:%d/%m/%Y}"}, **kwargs)
        self.fields["cell"].queryset = Cell.objects.filter(commune=commune).active_on(today)
