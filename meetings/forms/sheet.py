"""The forms of the score sheet editor."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common import periods
from common.fields import PointsField
from common.numbers import points as as_points
from meetings.enums import EARNED
from meetings.models import Criterion, Edition, Threshold, YearRule
from meetings.rules.scoring import in_words
from meetings.services.editions import CRITERION, EDITION, THRESHOLD, YEAR_RULE

MONTHS_BACK = 36  # how far back a sheet is tried on


class EditionForm(forms.ModelForm):
    """What an edition says of meetings, bands and days."""

    class Meta:
        model = Edition
        fields = EDITION


class CriterionForm(forms.ModelForm):
    """A criterion and its place in the sheet; `siblings` are those it may stand after."""

    max_points = PointsField(label=_("most points"), min_value=Decimal("0.25"))
    after = forms.ModelChoiceField(
        Criterion.objects.none(), label=_("Stands after"), required=False, empty_label=_("first of all")
    )

    class Meta:
        model = Criterion
        fields = (*CRITERION, "after", "struck")

    def __init__(self, *args, siblings, **kwargs):
        super().__init__(*args, **kwargs)
        before = [other for other in siblings if not self.instance.pk or other.position < self.instance.position]
        self.initial["after"] = next((other for other in reversed(before) if other != self.instance), None)
        self.fields["after"].queryset = siblings.exclude(pk=self.instance.pk)
        self.fields["gate"].choices = [("", _("no gate")), *EARNED]
        if not self.instance.pk:
            del self.fields["struck"]
        elif self.instance.parts.kept().exists():
            del self.fields["thematic_only"]  # said of its parts


class ThresholdChoice(forms.ModelChoiceField):
    def label_from_instance(self, threshold):
        return f"{as_points(threshold.points)}: {in_words(threshold)}"


class ThresholdForm(forms.ModelForm):
    """A threshold of a criterion and its place among the others."""

    points = PointsField(
        label=_("points"),
        min_value=0,
        help_text=_("Given when every condition that is filled in below holds; an empty one asks nothing."),
    )
    after = ThresholdChoice(
        Threshold.objects.none(), label=_("Tried after"), required=False, empty_label=_("tried first")
    )

    class Meta:
        model = Threshold
        fields = (*THRESHOLD, "after", "struck")

    def __init__(self, *args, thresholds, **kwargs):
        super().__init__(*args, **kwargs)
        before = [other for other in thresholds if not self.instance.pk or other.position < self.instance.position]
        self.initial["after"] = next((other for other in reversed(before) if other != self.instance), None)
        self.fields["after"].queryset = thresholds.exclude(pk=self.instance.pk)
        if not self.instance.pk:
            del self.fields["struck"]


class YearRuleForm(forms.ModelForm):
    """What is asked for one band of the year."""

    class Meta:
        model = YearRule
        fields = YEAR_RULE
        help_texts = {"percent": _("Empty: this band is not given for a year.")}


class MissingForm(forms.ModelForm):
    """What a month without a regular meeting means for the year."""

    class Meta:
        model = Edition
        fields = ("missing_counts",)


class PreviewForm(forms.Form):
    """The meeting on which a sheet is tried: the regular one of a cell in a month."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), empty_label=None)
    month = forms.ChoiceField(label=_("month"))

    def __init__(self, data, *, user, today):
        super().__init__(data)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_REPORTS)
        month, choices = periods.month_of(today), []
        for _month in range(MONTHS_BACK):
            choices.append((month.code, str(month)))
            month = month.previous()
        self.fields["month"].choices = choices

    def clean_month(self):
        return periods.parse(self.cleaned_data["month"])
