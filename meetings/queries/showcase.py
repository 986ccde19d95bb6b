"""Model meetings in figures: who was invited, who came, who took it up."""

from dataclasses import dataclass

from django.db.models import Count, Q

from meetings.models import InvitedCell, ModelMeeting, Uptake


@dataclass(frozen=True)
class Response:
    """Cells invited to a model meeting, those that came, those of which nothing is said, and those that took it up."""

    invited: int = 0
    came: int = 0
    not_said: int = 0
    taken_up: int = 0


def responses(model_meetings):
    """{model meeting number: Response} for a list of `model_meetings`; two queries."""
    rows = InvitedCell.objects.filter(model_meeting__in=model_meetings).order_by().values_list("model_meeting")
    counted = rows.annotate(
        invited=Count("pk"), there=Count("pk", filter=Q(came=True)), unsaid=Count("pk", filter=Q(came__isnull=True))
    )
    uptakes = Uptake.objects.filter(model_meeting__in=model_meetings).order_by().values_list("model_meeting")
    taken = dict(uptakes.annotate(Count("pk")))
    invited = {pk: counts for pk, *counts in counted}
    return {row.pk: Response(*invited.get(row.pk, (0, 0, 0)), taken.get(row.pk, 0)) for row in model_meetings}


def groups(model_meeting: ModelMeeting):
    """{"host", "came", "absent", "not_said": [cell numbers]} of a model meeting: the host is in no other group."""
    found = {"host": [model_meeting.cell_id], "came": [], "absent": [], "not_said": []}
    names = {True: "came", False: "absent", None: "not_said"}
    for cell, came in model_meeting.invited_cells.values_list("cell", "came"):
        if cell != model_meeting.cell_id:
            found[names[came]].append(cell)
    return found
