"""The figures of signed minutes: frozen with the signature, thawed by reopening, put right when their rows change."""

from django.dispatch import receiver

from common.promises import thawed
from meetings.models import Attendance, Meeting
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


@receiver(records_joined)
def count_anew(members, **sent):
    """Two records of a person became one or were taken apart, also on rolls of signed meetings: count their figures
    anew. One person stands on a roll once: where both records stood, the one that gave way is not counted."""
    signed = Meeting.objects.select_for_update(of=("self",)).signed()
    signed = signed.filter(pk__in=Attendance.objects.filter(member__in=members).values("meeting"))
    meetings = list(signed.select_related("cell", "edition"))
    proven = figures(meetings)
    for meeting in meetings:
        freeze(meeting, proven[meeting.pk])
    with thawed():
        Meeting.objects.bulk_update(meetings, FIGURES)
