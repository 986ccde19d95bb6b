from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField


class OnDayForm(forms.Form):
    """On which day; without a choice today."""

    day = DayField(label=_("On the day"))

    def __init__(self, data, *, today):
        super().__init__({"day": f"{today:%d/%m/%Y}"} | data.dict())
