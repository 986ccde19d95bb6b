"""The register of information received: how each row stands, and what came in during some days."""

from dataclasses import dataclass

from cells.queries.calendar import work_calendar
from common.prepared import prepared
from oversight.models import Information, InspectionRules
from oversight.rules.information import InformationStand, stand


@dataclass(frozen=True)
class InformationTold:
    """An Information with its InformationStand."""

    row: Information
    stand: InformationStand


def information_told(rows, commune, day):
    """[InformationTold] of `rows`, a query set of `commune`, on `day`; a fixed number of queries."""
    rules_on, working = InspectionRules.objects.over_time([commune.pk]), work_calendar(commune)
    return [
        InformationTold(row, stand(row, rules_on(commune.pk, row.received_on), working, day))
        for row in rows.select_related("case__programme__cell")
    ]


def received_in(*, commune, since, last_day):
    """[Information] of `commune`, given by its number, that came in from `since` to `last_day`."""
    rows = Information.objects.kept().filter(commune=commune, received_on__range=(since, last_day))
    return list(rows.select_related("case"))


@prepared
def information_waiting(communes):
    """[Information] that is not dealt with, the first received first."""
    return Information.objects.waiting().filter(commune__in=communes).order_by("received_on", "pk")
