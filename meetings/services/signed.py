"""The figures of signed minutes: frozen with the signature, thawed by reopening, put right when their rows change."""

from django.dispatch import receiver

from meetings.models import Meeting
from meetings.models.meeting import FIGURES
from meetings.queries.signed import figures
from members.services import records_joined


def freeze(meeting, proven):
    """Set on `meeting`, not saved yet, what its rows prove: {field of FIGURES: number}."""
    for name in FIGURES:
        setattr(meeting, name, proven[name])


def thaw(meeting):
    """Take the figures off `meeting`, not saved yet: it is a draft again."""
    for name in FIGURES:
        setattr(meeting, name, None)


def freeze_again(**about):
    """Rows of signed meetings changed after the signature: count their figures anew; `about` says which meetings.

    Two records of a person became one or were taken apart, or an earlier meeting, reopened, struck out a task.
    """
    signed = Meeting.objects.select_for_update(of=("self",)).signed().filter(pk__in=Meeting.objects.filter(**about))
    meetings = list(signed.select_related("cell", "edition"))
    proven = figures(meetings)
    for meeting in meetings:
        freeze(meeting, proven[meeting.pk])
    Meeting.objects.bulk_update(meetings, FIGURES)


@receiver(records_joined)
def count_anew(members, **sent):
    """One person stands on a roll once: where both records stood, the one that gave way is not counted."""
    freeze_again(lines__member__in=members)
