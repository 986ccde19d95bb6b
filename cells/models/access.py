from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import NAMED, Do, Role
from cells.access import DatedScopedQuerySet, refuse_foreign
from cells.models.cell import Cell
from cells.models.confirmed import Confirmed, ConfirmedQuerySet, waits_while_unconfirmed
from cells.models.territory import Commune
from common.dated import Dated
from common.fields import OneLine
from common.promises import NoOverlap, OneCommune

GRANTABLE = tuple((role.value, role.label) for role in Role if role not in NAMED)


class GrantQuerySet(ConfirmedQuerySet, DatedScopedQuerySet):
    see = Do.CONFIRM_ROLES
    cell_path = ""


class Grant(Dated, Confirmed, Tracked):
    """An account may act in a role, in its whole commune or, as a secretary, in one cell, from when to when.

    One that is ended on its first day counts on none.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.PROTECT, related_name="grants"
    )
    role = models.CharField(_("role"), max_length=12, choices=GRANTABLE)
    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="grants")
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )

    commune_path = "commune"
    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of an account")
        verbose_name_plural = _("roles of accounts")
        ordering = ("account_id", "since", "pk")
        constraints = [
            NoOverlap(
                name="commune_grants_apart",
                fields=["account", "role", "commune"],
                condition=Q(cell__isnull=True),
                violation_error_message=_("The account has this role already on some of these days."),
            ),
            NoOverlap(
                name="cell_grants_apart",
                fields=["account", "role", "cell"],
                violation_error_message=_("The account has this role already on some of these days."),
            ),
            OneCommune(
                name="grant_in_one_commune",
                ways=["commune", "cell__commune", "account__commune"],
            ),
            models.CheckConstraint(
                name="grant_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("The end must be after the start."),
            ),
            waits_while_unconfirmed("grant_waits_while_unconfirmed"),
            models.CheckConstraint(
                name="grant_cell_for_secretaries_only",
                condition=Q(role=Role.SECRETARY, cell__isnull=False) | (~Q(role=Role.SECRETARY) & Q(cell__isnull=True)),
                violation_error_message=_("Choose a cell for a cell secretary, and for nobody else."),
            ),
            models.UniqueConstraint(
                name="grant_for_commune_once",
                fields=["account", "role", "commune"],
                condition=Q(until__isnull=True, cell__isnull=True),
                violation_error_message=_("The account already has this role."),
            ),
            models.UniqueConstraint(
                name="grant_for_cell_once",
                fields=["account", "role", "cell"],
                condition=Q(until__isnull=True, cell__isnull=False),
                violation_error_message=_("The account already has this role."),
            ),
        ]

    def __str__(self):
        return self.get_role_display()

    def clean(self):
        refuse_foreign(self, "cell")
        if self.account_id and self.commune_id and self.account.commune not in (None, self.commune_id):
            raise ValidationError({"account": _("The account belongs to another commune.")})


class TrustQuerySet(DatedScopedQuerySet):
    see = Do.SEE_SENSITIVE
    cell_path = ""


class Trust(Dated, Tracked):
    """An account may know of the sensitive cases of its commune, from when to when, by which paper or for what reason.

    It is given by name by those who keep these cases, and follows from no other role. One that is ended on its first
    day counts on none.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.PROTECT, related_name="trusts"
    )
    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="trusts")
    because = OneLine(_("by which paper, or why"), max_length=200)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    commune_path = "commune"
    objects = TrustQuerySet.as_manager()
    trail_hidden = ("because",)  # may name a case, and an administrator reads who was named

    class Meta:
        verbose_name = _("right to sensitive cases")
        verbose_name_plural = _("rights to sensitive cases")
        ordering = ("-since", "pk")
        constraints = [
            OneCommune(name="trust_in_one_commune", ways=["commune", "account__commune", "given_by__commune"]),
            NoOverlap(
                name="trusts_apart",
                fields=["account", "commune"],
                violation_error_message=_("The account has this right already on some of these days."),
            ),
            models.CheckConstraint(
                name="trust_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(
                name="trust_not_given_to_oneself",
                condition=Q(given_by__isnull=True) | ~Q(account=F("given_by")),
                violation_error_message=_("Nobody gives this right to themselves; somebody else does it."),
            ),
        ]

    def __str__(self):
        return str(Role.ENTRUSTED.label)
