from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Commune
from common.fields import OneLine
from common.text import search_key
from members.enums import CodeList
from members.models.code_lists import MAJORITY


def in_minority(prefix=""):
    """Condition for members of an ethnic minority: every group but the Kinh; nobody of whom it is not recorded."""
    return Q(**{f"{prefix}ethnicity__isnull": False}) & ~Q(**{f"{prefix}ethnicity__code": MAJORITY})


class CodeQuerySet(ScopedQuerySet):
    see = Do.SEE_CELLS

    def of(self, commune, which):
        """The entries of one list that may be chosen, in the commune's order."""
        return self.filter(commune=commune, list=which, in_use=True).order_by("position", "name", "pk")


class Code(Tracked):
    """An entry of a list that a member's file chooses from, under the code of the official lists."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="codes")
    list = models.CharField(_("list"), max_length=13, choices=CodeList)
    code = models.CharField(_("code"), max_length=20)
    name = OneLine(_("name"), max_length=80)
    aliases = OneLine(_("other spellings"), max_length=200, blank=True, help_text=_("Separated by commas."))
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    in_use = models.BooleanField(_("may be chosen"), default=True)

    commune_path = "commune"
    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("list entries")
        ordering = ("list", "position", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                name="code_once",
                fields=["commune", "list", "code"],
                violation_error_message=_("This list already has an entry of this code."),
            )
        ]

    def __str__(self):
        return self.name

    def spellings(self):
        """Search keys under which the entry is found in lists of others."""
        return {search_key(word) for word in (self.name, *self.aliases.split(",")) if word.strip()}
