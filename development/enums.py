from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """Where a unit of a mass organisation stands."""

    COMMUNE = "commune", _("of the commune")
    HAMLET = "hamlet", _("of a hamlet")
    TRADE = "trade", _("of a trade or workplace")


class HeadRole(TextChoices):
    HEAD = "head", _("head")
    DEPUTY = "deputy", _("deputy head")


class Basis(TextChoices):
    """How somebody came to lead a unit."""

    ELECTED = "elected", _("elected")
    APPOINTED = "appointed", _("appointed")
    PROVISIONAL = "provisional", _("provisional, until the congress")
