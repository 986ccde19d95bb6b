from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import DatedScopedQuerySet, ScopedQuerySet, refuse_foreign
from cells.enums import ServingKind
from cells.models.names import FormerName, Named, former_name_checks
from common.dated import Dated, ends_after_start
from common.fields import Day, OneLine, Text
from common.promises import NoOverlap, OneCommune, stays_in_its_commune

# The committee of a Party organisation above a commune, by the words with which the organisation is named.
COMMITTEES = {
    "Đảng bộ tỉnh": "Tỉnh ủy",
    "Đảng bộ thành phố": "Thành ủy",
    "Đảng bộ huyện": "Huyện ủy",
    "Đảng bộ thị xã": "Thị ủy",
    "Đảng bộ quận": "Quận ủy",
}


@dataclass(frozen=True)
class Heads:
    """What stands at the head of a commune's documents: bodies, and the place before the date."""

    superior: str
    organisation: str
    committee: str
    place: str

    @property
    def addressee(self):
        """The committee above, to which papers go: an organisation receives none."""
        for organisation, committee in COMMITTEES.items():
            if self.superior.startswith(f"{organisation} "):
                return self.superior.replace(organisation, committee, 1)
        return self.superior


class CommuneQuerySet(ScopedQuerySet):
    see = Do.SEE_CELLS


class Commune(Named):
    """A commune and its Party organisation, with what stands at the head of its documents."""

    organisation = OneLine(_("Party organisation"), max_length=120, help_text=_("As in documents: Đảng bộ xã ..."))
    committee = OneLine(_("Party Committee"), max_length=120, help_text=_("As in documents: Đảng ủy xã ..."))
    superior = OneLine(_("body above"), max_length=120, help_text=_("The upper line at the head of documents."))
    place = OneLine(_("place in documents"), max_length=60, help_text=_("The word before the date of a document."))
    privacy_basis = Text(
        _("basis on which personal data are kept"),
        max_length=4000,
        help_text=_("Shown to everybody on the page “Personal data”: by which law, rule or decision, and for what."),
    )

    commune_path = "pk"
    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                name="commune_name_once",
                fields=["name", "superior"],
                violation_error_message=_("This commune is already there."),
            )
        ]

    def heads_on(self, day):
        """The Heads that held on `day`: under a former name, the bodies and the place bore it too."""
        former = self.former_on(day)
        if former is None:
            return Heads(self.superior, self.organisation, self.committee, self.place)
        kind, _blank, bare = self.name.partition(" ")  # xã Sóc Hà
        place = former.name.removeprefix(f"{kind} ") if self.place == bare else self.place
        then = (text.replace(self.name, former.name) for text in (self.organisation, self.committee))
        return Heads(former.superior or self.superior, *then, place)


class FormerCommuneName(FormerName):
    named_by = "commune"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="former_names")
    superior = OneLine(_("body above at that time"), max_length=120, blank=True)

    commune_path = "commune"

    class Meta:
        verbose_name = _("former name of the commune")
        verbose_name_plural = _("former names of the commune")
        constraints = [former_name_checks("former_commune_name_ends_after_start")]


PLACES = ("xóm", "thôn", "bản", "tổ", "khu", "khối", "phố", "ấp", "làng", "buôn")


class HamletQuerySet(ScopedQuerySet):
    see = Do.SEE_CELLS

    def of_cells(self, cells, day):
        return Q(pk__in=Serving.objects.open().filter(cell__in=cells).values("hamlet"))


class Hamlet(Named):
    """Xóm: where people live."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="hamlets")
    highland = models.BooleanField(_("highland"), default=False)
    specially_difficult = models.BooleanField(_("specially difficult"), default=False)
    former_commune = OneLine(
        _("former commune"), max_length=120, blank=True, help_text=_("The commune it belonged to before a merger.")
    )
    ended_on = Day(_("ended on"), null=True, blank=True, help_text=_("When it was merged into another hamlet."))

    commune_path = "commune"
    objects = HamletQuerySet.as_manager()

    class Meta:
        verbose_name = _("hamlet")
        verbose_name_plural = _("hamlets")
        ordering = ("search_key", "pk")
        constraints = [
            stays_in_its_commune("hamlet_stays_in_its_commune"),
            models.UniqueConstraint(
                name="hamlet_name_once",
                fields=["commune", "name"],
                violation_error_message=_("The commune already has a hamlet of this name."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("cells:hamlet", args=[self.pk])

    @property
    def titled(self):
        """Its name with the word for what it is, where the name does not say that itself."""
        first, *more = self.name.split()
        return self.name if more and first.lower() in PLACES else f"{self._meta.verbose_name} {self.name}"


class FormerHamletName(FormerName):
    named_by = "hamlet"

    hamlet = models.ForeignKey(Hamlet, on_delete=models.PROTECT, related_name="former_names")

    commune_path = "hamlet__commune"

    class Meta:
        verbose_name = _("former name of the hamlet")
        verbose_name_plural = _("former names of the hamlet")
        constraints = [former_name_checks("former_hamlet_name_ends_after_start")]


class ServingQuerySet(DatedScopedQuerySet):
    see = Do.SEE_CELLS


class Serving(Dated, Tracked):
    """Which cell serves a hamlet, as its own cell or jointly with other hamlets, from when to when."""

    hamlet = models.ForeignKey(Hamlet, verbose_name=_("hamlet"), on_delete=models.PROTECT, related_name="servings")
    cell = models.ForeignKey("cells.Cell", verbose_name=_("cell"), on_delete=models.PROTECT, related_name="servings")
    kind = models.CharField(_("as"), max_length=10, choices=ServingKind)

    commune_path = "cell__commune"
    objects = ServingQuerySet.as_manager()

    class Meta:
        verbose_name = _("cell of a hamlet")
        verbose_name_plural = _("cells of hamlets")
        ordering = ("hamlet_id", "since", "pk")
        constraints = [
            NoOverlap(
                name="servings_apart",
                fields=["hamlet"],
                violation_error_message=_("The hamlet is served by another cell on some of these days."),
            ),
            NoOverlap(
                name="own_cell_of_one_hamlet_a_day",
                fields=["cell"],
                condition=Q(kind=ServingKind.OWN),
                violation_error_message=_("The cell is the own cell of another hamlet on some of these days."),
            ),
            OneCommune(
                name="serving_in_one_commune",
                ways=["cell__commune", "hamlet__commune"],
            ),
            ends_after_start("serving_ends_after_start"),
            models.UniqueConstraint(
                name="hamlet_has_one_cell",
                fields=["hamlet"],
                condition=Q(until__isnull=True),
                violation_error_message=_("The hamlet is already served by a cell; end that first."),
            ),
            models.UniqueConstraint(
                name="cell_is_own_cell_of_one_hamlet",
                fields=["cell"],
                condition=Q(until__isnull=True, kind=ServingKind.OWN),
                violation_error_message=_("The cell is already the own cell of a hamlet."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.hamlet_id}"

    def clean(self):
        refuse_foreign(self, "cell", of="hamlet")
