from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common.fields import OneLineFormField, PastDayField
from exchange.enums import DifferenceKind, ImportPurpose, ImportState, Outcome
from exchange.queries.rows import cell_names, cell_of_sheet
from exchange.rules.columns import COLUMNS
from exchange.rules.headings import read_lists
from exchange.rules.workbook import UnreadableError


class UploadForm(forms.Form):
    PURPOSES = [
        (ImportPurpose.READ_IN.value, _("read in: enter new members, fill in and change their files")),
        (ImportPurpose.COMPARE.value, _("compare only: list what differs from our records, change nothing")),
    ]

    purpose = forms.ChoiceField(label=_("what for"), choices=PURPOSES, widget=forms.RadioSelect, initial="read_in")
    file = forms.FileField(
        label=_("File of the list"),
        help_text=_("An .xlsx or .csv file, up to 10 MB and 10,000 rows. The file itself is not kept."),
    )

    def clean_file(self):
        """The file, read; reading takes longer than anything else."""
        file = self.cleaned_data["file"]
        try:
            self.lists, self.notes = read_lists(file.name, file.read())
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error
        return file

    def facts(self):
        """What keeping the lists asks for."""
        file = self.cleaned_data["file"]
        return {"purpose": self.cleaned_data["purpose"], "name": file.name, "lists": self.lists, "notes": self.notes}


class ColumnsForm(forms.Form):
    """What each column of one sheet means, and what the sheet does not say."""

    NOT_READ = ("", _("– not read –"))

    on = PastDayField(
        label=_("New members are in the records from"),
        help_text=_("The day from which they count here; their Party age counts from their own dates."),
    )
    cell = forms.ModelChoiceField(Cell.objects.none(), required=False)

    def __init__(self, *args, source, sheet, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.compares = source.purpose == ImportPurpose.COMPARE
        cells = Cell.objects.for_doing(user, Do.EDIT_MEMBERS).filter(commune=source.commune_id)
        self.fields["cell"].queryset = cells.order_by("search_key", "pk")
        chosen = sheet == source.sheet and source.state == ImportState.CHECKED
        told = source.cell if chosen else cell_of_sheet(cell_names(source.commune_id), source.sheets[sheet])
        self.fields["cell"].initial = told and told.pk
        self.fields["on"].initial = source.on or timezone.localdate()
        if self.compares:
            del self.fields["on"]
            self.fields["cell"].label = _("The sheet lists only the members of")
            self.fields["cell"].empty_label = _("all cells")
        else:
            self.fields["cell"].label = _("Cell of new members where the sheet names none")
        confirmed = source.columns if source.columns and sheet == source.sheet else source.sheets[sheet]["columns"]
        choices = [self.NOT_READ, *((key, column.heading) for key, column in COLUMNS.items())]
        self.names = []
        for number, heading in enumerate(source.sheets[sheet]["headings"]):
            self.names.append(f"column-{number}")
            self.fields[self.names[-1]] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=confirmed[number]
            )

    def options(self):
        """The arguments of `services.check_import` that were chosen here."""
        typed = self.cleaned_data
        return {"columns": [typed[name] for name in self.names], "on": typed.get("on"), "cell": typed["cell"]}


class UndoForm(forms.Form):
    reason = OneLineFormField(
        label=_("reason"), max_length=200, help_text=_("It stays on record together with what stood there before.")
    )


class RowFilter(forms.Form):
    show = forms.ChoiceField(label=_("Show"), required=False, choices=[("", _("all rows")), *Outcome.choices])


class DifferenceFilter(forms.Form):
    """Which differences to list."""

    kind = forms.ChoiceField(label=_("what"), required=False, choices=[("", _("all")), *DifferenceKind.choices])
    settled = forms.ChoiceField(
        label=_("state"), required=False, choices=[("", _("open")), ("yes", _("settled")), ("all", _("all"))]
    )


class SettleForm(forms.Form):
    """What became of the differences that are ticked."""

    note = OneLineFormField(label=_("How they were settled"), max_length=200, required=False)

    def __init__(self, *args, settles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = settles
