from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import CountField, OneLineFormField, PastDayField
from common.forms import Select
from common.merging import MergingForm
from members.enums import Level

LEVELS = [("", "—"), *Level.choices]


def _refuse_too_good(form, name):
    """An error at the field `name` where a level was chosen there that is above the best one allowed."""
    level = form.cleaned_data.get(name)
    if form.best and level and name in form.changed and Level(level).above(form.best):
        form.add_error(name, _("At most “%(best)s” is allowed this year.") % {"best": form.best.label})


class ProposeForm(MergingForm):
    """Own rating and proposal of one member or cell."""

    self_level = forms.ChoiceField(label=_("own rating"), required=False, choices=LEVELS, widget=Select)
    proposed_level = forms.ChoiceField(label=_("proposed level"), required=False, choices=LEVELS, widget=Select)
    in_favour = CountField(label=_("votes for it"))
    votes = CountField(label=_("of votes"))

    def __init__(self, data=None, *, subject, rating, best=None):
        self.subject, self.rating, self.best = subject, rating, best
        stored = {name: getattr(rating, name) for name in self.base_fields} if rating else {}
        super().__init__(data, stored=stored, prefix=f"rate-{subject.pk}")

    def clean(self):
        cleaned = super().clean()
        now = self.now() if not self.errors else {}
        if (now.get("votes") is None) != (now.get("in_favour") is None):
            self.add_error("votes", _("Enter both: the votes for it and of how many."))
        elif now.get("votes") is not None and now["in_favour"] > now["votes"]:
            self.add_error("in_favour", _("More votes for it than votes were cast."))
        _refuse_too_good(self, "proposed_level")
        return cleaned


class DecisionForm(forms.Form):
    """The decision by which all ratings below are decided."""

    decision_no = OneLineFormField(label=_("decision no."), max_length=40)
    decided_on = PastDayField(label=_("decision of"))
    restate = forms.BooleanField(label=_("It also replaces the decision of those decided already"), required=False)


class DecideForm(MergingForm):
    """The decided level of one member or cell; offered as proposed until it is decided."""

    decided_level = forms.ChoiceField(label=_("decided level"), required=False, choices=LEVELS, widget=Select)
    reason = OneLineFormField(label=_("why other than proposed"), max_length=200, required=False)

    def __init__(self, data=None, *, subject, rating, best=None):
        self.subject, self.rating, self.best = subject, rating, best
        stored = {name: getattr(rating, name) for name in self.base_fields}
        super().__init__(data, stored=stored, prefix=f"decide-{subject.pk}")

    def text_of(self, name):
        text = super().text_of(name)
        return self.rating.proposed_level if name == "decided_level" and not text and not self.is_bound else text

    def clean(self):
        cleaned = super().clean()
        now = self.now() if not self.errors else {}
        if now.get("decided_level") and now["decided_level"] != self.rating.proposed_level and not now.get("reason"):
            self.add_error("reason", _("Say why it is other than proposed."))
        if self.initial["decided_level"] and not now.get("decided_level") and not self.errors:
            self.add_error("decided_level", _("A decided rating can be changed, but not taken back."))
        _refuse_too_good(self, "decided_level")
        return cleaned

    def decision(self):
        """(Level, reason) as it is to be."""
        now = self.now()
        return Level(now["decided_level"]), now["reason"]
