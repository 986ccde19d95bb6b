"""The closed periods that somebody may compare: totals of communes, no cell and no person."""

from accounts.roles import Do, Role
from cells.access import merged_into, roles, scope
from cells.models import Commune
from reports.enums import ReportKind
from reports.models import PeriodClosing, UpperReader
from reports.models.periods import period_between


def communes_of(user):
    """[Commune] whose closed periods `user` may read, by name: the own one with those that merged into it, and for the
    level above those that let the account read."""
    own = scope(user, Do.SEE_REPORTS).communes
    numbers = {*own, *merged_into(own)}
    if Role.UPPER in roles(user):
        numbers |= set(UpperReader.objects.kept().filter(account=user).values_list("commune", flat=True))
    return list(Commune.objects.filter(pk__in=numbers).select_related("merger").order_by("name", "pk"))


def closed_periods(communes):
    """[Period] closed by one of `communes` with the reports on the work of cells, the latest first; one query."""
    kept = PeriodClosing.objects.kept().filter(period__commune__in=communes, period__kind=ReportKind.WORK)
    days = kept.order_by("-period__until", "-period__since").values_list("period__since", "period__until").distinct()
    return [period_between(since, until) for since, until in days]


def closings_of(communes, period):
    """{number of a commune: its PeriodClosing of a Period}; one query."""
    kept = PeriodClosing.objects.kept().filter(period__commune__in=communes, period__kind=ReportKind.WORK)
    kept = kept.filter(period__since=period.since, period__until=period.until).select_related("period")
    return {closing.period.commune_id: closing for closing in kept}
