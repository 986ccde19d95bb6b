"""Lists and figures of the work of the Committee: tasks, closed periods, briefings, checks of democracy."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cells.access import whose
from common.tables import Column, Figure, Table, as_text
from oversight.enums import TO_MEND, FindingState, FocusState
from oversight.queries.focus import sum_of


def tasks_listed(found, today):
    """The Table of `found`, [Told], as they stand on `today`."""
    rows = []
    for number, one in enumerate(found, 1):
        task, course = one.task, one.course
        last = one.steps[-1] if one.steps else None
        rows.append(
            (
                Figure(number),
                Figure(task.title),
                Figure(task.document),
                Figure(str(task.unit)),
                Figure(task.person),
                Figure(course.due_on),
                Figure(course.state.label),
                Figure((today - course.due_on).days if course.state == FocusState.LATE else None),
                Figure(f"{last.on:%d/%m/%Y}: {last.text or last.document_no}" if last else ""),
            )
        )
    return Table(
        title=capfirst(_("tasks of the Committee")),
        subtitle=_("on %(day)s") % {"day": f"{today:%d/%m/%Y}"},
        columns=(
            Column(_("No."), "number", width=6),
            Column(_("what is to be done"), width=40),
            Column(_("by which document"), width=30),
            Column(_("led by"), width=24),
            Column(_("who answers for it"), width=20),
            Column(_("due"), "date", width=12),
            Column(_("state"), width=20, by_name=True),
            Column(_("days late"), "number", width=10),
            Column(_("last step"), width=40),
        ),
        rows=tuple(rows),
        notes=(
            _("Late: the due day is over and no report of its end waits to be accepted."),
            _("The unit that leads a task reports it as done; it is done once the office has accepted it."),
        ),
    )


def closed_periods(periods, user):
    """The Table of [FocusPeriod] for `user`: of each what it brought in all."""
    rows = []
    for period in periods:
        whole = sum_of(period.figures)
        numbers = (Figure(whole[name]) for name in ("total", "done", "open", "late"))
        name = Figure(str(period), period.get_absolute_url(), by=period.since, note=whose(period, user))
        rows.append((name, Figure(period.closed_on), *numbers))
    return Table(
        title=capfirst(_("closed periods")),
        columns=(
            Column(_("Period"), width=24),
            Column(_("closed on"), "date"),
            Column(_("tasks"), "number"),
            Column(_("done in the period"), "number"),
            Column(_("not finished"), "number"),
            Column(_("of these late"), "number"),
        ),
        rows=tuple(rows),
    )


def period_figures(period):
    """The Table of a FocusPeriod: the figures of each unit as they were when it was closed, or would be kept now."""
    figures = (
        ("total", _("tasks")),
        ("added", _("added in the period")),
        ("done", _("done in the period")),
        ("on_time", _("of these on time")),
        ("done_late", _("of these after their day")),
        ("dropped", _("not to be carried out any more")),
        ("open", _("not finished")),
        ("late", _("of these late")),
        ("new_late", _("newly late")),
        ("reported", _("to be accepted")),
        ("no_due", _("no due day yet")),
    )
    names = [name for name, _label in figures]
    rows = [(Figure(unit), *(Figure(numbers.get(name)) for name in names)) for unit, numbers in period.figures]
    whole = sum_of(period.figures)
    return Table(
        title=_("Tasks of the Committee, %(period)s") % {"period": period},
        subtitle=_("closed on %(day)s") % {"day": f"{period.closed_on:%d/%m/%Y}"} if period.closed_on else "",
        columns=(
            Column(_("led by"), width=30),
            *(Column(label, "number", width=14) for _name, label in figures),
        ),
        rows=tuple(rows),
        total=(Figure(capfirst(_("all"))), *(Figure(whole[name]) for name in names)),
        notes=(
            _(
                "Tasks of a period: given by its last day and not finished before it. Those done, those not to be "
                "carried out any more and those not finished add up to them."
            ),
            _("Newly late: late on the last day, and not on the day before the period."),
            _("On time: reported as done by its day. A task without a due day is in neither of the two."),
        ),
    )


def briefings_held(rows, user):
    """The Table of [(Briefing, PaperNumber of its notice or None)] for `user`."""
    return Table(
        title=capfirst(_("briefings")),
        columns=(
            Column(_("kind"), width=34),
            Column(_("day"), "date"),
            Column(_("chaired by"), width=34),
            Column(_("notice of conclusion"), width=24),
        ),
        rows=tuple(
            (
                Figure(capfirst(briefing.get_kind_display()), briefing.get_absolute_url(), note=whose(briefing, user)),
                Figure(briefing.held_on),
                Figure(briefing.chair),
                Figure(number.text) if number else Figure(_("not issued yet"), tone="warn"),
            )
            for briefing, number in rows
        ),
    )


def facts_of_check(check):
    """[(label, value)] of a DemocracyCheck; what nobody told stays a dash."""
    names = ("on", "checked_by", "households", "meetings", "dialogues", "letters", "criticisms", "inspectorate_until")
    fields = ((check._meta.get_field(name), getattr(check, name)) for name in names)
    return [(capfirst(field.verbose_name), as_text(value, "text")) for field, value in fields]


def findings_of(check, today):
    """The Table of what was found, item by item: what is to be mended first, then what nobody has looked at."""
    rows = [
        (
            Figure(row.text),
            Figure(row.get_heading_display()),
            Figure(
                row.get_state_display() or _("not looked at yet"),
                tone=FindingState(row.state).tone if row.state else "",
            ),
            Figure(row.mend),
            Figure(row.mend_by, tone="bad" if row.mend_by and not row.mended_on and row.mend_by < today else ""),
            Figure(row.mended_on),
        )
        for row in sorted(check.findings.all(), key=_care)
    ]
    return Table(
        title=_("What the check found"),
        columns=(
            Column(_("what is checked"), width=40),
            Column(_("under which heading"), width=28, rare=True),
            Column(_("finding"), width=18, by_name=True),
            Column(_("what to mend"), width=40),
            Column(_("mended by the day"), "date"),
            Column(_("mended on"), "date"),
        ),
        rows=tuple(rows),
    )


def _care(row):
    mending = row.state in TO_MEND and not row.mended_on
    return not mending, bool(row.state)


def votes_of(check, may_strike):
    """The Table of what the households decided; where `may_strike`, a way to take each out again."""
    rows = [
        (
            Figure(vote.title),
            Figure(vote.get_matter_display()),
            Figure(vote.on),
            Figure(f"{vote.in_favour}/{vote.households}"),
            Figure(vote.needed, note=vote.get_rule_display()),
            Figure(_("passed") if vote.passed else _("not passed"), tone="ok" if vote.passed else "bad"),
            *(
                [Figure(_("Strike out"), reverse("oversight:strike-household-vote", args=[vote.pk]))]
                if may_strike
                else []
            ),
        )
        for vote in check.votes.kept()
    ]
    return Table(
        title=capfirst(_("decisions of the households")),
        columns=(
            Column(_("what was decided on"), width=40),
            Column(_("matter"), width=30),
            Column(_("day"), "date"),
            Column(_("in favour, of all households"), width=16),
            Column(_("needed"), "number"),
            Column(_("result"), width=14, by_name=True),
            *([Column(_("Recorded by mistake"), width=12)] if may_strike else []),
        ),
        rows=tuple(rows),
        notes=(_("One household, one vote: of all households of the hamlet, those that did not come included."),),
    )
