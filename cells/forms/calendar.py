from django import forms
from django.utils.translation import gettext_lazy as _

from cells.models import CalendarDay
from common.fields import OneLineFormField


class CalendarDayForm(forms.ModelForm):
    """A day off or worked in exchange; only one that stands already can be taken out."""

    class Meta:
        model = CalendarDay
        fields = ("day", "kind", "name", "source", "struck")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["struck"]


class AnnounceForm(forms.Form):
    source = OneLineFormField(
        label=_("by which document"), max_length=200, help_text=_("Number and day of the notice for the year.")
    )
