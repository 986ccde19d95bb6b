from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestKind(TextChoices):
    """What somebody asks about their own data (Luật 91/2025/QH15)."""

    KNOW = "know", _("know what is on file")
    CORRECT = "correct", pgettext_lazy("asks to", "correct")
    DELETE = "delete", _("delete")
    RESTRICT = "restrict", _("restrict use")
    OBJECT = "object", _("object to use")


class Clock(TextChoices):
    """How something with a deadline stands."""

    OPEN = "open", _("to do")
    OVERDUE = "overdue", _("overdue")
    DONE = "done", _("done in time")
    LATE = "late", _("done late")

    @property
    def tone(self):
        return {Clock.OPEN: "info", Clock.OVERDUE: "bad", Clock.LATE: "warn"}.get(self, "ok")
