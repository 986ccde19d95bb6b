from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import DatedScopedQuerySet, refuse_foreign
from cells.models.cell import Cell
from cells.models.confirmed import Confirmed, ConfirmedQuerySet, waits_while_unconfirmed
from cells.models.territory import Commune
from common.dated import Dated, ends_after_start
from common.fields import OneLine
from common.promises import NoOverlap, OneCommune, stays_in_its_commune
from common.text import search_key


class CommitteeMemberQuerySet(ConfirmedQuerySet, DatedScopedQuerySet):
    see = Do.SEE_CELLS

    def of_cells(self, cells, day):
        return Q(pk__in=Assignment.objects.open().filter(cell__in=cells).values("committee_member"))


class CommitteeMember(Dated, Confirmed, Tracked):
    """Đảng ủy viên: a seat on the commune's Party Committee, with the account that its holder signs in with.

    Confirmed or not is the account: through the seat it reads the records of the cells in its charge.
    """

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="committee_members"
    )
    full_name = OneLine(_("full name"), max_length=100)
    search_key = models.CharField(max_length=110, editable=False)
    position = OneLine(_("position"), max_length=120, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="committee_seats",
    )

    commune_path = "commune"
    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("Committee member")
        verbose_name_plural = _("Committee members")
        ordering = ("search_key", "pk")
        constraints = [
            OneCommune(name="seat_in_one_commune", ways=["commune", "account__commune"]),
            NoOverlap(
                name="account_seats_apart",
                fields=["account"],
                violation_error_message=_("The account belongs to another Committee member on some of these days."),
            ),
            stays_in_its_commune("committee_member_stays_in_its_commune"),
            ends_after_start("committee_member_ends_after_start"),
            waits_while_unconfirmed("committee_member_waits_while_unconfirmed"),
            models.UniqueConstraint(
                name="committee_member_once",
                fields=["commune", "full_name", "since"],
                violation_error_message=_("This Committee member is already there."),
            ),
            models.UniqueConstraint(
                name="account_holds_one_seat",
                fields=["account"],
                condition=Q(until__isnull=True),
                violation_error_message=_("The account already belongs to a Committee member."),
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("cells:committee-member", args=[self.pk])

    def save(self, *args, **kwargs):
        self.search_key = search_key(self.full_name)
        super().save(*args, **kwargs)


class AssignmentQuerySet(DatedScopedQuerySet):
    see = Do.SEE_CELLS


class Assignment(Dated, Tracked):
    """A Committee member in charge of a cell. A member may have several cells; a cell has one member at a time."""

    committee_member = models.ForeignKey(
        CommitteeMember, verbose_name=_("Committee member"), on_delete=models.PROTECT, related_name="assignments"
    )
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="assignments")
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)

    commune_path = "cell__commune"
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment to a cell")
        verbose_name_plural = _("assignments to cells")
        ordering = ("cell_id", "since", "pk")
        constraints = [
            NoOverlap(
                name="assignments_apart",
                fields=["cell"],
                violation_error_message=_("Another Committee member is in charge of the cell on some of these days."),
            ),
            OneCommune(
                name="assignment_in_one_commune",
                ways=["cell__commune", "committee_member__commune"],
            ),
            ends_after_start("assignment_ends_after_start"),
            models.UniqueConstraint(
                name="cell_has_one_member_in_charge",
                fields=["cell"],
                condition=Q(until__isnull=True),
                violation_error_message=_("The cell already has a Committee member in charge; end that first."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def clean(self):
        refuse_foreign(self, "cell", of="committee_member")
