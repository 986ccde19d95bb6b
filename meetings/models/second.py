from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import CommitteeMember
from common.fields import OneLine
from common.promises import OneCommune
from meetings.models.meeting import Meeting
from meetings.models.quality import Criterion, most_points


class SecondScoreQuerySet(ScopedQuerySet):
    see = Do.SEE_MEETINGS


class SecondScore(Tracked):
    """What the Committee member in charge would have given a meeting: it stands beside the cell's own score and never
    changes it. `total` is kept by `meetings.services.second`, which alone writes it, by the criteria of the meeting's
    edition; it is empty until every criterion has its points."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="second_score")
    committee_member = models.ForeignKey(
        CommitteeMember, verbose_name=_("Committee member"), on_delete=models.PROTECT, related_name="second_scores"
    )
    given_at = models.DateTimeField(_("time"))
    total = models.DecimalField(_("total"), max_digits=5, decimal_places=2, null=True, blank=True, editable=False)

    commune_path = "meeting__cell__commune"
    objects = SecondScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score of the member in charge")
        verbose_name_plural = _("scores of the members in charge")
        constraints = [
            OneCommune(
                name="second_score_in_one_commune",
                ways=["meeting__cell__commune", "committee_member__commune"],
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id}: {self.committee_member}"


class SecondScoreLine(Tracked):
    """Points and remark of the member in charge for one criterion."""

    second = models.ForeignKey(SecondScore, on_delete=models.PROTECT, related_name="lines")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(
        _("points"), max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    note = OneLine(_("remark"), max_length=300, blank=True)

    commune_path = "second__meeting__cell__commune"

    class Meta:
        verbose_name = _("line of the score of the member in charge")
        verbose_name_plural = _("lines of the scores of the members in charge")
        constraints = [
            most_points("second_points_within_the_most"),
            models.UniqueConstraint(name="second_score_line_once", fields=["second", "criterion"]),
            models.CheckConstraint(
                name="second_score_points_not_negative", condition=Q(points__isnull=True) | Q(points__gte=0)
            ),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.points}"
