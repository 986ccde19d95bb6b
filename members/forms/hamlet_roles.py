from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import PastDayField
from members.models import HamletRole


class HamletRoleForm(forms.ModelForm):
    """That a member is head of a hamlet, person of prestige or elder there."""

    since = PastDayField(label=_("from"))

    class Meta:
        model = HamletRole
        fields = ("kind", "hamlet", "since")

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, initial={"hamlet": member.hamlet_id}, **kwargs)
        hamlets = member.commune.hamlets.order_by("search_key", "pk")
        self.fields["hamlet"].queryset = hamlets


class LastsUntilForm(forms.Form):
    """The day on which what has lasted ends."""

    on = PastDayField(label=_("until (no longer counted from this day)"))
