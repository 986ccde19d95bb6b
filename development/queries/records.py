"""What records of this app say of a day: held against lives (`members.queries.contradictions`)."""

from development.models import Participation, UnitHead
from members.enums import DEPARTURES, Exit
from members.queries.contradictions import Records


def _unless_dead(row):
    """Nobody has to belong to the Party to lead a mass organisation or to take part in a movement."""
    return tuple(out for out in DEPARTURES if out != Exit.DIED)


RECORDS = (
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
