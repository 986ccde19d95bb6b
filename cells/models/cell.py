from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import DatedTrackedQuerySet, ScopedQuerySet
from cells.enums import CellKind, CellState
from cells.models.names import FormerName, Named, former_name_checks
from cells.models.territory import Commune
from common.addresses import address_of
from common.dated import Dated, ends_after_start, holds_on
from common.fields import Day, OneLine
from common.prepared import prepared
from common.promises import NoOverlap, stays_in_its_commune

STILL_RECORDED = timedelta(days=365)  # after a cell has ended


class CellQuerySet(ScopedQuerySet):
    see = Do.SEE_CELLS
    cell_path = "pk"

    def active_on(self, day):
        """Cells that were at work on `day`."""
        working = CellStatus.objects.on(day).filter(state=CellState.ACTIVE)
        return self.filter(pk__in=working.values("cell"))

    def active_during(self, since, until):
        """Cells that were at work on at least one day from `since` to before `until`."""
        working = CellStatus.objects.during(since, until).filter(state=CellState.ACTIVE)
        return self.filter(pk__in=working.values("cell"))

    def active_lately(self, day):
        """Cells that were at work on `day` or not long before: what they did then may still be recorded."""
        return self.active_during(day - STILL_RECORDED, day + timedelta(days=1))

    def of_commune_on(self, commune, day):
        """Cells that belonged to the commune of that number on `day`, mergers regarded."""
        past = self.model._meta.get_field("past_communes").related_model.objects
        past = past.filter(cell=OuterRef("pk"), until__gt=day).order_by("until").values("belonged_to")[:1]
        then = Coalesce(Subquery(past), "commune", output_field=models.BigIntegerField())
        return self.annotate(then=then).filter(then=commune)

    def with_state(self, day):
        """Each cell with `state`, its CellState on `day` (None before its first)."""
        status = CellStatus.objects.filter(holds_on(day), cell=OuterRef("pk"))
        return self.annotate(state=Subquery(status.values("state")[:1]))


class Cell(Named):
    """Chi bộ. Its state is dated: see `CellStatus`."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="cells")
    kind = models.CharField(_("kind"), max_length=12, choices=CellKind, default=CellKind.HAMLET)
    founded_on = Day(_("founded on"))
    decision_no = OneLine(_("founding decision no."), max_length=40, blank=True)
    decision_on = Day(_("founding decision of"), null=True, blank=True)
    meeting_place = OneLine(_("usual meeting place"), max_length=120, blank=True)
    meeting_day = models.PositiveSmallIntegerField(
        _("usual meeting day"),
        default=3,  # CT 50-CT/TW: the 3rd across the Party
        validators=[MinValueValidator(1), MaxValueValidator(28)],
        help_text=_("Day of the month, 1 to 28."),
    )

    commune_path = "commune"
    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = _("cell")
        verbose_name_plural = _("cells")
        ordering = ("search_key", "pk")
        constraints = [
            stays_in_its_commune("cell_stays_in_its_commune"),
            models.UniqueConstraint(
                name="cell_name_once",
                fields=["commune", "name"],
                violation_error_message=_("The commune already has a cell of this name."),
            ),
            models.CheckConstraint(
                name="cell_meeting_day_in_every_month",
                condition=Q(meeting_day__gte=1, meeting_day__lte=28),
                violation_error_message=_("Choose a day from 1 to 28."),
            ),
            models.CheckConstraint(
                name="cell_decided_before_founded",
                condition=Q(decision_on__isnull=True) | Q(decision_on__lte=F("founded_on")),
                violation_error_message=_("The decision cannot be later than the founding."),
            ),
        ]

    def works_on(self, day):
        """Whether the cell was at work on `day`."""
        return bool(_at_work(cell=self.pk, day=day))

    def commune_on(self, day):
        """The Commune that the cell belonged to on `day`: another one before a merger."""
        past = (one.belonged_to for one in self.past_communes.all() if one.until > day)
        return next(past, None) or self.commune

    def heads_on(self, day):
        """The Heads that papers of the cell bear on `day`."""
        return self.commune_on(day).heads_on(day)

    def get_absolute_url(self):
        return address_of("cells:detail", self.pk)


class FormerCellName(FormerName):
    named_by = "cell"

    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="former_names")

    commune_path = "cell__commune"

    class Meta:
        verbose_name = _("former name of the cell")
        verbose_name_plural = _("former names of the cell")
        constraints = [former_name_checks("former_cell_name_ends_after_start")]


class CellStatus(Dated, Tracked):
    """What state a cell was in, from when to when, by which decision."""

    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="statuses")
    state = models.CharField(_("state"), max_length=10, choices=CellState)
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)
    reason = OneLine(_("reason"), max_length=200, blank=True)

    commune_path = "cell__commune"
    objects = DatedTrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of the cell")
        verbose_name_plural = _("states of the cell")
        ordering = ("cell_id", "since", "pk")
        constraints = [
            NoOverlap(
                name="cell_states_apart",
                fields=["cell"],
                violation_error_message=_("The cell is in another state on some of these days."),
            ),
            ends_after_start("cell_status_ends_after_start"),
            models.UniqueConstraint(
                name="cell_has_one_state",
                fields=["cell"],
                condition=Q(until__isnull=True),
                violation_error_message=_("The cell is already in a state; end that first."),
            ),
            models.UniqueConstraint(
                name="cell_state_starts_once",
                fields=["cell", "since"],
                violation_error_message=_("Another state of the cell starts on that day."),
            ),
        ]
        indexes = [models.Index(name="cell_status_on_day", fields=["state", "since", "until"])]

    def __str__(self):
        return f"{self.get_state_display()}"


@prepared
def _at_work(cell, day):
    return CellStatus.objects.on(day).filter(cell=cell, state=CellState.ACTIVE).values_list("pk")
