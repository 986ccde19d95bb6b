"""What a report asks. `chosen` are the arguments of its function beside `user`."""

from datetime import timedelta

from django import forms
from django.utils.choices import flatten_choices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.access import commune_id
from cells.enums import CellKind
from cells.models import Cell
from cells.queries import committee_terms, names_of_cells
from common import periods
from common.errors import RuleError
from common.fields import DayField, OneLineFormField, PastDayField, TextFormField
from common.forms import Select, YearForm
from development.rules.target import TERM_MONTHS
from exchange.rules.reading import read
from reports.enums import PaperOn, ReportKind
from reports.queries import month_to_show
from reports.tables.discipline import BY as MEASURES_BY
from reports.tables.movements import BY
from reports.tables.quality import SORTS


def period_choices(user, today, kinds="MQHY"):
    """[(group, [(code, name)])]: the months, quarters, halves and years up to now, as far as their kind is among
    `kinds`, and the terms of the Party Committee of `user`; the newest first."""
    groups = []
    for kind, label, how_many in (
        ("M", _("Months"), 36),
        ("Q", _("Quarters"), 12),
        ("H", _("Half years"), 6),
        ("Y", _("Years"), 15),
    ):
        if kind not in kinds:
            continue
        number = (today.month - 1) // periods.MONTHS_IN[kind] + 1
        period, options = periods.Period(kind, today.year, number), []
        for _step in range(how_many):
            options.append((period.code, str(period)))
            period = period.previous()
        groups.append((label, options))
    terms = [(_days_of(term, today), term) for term in committee_terms(commune=commune_id(user))]
    terms = [(days.code, f"{term}: {days}" if term.name else str(days)) for days, term in terms if days.whole]
    return [*groups, (capfirst(_("terms of office")), terms)] if terms else groups


def _days_of(term, today):
    """The Span of a term; one that has not ended lasts to the day before the next congress is due, or longer."""
    if term.until:
        return periods.Span(term.since, term.until - timedelta(days=1))
    return periods.Span(term.since, max(today, periods.shifted(term.since, TERM_MONTHS) - timedelta(days=1)))


def reported_cells(user):
    """A field to choose one of the cells that `user` may read about."""
    cells = Cell.objects.for_doing(user, Do.SEE_REPORTS)
    field = forms.ModelChoiceField(cells, label=_("cell"), required=False, widget=Select)
    field.choices = [("", _("all cells")), *names_of_cells(user, Do.SEE_REPORTS)]
    return field


class NoChoice(forms.Form):
    """Of a report that shows everything up to today."""

    def __init__(self, data, *, user, today):
        super().__init__(data)
        self.today = today

    @property
    def chosen(self):
        return {**self.cleaned_data, "today": self.today}


class PeriodForm(NoChoice):
    """A month, quarter, half, year or term; without a choice that of the code `now`, in which %Y and %m stand for
    today."""

    now, kinds = "%Y-%m", "MQHY"
    period = forms.ChoiceField(label=_("Period"), widget=Select)

    def __init__(self, data, *, user, today):
        super().__init__({"period": f"{today:{self.now}}"} | dict(data.items()), user=user, today=today)
        self.fields["period"].choices = self.offered(user, today)

    def offered(self, user, today):
        return period_choices(user, today, self.kinds)

    def clean_period(self):
        return periods.parse(self.cleaned_data["period"])


class FlowForm(PeriodForm):
    now = "%Y"


class DisciplineForm(FlowForm):
    """A period, without a choice the present year; by field or by body."""

    by = forms.ChoiceField(label=_("a row for each"), choices=MEASURES_BY)

    def __init__(self, data, *, user, today):
        super().__init__({"by": "field"} | dict(data.items()), user=user, today=today)


