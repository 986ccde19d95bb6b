from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import DatedScopedQuerySet, ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune
from common.dated import Dated, ends_after_start, holds_during
from common.fields import LAST_DAY, Day, Line
from common.forms import MOST_PAPERS
from meetings.enums import OF_MEETINGS, PaperKind
from meetings.models.meeting import Meeting
from meetings.models.plan import PlannedMeeting


class TermQuerySet(DatedScopedQuerySet):
    see = Do.SEE_MEETINGS

    def of(self, commune, cell):
        """Terms of `cell`, or of the Committee of `commune` when `cell` is None."""
        return self.filter(commune=commune, cell=cell)


class Term(Dated, Tracked):
    """A term of office (nhiệm kỳ) of a cell, or of the Party Committee when there is no cell: papers are numbered anew
    in each (domain 1.14)."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="terms")
    cell = models.ForeignKey(
        Cell,
        verbose_name=_("cell"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="terms",
        help_text=_("None: the Party Committee."),
    )
    name = Line(_("term of office"), max_length=60, blank=True, help_text=_("For example: 2025–2027."))

    commune_path = "commune"
    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ("-since", "pk")
        constraints = [
            ends_after_start("term_ends_after_start"),
            models.UniqueConstraint(
                name="cell_has_one_term",
                fields=["cell"],
                condition=Q(until__isnull=True, cell__isnull=False),
                violation_error_message=_("The body already has a term of office; end that first."),
            ),
            models.UniqueConstraint(
                name="committee_has_one_term",
                fields=["commune"],
                condition=Q(until__isnull=True, cell__isnull=True),
                violation_error_message=_("The body already has a term of office; end that first."),
            ),
        ]

    def __str__(self):
        return self.name or _("from %(day)s") % {"day": f"{self.since:%d/%m/%Y}"}

    def clean(self):
        if self.since is None or self.commune_id is None:
            return
        refuse_foreign(self, "cell")
        until = self.until or LAST_DAY
        others = Term.objects.of(self.commune_id, self.cell_id).exclude(pk=self.pk)
        if others.filter(holds_during(self.since, until)).exists():
            raise ValidationError({"since": _("Another term of office of this body covers some of these days.")})
        if self.pk and self.numbers.filter(Q(on__lt=self.since) | Q(on__gte=until)).exists():
            raise ValidationError(_("Papers numbered in this term are dated outside of these days."))


class PaperNumberQuerySet(ScopedQuerySet):
    see = Do.SEE_MEETINGS
    cell_path = "term__cell"

    def standing(self):
        """Numbers that were not struck out."""
        return self.filter(struck=False)


class PaperNumber(Tracked):
    """A line of the register of papers issued: continuous per kind and term, never given twice, also when struck.

    It belongs to a meeting, for an invitation to a `planned` one, for the Committee's quality sheet to a `month` (its
    first day).
    """

    term = models.ForeignKey(Term, verbose_name=_("term of office"), on_delete=models.PROTECT, related_name="numbers")
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind)
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PAPERS, _("At most 9999."))]
    )
    on = Day(_("date of the paper"))
    subject = Line(_("subject"), max_length=300)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_numbers")
    planned = models.ForeignKey(
        PlannedMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_numbers"
    )
    month = Day(_("month"), null=True, blank=True)
    struck = models.BooleanField(_("struck"), default=False, editable=False)
    reason = Line(_("reason"), max_length=200, blank=True)

    commune_path = "term__commune"
    objects = PaperNumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("number of a paper")
        verbose_name_plural = _("numbers of papers")
        ordering = ("-on", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="paper_number_once",
                fields=["term", "kind", "number"],
                violation_error_message=_("This number is already given in this term."),
            ),
            models.UniqueConstraint(
                name="paper_of_meeting_numbered_once", fields=["meeting", "kind"], condition=Q(struck=False)
            ),
            models.UniqueConstraint(
                name="paper_of_planned_numbered_once", fields=["planned", "kind"], condition=Q(struck=False)
            ),
            models.UniqueConstraint(
                name="paper_of_month_numbered_once", fields=["term", "kind", "month"], condition=Q(struck=False)
            ),
            models.CheckConstraint(
                name="paper_of_meeting_or_month",
                condition=Q(kind__in=OF_MEETINGS, meeting__isnull=False, planned__isnull=True, month__isnull=True)
                | Q(kind=PaperKind.INVITATION, meeting__isnull=True, planned__isnull=False, month__isnull=True)
                | Q(kind=PaperKind.SHEET, meeting__isnull=True, planned__isnull=True, month__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_struck_with_reason",
                condition=Q(struck=False, reason="") | (Q(struck=True) & ~Q(reason="")),
                violation_error_message=_("Say why the number is struck."),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def text(self):
        """The number as papers bear it: 03-NQ/CB of a cell, 05-BC/ĐU of the Committee."""
        body = "CB" if self.term.cell_id else "ĐU"
        return f"{self.number:02}-{PaperKind(self.kind).code}/{body}"

    @property
    def of(self):
        """The Meeting or PlannedMeeting to which it belongs; None for the Committee's sheet."""
        return self.meeting or self.planned
