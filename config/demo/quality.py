"""Sample scores of the Committee member in charge, beside those of the cells."""

import random
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from cells.models import Assignment
from config.demo import words
from meetings import queries
from meetings.models import Meeting
from meetings.services import PointsEntry, give_second_score

SCORED = 6  # the latest meetings of each cell; of these the last is still to be scored


def score_beside_the_cells(cells):
    """The member in charge of each of `cells`, who has an account, scores the latest meetings attended but the last."""
    dice = random.Random(2013)
    for cell in cells:
        assignment = Assignment.objects.select_related("committee_member__account").get(cell=cell, until=None)
        meetings = Meeting.objects.signed().filter(cell=cell, kind="regular", visits__attended=True)
        meetings = meetings.select_related("cell", "edition", "score")
        for meeting in meetings.order_by("-held_on")[1:SCORED]:
            at = timezone.make_aware(datetime.combine(meeting.held_on + timedelta(days=2), time(9, 0)))
            points = {criterion.pk: _points(dice, line) for criterion, line in queries.score_lines(meeting)}
            give_second_score(meeting=meeting, points=points, at=at, by=assignment.committee_member.account)


def _points(dice, own):
    """Mostly as the cell; now and then lower where people judged, with the reason."""
    if own.proposed is not None or dice.random() < 0.7:
        return PointsEntry(own.points)
    given = max(own.points - Decimal(dice.randint(1, 3)), Decimal(0))
    return PointsEntry(given, dice.choice(words.REMARKS))
