from django import forms
from django.utils.translation import gettext_lazy as _

from common.people import ByNameForm
from members.queries.namesakes import fitting


class SomebodyForm(ByNameForm):
    """A member of the commune, known again by the name that is typed, or somebody else by name. The cleaned data hold
    the `member`, and the `name` of who is none."""

    WHO = [("member", _("a Party member of the commune")), ("other", _("somebody else"))]

    fitting = staticmethod(fitting)
    nobody = _("No member of this name. Choose “somebody else” for somebody who is no member here.")

    who = forms.ChoiceField(label=_("who"), choices=WHO)

    field_order = ("who", "name")

    def clean(self):
        cleaned = super().clean()
        if cleaned.pop("who", None) != "member":
            cleaned["member"] = None
        elif name := cleaned.get("name"):
            cleaned |= {"member": self.person(name), "name": ""}
        return cleaned
