"""Movements of a year, counted as registered and as recognised, and who took part in which."""

from collections import Counter, defaultdict

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from common.text import tone_key
from development.enums import StepKind
from development.models import Movement, MovementHamlet, Participation, Profile, Step


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


def parts_of(candidate, day):
    """[Participation] in movements, begun on or before `day`, of the person of a case: of the member that the person
    was, or of somebody of that very name who does not live in another hamlet; the latest first."""
    rows = Participation.objects.kept().filter(movement__commune=candidate.commune_id, since__lte=day)
    rows = rows.filter(movement__struck=False)
    if candidate.former_id:
        rows = rows.filter(member=candidate.former_id)
    else:
        names = rows.filter(member=None).values_list("pk", "name")
        key = tone_key(candidate.full_name)
        rows = rows.filter(pk__in=[pk for pk, name in names if tone_key(name) == key])
    known = Profile.objects.kept().filter(candidate=candidate, since__lte=day).order_by("since", "pk").last()
    home = known and known.hamlet_id
    rows = rows.select_related("movement", "hamlet").order_by("-since", "-pk")
    return [row for row in rows if not home or row.hamlet_id in (None, home)]


def came_from(movements):
    """{movement number: (people put on the list of sympathisers who came from it, those of them admitted since)}; one
    query. The source is that of the first listing (`development.services.take_step`)."""
    rows = Step.objects.kept().filter(kind=StepKind.LIST, source__movement__in=movements, source__struck=False)
    held = Step.objects.kept().filter(candidate=OuterRef("candidate"), kind=StepKind.CEREMONY, event__struck=False)
    rows = rows.annotate(admitted=Exists(held)).order_by()
    found = defaultdict(dict)
    for movement, candidate, admitted in rows.values_list("source__movement", "candidate", "admitted"):
        found[movement][candidate] = admitted
    return {movement: (len(told), sum(told.values())) for movement, told in found.items()}


def counts_of(movements):
    """{"all", "recognised", or another MovementState: movements}. Registered are all of them; one that was recognised
    and struck off the list later counts as both."""
    found = Counter(movement.state for movement in movements)
    found["all"] = len(movements)
    found["recognised"] = sum(bool(movement.recognised) for movement in movements)
    return found
