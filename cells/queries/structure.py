"""What the structure looks like on a day, and the cells that somebody works with."""

from django.apps import apps
from django.db.models import Q

from cells.access import Scope, here_today
from cells.enums import CellState
from cells.models import (
    Assignment,
    Cell,
    CellStatus,
    CommitteeMember,
    FormerCellName,
    Hamlet,
    PastCommune,
    Serving,
    Succession,
)
from common.counted import first_of
from common.prepared import numbers, prepared
from common.text import search_key


def names_of_cells(user, do):
    """[(number, name)] of the cells where `user` may do `do`, in name order; one query."""
    return _names(**here_today(user, do))


@prepared
def at_work_during(cells, since, until):
    """[CellStatus] of the cells of those numbers while they were at work, from `since` to before `until`."""
    return CellStatus.objects.during(since, until).filter(cell__in=cells, state=CellState.ACTIVE)


@prepared
def cells_at_work(communes, cells, day, since, until):
    """[Cell] of that Scope, as it is on `day`, today, that were at work on some day from `since` to before `until`."""
    return Cell.objects.within(Scope(communes, cells), day).active_during(since, until).order_by("search_key", "pk")


@prepared
def hamlets_within(communes, cells, day):
    """[Hamlet] of that Scope, as it is on `day`, today; those that ended among them."""
    return Hamlet.objects.within(Scope(communes, cells), day).order_by("search_key", "pk")


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


def in_charge(*, cells, day):
    """{cell number: the CommitteeMember in charge of it on `day`}; one query."""
    rows = _holding(cells=numbers(cells), on=day, model=Assignment, related="committee_member")
    return {row.cell_id: row.committee_member for row in rows}


def charge_now(day):
    """Annotations of a Cell: name of the Committee member in charge on `day`, and since when (None without one)."""
    charges = Assignment.objects.on(day).order_by("pk")
    return {
        "in_charge_name": first_of(charges, "cell", "committee_member__full_name"),
        "in_charge_since": first_of(charges, "cell", "since"),
    }


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
def successions_of(cell):
    """[Succession] by which the cell of that number ended or took over."""
    found = Succession.objects.filter(Q(cell=cell) | Q(successor=cell)).select_related("cell", "successor")
    return found.order_by("on", "pk")


def before_and_after(cell):
    """([Succession] by which the cell of that number went on in others, [(Succession, what came in words)] by which it
    took over); one query."""
    rows = list(successions_of(cell=cell))
    took_over = [(one, _moved_in_words(one)) for one in rows if one.successor_id == cell]
    return [one for one in rows if one.cell_id == cell], took_over


def _moved_in_words(succession):
    """["3 tasks"]: what came with a cell that ended."""
    counted = ((apps.get_model(label)._meta, len(rows)) for label, rows in succession.moved.items())
    return [f"{count} {about.verbose_name}" for about, count in counted]


def came_from(row):
    """The cell from which the one that `row` belongs to has taken it over, or None; one query."""
    label = row._meta.label_lower
    rows = Succession.objects.filter(successor=row.cell_id).select_related("cell").order_by("-on")
    return next((one.cell for one in rows if row.pk in one.moved.get(label, ())), None)


def origins(*, cell, model):
    """{number of a row of `model` that `cell` took over: the Cell it came from}; one query."""
    rows = successions_of(cell=cell.pk)
    label = model._meta.label_lower
    return {pk: one.cell for one in rows if one.successor_id == cell.pk for pk in one.moved.get(label, ())}


@prepared
def former_names_of(cell):
    """[FormerCellName] of the cell of that number, the earliest first."""
    return FormerCellName.objects.filter(cell=cell).order_by("until", "pk")


@prepared
def past_communes_of(cell):
    """[PastCommune] of the cell of that number, the earliest first, each with the merger by which it ended."""
    return PastCommune.objects.filter(cell=cell).select_related("belonged_to__merger").order_by("until")


def committee_secretary(*, commune, day):
    """The CommitteeMember who is secretary of the Committee of `commune` on `day`, or None."""
    seats = _seats(commune=commune.pk, day=day)
    return next((seat for seat in seats if search_key(seat.position).startswith("bi thu")), None)


@prepared
def _seats(commune, day):
    return CommitteeMember.objects.on(day).filter(commune=commune).order_by("-since", "pk")
