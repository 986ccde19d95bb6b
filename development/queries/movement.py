"""Movements of a year, counted as registered and as recognised, and who took part in which."""

from collections import Counter, defaultdict

from django.db.models.functions import Coalesce

from development.models import Movement, MovementHamlet, Participation


def movements_of(*, user, year):
    """[Movement] of `year` that `user` may see, in name order."""
    rows = Movement.objects.visible_to(user).kept().filter(year=year)
    return list(rows.select_related("lead_cell", "lead_unit__organisation", "lead_unit__hamlet").order_by("name", "pk"))


def hamlets_of(movements):
    """{movement number: [Hamlet]} in name order; none of one that is of the whole commune."""
    found = defaultdict(list)
    rows = MovementHamlet.objects.kept().filter(movement__in=movements).select_related("hamlet")
    for row in rows.order_by("hamlet__search_key", "pk"):
        found[row.movement_id].append(row.hamlet)
    return found


def people_in(movements):
    """{movement number: persons who take or took part}, each once however often: members by the record that stands
    after a merge, others by name and hamlet."""
    rows = Participation.objects.kept().filter(movement__in=movements).order_by()
    who = Coalesce("member__merged_into", "member"), "name", "hamlet"
    return Counter(movement for movement, *_who in rows.values_list("movement", *who).distinct())


def took_part(*, member, by_day):
    """[Participation] of `member` in movements, begun on or before the day `by_day`, the latest first."""
    rows = Participation.objects.kept().filter(member=member, since__lte=by_day, movement__struck=False)
    return list(rows.select_related("movement").order_by("-since", "-pk"))


def counts_of(movements):
    """{"all", "recognised", or another MovementState: movements}. Registered are all of them; one that was recognised
    and struck off the list later counts as both."""
    found = Counter(movement.state for movement in movements)
    found["all"] = len(movements)
    found["recognised"] = sum(bool(movement.recognised) for movement in movements)
    return found
