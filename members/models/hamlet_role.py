"""Who leads a hamlet or is looked up to there: known to the Party because it works through them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.access import refuse_foreign
from cells.models import Hamlet
from common.dated import Dated, DatedQuerySet, ends_after_start
from common.promises import NoOverlap, OneCommune
from members.enums import HamletRoleKind
from members.models.decisions import Decision, DecisionQuerySet
from members.models.member import Member


class HamletRoleQuerySet(DecisionQuerySet, DatedQuerySet):
    pass


class HamletRole(Dated, Decision):
    """A member who is head of a hamlet (trưởng xóm), person of prestige (người có uy tín) or elder (già làng) there."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="hamlet_roles")
    hamlet = models.ForeignKey(Hamlet, verbose_name=_("hamlet"), on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(_("as"), max_length=8, choices=HamletRoleKind)

    objects = HamletRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing in a hamlet")
        verbose_name_plural = _("standings in hamlets")
        ordering = ("since", "pk")
        constraints = [
            NoOverlap(
                name="hamlet_roles_apart",
                fields=["member", "kind"],
                condition=Q(struck=False),
                violation_error_message=_("The member is known as this already on some of these days."),
            ),
            NoOverlap(
                name="heads_of_hamlet_apart",
                fields=["hamlet"],
                condition=Q(struck=False, kind=HamletRoleKind.HEAD),
                violation_error_message=_(
                    "Another member is head of this hamlet on some of these days; end that first."
                ),
            ),
            OneCommune(
                name="hamlet_role_in_one_commune",
                ways=["hamlet__commune", "member__commune"],
            ),
            ends_after_start("hamlet_role_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.hamlet}"

    def clean(self):
        refuse_foreign(self, "hamlet", of="member")
