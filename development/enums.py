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


class MovementKind(TextChoices):
    MOVEMENT = "movement", _("movement")
    MODEL = "model", _("model")
    SKILFUL = "skilful", _("skilful mass mobilisation")
    RURAL = "rural", _("new countryside")
    CAMPAIGN = "campaign", _("campaign")


class MovementField(TextChoices):
    """The four fields of skilful mass mobilisation (dân vận khéo)."""

    ECONOMY = "economy", _("economy")
    CULTURE = "culture", _("culture and society")
    DEFENCE = "defence", _("defence and security")
    POLITICS = "politics", _("building the political system")


class MovementState(TextChoices):
    """What became of a movement of a year, told by its days."""

    REGISTERED = "registered", _("registered")
    UNDER_WAY = "under_way", _("carried out")
    RECOGNISED = "recognised", _("recognised")
    REFUSED = "refused", _("not recognised")
    ENDED = "ended", _("struck off the list")

    @property
    def tone(self):
        return {MovementState.RECOGNISED: "ok", MovementState.UNDER_WAY: "info", MovementState.REFUSED: "warn"}.get(
            self, ""
        )


class Part(TextChoices):
    CORE = "core", _("at its core")
    TAKES = "takes", _("takes part in it")
