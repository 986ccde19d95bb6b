from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, CommitteeMember, Commune, Hamlet
from common.fields import Day, OneLine
from common.promises import OneCommune
from members.models.member import Member

ABOUT = ("member", "cell", "hamlet", "seat")  # one of them


def _one_of(names):
    """The condition that exactly one of `names` is there."""
    return Q.create([Q(**{f"{one}__isnull": one != told for one in names}) for told in names], Q.OR)


class DespiteQuerySet(ScopedQuerySet):
    see = Do.EDIT_MEMBERS
    cell_path = ""  # of the office


class Despite(Tracked):
    """An event, a correction, the end of a cell or a hamlet, or that a Committee member is not in charge any more, was
    recorded although records of later days say otherwise, and why.

    `since` is the first day on which they may; `listed` [[day, sentence]] is what the office was shown then. What is
    left of it to put right is asked anew of the records: `members.queries.contradictions`.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.PROTECT, related_name="despite"
    )
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="despite"
    )
    hamlet = models.ForeignKey(
        Hamlet, verbose_name=_("hamlet"), null=True, blank=True, on_delete=models.PROTECT, related_name="despite"
    )
    seat = models.ForeignKey(
        CommitteeMember,
        verbose_name=_("Committee member"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="despite",
    )
    since = Day(_("from"))
    reason = OneLine(_("why it was recorded all the same"), max_length=300)
    listed = models.JSONField(_("what said otherwise"), default=list, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)

    commune_path = "commune"
    objects = DespiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("record that others contradict")
        verbose_name_plural = _("records that others contradict")
        ordering = ("at", "pk")
        constraints = [
            OneCommune(
                name="despite_in_one_commune",
                ways=["commune", *(f"{one}__commune" for one in ABOUT)],
            ),
            models.CheckConstraint(
                name="despite_of_one",
                condition=_one_of(ABOUT),
            ),
        ]

    def __str__(self):
        return self.reason

    def clean(self):
        refuse_foreign(self, *ABOUT)

    @property
    def about(self):
        """The Member, Cell, Hamlet or CommitteeMember."""
        return next(getattr(self, one) for one in ABOUT if getattr(self, f"{one}_id"))
