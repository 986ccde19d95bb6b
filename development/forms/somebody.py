from django import forms
from django.utils.translation import gettext_lazy as _

from common.errors import RuleError
from common.fields import OneLineFormField
from common.people import named
from members.models import Member
from members.models.member import name_holds


class SomebodyForm(forms.Form):
    """A member of the commune, known again by the name that is typed, or somebody else by name. The cleaned data hold
    the `member`, and the `name` of who is none."""

    WHO = [("member", _("a Party member of the commune")), ("other", _("somebody else"))]

    who = forms.ChoiceField(label=_("who"), choices=WHO)
    name = OneLineFormField(label=_("full name"), max_length=100)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        cleaned = super().clean()
        if cleaned.pop("who", None) != "member":
            cleaned["member"] = None
        elif name := cleaned.get("name"):
            cleaned |= {"member": self._member(name), "name": ""}
        return cleaned

    def _member(self, name):
        fit = Member.objects.visible_to(self.user).known().filter(name_holds(name.split("(")[0]))
        try:
            member, _shown = named(name, fit)
        except RuleError as error:
            self.add_error("name", str(error))
            return None
        if member is None:
            self.add_error("name", _("No member of this name. Choose “somebody else” for whoever is no member here."))
        return member
