from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, OneLineFormField, follows
from common.people import PersonField
from members.models import Member


class NoticeForm(forms.Form):
    """Who of a cell will be absent, from when to when, and why."""

    member = PersonField(Member.objects.none(), label=_("member"))
    since = DayField(label=_("from"))
    until = DayField(label=_("Until"), required=False, help_text=_("The first day back, where it is known."))
    reason = OneLineFormField(label=_("reason"), max_length=200)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members
        follows(self, "until", "since")

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            self.add_error("until", ValidationError(_("The end must be after the start.")))
        return cleaned
