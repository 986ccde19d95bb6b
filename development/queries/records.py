"""What records of this app say of a day: held against lives, ends of cells and of hamlets
(`members.queries.contradictions`)."""

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.text import capfirst

from development.enums import StepKind
from development.models import (
    FoundingHamlet,
    HamletPersons,
    Introduction,
    ListReview,
    MovementHamlet,
    Participation,
    Step,
    Unit,
    UnitHead,
)
from members.enums import DEPARTURES, Exit
from members.queries.contradictions import Records


def _unless_dead(row):
    """Nobody has to belong to the Party to lead a mass organisation or to take part in a movement."""
    return tuple(out for out in DEPARTURES if out != Exit.DIED)


# What a cell does itself on somebody's way into the Party; the other steps are papers of those above it.
BY_THE_CELL = (
    *(StepKind.PROPOSE, StepKind.LIST, StepKind.UNLIST, StepKind.HELPER, StepKind.CELL_VOTE),
    StepKind.HAND_OVER,
)


LAST_STEP = Max("founding__steps__on", filter=Q(founding__steps__struck=False))


def _case(step):
    return reverse("development:candidate", args=[step.candidate_id])


RECORDS = (
    Records(lambda: Step.objects.kept().filter(helper__isnull=False), "helper", _case, "on"),
    Records(
        lambda: Introduction.objects.filter(step__struck=False),
        "member",
        lambda row: _case(row.step),
        "step__on",
        text=lambda row: f"{capfirst(row._meta.verbose_name)}: {row.step}",
    ),
    Records(
        lambda: Step.objects.kept().filter(kind__in=BY_THE_CELL, reorganised=False),
        "cell",
        _case,
        "on",
    ),
    Records(
        ListReview.objects.all,
        "cell",
        lambda row: reverse("development:candidates"),
        "on",
        text=lambda row: f"{capfirst(row._meta.verbose_name)}: {row.on:%d/%m/%Y}",
    ),
    Records(
        lambda: UnitHead.objects.kept().select_related("unit"),
        "member",
        lambda row: row.unit.get_absolute_url(),
        "since",
        right_after=_unless_dead,
    ),
    *(
        Records(
            lambda: Participation.objects.kept().select_related("movement"),
            about,
            lambda row: row.movement.get_absolute_url(),
            "since",
            right_after=_unless_dead,
        )
        for about in ("member", "hamlet")
    ),
    Records(
        lambda: MovementHamlet.objects.kept().filter(movement__struck=False),
        "hamlet",
        lambda row: row.movement.get_absolute_url(),
        "movement__registered_on",
    ),
    Records(
        HamletPersons.objects.all,
        "hamlet",
        lambda row: reverse("development:persons"),
        day=lambda row: row.period.last_day,
        text=lambda row: f"{capfirst(row._meta.verbose_name)}, {row.period}",
    ),
    Records(Unit.objects.all, "hamlet", Unit.get_absolute_url, "since"),
    Records(
        lambda: FoundingHamlet.objects.select_related("founding").annotate(last=LAST_STEP),
        "hamlet",
        lambda row: row.founding.get_absolute_url(),
        day=lambda row: row.last,
        text=lambda row: capfirst(str(row.founding)),
    ),
)
