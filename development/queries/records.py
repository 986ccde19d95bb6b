"""What records of this app say of a day: held against lives (`members.queries.contradictions`)."""

from django.urls import reverse
from django.utils.text import capfirst

from development.enums import StepKind
from development.models import Introduction, ListReview, Participation, Step, UnitHead
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
    Records(
        lambda: Participation.objects.kept().select_related("movement"),
        "member",
        lambda row: row.movement.get_absolute_url(),
        "since",
        right_after=_unless_dead,
    ),
)
