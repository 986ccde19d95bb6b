"""What happened in a member's life, and the dated rows that follow from it.

`Event` is the record; `Membership`, `Overlay` and `Post` are written from it by `members.services` alone, so that
"who belonged where on that day" is one query. They are never edited.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from cells.access import refuse_foreign
from cells.models import Cell
from common.dated import Dated, DatedQuerySet, ends_after_start, holds_on
from common.fields import Day, OneLine
from common.promises import NoOverlap, OneCommune, Refused
from common.struck import StruckOut, StruckOutQuerySet
from members.enums import (
    DEPARTURES,
    LEADING,
    Appointed,
    Entry,
    EventKind,
    Exit,
    Ground,
    OverlayKind,
    PostKind,
    Standing,
)
from members.models.member import Member, OfMemberQuerySet

# A membership is covered by one state of its cell; SQL of `common.promises`.
NOT_AT_WORK = """
    NOT EXISTS (SELECT 1 FROM cells_cellstatus status WHERE status.cell_id = NEW.cell_id AND status.state = 'active'
    AND status.since <= NEW.since AND (status.until IS NULL OR status.until >= NEW.until))
"""
LEFT_BEHIND = """
    OLD.state = 'active' AND EXISTS (SELECT 1 FROM members_membership membership WHERE membership.cell_id = OLD.cell_id
    AND membership.since >= OLD.since AND (OLD.until IS NULL OR membership.since < OLD.until)
    AND (NEW.state <> 'active' OR NEW.cell_id <> OLD.cell_id OR NEW.since > membership.since
    OR (NEW.until IS NOT NULL AND (membership.until IS NULL OR membership.until > NEW.until))))
"""


class EventQuerySet(StruckOutQuerySet, OfMemberQuerySet):
    pass


class Event(StruckOut, Tracked):
    """Something that happened to a member on a day, by a decision. A mistake is put right by a `Correction`."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(pgettext_lazy("event", "what"), max_length=15, choices=EventKind)
    on = Day(_("day"))
    until = Day(pgettext_lazy("excluded", "until"), null=True, blank=True)
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, blank=True)
    post = models.CharField(_("post"), max_length=12, choices=PostKind, blank=True)
    how = models.CharField(_("how"), max_length=10, choices=Appointed, blank=True)
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)
    decision_on = Day(_("decision of"), null=True, blank=True)
    received_on = Day(_("decision received on"), null=True, blank=True)
    place = OneLine(_("where"), max_length=200, blank=True)
    reason = OneLine(_("reason"), max_length=200, blank=True)
    ground = models.CharField(_("special ground"), max_length=14, choices=Ground, blank=True)
    spent_on = Day(_("sentence spent on"), null=True, blank=True)
    consent_no = OneLine(_("consent no."), max_length=40, blank=True)
    consent_on = Day(_("consent of"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("by months"), null=True, blank=True)  # of probation prolonged
    left_on = Day(_("left the Party on"), null=True, blank=True)  # elsewhere, of somebody new here and admitted again

    commune_path = "member__commune"
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("on", "pk")
        constraints = [
            OneCommune(
                name="event_in_one_commune",
                ways=["member__commune", "cell__commune"],
            ),
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gt=F("on")),
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(
                name="event_decided_before",
                condition=Q(decision_on__isnull=True) | Q(decision_on__lte=F("on")),
                violation_error_message=_("The decision cannot be later than the event."),
            ),
        ]
        indexes = [models.Index(name="event_of_member", fields=["member", "on"])]

    def __str__(self):
        return f"{EventKind(self.kind).label} {self.on:%d/%m/%Y}"

    def clean(self):
        refuse_foreign(self, "cell")


