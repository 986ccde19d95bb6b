from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportPurpose(TextChoices):
    READ_IN = "read_in", _("read in")
    COMPARE = "compare", _("compare only")


class ImportState(TextChoices):
    """READ: its columns are to be confirmed. CHECKED: what it would do is shown. The rows are dropped afterwards."""

    READ = "read", _("columns to be confirmed")
    CHECKED = "checked", _("checked")
    APPLIED = "applied", _("read in")
    UNDONE = "undone", _("undone")
    DROPPED = "dropped", pgettext_lazy("state", "put aside")

    @property
    def tone(self):
        return {ImportState.APPLIED: "ok", ImportState.UNDONE: "", ImportState.DROPPED: ""}.get(self, "warn")


class Outcome(TextChoices):
    """What a row of a sheet comes to."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("unchanged")
    ERROR = "error", _("to be corrected")
    ASIDE = "aside", _("left aside")

    @property
    def tone(self):
        return {Outcome.NEW: "ok", Outcome.CHANGED: "info", Outcome.ERROR: "bad"}.get(self, "")


class Listed(TextChoices):
    """The states of the official list; the last is one that only our records know."""

    ACTIVE = "active", _("takes part")
    DIED = "died", _("died")
    LEFT = "left", _("no longer in the Party")
    EXEMPT = "exempt", _("exempt")
    SUSPENDED = "suspended", _("suspended")
    INTERRUPTED = "interrupted", _("interrupted")
    ELSEWHERE = "elsewhere", _("transferred outside")


class DifferenceKind(TextChoices):
    MISSING = "missing", _("missing in our records")
    EXTRA = "extra", _("missing in the sheet")
    DIFFERENT = "different", _("differs")


# What a row means where the sheet is only compared.
OF_COMPARING = {Outcome.NEW: DifferenceKind.MISSING, Outcome.CHANGED: DifferenceKind.DIFFERENT}
