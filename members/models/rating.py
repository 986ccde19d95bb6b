from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Cell
from common.fields import Day, OneLine
from common.promises import OneCommune
from common.struck import StruckForReason, StruckOutQuerySet
from members.enums import Level
from members.models.member import Member


class RatingQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_MEMBERS


class Rating(StruckForReason, Tracked):
    """A yearly rating in its three steps: by the one rated, as proposed, as decided (366-QĐ/TW 2025)."""

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990), MaxValueValidator(2099)])
    self_level = models.CharField(_("own rating"), max_length=9, choices=Level, blank=True)
    proposed_level = models.CharField(_("proposed level"), max_length=9, choices=Level, blank=True)
    in_favour = models.PositiveSmallIntegerField(_("votes for it"), null=True, blank=True)
    votes = models.PositiveSmallIntegerField(_("of votes"), null=True, blank=True)
    decided_level = models.CharField(_("decided level"), max_length=9, choices=Level, blank=True)
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)
    decided_on = Day(_("decision of"), null=True, blank=True)
    reason = OneLine(_("why other than proposed"), max_length=200, blank=True)

    commune_path = "cell__commune"
    objects = RatingQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def level(self):
        """The level that holds: decided, else proposed; empty while there is neither."""
        return self.decided_level or self.proposed_level


def rating_checks(name):
    """The checks that both kinds of rating list in their own Meta."""
    return [
        models.CheckConstraint(
            name=f"{name}_votes_add_up",
            condition=Q(in_favour__isnull=True, votes__isnull=True)
            | Q(in_favour__isnull=False, votes__isnull=False, in_favour__lte=F("votes")),
            violation_error_message=_("Enter the votes for it and of how many, as 12 of 14."),
        ),
        models.CheckConstraint(
            name=f"{name}_decided_by_a_decision",
            condition=Q(decided_level="") | (~Q(decision_no="") & Q(decided_on__isnull=False)),
            violation_error_message=_("A decided rating needs its decision."),
        ),
    ]


class MemberRating(Rating):
    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="ratings")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="member_ratings")

    class Meta:
        verbose_name = _("rating of a member")
        verbose_name_plural = _("ratings of members")
        ordering = ("-year", "pk")
        constraints = [
            OneCommune(name="rating_in_one_commune", ways=["cell__commune", "member__commune"]),
            models.UniqueConstraint(
                name="member_rated_once_a_year", fields=["member", "year"], condition=Q(struck=False)
            ),
            *rating_checks("member_rating"),
        ]
        indexes = [models.Index(name="member_rating_of_cell", fields=["cell", "year"])]

    def __str__(self):
        return f"{self.member}: {self.year}"


class CellRating(Rating):
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="ratings")

    class Meta:
        verbose_name = _("rating of a cell")
        verbose_name_plural = _("ratings of cells")
        ordering = ("-year", "pk")
        constraints = [
            models.UniqueConstraint(name="cell_rated_once_a_year", fields=["cell", "year"], condition=Q(struck=False)),
            *rating_checks("cell_rating"),
        ]

    def __str__(self):
        return f"{self.cell}: {self.year}"
