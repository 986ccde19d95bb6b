from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common import stale
from common.errors import RuleError
from common.fields import OneLineFormField
from common.numbers import points as as_points
from meetings.forms.steps import PointsForm


class SecondPointsForm(PointsForm):
    note = OneLineFormField(label=_("remark"), max_length=300, required=False)
    note_help = _("remark: why your points differ")


@dataclass
class SecondScoreForm:
    """The score sheet as the member in charge fills it in, beside what the cell gave: a PointsForm for each side."""

    rows: list
    sent: str = ""  # the marks that came back with the page
    refusals: list = field(default_factory=list)

    @classmethod
    def of(cls, comparison, data=None):
        """`data` that comes from the button "as the cell" has the cell's points wherever none were entered."""
        if data is not None and "as_cell" in data:
            data = data.copy()
            for side in comparison.sides:
                name = f"points-{side.criterion.pk}-points"
                if not data.get(name, "").strip():
                    data[name] = as_points(side.own.points)
        return cls(
            [(side, SecondPointsForm(data, criterion=side.criterion, line=side.second)) for side in comparison.sides],
            (data or {}).get(stale.FIELD, ""),
        )

    def is_valid(self):
        return all([form.is_valid() for _side, form in self.rows]) and self.fresh()

    @property
    def stands(self):
        """Marks of what the cell gave, as it stands on the page."""
        return ".".join(stale.mark(side.criterion.pk, [side.own.points, side.own.note]) for side, _form in self.rows)

    def fresh(self):
        """Whether the cell gave the same when the page was drawn; else it is told above the page."""
        drawn = (self.sent or self.stands).split(".")
        told = [
            (side.criterion.name, as_points(side.own.points))
            for (side, _form), before, now in zip(self.rows, drawn, self.stands.split("."), strict=False)
            if before != now
        ]
        if told:
            self.refusals = [("", stale.overtaken(told))]
        return not told

    def refuse(self, error):
        """Show what the service refused: beside the fields it names, or above the page."""
        if isinstance(error, RuleError):
            self.refusals = [("", str(error))]
            return
        for _side, form in self.rows:
            for name in form.fields:
                for sentence in error.message_dict.get(form.add_prefix(name), []):
                    form.add_error(name, sentence)

    @property
    def parts(self):
        return [form for _side, form in self.rows]

    def entries(self):
        """{number of a criterion: PointsEntry} of what was changed on the page."""
        return {side.criterion.pk: form.entry() for side, form in self.rows if form.changed}


class DifferencesForm(forms.Form):
    """Which cell's meetings to compare."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, empty_label=_("all cells"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_MEETINGS)
