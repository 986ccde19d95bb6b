from django.db.models import Q
from django.dispatch import receiver

from accounts.audit import service
from cells.models import Cell, Hamlet
from cells.services import cell_succeeded, lock
from development.enums import Measure, PlaceKind
from development.models import MassOrganisation, Target
from development.queries.results import Tally, Where, period_of

HANDED_ON = (Measure.ADMITTED, Measure.SYMPATHISERS, Measure.CERTIFICATES)
FIELDS = {Cell: "cell", Hamlet: "hamlet", MassOrganisation: "organisation"}


@service
def set_target(*, commune, planned, by, place=None, year=None, term=None, measure=Measure.ADMITTED, resolution_no=""):
    """What `place`, a cell, a hamlet or a mass organisation, or the whole commune (None), means to reach of `measure`
    in a year or a term. Setting it again changes it."""
    lock(commune=commune)
    about = {"commune": commune, "year": year, "term": term, "measure": measure}
    about |= dict.fromkeys(FIELDS.values()) | ({FIELDS[type(place)]: place} if place else {})
    target = Target.objects.filter(**about).first() or Target(**about)
    target.planned, target.resolution_no = planned, resolution_no
    return target.save_checked()


@service
def set_targets(*, plans, by, **about):
    """Targets of one resolution: `plans` are [(place, or None for the commune, what is planned)]; what holds for all of
    them in `about`, as `set_target` takes it. Returns them."""
    return [set_target(place=place, planned=planned, by=by, **about) for place, planned in plans]


@receiver(cell_succeeded)
def let_targets_follow(succession, **sent):
    """What the cell had still to reach in persons in the year or term of its end, and all of later years, is added to
    the target of the successor: the targets of all cells together stay as they were."""
    ended, on = succession.cell, succession.on
    lasting = Q(year__gte=on.year) | Q(term__isnull=False, term__until__isnull=True) | Q(term__until__gt=on)
    targets = Target.objects.filter(lasting, cell=ended, measure__in=HANDED_ON)
    moved = []
    for target in targets.select_related("commune", "cell", "term"):
        left = target.planned - _reached(target, on)
        if left > 0:
            names = ("commune", "year", "term", "measure")
            about = {name: getattr(target, name) for name in names} | {"cell": succession.successor}
            there = Target.objects.filter(**about).select_related("commune", "cell").first()
            there = there or Target(**about, planned=0, resolution_no=target.resolution_no)
            there.planned += left
            target.planned -= left
            moved.append(there.save_checked().pk)
            target.save_checked()
    return {"development.target": moved} if moved else {}


def _reached(target, on):
    period = period_of(year=target.year, term=target.term)
    if period.since > on:
        return 0
    records = Tally(commune=target.commune_id, period=period, day=on)
    return records.result(Measure(target.measure), Where(PlaceKind.CELL, target.cell_id)).part
