"""Every report, a line each: card, page, Excel file, address and the row of who may read it follow from it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from reports import papers
from reports.forms import (
    BoardForm,
    CalendarPeriodForm,
    DayForm,
    DisciplineForm,
    DutyForm,
    FlowForm,
    MovementsForm,
    NoChoice,
    OrganisationsForm,
    QualityForm,
    StatisticsForm,
    StructureForm,
    SummaryForm,
    YearChoice,
)
from reports.tables import (
    board,
    democracy,
    discipline,
    duties,
    growth,
    hamlets,
    honours,
    information,
    inspection,
    movements,
    newly,
    organisations,
    people,
    periods,
    quality,
    rates,
    statistics,
    structure,
    summary,
    training,
    trends,
    visitor,
    warnings,
    way,
    yearly,
)


@dataclass(frozen=True)
class Report:
    """`make` answers with a Table, with Tables, or with an object that has a `title` and the `tables` of its Excel
    file, and `in_order(sort)` where a reader may sort it; its arguments are `user` and what `form` asks. `plots`
    draws pictures of that answer; `paper` makes it a Document, and takes the same arguments beside; `address` stands
    where a report has its own. `do` is what one must be allowed to do to read it."""

    key: str
    title: Promise
    about: Promise
    make: Callable
    form: type[forms.Form]
    paper: Callable | None = None
    plots: Callable = lambda made: ()
    template: str = "reports/report.html"
    do: Do = Do.SEE_REPORTS
    address: str = ""

    @property
    def path(self):
        return self.address or f"reports/{self.key}/"


REPORTS = (
    Report(
        "cell-quality",
        _("Quality of cells"),
        _(
            "Meetings held, attendance, points and bands, tasks, visits, and what is missing: "
            "a month, a quarter, a half, a year, or any days."
        ),
        quality.cell_quality,
        QualityForm,
        plots=trends.pictures,
        template="reports/cell_quality.html",
    ),
    Report(
        "summary",
        _("Half-year and yearly summary of the cells"),
        _("Meetings, attendance, points, tasks, who came and left, difficulties: one line for each cell."),
        summary.summary_of_cells,
        SummaryForm,
        paper=papers.summary_paper,
        plots=summary.plots,
    ),
    Report(
        "glance",
        _("The commune at a glance"),
        _("One page for a visitor: cells, hamlets, members and meetings, each figure with its day and its source."),
        visitor.commune_at_a_glance,
        DayForm,
        template="reports/cards.html",
    ),
    Report(
        "party-building",
        _("Figures of party building"),
        _("Members, meetings, tasks and difficulties of a period, beside the same period of last year."),
        periods.party_building,
        CalendarPeriodForm,
    ),
    Report(
        "statistics",
        _("Basic statistics"),
        _("Increase and decrease, members, ethnic groups, organisations: official forms with a check of the sums."),
        statistics.basic_statistics,
        StatisticsForm,
        template="reports/statistics.html",
    ),
    Report(
        "month-board",
        _("Month board"),
        _("Every cell in every month of a year: held, late or missing."),
        board.year_board,
        BoardForm,
        template="reports/board.html",
    ),
    Report(
        "yearly",
        _("The year of each cell"),
        _("Bands of the regular meetings, months missing, and what the rule of the year makes of them."),
        yearly.cells_over_the_year,
        YearChoice,
        template="reports/yearly.html",
        address="meetings/yearly/",
    ),
    Report(
        "rates",
        _("Rates of the year"),
        _("Admissions and who was admitted, ratings of members and cells, months rated Good or Fair."),
        rates.rates_of_year,
        YearChoice,
        template="reports/rates.html",
    ),
    Report("members", _("Members by cell"), _("The headcount on any day."), people.members_by_cell, DayForm),
    Report(
        "hamlets",
        _("Hamlets without members or without a cell"),
        _("Where no member lives, which hamlets no cell serves, and since when, on any day."),
        hamlets.white_hamlets,
        DayForm,
    ),
    Report(
        "warnings",
        _("Early warning of cells and hamlets"),
        _("Which cells are ageing or have nobody to follow, which hamlets have no member or no cell, on any day."),
        warnings.early_warnings,
        StructureForm,
        template="reports/warnings.html",
    ),
    Report(
        "duty-map",
        _("Who follows which cell"),
        _("The Committee member in charge of each cell on any day, visits promised, made and missed in the quarter."),
        duties.duty_map,
        DutyForm,
        template="reports/tables.html",
        do=Do.SEE_OVERSIGHT,
        address="oversight/duties/",
    ),
    Report(
        "democracy",
        _("Grassroots democracy"),
        _("Which hamlets were checked in a year, what is to be mended, what their households decided."),
        democracy.democracy_of_year,
        YearChoice,
        template="reports/cards.html",
        do=Do.SEE_OVERSIGHT,
        address="oversight/democracy/",
    ),
    Report(
        "training-map",
        _("Training of secretaries"),
        _(
            "Of each cell who is secretary or deputy, which class each had, who is due, who might follow; those most "
            "in difficulty first."
        ),
        training.training_map,
        DayForm,
        template="reports/tables.html",
        do=Do.SEE_MEMBERS,
        address="members/training/map/",
    ),
    Report(
        "organisations",
        _("Mass organisations by hamlet"),
        _("Units, heads, memberships and persons of each hamlet or each organisation, at the end of a half year."),
        organisations.organisations,
        OrganisationsForm,
    ),
    Report(
        "movements",
        _("Movements and models by year, field and hamlet"),
        _("How many were registered and how many recognised, by year, by field, by hamlet or by who leads them."),
        movements.movements,
        MovementsForm,
    ),
    Report(
        "inspection",
        _("Inspection and supervision of the year"),
        _("Cases, organisations and members, what was found and mended; cells reached in the term."),
        inspection.inspections,
        YearChoice,
        paper=papers.inspection_paper,
    ),
    Report(
        "newly-admitted",
        _("Newly admitted members"),
        _("What they were on the day of the ceremony: occupation, age, schooling, Youth Union, ethnic group."),
        newly.newly_admitted,
        FlowForm,
        template="reports/newly_admitted.html",
    ),
    Report(
        "on-the-way",
        _("On the way into the Party"),
        _("How many are how far on any day, from the proposal of the cell to the decision, beside the year before."),
        way.on_the_way,
        DayForm,
    ),
    Report(
        "structure",
        _("Structure of the membership"),
        _("Age, Party age, sex, ethnic group, education, occupation, cell and hamlet, on any day."),
        structure.structure,
        StructureForm,
        plots=structure.plots,
        template="reports/structure.html",
    ),
    Report(
        "flow",
        _("Changes in membership"),
        _("Who came and who left in a period, cell by cell, with the check that it adds up."),
        growth.flow_of_period,
        FlowForm,
        template="reports/flow.html",
    ),
    Report(
        "growth",
        _("Growth of the membership"),
        _("Members at the end of each year."),
        growth.growth,
        NoChoice,
        plots=growth.plots,
    ),
    Report(
        "honours",
        _("Commendations and badges of a period"),
        _("How many members and cells were commended and in which form, how many badges of which years."),
        honours.honours,
        FlowForm,
    ),
    Report(
        "information",
        _("Information received by the inspection board"),
        _("How much came in from where, how it was classified, and what became of it."),
        information.information,
        FlowForm,
        do=Do.SEE_SENSITIVE,
    ),
    Report(
        "discipline",
        _("Disciplinary measures of a period"),
        _("How many members and organisations, in which form, by field of the breach or by who decided."),
        discipline.discipline,
        DisciplineForm,
        do=Do.SEE_SENSITIVE,
    ),
    Report(
        "targets",
        _("Admissions: plan and result over the years"),
        _("What was planned, how many were admitted, and how membership grew."),
        people.targets_over_years,
        NoChoice,
        plots=people.target_plots,
        do=Do.SEE_TARGETS,
    ),
)
