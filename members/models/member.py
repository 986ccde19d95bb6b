from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import DatedScopedQuerySet, ScopedQuerySet
from cells.models import Cell, Commune
from common.dated import Dated, ends_after_start, holds_on
from common.fields import Day, Line
from common.text import search_key, sort_key
from members.enums import DEPARTURES, Appointed, Entry, Exit, OverlayKind, PostKind, Precision, Sex, Standing


class MemberQuerySet(ScopedQuerySet):
    see = Do.SEE_MEMBERS
    commune_path = "commune"

    def of_cells(self, cells):
        """Members whose present or latest cell is one of `cells`: a cell no longer follows those who moved on."""
        rows = Membership.objects.filter(member=OuterRef("pk"))
        return Q(Exists(rows.filter(cell__in=cells, until=None))) | (
            ~Q(Exists(rows.filter(until=None))) & Q(Exists(rows.filter(cell__in=cells)))
        )

    def named(self, text):
        """Members whose name holds `text`, whatever the diacritics."""
        return self.filter(search_key__contains=search_key(text))


class Member(Tracked):
    """Đảng viên, as one commune's records know them. Where and as what: see `Membership`."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="members")
    full_name = Line(_("full name"), max_length=100)
    search_key = models.CharField(max_length=110, editable=False, db_index=True)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    born = Day(_("born"), null=True, blank=True)
    born_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)

    objects = MemberQuerySet.as_manager()
    looks_leave_a_trail = True

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ("sort_key", "pk")

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("members:detail", args=[self.pk])

    def save(self, *args, **kwargs):
        longest = self._meta.get_field("sort_key").max_length  # other scripts fall into more letters than they show
        self.search_key, self.sort_key = search_key(self.full_name), sort_key(self.full_name)[:longest]
        super().save(*args, **kwargs)

    @property
    def born_text(self):
        """The birth date as far as it is known: 05/03/1958, 03/1958, 1958 or empty."""
        if self.born is None:
            return ""
        shapes = {Precision.DAY: "%d/%m/%Y", Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}
        return self.born.strftime(shapes[self.born_precision])

    def trail_commune(self):
        return self.commune_id


class MembershipQuerySet(DatedScopedQuerySet):
    see = Do.SEE_MEMBERS

    def last_known(self, day):
        """One row of each member: that of `day`, or the last one of those who had left by then."""
        return self.filter(holds_on(day) | Q(exit__in=DEPARTURES, until__lte=day))


class Membership(Dated, Tracked):
    """A member in a cell with a standing, from when to when. Its rows on a day are the headcount of that day."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="memberships")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="memberships")
    standing = models.CharField(_("standing"), max_length=12, choices=Standing)
    entry = models.CharField(_("began as"), max_length=12, choices=Entry)
    exit = models.CharField(_("ended as"), max_length=12, choices=Exit, blank=True)
    decision_no = Line(_("decision no."), max_length=40, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("member_id", "since", "pk")
        constraints = [
            ends_after_start("membership_ends_after_start"),
            models.UniqueConstraint(
                name="member_is_in_one_cell",
                fields=["member"],
                condition=Q(until__isnull=True),
                violation_error_message=_("The member already belongs to a cell."),
            ),
            models.UniqueConstraint(
                name="membership_starts_once",
                fields=["member", "since"],
                violation_error_message=_("Another entry of this member starts on that day."),
            ),
            models.CheckConstraint(
                name="membership_end_has_a_cause",
                condition=Q(until__isnull=True, exit="") | (Q(until__isnull=False) & ~Q(exit="")),
                violation_error_message=_("Say how the membership ended."),
            ),
        ]
        indexes = [
            models.Index(name="membership_of_cell_on_day", fields=["cell", "since", "until"]),
            models.Index(name="membership_by_entry", fields=["entry", "since"]),
        ]

    def __str__(self):
        return f"{self.member_id}: {self.get_standing_display()}"

    def clean(self):
        if self.member_id and self.cell_id and self.member.commune_id != self.cell.commune_id:
            raise ValidationError({"cell": _("The cell belongs to another commune.")})

    def trail_commune(self):
        return self.cell.commune_id


class OverlayQuerySet(DatedScopedQuerySet):
    see = Do.SEE_MEMBERS
    commune_path = "member__commune"
    cell_path = ""


class Overlay(Dated, Tracked):
    """A member who is exempt, away or suspended for a time, and still counted."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="overlays")
    kind = models.CharField(_("as"), max_length=10, choices=OverlayKind)
    decision_no = Line(_("decision no."), max_length=40, blank=True)

    objects = OverlayQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption, absence or suspension")
        verbose_name_plural = _("exemptions, absences and suspensions")
        ordering = ("member_id", "since", "pk")
        constraints = [
            ends_after_start("overlay_ends_after_start"),
            models.UniqueConstraint(
                name="overlay_once",
                fields=["member", "kind"],
                condition=Q(until__isnull=True),
                violation_error_message=_("This is already recorded and has not ended."),
            ),
        ]

    def __str__(self):
        return f"{self.member_id}: {self.get_kind_display()}"

    def trail_commune(self):
        return self.member.commune_id


class PostQuerySet(DatedScopedQuerySet):
    see = Do.SEE_MEMBERS


class Post(Dated, Tracked):
    """What a member leads in a cell, from when to when."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="posts")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("post"), max_length=12, choices=PostKind)
    how = models.CharField(_("how"), max_length=10, choices=Appointed, default=Appointed.ELECTED)
    decision_no = Line(_("decision no."), max_length=40, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("cell_id", "kind", "since", "pk")
        constraints = [
            ends_after_start("post_ends_after_start"),
            models.UniqueConstraint(
                name="cell_has_one_secretary_and_one_deputy",
                fields=["cell", "kind"],
                condition=Q(until__isnull=True, kind__in=[PostKind.SECRETARY, PostKind.DEPUTY]),
                violation_error_message=_("Somebody holds this post already; end that first."),
            ),
            models.UniqueConstraint(
                name="post_held_once",
                fields=["member", "cell", "kind"],
                condition=Q(until__isnull=True),
                violation_error_message=_("The member already holds this post."),
            ),
        ]

    def __str__(self):
        return f"{self.member_id}: {self.get_kind_display()}"

    def trail_commune(self):
        return self.cell.commune_id
