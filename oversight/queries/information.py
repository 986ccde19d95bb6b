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
    """[InformationTold] of `rows` with their case, of the commune of that number, on `day`; two queries at most."""
    if not (rows := list(rows)):
        return []
    rules_on, working = InspectionRules.objects.over_time([commune]), work_calendar(commune)
    return [InformationTold(row, stand(row, rules_on(commune, row.received_on), working, day)) for row in rows]


def received_in(*, commune, since, last_day):
    """[Information] of `commune`, given by its number, that came in from `since` to `last_day`."""
    rows = Information.objects.kept().filter(commune=commune, received_on__range=(since, last_day))
    return list(rows.select_related("case"))


@prepared
def information_waiting(communes):
    """[Information] that is not dealt with, the first received first."""
    rows = Information.objects.waiting().filter(commune__in=communes)
    return rows.select_related("case").order_by("received_on", "pk")
