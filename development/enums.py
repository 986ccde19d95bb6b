from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Schooling(TextChoices):
    """What shows that somebody of the lowland finished lower secondary school."""

    DIPLOMA = "diploma", _("lower-secondary diploma")
    PROGRAMME = "programme", _("lower-secondary programme completed")


class CeremonyFrom(TextChoices):
    """The day from which the ceremony has its working days."""

    RECEIPT = "receipt", _("the day the cell received the decision")
    DECISION = "decision", _("the day of the decision")


class Authority(TextChoices):
    """Who admits and recognises."""

    STANDING = "standing committee", _("Standing Committee, more than half")
    COMMITTEE = "committee", _("empowered Committee of a base organisation, at least two thirds")


class Living(TextChoices):
    """Where a candidate lives: in mountain, border, island, ethnic-minority and specially difficult areas less
    schooling is asked."""

    LOWLAND = "lowland", _("lowland")
    HIGHLAND = "highland", _("mountain, border, island, ethnic-minority or specially difficult area")
