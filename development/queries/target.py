"""Who was admitted, and how the targets of admission were met."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from common.periods import Period
from common.prepared import prepared
from development.models import Target
from members.enums import Entry, Sex
from members.models import Membership
from members.models.codes import MAJORITY


def admissions(*, cells, since, until):
    """Membership rows that began with an admission ceremony from `since` to before `until`, in name order.

    "Kết nạp" is counted on the day of the ceremony.
    """
    return (
        Membership.objects.filter(cell__in=cells, entry=Entry.ADMITTED, since__gte=since, since__lt=until)
        .select_related("member", "cell")
        .order_by("since", "member__sort_key", "pk")
    )


YOUTH_TO = 30  # years of age at the ceremony, as in the first age band of the statistics


class Among(TextChoices):
    """Who among the admitted a rate is of."""

    WOMEN = "women", _("women")
    YOUTH = "youth", _("youth")
    MINORITY = "minority", _("ethnic minorities")

    def holds(self, row):
        """Whether the Membership `row` of an admission is of this group. What is not recorded speaks for none."""
        member = row.member
        if self == Among.WOMEN:
            return member.sex == Sex.FEMALE
        if self == Among.YOUTH:
            age = member.born.age_on(row.since)
            return age is not None and age <= YOUTH_TO
        return member.ethnicity is not None and member.ethnicity.code != MAJORITY


def admitted_among(*, cells, since, until):
    """{cell number: {Among, or "all": persons admitted}} from `since` to before `until`; one query."""
    found = defaultdict(Counter)
    for row in admissions(cells=cells, since=since, until=until).select_related("member__ethnicity"):
        found[row.cell_id].update(["all", *(group for group in Among if group.holds(row))])
    return found


class TargetState(TextChoices):
    EXCEEDED = "exceeded", _("exceeded")
    REACHED = "reached", _("reached")
    NOT_YET_DUE = "not_yet_due", _("not yet due")
    MISSED = "missed", _("missed")
    NOT_SET = "not_set", _("no target")

    @property
    def tone(self):
        return {TargetState.NOT_YET_DUE: "info", TargetState.MISSED: "bad", TargetState.NOT_SET: ""}.get(self, "ok")


@dataclass(frozen=True)
class TargetResult:
    """Plan and result of one year: `cell` is None for the commune, `planned` None where no target is set (persons)."""

    cell: object
    year: int
    planned: int | None
    admitted: int
    state: TargetState


def target_state(*, planned, admitted, year, today):
    """Exceeded and reached are told at once; short of the plan is missed only when the year is over."""
    if planned is None:
        return TargetState.NOT_SET
    if admitted > planned:
        return TargetState.EXCEEDED
    if admitted == planned:
        return TargetState.REACHED
    return TargetState.MISSED if today >= date(year + 1, 1, 1) else TargetState.NOT_YET_DUE


def target_results_over_years(*, commune_id, today):
    """[TargetResult of the commune] for each year with a target up to this one, in order; two queries."""
    planned = dict(_planned_up_to(commune=commune_id, year=today.year))
    counted = dict(_admitted_by_year(commune=commune_id))
    return [_result(None, year, plan, counted.get(year, 0), today) for year, plan in planned.items()]


@prepared
def _planned_up_to(commune, year):
    targets = Target.objects.filter(commune=commune, cell=None, year__lte=year)
    return targets.order_by("year").values_list("year", "planned")


@prepared
def _admitted_by_year(commune):
    admitted = Membership.objects.filter(cell__commune=commune, entry=Entry.ADMITTED).order_by()
    return admitted.values_list("since__year").annotate(Count("pk"))


def target_results(*, commune_id, cells, year, today):
    """(TargetResult of the commune, [TargetResult of each of `cells`]) for `year`; two queries.

    The commune's result counts every cell of the commune, also those closed since.
    """
    period = Period("Y", year)
    counted = dict(_admitted(commune=commune_id, since=period.since, until=period.until))
    planned = dict(_planned(commune=commune_id, year=year))

    return (
        _result(None, year, planned.get(None), sum(counted.values()), today),
        [_result(cell, year, planned.get(cell.pk), counted.get(cell.pk, 0), today) for cell in cells],
    )


def _result(cell, year, planned, admitted, today):
    state = target_state(planned=planned, admitted=admitted, year=year, today=today)
    return TargetResult(cell, year, planned, admitted, state)


@prepared
def _admitted(commune, since, until):
    """(cell, members admitted) from `since` to before `until`."""
    entries = Membership.objects.filter(cell__commune=commune, entry=Entry.ADMITTED, since__gte=since, since__lt=until)
    return entries.order_by().values_list("cell").annotate(Count("pk"))


@prepared
def _planned(commune, year):
    return Target.objects.filter(commune=commune, year=year).values_list("cell", "planned")