class Correction(Tracked):
    """Why a mistake in the records was corrected, and what stood there before. Not a change in life."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="corrections")
    event = models.ForeignKey(
        Event, verbose_name=_("event"), null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    field = models.CharField(_("field"), max_length=20)
    before = OneLine(pgettext_lazy("value", "before"), max_length=200, blank=True)
    after = OneLine(_("after"), max_length=200, blank=True)
    reason = OneLine(_("reason"), max_length=200)
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    commune_path = "member__commune"

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("at", "pk")

    def __str__(self):
        return f"{self.get_field_display()}: {self.before} → {self.after}"

    def get_field_display(self):
        return str((Event if self.event_id else Member)._meta.get_field(self.field).verbose_name)


class MembershipQuerySet(DatedQuerySet):
    def last_known(self, day):
        """One row of each member: that of `day`, or the last one of those who had left by then."""
        later = self.model.objects.filter(member=models.OuterRef("member"), since__gt=models.OuterRef("since"))
        left = Q(exit__in=DEPARTURES, until__lte=day) & ~models.Exists(later.filter(since__lte=day))
        return self.filter(holds_on(day) | left)


class Membership(Dated):
    """A member in a cell with a standing, from when to when. Its rows on a day are the headcount of that day."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="memberships")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="memberships")
    standing = models.CharField(_("standing"), max_length=12, choices=Standing)
    entry = models.CharField(_("began as"), max_length=12, choices=Entry)
    exit = models.CharField(_("ended as"), max_length=12, choices=Exit, blank=True)
    days_out = models.PositiveIntegerField(_("days out of the Party before"), default=0)  # not counted as Party age

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("member_id", "since", "pk")
        constraints = [
            NoOverlap(
                name="memberships_apart",
                fields=["member"],
                violation_error_message=_("The member belongs to another cell on some of these days."),
            ),
            OneCommune(
                name="membership_in_one_commune",
                ways=["member__commune", "cell__commune"],
            ),
            Refused(
                name="membership_in_a_cell_at_work",
                when=NOT_AT_WORK,
                columns=["cell_id", "since", "until"],
                violation_error_message=_("The cell is not at work on all of these days."),
            ),
            Refused(
                name="cell_at_work_while_it_has_members",
                on="cells.CellStatus",
                when=LEFT_BEHIND,
                violation_error_message=_("Members belong to the cell on days on which it would not be at work."),
            ),
            ends_after_start("membership_ends_after_start"),
            models.UniqueConstraint(name="member_is_in_one_cell", fields=["member"], condition=Q(until__isnull=True)),
            models.UniqueConstraint(name="membership_starts_once", fields=["member", "since"]),
            models.CheckConstraint(
                name="membership_end_has_a_cause",
                condition=Q(until__isnull=True, exit="") | (Q(until__isnull=False) & ~Q(exit="")),
            ),
        ]
        indexes = [
            # Down to the last column, so that who belongs where is counted and told from the index alone.
            models.Index(name="membership_of_cell_on_day", fields=["cell", "since", "until", "standing"]),
            models.Index(name="membership_in_cell", fields=["member", "cell", "since", "until"]),
            models.Index(name="membership_by_entry", fields=["entry", "since"]),
            models.Index(name="membership_by_exit", fields=["exit", "until"]),
        ]

    def __str__(self):
        return f"{self.member_id}: {self.get_standing_display()}"


class Overlay(Dated):
    """A member who is exempt, away or suspended for a time, or a guest. `cell` is where somebody away or a guest takes
    part, empty when that is outside the commune (`place`)."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="overlays")
    kind = models.CharField(_("as"), max_length=10, choices=OverlayKind)
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="guests"
    )
    place = OneLine(_("where"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption, absence or suspension")
        verbose_name_plural = _("exemptions, absences and suspensions")
        ordering = ("member_id", "since", "pk")
        constraints = [
            NoOverlap(
                name="overlays_apart",
                fields=["member", "kind"],
                violation_error_message=_("This holds for the member already on some of these days."),
            ),
            OneCommune(
                name="overlay_in_one_commune",
                ways=["member__commune", "cell__commune"],
            ),
            ends_after_start("overlay_ends_after_start"),
            models.UniqueConstraint(name="overlay_once", fields=["member", "kind"], condition=Q(until__isnull=True)),
            models.UniqueConstraint(name="overlay_starts_once", fields=["member", "kind", "since"]),
        ]
        indexes = [models.Index(name="overlay_of_guests", fields=["cell", "since", "until"])]

    def __str__(self):
        return f"{self.member_id}: {self.get_kind_display()}"


class Post(Dated):
    """What a member leads in a cell, from when to when."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="posts")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("post"), max_length=12, choices=PostKind)
    how = models.CharField(_("how"), max_length=10, choices=Appointed)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("cell_id", "kind", "since", "pk")
        constraints = [
            NoOverlap(
                name="leaders_apart",
                fields=["cell", "kind"],
                condition=Q(kind__in=LEADING),
                violation_error_message=_("Somebody else holds this post on some of these days."),
            ),
            NoOverlap(
                name="posts_apart",
                fields=["member", "cell", "kind"],
                violation_error_message=_("The member holds this post already on some of these days."),
            ),
            OneCommune(
                name="post_in_one_commune",
                ways=["member__commune", "cell__commune"],
            ),
            ends_after_start("post_ends_after_start"),
            models.UniqueConstraint(
                name="cell_has_one_secretary_and_one_deputy",
                fields=["cell", "kind"],
                condition=Q(until__isnull=True, kind__in=LEADING),
                violation_error_message=_("Somebody holds this post already; end that first."),
            ),
            models.UniqueConstraint(
                name="post_held_once", fields=["member", "cell", "kind"], condition=Q(until__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.member_id}: {self.get_kind_display()}"
