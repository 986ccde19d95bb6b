import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.enums import CellState
from cells.models import Cell
from common.fields import DayField, LineFormField
from members.enums import (
    DEPARTURES,
    Appointed,
    Exit,
    OverlayKind,
    PostKind,
    Precision,
    Sex,
    Standing,
)


class PastDayField(DayField):
    """A day that has come: what happened, not what is planned."""

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))


class BornField(LineFormField):
    """A birth date as far as it is known: dd/mm/yyyy, mm/yyyy or yyyy; gives (date, Precision) or (None, day)."""

    SHAPES = (("%d/%m/%Y", Precision.DAY), ("%m/%Y", Precision.MONTH), ("%Y", Precision.YEAR))

    def __init__(self):
        super().__init__(
            label=_("Born"), required=False, max_length=10, help_text=_("As far as known: 05/03/1958, 03/1958 or 1958.")
        )

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None, Precision.DAY
        for shape, precision in self.SHAPES:
            try:
                day = datetime.datetime.strptime(text, shape).date()
            except ValueError:
                continue
            if day.year >= 1900 and day <= timezone.localdate():
                return day, precision
        raise ValidationError(_("Enter a past date as 05/03/1958, 03/1958 or 1958."))


class MemberFilter(forms.Form):
    """Which members to list."""

    name = LineFormField(label=_("Name"), required=False, max_length=100)
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("Cell"), required=False, empty_label=_("all cells"))
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[("", _("all")), *Standing.choices])
    state = forms.ChoiceField(label=_("State today"), required=False, choices=[("", _("all")), *OverlayKind.choices])
    left = forms.BooleanField(label=_("also those who left"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_MEMBERS)


class PersonForm(forms.Form):
    """Who somebody is."""

    full_name = LineFormField(label=_("Full name"), max_length=100)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices)
    born = BornField()

    def clean(self):
        cleaned = super().clean()
        if "born" in cleaned:
            cleaned["born"], cleaned["born_precision"] = cleaned["born"]
        return cleaned


class AddForm(PersonForm):
    """Somebody enters the records: already in the Party, transferred in, or newly admitted."""

    HOW = [
        ("opening", _("already in the Party, new to these records")),
        ("arrived", _("transferred in from outside")),
        ("admitted", _("newly admitted: the day is that of the ceremony")),
    ]
    how = forms.ChoiceField(label=_("How"), choices=HOW)
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("Cell"))
    standing = forms.ChoiceField(
        label=_("Standing"),
        choices=Standing.choices,
        initial=Standing.OFFICIAL,
        help_text=_("A newly admitted member is probationary."),
    )
    since = PastDayField(label=_("From"))
    decision_no = LineFormField(label=_("Decision no."), max_length=40, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.EDIT_MEMBERS).active_on(timezone.localdate())


class EventForm(forms.Form):
    """A dated event in a member's life; `member` and `user` tell what may be chosen."""

    on = PastDayField(label=_("From"))
    decision_no = LineFormField(label=_("Decision no."), max_length=40, required=False)

    def __init__(self, *args, member, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.user = member, user


class MoveForm(EventForm):
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("New cell"))
    field_order = ("cell", "on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cells = Cell.objects.for_doing(self.user, Do.EDIT_MEMBERS).active_on(timezone.localdate())
        self.fields["cell"].queryset = cells


class DepartForm(EventForm):
    exit = forms.ChoiceField(label=_("How"), choices=[(exit.value, exit.label) for exit in map(Exit, DEPARTURES)])
    field_order = ("exit", "on")


class OverlayForm(EventForm):
    on = None
    since = PastDayField(label=_("From"))
    kind = forms.ChoiceField(label=_("As"), choices=OverlayKind.choices)
    until = DayField(
        label=_("Until"), required=False, help_text=_("The first day back; leave empty while it is not known.")
    )
    field_order = ("kind", "since", "until")


class ReturnForm(EventForm):
    overlay = forms.ModelChoiceField(None, label=_("What ends"), empty_label=None)
    field_order = ("overlay", "on")
    decision_no = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["overlay"].queryset = self.member.overlays.on(timezone.localdate())
        self.fields["overlay"].label_from_instance = lambda overlay: overlay.get_kind_display()


class AppointForm(EventForm):
    on = None
    since = PastDayField(label=_("From"))
    kind = forms.ChoiceField(label=_("Post"), choices=PostKind.choices)
    how = forms.ChoiceField(label=_("How"), choices=Appointed.choices)
    field_order = ("kind", "how", "since")


class EndPostForm(EventForm):
    post = forms.ModelChoiceField(None, label=_("Post"), empty_label=None)
    field_order = ("post", "on")
    decision_no = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = self.member.posts.open()
        self.fields["post"].label_from_instance = lambda post: post.get_kind_display()


class EndCellForm(forms.Form):
    ENDS = (CellState.MERGED, CellState.SPLIT, CellState.CLOSED, CellState.DISSOLVED, CellState.ENDED)

    state = forms.ChoiceField(label=_("How"), choices=[(state.value, state.label) for state in ENDS])
    on = PastDayField(label=_("From"))
    decision_no = LineFormField(label=_("Decision no."), max_length=40, required=False)
    reason = LineFormField(label=_("Reason"), max_length=200, required=False)


class TargetsForm(forms.Form):
    """How many members the commune and each cell mean to admit in a year.

    An empty field sets nothing. A target that is set can be changed, also to 0, but not taken back: it was decided.
    """

    resolution_no = LineFormField(label=_("Resolution no."), max_length=40, required=False)
    commune = forms.IntegerField(label=_("Whole commune"), required=False, min_value=0, max_value=999)

    def __init__(self, *args, cells, planned, **kwargs):
        """`planned` {cell number, or None for the commune: members to admit}."""
        super().__init__(*args, **kwargs)
        self.fields["commune"].initial = planned.get(None)
        self.fields["commune"].help_text = _("Leave empty where no target is set.")
        self.cells = {f"cell-{cell.pk}": cell for cell in cells}
        for name, cell in self.cells.items():
            self.fields[name] = forms.IntegerField(
                label=cell.name, required=False, min_value=0, max_value=999, initial=planned.get(cell.pk)
            )

    def clean(self):
        cleaned = super().clean()
        for name in ("commune", *self.cells):
            if name in cleaned and cleaned[name] is None and self.fields[name].initial is not None:
                self.add_error(name, _("This target is set: type another number, or 0."))
        return cleaned

    def plans(self):
        """[(cell, or None for the commune, members to admit)] that were filled in."""
        filled = [(None, self.cleaned_data["commune"])]
        filled += [(cell, self.cleaned_data[name]) for name, cell in self.cells.items()]
        return [(cell, planned) for cell, planned in filled if planned is not None]
