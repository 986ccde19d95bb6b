"""The register of papers: terms of office, papers, and the numbers that papers were issued under."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import DatedScopedQuerySet, ScopedQuerySet, refuse_foreign, scope
from cells.enums import PaperKind
from cells.models.cell import Cell
from cells.models.territory import Commune
from common.dated import Dated, ends_after_start, holds_during
from common.fields import LAST_DAY, Day, OneLine
from common.forms import MOST_PAPERS
from common.promises import NoOverlap, OneCommune
from common.struck import StruckOut, StruckOutQuerySet


class TermQuerySet(DatedScopedQuerySet):
    see = Do.SEE_MEETINGS

    def of(self, commune, cell):
        """Terms of `cell`, or of the Committee of `commune` when `cell` is None."""
        return self.filter(commune=commune, cell=cell)

    def told(self):
        """Without those that began in the register by the paper of a sensitive case and hold no other."""
        return self.filter(Q(assumed=False) | Exists(PaperNumber.objects.told().filter(term=OuterRef("pk"))))


class Term(Dated, Tracked):
    """A term of office (nhiệm kỳ) of a cell, or of the Party Committee when there is no cell; a congress begins it.

    Papers are numbered anew in each (domain 1.14), and posts elected in it end with it (`cells.queries.term_over`). An
    `assumed` one began in the register alone, with the first paper of a body whose congress nobody entered.
    """

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
    name = OneLine(_("term of office"), max_length=60, blank=True, help_text=_("For example: 2025–2027."))
    assumed = models.BooleanField(
        _("beginning not known"), default=False, help_text=_("Begun in the register, without a congress that is known.")
    )

    commune_path = "commune"
    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ("-since", "pk")
        constraints = [
            NoOverlap(
                name="cell_terms_apart",
                fields=["cell"],
                violation_error_message=_("Another term of office of this body covers some of these days."),
            ),
            NoOverlap(
                name="committee_terms_apart",
                fields=["commune"],
                condition=Q(cell__isnull=True),
                violation_error_message=_("Another term of office of this body covers some of these days."),
            ),
            OneCommune(
                name="term_in_one_commune",
                ways=["commune", "cell__commune"],
            ),
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
        if self.pk and self.numbers.told().filter(Q(on__lt=self.since) | Q(on__gte=until)).exists():
            raise ValidationError(_("Papers numbered in this term are dated outside of these days."))


class Paper(Tracked):
    """What a cell, or the Committee when there is no cell, issues under a number: a resolution, a report.

    Its owner (a meeting, a planned meeting, a month's sheet) refers to it by a OneToOneField; nothing here knows of
    owners. It has one number at a time: a second one only when the first was struck, or corrects it. `only_for`: the
    Do without which it is not found in the register, where reading meetings is not enough; who may not know of
    sensitive cases finds no line about their papers in the trail either. `board`: the inspection board of the Committee
    issues it, which numbers its papers on its own. Papers of sensitive cases are numbered apart, no matter who issues
    them: a number left out among the others would tell of them.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="papers")
    cell = models.ForeignKey(Cell, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    board = models.BooleanField(default=False, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=PaperKind)
    only_for = models.CharField(max_length=30, blank=True, editable=False)

    commune_path = "commune"

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            OneCommune(
                name="paper_in_one_commune",
                ways=["commune", "cell__commune"],
            ),
            models.CheckConstraint(
                name="paper_of_one_body",
                condition=Q(board=False) | Q(cell__isnull=True),
                violation_error_message=_("A paper is issued by one body."),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def apart(self):
        """Whether it is of a sensitive case."""
        return self.only_for == Do.SEE_SENSITIVE

    @property
    def trail_only_for(self):
        return self.only_for if self.apart else ""

    @property
    def owner(self):
        """The record whose paper this is, or None; `cells.queries.owners` reads those of many numbers at once."""
        found = (getattr(self, name, None) for name in self.owner_names())
        return next((owner for owner in found if owner), None)

    @classmethod
    def owner_names(cls):
        """The names under which owners, whatever their app, are found from a paper."""
        return [relation.get_accessor_name() for relation in cls._meta.related_objects if relation.one_to_one]


class PaperNumberQuerySet(StruckOutQuerySet, ScopedQuerySet):
    """Says who finds which line of the register; lines that not everybody may know of are left out here."""

    see = Do.SEE_MEETINGS
    apart = (Do.SEE_CANDIDATES, Do.SEE_FOUNDINGS, Do.SEE_SENSITIVE)  # what a paper may be `only_for`
    cell_path = "term__cell"

    def seen_from(self, where, day):
        """The lines for everybody who reads meetings."""
        return self.within(where, day).filter(paper__only_for="")

    def visible_to(self, user):
        today, known = timezone.localdate(), Q(paper__only_for="")
        for do in self.apart:
            where = scope(user, do)
            here = Q(term__commune__in=where.communes) | self.of_cells(where.cells, today)
            known |= Q(paper__only_for=do) & here
        return self.for_doing(user, self.see).filter(known)

    def told(self):
        """Those that may be counted and named to who reads about their body: none of a sensitive case."""
        return self.filter(apart=False)

    def current(self):
        """Those kept that no other corrects: the numbers that papers bear now."""
        corrections = PaperNumber.objects.kept().filter(corrects=OuterRef("pk"))
        return self.kept().filter(~Exists(corrections))


class PaperNumber(StruckOut, Tracked):
    """A line of the register of papers issued: continuous per kind and term, never given twice, also when struck. Those
    of sensitive cases (`apart`) run in a series of their own with a sign of its own.

    `content` is what the paper said when it was issued (`common.documents.frozen`); empty while it waits for the
    minutes to be signed. A paper issued again because records had changed `corrects` the earlier number, which stays.
    """

    trail_hidden = ("content",)

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="numbers")
    term = models.ForeignKey(Term, verbose_name=_("term of office"), on_delete=models.PROTECT, related_name="numbers")
    board = models.BooleanField(default=False, editable=False)  # these three as of the paper; here for the constraint
    apart = models.BooleanField(default=False, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=PaperKind)
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PAPERS, _("At most 9999."))]
    )
    on = Day(_("date of the paper"))
    subject = OneLine(_("subject"), max_length=300)
    struck = models.BooleanField(_("struck"), default=False, editable=False)
    reason = OneLine(_("reason"), max_length=200, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="corrections"
    )
    content = models.JSONField(_("content as issued"), null=True, blank=True, editable=False)

    commune_path = "term__commune"
    objects = PaperNumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("number of a paper")
        verbose_name_plural = _("numbers of papers")
        ordering = ("-on", "-pk")
        constraints = [
            OneCommune(
                name="paper_number_in_one_commune",
                ways=["term__commune", "paper__commune", "corrects__paper__commune"],
            ),
            models.UniqueConstraint(
                name="paper_number_once",
                fields=["term", "board", "apart", "kind", "number"],
                violation_error_message=_("This number is already given in this term."),
            ),
            models.UniqueConstraint(
                name="paper_numbered_once",
                fields=["paper"],
                condition=Q(struck=False, corrects__isnull=True),
                violation_error_message=_("This paper already has a number."),
            ),
            models.UniqueConstraint(
                name="paper_number_corrected_once",
                fields=["corrects"],
                condition=Q(struck=False),
                violation_error_message=_("This number is corrected by another one already."),
            ),
            models.CheckConstraint(
                name="paper_struck_with_reason",
                condition=Q(struck=False, reason="") | (Q(struck=True) & ~Q(reason="")),
                violation_error_message=_("Say why the number is struck."),
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        paper, term = self.paper, self.term
        body = (term.commune_id, term.cell_id, self.board, self.apart, self.kind)
        if (paper.commune_id, paper.cell_id, paper.board, paper.apart, paper.kind) != body:
            raise ValidationError(_("Paper and number belong to different bodies or kinds."))
        if self.corrects and self.corrects.paper_id != self.paper_id:
            raise ValidationError(_("A number corrects another one of the same paper."))

    @property
    def text(self):
        """The number as papers bear it: 03-NQ/CB of a cell, 05-BC/ĐU of the Committee, 64-TB/VPĐU of its Office,
        02-TB/UBKTĐU of its inspection board, 01-QĐ/ĐU-KT of a sensitive case."""
        body = "CB" if self.term.cell_id else "UBKTĐU" if self.board else PaperKind(self.kind).body
        return f"{self.number:02}-{PaperKind(self.kind).code}/{body}{'-KT' if self.apart else ''}"

    @property
    def trail_only_for(self):
        return self.paper.trail_only_for

    @property
    def issued(self):
        """Whether its paper went out: its content is kept."""
        return self.content is not None

    @property
    def correction_note(self):
        """What a corrected paper says below its title; always Vietnamese, empty for others."""
        before = self.corrects
        return f"(đính chính văn bản số {before.text}, ngày {before.on:%d/%m/%Y})" if before else ""
