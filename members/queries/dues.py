"""Who has not paid Party dues, for how many months."""

from datetime import timedelta

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from common.prepared import prepared
from members.enums import OverlayKind
from members.models import Arrears, DuesRules, Membership, Overlay


def months_unpaid(since, today):
    """How many months without dues are over, from that which begins on `since`; the present one is not."""
    return (today.year - since.year) * 12 + today.month - since.month


def long_unpaid(*, communes, cells, today):
    """[(member number, name, cell number, cell, first month, months)] of those who belong to one of `cells` today, or
    to one of `communes`, or are guests there, and have paid no dues for as many months as the rules say. One query
    where nobody is behind, else two."""
    rows = unpaid_before(communes=sorted(communes), cells=sorted(cells), day=today, month=today.replace(day=1))
    rules_on = DuesRules.objects.over_time({row[0] for row in rows}) if rows else None
    counted = ((commune, rest, months_unpaid(rest[-1], today)) for commune, *rest in rows)
    return [(*rest, months) for commune, rest, months in counted if months >= rules_on(commune, today).months_unpaid]


def unpaid_in(cell, today):
    """[(member number, name, first month)] of those who belong to `cell` today or are guests there and owe dues."""
    rows = unpaid_before(communes=[], cells=[cell.pk], day=today, month=today + timedelta(days=1))
    return [(member, name, since) for _commune, member, name, _cell, _name, since in rows]


@prepared
def unpaid_before(communes, cells, day, month):
    """(commune, member number, name, cell number, its name, first month) of those here on `day` who owe dues of before
    the `month`, told by a day."""
    belongs = Membership.objects.on(day).filter(member=OuterRef("member")).order_by()
    hosted = Overlay.objects.on(day).filter(member=OuterRef("member"), kind=OverlayKind.HOSTED, cell__isnull=False)
    hosted = hosted.order_by()
    here = {
        name: Coalesce(Subquery(belongs.values(way)[:1]), Subquery(hosted.values(way)[:1]))
        for name, way in (("cell", "cell"), ("cell_name", "cell__name"))
    }
    rows = Arrears.objects.kept().open().filter(since__lt=month).annotate(**here)
    rows = rows.filter(Q(member__commune__in=communes) | Q(cell__in=cells), cell__isnull=False)
    found = rows.order_by("since", "member__sort_key", "pk")
    return found.values_list("member__commune", "member", "member__full_name", "cell", "cell_name", "since")


@prepared
def open_arrears(members):
    """[Arrears] of `members` that are not paid yet."""
    return Arrears.objects.kept().open().filter(member__in=members).order_by("pk")


def are_here(members, day):
    """{member number} of `members` who belong to a cell on `day`, or are guests of one."""
    return {pk for (pk,) in _here(members=members, day=day)}


@prepared
def _here(members, day):
    guests = Overlay.objects.on(day).filter(member__in=members, kind=OverlayKind.HOSTED, cell__isnull=False)
    belonging = Membership.objects.on(day).filter(member__in=members).order_by().values_list("member")
    return belonging.union(guests.order_by().values_list("member"))
