from datetime import date

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Select
from common.merging import MergingForm

MONTHS_BACK = 24


class ArrearsForm(MergingForm):
    """Since which month one member has paid no dues."""

    since = forms.ChoiceField(label=_("dues unpaid since"), required=False, widget=Select)

    def __init__(self, data=None, *, member, since, today):
        """`since` is the first day of the month that is recorded, or None."""
        super().__init__(data, stored={"since": since.isoformat() if since else ""}, prefix=f"dues-{member.pk}")
        months = {today.replace(day=1) - relativedelta(months=number) for number in range(MONTHS_BACK)}
        months |= {since} if since else set()
        self.fields["since"].choices = [
            ("", _("all is paid")),
            *((month.isoformat(), f"{month:%m/%Y}") for month in sorted(months, reverse=True)),
        ]

    def clean_since(self):
        since = self.cleaned_data["since"]
        return date.fromisoformat(since) if since else None