class SummaryForm(PeriodForm):
    """A half year, a year or a term; without a choice the present half."""

    kinds = "HY"

    def __init__(self, data, *, user, today):
        half = periods.Period("H", today.year, (today.month - 1) // periods.MONTHS_IN["H"] + 1)
        super().__init__({"period": half.code} | dict(data.items()), user=user, today=today)


class OrganisationsForm(PeriodForm):
    """A half year, without a choice the present one; by hamlet or by organisation."""

    BY = [("hamlet", _("hamlet")), ("organisation", _("mass organisation"))]

    by = forms.ChoiceField(label=_("a row for each"), choices=BY)

    def __init__(self, data, *, user, today):
        half = periods.Period("H", today.year, (today.month - 1) // periods.MONTHS_IN["H"] + 1)
        super().__init__({"period": half.code, "by": "hamlet"} | dict(data.items()), user=user, today=today)
        self.fields["period"].choices = period_choices(user, today, "H")[:1]


class QualityForm(PeriodForm):
    """Which period and which cells the quality report shows, and how; without a choice the last month of which there is
    something to show. The days `since` to `last` instead of a period
    are asked by a form of their own."""

    kind = forms.ChoiceField(label=_("Kind of cell"), required=False, choices=[("", _("all kinds")), *CellKind.choices])
    since = PastDayField(label=_("From the day"), required=False)
    last = DayField(label=_("To the day"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    columns = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, user, today):
        if "period" not in data:
            data = data | {"period": month_to_show(user=user, today=today).code}
        super().__init__(data, user=user, today=today)
        self.fields["cell"] = reported_cells(user)
        asked = periods.parse(self.data["period"])
        if isinstance(asked, periods.Span) and asked.since <= today:
            self._offer(asked)

    def _offer(self, span):
        if span.code not in dict(flatten_choices(self.fields["period"].choices)):
            self.fields["period"].choices = [(span.code, str(span)), *self.fields["period"].choices]

    def clean_sort(self):
        """A column of the report; the one with the worst first where nothing else is asked."""
        sort = self.cleaned_data["sort"]
        return sort if sort.removeprefix("-") in SORTS else "points"

    def clean(self):
        days = [self.cleaned_data.get(name) for name in ("since", "last")]
        if any(days) and not self.errors:
            self._take(*days)

    def _take(self, since, last):
        span = since and last and periods.Span(since, last)
        if not span:
            self.add_error("last" if since else "since", _("Enter both days."))
        elif last < since:
            self.add_error("last", _("The first of the days must come before the last."))
        elif not span.whole:
            self.add_error("last", _("At most %(years)s years can be shown at once.") % {"years": periods.MOST_YEARS})
        else:
            self._offer(span)
            self.data["period"], self.cleaned_data["period"] = span.code, span

    @property
    def kept(self):
        """[(name, value)] of what the form for days leaves as it is."""
        names = ("kind", "cell", "sort", "columns")
        return [(name, self.data[name]) for name in names if self.data.get(name)]

    @property
    def chosen(self):
        asked = {name: self.cleaned_data[name] for name in ("period", "kind", "cell", "sort")}
        return {**asked, "brief": self.cleaned_data["columns"] != "all", "today": self.today}


class YearChoice(YearForm):
    def __init__(self, data, *, user, today):
        super().__init__(data, today=today)

    @property
    def chosen(self):
        return {**self.cleaned_data, "today": self.today}


class BoardForm(YearChoice):
    """A year, without a choice that of the last month of which there is something to show; in which order."""

    SORTS = [("cell", _("by name")), ("need", _("those that need you first"))]

    sort = forms.ChoiceField(label=_("order"), choices=SORTS, required=False)

    def __init__(self, data, *, user, today):
        if "year" not in data:
            data = data | {"year": str(month_to_show(user=user, today=today).year)}
        sort = data["sort"] if data.get("sort") in dict(self.SORTS) else "cell"
        super().__init__(data | {"sort": sort}, user=user, today=today)


class MovementsForm(YearChoice):
    """A year, without a choice the present one; by what the movements are counted."""

    by = forms.ChoiceField(label=_("a row for each"), choices=BY)

    def __init__(self, data, *, user, today):
        super().__init__({"by": "field"} | dict(data.items()), user=user, today=today)


class DayForm(forms.Form):
    """A day; without a choice today."""

    day = DayField(label=_("On the day"))

    def __init__(self, data, *, user, today):
        super().__init__({"day": f"{today:%d/%m/%Y}"} | dict(data.items()))

    @property
    def chosen(self):
        return self.cleaned_data


class DutyForm(DayForm):
    """A day, told as it is known today."""

    def __init__(self, data, *, user, today):
        super().__init__(data, user=user, today=today)
        self.today = today

    @property
    def chosen(self):
        return self.cleaned_data | {"today": self.today}


class StructureForm(DayForm):
    def __init__(self, data, *, user, today):
        super().__init__(data, user=user, today=today)
        self.fields["cell"] = reported_cells(user)


class CellFilter(forms.Form):
    name = OneLineFormField(label=_("name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("kind"), required=False, choices=[("", _("all kinds")), *CellKind.choices])


class HamletFilter(forms.Form):
    COVERS = [("", _("all")), ("own", _("own cell")), ("joint", _("joint cell")), ("none", _("no cell"))]

    name = OneLineFormField(label=_("name"), required=False, max_length=100)
    cover = forms.ChoiceField(label=_("Cell of the hamlet"), required=False, choices=COVERS)


class CalendarPeriodForm(PeriodForm):
    """A month, quarter, half or year, which has the same one a year before."""

    def offered(self, user, today):
        return calendar_periods(today)


class StatisticsForm(CalendarPeriodForm):
    """A half or a year; without a choice the present half."""

    def __init__(self, data, *, user, today):
        half = periods.Period("H", today.year, (today.month - 1) // periods.MONTHS_IN["H"] + 1)
        super().__init__({"period": half.code} | dict(data.items()), user=user, today=today)

    def offered(self, user, today):
        return super().offered(user, today)[2:]


def calendar_periods(today):
    """[(group, [(code, name)])]: months, quarters, halves and years up to now, the newest first."""
    groups = []
    for kind, label, how_many in (
        ("M", _("Months"), 24),
        ("Q", _("Quarters"), 8),
        ("H", _("Half years"), 4),
        ("Y", _("Years"), 3),
    ):
        period, options = periods.Period(kind, today.year, (today.month - 1) // periods.MONTHS_IN[kind] + 1), []
        for _step in range(how_many):
            options.append((period.code, str(period)))
            period = period.previous()
        groups.append((label, options))
    return groups


class _OfPeriod(forms.Form):
    """Asks for a Period that has begun."""

    period = forms.ChoiceField(label=_("Period"), widget=Select)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = calendar_periods(today)

    def clean_period(self):
        return periods.parse(self.cleaned_data["period"])


class OpenPeriodForm(_OfPeriod):
    """For which period the cells are asked, on what, and by when."""

    kinds = forms.MultipleChoiceField(
        label=_("report on"), choices=ReportKind.choices, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(
        label=_("to be sent by"),
        required=False,
        help_text=_("Empty: some days after the period, as the rules of reports say."),
    )


class ReopenPeriodForm(forms.Form):
    reason = OneLineFormField(label=_("why it is opened again"), max_length=200)


class BeginReportForm(_OfPeriod):
    """Which report of the Committee on which period."""

    about = forms.ChoiceField(label=_("report on"), choices=PaperOn.choices)


class WordsForm(forms.Form):
    """Words for `parts` [(key, label)]; `typed` gives {key: text}."""

    edits = True

    def __init__(self, *args, parts, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = {f"part_{number}": key for number, (key, _label) in enumerate(parts)}
        for name, (key, label) in zip(self.parts, parts, strict=True):
            self.fields[name] = TextFormField(label=label, required=False, max_length=4000, initial=words.get(key, ""))
            self.fields[name].widget.attrs["rows"] = 3

    @property
    def typed(self):
        return {key: self.cleaned_data[name] for name, key in self.parts.items()}


class CellReportForm(WordsForm):
    """What a cell writes beside its figures; why it sends it again, where it has sent it (`again`)."""

    def __init__(self, *args, again, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part_0"].help_text = _("What is left empty, the report tells as: nothing in the period.")
        if again:
            self.fields["reason"] = OneLineFormField(label=_("why it is sent again"), max_length=200)


class ClosedPeriodForm(forms.Form):
    """One of `periods` [Period] that were closed; without a choice the first."""

    period = forms.ChoiceField(label=_("Period"), widget=Select)

    def __init__(self, data, *, periods):
        first = {"period": periods[0].code} if periods else {}
        super().__init__(first | dict(data.items()))
        self.fields["period"].choices = [(period.code, str(period)) for period in periods]
        self.periods = {period.code: period for period in periods}

    @property
    def chosen(self):
        """The Period, or None where there is none, or not this one."""
        return self.periods.get(self.cleaned_data["period"]) if self.is_valid() else None


class LetReadForm(forms.Form):
    username = OneLineFormField(label=_("user name"), max_length=150)


class FillForm(_OfPeriod):
    """The workbook of the office to be filled in, and for which half or year."""

    file = forms.FileField(
        label=_("Excel file with the codes in braces"),
        help_text=_("For example {1.B1}, or {1.B1.truoc} for the same period of last year. The file is not kept."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = self.fields["period"].choices[2:]

    def clean_file(self):
        """The bytes of a workbook that can be read within bounds."""
        file = self.cleaned_data["file"]
        data = file.read()
        try:
            read(file.name, data)
        except RuleError as error:
            raise forms.ValidationError(str(error)) from error
        if not data.startswith(b"PK"):
            raise forms.ValidationError(_("Choose an .xlsx file."))
        return data
