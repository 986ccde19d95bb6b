"""Checks of grassroots democracy: of a hamlet in a year what was found, what is to be mended, what its households
decided. It is supervision, no voting system (domain 27)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Hamlet, Serving
from common.fields import Day, OneLine, Text
from common.struck import StruckForReason, StruckOutQuerySet
from meetings.enums import VoteRule
from oversight.enums import TO_MEND, DemocracyHeading, FindingState, HouseholdMatter

HOUSEHOLDS = [MinValueValidator(1), MaxValueValidator(9999)]


def _told(label):
    """A number that nobody may have told: empty is not 0."""
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(999)])


class DemocracyCheckQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_OVERSIGHT

    def of_cells(self, cells, day):
        """Those of the hamlets that one of `cells` serves on `day`."""
        return Q(hamlet__in=Serving.objects.on(day).filter(cell__in=cells).values("hamlet"))


class DemocracyCheck(StruckForReason, Tracked):
    """Kiểm tra thực hiện dân chủ ở cơ sở: a hamlet in a year, with the number of its `households` on the day."""

    hamlet = models.ForeignKey(
        Hamlet, verbose_name=_("hamlet"), on_delete=models.PROTECT, related_name="democracy_checks"
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2011), MaxValueValidator(2100)])
    on = Day(_("checked on"))
    checked_by = OneLine(_("checked by"), max_length=200)
    households = models.PositiveSmallIntegerField(_("households of the hamlet"), validators=HOUSEHOLDS)
    meetings = _told(_("meetings of the people"))
    dialogues = _told(_("dialogues of secretary and chairman with the people"))
    letters = _told(_("letters and petitions"))
    criticisms = _told(_("supervisions and criticisms by the Front"))
    inspectorate_until = Day(_("People's Inspectorate in office until"), null=True, blank=True)
    note = Text(_("note"), max_length=4000)

    commune_path = "hamlet__commune"
    objects = DemocracyCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of grassroots democracy")
        verbose_name_plural = _("checks of grassroots democracy")
        ordering = ("-year", "hamlet__search_key", "pk")
        constraints = [
            models.UniqueConstraint(
                name="democracy_checked_once_a_year",
                fields=["hamlet", "year"],
                condition=Q(struck=False),
                violation_error_message=_("This hamlet has its check of the year already."),
            ),
        ]

    def __str__(self):
        return f"{self.hamlet}, {self.year}"

    def get_absolute_url(self):
        return reverse("oversight:democracy-check", args=[self.pk])


class DemocracyFinding(Tracked):
    """What was found of one item, in the words of the rules on the day of the check."""

    of_check = models.ForeignKey(DemocracyCheck, on_delete=models.PROTECT, related_name="findings")
    heading = models.CharField(max_length=10, choices=DemocracyHeading)
    text = models.CharField(_("what is checked"), max_length=400)
    state = models.CharField(_("finding"), max_length=7, choices=FindingState, blank=True)
    mend = Text(_("what to mend"), max_length=2000)
    mend_by = Day(_("mended by the day"), null=True, blank=True)
    mended_on = Day(_("mended on"), null=True, blank=True)

    commune_path = "of_check__hamlet__commune"

    class Meta:
        verbose_name = _("finding on grassroots democracy")
        verbose_name_plural = _("findings on grassroots democracy")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="democracy_finding_says_what_to_mend",
                condition=(Q(state__in=TO_MEND) & ~Q(mend=""))
                | (~Q(state__in=TO_MEND) & Q(mend="", mend_by__isnull=True, mended_on__isnull=True)),
                violation_error_message=_("What is not met, or in part, says what to mend; anything else does not."),
            ),
        ]

    def __str__(self):
        return self.text


class HouseholdVoteQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_OVERSIGHT

    def of_cells(self, cells, day):
        return Q(of_check__in=DemocracyCheck.objects.filter(DemocracyCheck.objects.all().of_cells(cells, day)))


class HouseholdVote(StruckForReason, Tracked):
    """What the households of a hamlet decided: one household, one vote; `households` are all of the hamlet on that day,
    not those who came. `rule` is the majority that was needed then."""

    of_check = models.ForeignKey(DemocracyCheck, on_delete=models.PROTECT, related_name="votes")
    matter = models.CharField(_("matter"), max_length=12, choices=HouseholdMatter)
    title = OneLine(_("what was decided on"), max_length=200)
    on = Day(_("day"))
    households = models.PositiveSmallIntegerField(
        _("all households of the hamlet"), validators=HOUSEHOLDS, help_text=_("On that day; not only those who came.")
    )
    in_favour = models.PositiveSmallIntegerField(_("households in favour"))
    rule = models.CharField(_("needed"), max_length=10, choices=VoteRule, editable=False)

    commune_path = "of_check__hamlet__commune"
    objects = HouseholdVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision of the households")
        verbose_name_plural = _("decisions of the households")
        ordering = ("on", "pk")
        constraints = [
            models.CheckConstraint(
                name="household_vote_within_all",
                condition=Q(households__gte=1, in_favour__lte=F("households")),
                violation_error_message=_("More households in favour than the hamlet has."),
            ),
            models.UniqueConstraint(
                name="household_vote_once",
                fields=["of_check", "title", "on"],
                condition=Q(struck=False),
                violation_error_message=_("This decision is recorded already."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def needed(self):
        return VoteRule(self.rule).of(self.households)

    @property
    def passed(self):
        return self.in_favour >= self.needed
