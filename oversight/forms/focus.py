from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from common import periods
from common.fields import DayField, OneLineFormField, PastDayField, TextFormField, follows
from common.forms import Select
from oversight.enums import FocusState, FocusStepKind, TaskSource
from oversight.forms.unit import UnitField, UnitsField, unit_key
from oversight.models import Agency, FocusTask

CLOSABLE = {"M": 12, "Q": 8, "H": 4, "Y": 3}  # how many periods back are offered, of each kind


class FocusFilter(forms.Form):
    """Tasks of a unit, from a kind of document, or in one state; without a choice those that are not finished."""

    UNFINISHED, ALL = "", "all"
    show = forms.ChoiceField(label=_("state"), required=False)
    lead = forms.ChoiceField(label=_("led by"), required=False, widget=Select)
    source = forms.ChoiceField(
        label=_("kind of document"), required=False, choices=[("", _("all")), *TaskSource.choices]
    )

    def __init__(self, data, *, leads):
        """`leads` {key: unit} of the tasks that may be read."""
        super().__init__(data)
        shown = [(self.UNFINISHED, _("not finished")), *FocusState.choices, (self.ALL, _("all"))]
        self.fields["show"].choices = shown
        self.fields["lead"].choices = [("", _("all")), *((key, str(unit)) for key, unit in leads.items())]

    def fits(self, told):
        """Whether one `oversight.queries.focus.Told` is among those chosen."""
        chosen, state = self.cleaned_data, told.course.state
        shown = chosen.get("show", self.UNFINISHED)
        return (
            (shown == self.ALL or (shown == state if shown else not state.finished))
            and chosen.get("lead", "") in ("", unit_key(told.task))
            and chosen.get("source", "") in ("", told.task.source)
        )


class FocusTaskForm(forms.ModelForm):
    """What a document of the Committee wants done, by whom and by when."""

    lead = UnitField(label=_("led by"))
    joining = UnitsField(label=_("together with"), required=False)

    field_order = ("title", "source", "document_no", "document_on", "content", "lead", "joining")

    class Meta:
        model = FocusTask
        fields = (
            *("title", "source", "document_no", "document_on", "content", "person"),
            *("given_on", "due_on", "product", "measures", "checker", "scope", "every", "every_day"),
        )
        field_classes = {"document_on": PastDayField, "given_on": PastDayField}
        help_texts = {
            "due_on": _("Leave empty where no day is set yet: it is listed as without a due day."),
        }

    def __init__(self, *args, commune, today, **kwargs):
        super().__init__(*args, **kwargs)
        task = self.instance
        self.fields["lead"].offer(commune=commune, today=today, row=task)
        joined = list(task.joined.kept()) if task.pk else []
        self.fields["joining"].offer(commune=commune, today=today, rows=joined)
        self.initial["joining"] = [unit_key(row) for row in joined]
        if task.pk:
            self.initial["lead"] = unit_key(task)
        follows(self, "due_on", "given_on")

    def clean(self):
        cleaned = super().clean()
        cleaned |= cleaned.pop("lead", {})
        lead = {name: cleaned.get(name) for name in ("agency", "cell")}
        if lead in cleaned.get("joining", []):
            self.add_error("joining", _("The unit that leads the task does not join in it as well."))
        if bool(cleaned.get("every")) != bool(cleaned.get("every_day")) and "every_day" not in self.errors:
            text = _("Reports in between need a rhythm and a day of the month, both or neither.")
            self.add_error("every_day" if cleaned.get("every") else "every", text)
        given = cleaned.get("given_on")
        if given and (document := cleaned.get("document_on")) and given < document:
            self.add_error("given_on", _("It cannot be given before the date of the document."))
        if given and (due := cleaned.get("due_on")) and due < given:
            self.add_error("due_on", _("It cannot be due before it is given."))
        return cleaned


class FocusStepForm(forms.Form):
    """What was done about a task: of each kind of step what it needs."""

    text = TextFormField(label=_("what was done or said"), max_length=4000, required=False)
    document_no = OneLineFormField(label=_("number of the document"), max_length=40, required=False)
    due_on = DayField(label=_("new due day"))
    answers_on = forms.TypedChoiceField(label=_("report asked for by"), coerce=date.fromisoformat)
    on = PastDayField(label=_("day"))

    NEEDS = {FocusStepKind.POSTPONE: "due_on", FocusStepKind.INTERIM: "answers_on"}
    WITH_DOCUMENT = (FocusStepKind.REPORT, FocusStepKind.ACCEPT, FocusStepKind.INTERIM)

    def __init__(self, *args, kind, course, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("due_on", "answers_on"):
            if self.NEEDS.get(kind) != name:
                del self.fields[name]
        if kind not in self.WITH_DOCUMENT:
            del self.fields["document_no"]
            self.fields["text"].required = True
        if "answers_on" in self.fields:
            days = [*course.missed, *([course.next_report] if course.next_report else [])]
            self.fields["answers_on"].choices = [(day.isoformat(), f"{day:%d/%m/%Y}") for day in days]

    def clean(self):
        cleaned = super().clean()
        said = "text" in self.errors or cleaned.get("text") or cleaned.get("document_no")
        if "document_no" in self.fields and not said:
            self.add_error("text", _("Write what was done, or the number of the document that says it."))
        return cleaned


class StrikeTaskForm(forms.Form):
    reason = OneLineFormField(label=_("why it was struck out"), max_length=200)


class AgencyForm(forms.ModelForm):
    class Meta:
        model = Agency
        fields = ("name", "position")


class ClosePeriodForm(forms.Form):
    """A month, quarter, half year or year that is over. Its figures are looked at, then kept as they were shown."""

    period = forms.ChoiceField(label=_("Period"), widget=Select)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)  # a mark of the figures on the page

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        choices = []
        for kind, count in CLOSABLE.items():
            period = periods.Period(kind, today.year, (today.month - 1) // periods.MONTHS_IN[kind] + 1)
            for _step in range(count):
                period = period.previous()
                choices.append((period.code, str(period)))
        self.fields["period"].choices = choices

    def clean_period(self):
        return periods.parse(self.cleaned_data["period"])
