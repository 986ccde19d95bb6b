from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CHANGES = models.Q(action__in=("created", "changed"))


class TrailEntryQuerySet(models.QuerySet):
    def changes(self):
        """Lines that tell of a change of a record, not of a look."""
        return self.filter(CHANGES)


class TrailEntry(models.Model):
    """Who did what to which record, when. Names are kept in the row, so it outlives the record and the account."""

    class Action(models.TextChoices):
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        SEEN = "seen", _("seen")
        EXPORTED = "exported", _("exported")
        REVEALED = "revealed", _("shown in full")
        FORGOTTEN = "forgotten", _("old looks removed")

    at = models.DateTimeField(_("time"), auto_now_add=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    account_name = models.CharField(_("by"), max_length=150, blank=True)
    action = models.CharField(_("action"), max_length=10, choices=Action)
    commune = models.PositiveBigIntegerField(null=True)
    subject_kind = models.CharField(_("kind of record"), max_length=60)
    subject_id = models.PositiveBigIntegerField(null=True)
    subject_name = models.CharField(pgettext_lazy("trail", "record"), max_length=200)
    changes = models.JSONField(_("changes"), default=dict)
    only_for = models.CharField(max_length=30, blank=True, default="")  # the Do without which the line is not found

    commune_path = "commune"
    objects = TrailEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail")
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(name="trail_of_record", fields=["subject_kind", "subject_id", "-at"]),
            models.Index(name="trail_of_commune", fields=["commune", "-at"]),
            models.Index(name="changes_of_commune", fields=["commune", "-at"], condition=CHANGES),
        ]

    def __str__(self):
        """Without the name of the record: who reads the trail may not know it."""
        return f"{self.account_name}: {self.get_action_display()} {timezone.localtime(self.at):%H:%M %d/%m/%Y}"

    @property
    def purpose(self):
        """What a look was for, where that was said; of a list, whose name was looked for."""
        return self.changes.get("reason") or self.changes.get("name", "")
