"""A title that everybody may read somewhere names nobody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.text import search_key
from members.models import Member


class NamelessTitle(forms.Form):
    """A form whose `title`, where `nameless` says so, is asked about when it names a member of `commune`: titles stand
    in lists and registers."""

    sure = forms.BooleanField(label=_("the title names nobody who is a subject"), required=False)

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.commune = commune
        if not self.data.get("sure"):
            self.fields["sure"].widget = forms.HiddenInput()

    def nameless(self, cleaned):
        return True

    def clean(self):
        cleaned = super().clean()
        sure = cleaned.pop("sure", False)
        if self.nameless(cleaned) and not sure and (name := self._named(cleaned.get("title", ""))):
            self.fields["sure"].widget = forms.CheckboxInput()
            words = _("The title names “%(name)s”, as a member is called. Write it without a name, or confirm below.")
            self.add_error("title", words % {"name": name})
        return cleaned

    def _named(self, title):
        """The name of a member of the commune that stands in the title, or None."""
        key = f" {search_key(title)} "
        names = Member.objects.known().filter(commune=self.commune).values_list("search_key", "full_name")
        return next((name for known, name in names if f" {known} " in key), None)
