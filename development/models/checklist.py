"""What dossiers have in common: which papers are there. No file is kept here."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from common.fields import Day, OneLine
from development.enums import ItemState


class ChecklistItem(Tracked):
    """An item of a dossier, of a `kind` that its model lists: there, missing, or not needed with the reason."""

    state = models.CharField(_("state"), max_length=14, choices=ItemState, default=ItemState.MISSING)
    on = Day(_("of the day"), null=True, blank=True)
    reason = OneLine(_("reason"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="%(class)s_not_needed_says_why",
                condition=~Q(state=ItemState.NOT_APPLICABLE) | ~Q(reason=""),
                violation_error_message=_("Say why this is not needed."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_state_display()}"

    @property
    def shown(self):
        return ItemState(self.state)
