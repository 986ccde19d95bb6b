"""Questions about structure, each asked in one way."""

from dataclasses import dataclass

from cells.access import Scope, here_today
from cells.enums import CellState, DayKind
from cells.models import Assignment, CalendarDay, Cell, CellStatus, FormerCellName, RuleSet, Serving
from common.prepared import prepared
from common.workdays import WorkCalendar


def hamlets_by_cover(*, hamlets, day):
    """`hamlets` in name order as (hamlet, the Serving of `day` or None); two queries.

    `serving.kind` tells an own cell from a joint one: a joint cell is reported apart.
    """
    hamlets = list(hamlets.order_by("search_key", "pk"))
    serving = {s.hamlet_id: s for s in Serving.objects.on(day).filter(hamlet__in=hamlets).select_related("cell")}
    return [(hamlet, serving.get(hamlet.pk)) for hamlet in hamlets]


def names_of_cells(user, do):
    """[(number, name)] of the cells where `user` may do `do`, in name order; one query."""
    return _names(**here_today(user, do))


def working_cells(user, do, *, day):
    """[Cell] at work on `day` where `user` may do `do`, in name order; one query."""
    return _working(**here_today(user, do), at_work=day)


@prepared
def _working(communes, cells, day, at_work):
    return Cell.objects.within(Scope(communes, cells), day).active_on(at_work).order_by("search_key", "pk")


@prepared
def at_work_during(cells, since, until):
    """[CellStatus] of the cells of those numbers while they were at work, from `since` to before `until`."""
    return CellStatus.objects.during(since, until).filter(cell__in=cells, state=CellState.ACTIVE)


@prepared
def _names(communes, cells, day):
    found = Cell.objects.within(Scope(communes, cells), day).order_by("search_key", "pk")
    return found.values_list("pk", "name")


def cells_as_they_are(user, *, day):
    """[Cell] that `user` sees, in name order, each with its `state` on `day`, and with [Serving] as `serving` and
    [Assignment] as `in_charge`; three queries."""
    found = {cell.pk: cell for cell in _with_state(**here_today(user, Cell.objects.all().see), on=day)}
    for cell in found.values():
        cell.serving, cell.in_charge = [], []
    for serving in _holding(cells=list(found), on=day, model=Serving, related="hamlet"):
        found[serving.cell_id].serving.append(serving)
    for assignment in _holding(cells=list(found), on=day, model=Assignment, related="committee_member"):
        found[assignment.cell_id].in_charge.append(assignment)
    return list(found.values())


@prepared
def _with_state(communes, cells, day, on):
    return Cell.objects.seen_from(Scope(communes, cells), day).with_state(on).order_by("search_key", "pk")


@prepared
def _holding(cells, on, *, model, related):
    return model.objects.on(on).filter(cell__in=cells).select_related(related)


@prepared
def history_of(cell, *, model, related=()):
    """The rows of the dated `model` of the cell of that number, the earliest first, with what is `related` to them."""
    rows = model.objects.filter(cell=cell).order_by("since", "pk")
    return rows.select_related(*related) if related else rows


@prepared
def former_names_of(cell):
    """[FormerCellName] of the cell of that number, the earliest first."""
    return FormerCellName.objects.filter(cell=cell).order_by("until", "pk")


@dataclass(frozen=True)
class Subject:
    """The editions of one subject in a commune on a day: `in_force` has the defaults where none is published yet;
    `drafts` and `coming` (published for a later day) with the next to come first; `past` the latest first."""

    model: type
    in_force: RuleSet
    drafts: list
    coming: list
    past: list

    @property
    def name(self):
        return self.model._meta.verbose_name


def subject_of(model, *, commune, day):
    """The Subject of `model`, a kind of RuleSet; `commune` is its number. One query."""
    editions = list(model.objects.filter(commune=commune).order_by("since", "pk"))
    published = [edition for edition in editions if edition.published]
    begun = [edition for edition in published if edition.since <= day]
    return Subject(
        model,
        begun[-1] if begun else model(commune_id=commune),
        [edition for edition in editions if not edition.published],
        [edition for edition in published if edition.since > day],
        begun[-2::-1],
    )


def rules_before(edition):
    """What stood on the day from which `edition` is in force: the published edition, or the defaults."""
    others = type(edition).objects.exclude(pk=edition.pk)
    return others.in_force(edition.commune_id, edition.since)


def work_calendar(commune):
    """The WorkCalendar of a commune, given or by its number: for every plan and every clock. One query."""
    rows = CalendarDay.objects.kept().filter(commune=commune).values_list("day", "kind", "name", "source")
    return WorkCalendar.of((day, kind == DayKind.OFF, name, source) for day, kind, name, source in rows)
