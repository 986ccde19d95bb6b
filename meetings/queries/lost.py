"""For what a cell loses points in its score sheets."""

from django.db.models import DecimalField, F, Q, Sum
from django.db.models.functions import Coalesce

from common.prepared import numbers, prepared
from meetings.models import Meeting, ScoreLine


def points_lost(*, cells, since, until):
    """{cell number: [(name of the group of criteria, points lost)]} of signed meetings from `since` to before `until`,
    the most first; one query. What counts only in a month with a thematic part is left out of the others."""
    found = {}
    for cell, name, lost in sorted(_lost(cells=numbers(cells), since=since, until=until), key=_most_first):
        if lost > 0:
            found.setdefault(cell, []).append((name, lost))
    return found


def _most_first(row):
    cell, name, lost = row
    return cell, -lost, name


@prepared
def _lost(cells, since, until):
    meetings = Meeting.objects.signed().filter(cell__in=cells, held_on__gte=since, held_on__lt=until)
    lines = ScoreLine.objects.filter(
        Q(score__thematic=True) | Q(criterion__thematic_only=False),
        score__meeting__in=meetings.values("pk"),
        score__total__isnull=False,
        criterion__edition=F("score__meeting__edition"),
    )
    none = Coalesce(F("points"), 0, output_field=DecimalField())
    group = Coalesce(F("criterion__parent__name"), F("criterion__name"))
    by_group = lines.order_by().values_list("score__meeting__cell", group)
    return by_group.annotate(lost=Sum(F("criterion__max_points") - none))
