"""A sheet that somebody brought in: its rows while they are worked on, what became of them, what is left to look at."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Cell, Commune
from common.fields import Day, OneLine
from exchange.enums import OF_COMPARING, DifferenceKind, ImportPurpose, ImportState, Outcome
from members.models.life import Event
from members.models.member import Member


class ImportQuerySet(ScopedQuerySet):
    see = Do.EDIT_MEMBERS
    cell_path = ""  # of the whole commune, though it names a cell

    def with_left(self):
        """Each with `left`, the number of its differences that nobody has settled."""
        return self.annotate(left=Count("differences", filter=Q(differences__settled=False)))


OPEN = (ImportState.READ, ImportState.CHECKED)  # somebody may go on with it


class Import(Tracked):
    """An uploaded sheet of members, to be read in or only to be compared. The file itself is not kept."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="imports")
    purpose = models.CharField(_("what for"), max_length=10, choices=ImportPurpose)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.READ)
    name = OneLine(pgettext_lazy("on a computer", "file"), max_length=150)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)
    notes = models.JSONField(default=list, blank=True)  # sentences about how the file was read
    sheets = models.JSONField(default=list)  # [{"name", "headings", "columns" as guessed, "rows", "title", "looks"}]
    sheet = models.PositiveSmallIntegerField(_("sheet"), default=0)
    columns = models.JSONField(default=list, blank=True)  # keys of `exchange.rules.columns`, as confirmed
    on = Day(_("in the records from"), null=True, blank=True)
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_on = Day(null=True, blank=True, editable=False)
    follows = models.OneToOneField(  # the sheet of the same file that was done before
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="rest"
    )

    commune_path = "commune"
    looks_leave_a_trail = True
    objects = ImportQuerySet.as_manager()
    trail_hidden = ("notes", "sheets", "columns")

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-at", "-pk")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("exchange:import", args=[self.pk])

    @property
    def open(self):
        return self.state in OPEN

    @property
    def tone(self):
        return ImportState(self.state).tone

    @property
    def headings(self):
        return self.sheets[self.sheet]["headings"]

    @property
    def sheet_name(self):
        """The sheet in hand, where the file has or had several."""
        return self.sheets[self.sheet]["name"] if len(self.sheets) > 1 or self.follows_id else ""

    def next_sheet(self):
        """The Import with the sheets that are still to be done, once this one is; None where there are none."""
        rest = getattr(self, "rest", None)
        return rest if rest and rest.open else None

    @property
    def admitted(self):
        """How many of those whom the sheet would enter were admitted in the year in which it was checked."""
        return self.sheets[self.sheet].get("admitted", 0)

    def state_text(self):
        """The state in words that fit the purpose."""
        compared = self.state == ImportState.APPLIED and self.purpose == ImportPurpose.COMPARE
        return _("compared") if compared else self.get_state_display()

    def outcome_text(self, outcome):
        """An Outcome of a row in words that fit the purpose."""
        compared = OF_COMPARING.get(outcome) if self.purpose == ImportPurpose.COMPARE else None
        return (compared or Outcome(outcome)).label

    def chosen_rows(self):
        return self.rows.filter(sheet=self.sheet)

    def counts(self):
        """{Outcome: number of rows}, with "chosen": those that would be applied."""
        rows = self.chosen_rows().order_by()
        found = dict.fromkeys(Outcome, 0) | dict(rows.values_list("outcome").annotate(Count("pk")))
        return found | {"chosen": rows.to_apply().count()}


class RowQuerySet(models.QuerySet):
    def to_apply(self):
        return self.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED), left_out=False)


class ImportRow(models.Model):
    """A row of the sheet and what it comes to: a working copy, which leaves its trail when it is applied.

    `problems` [[level "error" or "warning", column or None, sentence]]; `changes` [[column of Member, old, new, old as
    shown, new as shown]]; `differences` [[key, ours as shown, theirs as shown]] are left for people to settle.
    """

    source = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows")
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)  # emptied once the work is done
    name = OneLine(max_length=100, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    problems = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    differences = models.JSONField(default=list)
    candidates = models.JSONField(default=list)  # numbers of the members of whom it may be one
    answer = models.CharField(max_length=20, blank=True)  # "new" or the number of the member that is meant
    left_out = models.BooleanField(default=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="import_rows")
    cell = models.ForeignKey(Cell, null=True, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="+")
    kept = OneLine(max_length=300, blank=True)  # why undoing left this row as it is

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ("sheet", "number", "pk")
        constraints = [models.UniqueConstraint(name="import_row_once", fields=["source", "sheet", "number"])]
        indexes = [models.Index(name="import_row_by_outcome", fields=["source", "sheet", "outcome", "number"])]

    def __str__(self):
        return f"{self.number}: {self.name}"

    @property
    def tone(self):
        return Outcome(self.outcome).tone if self.outcome else ""

    def outcome_text(self):
        return self.source.outcome_text(self.outcome) if self.outcome else ""


class DifferenceQuerySet(ScopedQuerySet):
    see = Do.EDIT_MEMBERS

    def left(self):
        return self.filter(settled=False)


class Difference(Tracked):
    """Where a sheet and our records do not agree, for somebody to look into. Numbers are kept in part only."""

    source = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(_("what"), max_length=10, choices=DifferenceKind)
    row = models.PositiveIntegerField(_("row"), null=True, blank=True)
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.PROTECT, related_name="differences"
    )
    name = OneLine(_("full name"), max_length=100)
    field = models.CharField(_("field"), max_length=30, blank=True)
    ours = OneLine(_("in our records"), max_length=250, blank=True)
    theirs = OneLine(_("in the sheet"), max_length=250, blank=True)
    settled = models.BooleanField(_("settled"), default=False)
    note = OneLine(_("note"), max_length=200, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    commune_path = "source__commune"
    objects = DifferenceQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of lists", "difference")
        verbose_name_plural = _("differences")
        ordering = ("kind", "row", "name", "pk")
        constraints = [
            models.CheckConstraint(
                name="settled_difference_has_a_note",
                condition=Q(settled=False) | ~Q(note=""),
                violation_error_message=_("Say how it was settled."),
            )
        ]
        indexes = [models.Index(name="difference_to_settle", fields=["source", "settled", "kind"])]

    def __str__(self):
        return f"{self.name} {self.field}".strip()
