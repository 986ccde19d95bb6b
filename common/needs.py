"""What waits for somebody beside the cells: each app lists it in `needs.WAITING`, the home page asks and orders it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

LABELS = {"bad": _("late"), "info": _("to do"), "warn": _("watch")}


def how_late(days):
    """(tone, words) of what was due so many `days` ago, or is still to come where they are negative."""
    if days > 0:
        return "bad", ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}
    if not days:
        return "warn", _t("due today")
    return "warn", ngettext("%(count)s day left", "%(count)s days left", -days) % {"count": -days}


@dataclass(frozen=True)
class Need:
    """One thing that waits: a sentence, where to do it and the word on the button; `tone` as of a badge."""

    text: str
    url: str
    action: str
    tone: str = "warn"

    @property
    def label(self):
        return LABELS[self.tone]


@dataclass(frozen=True)
class Group:
    """Needs of one kind; `key` gives it its place on the page, where apps may share one."""

    key: str
    title: str
    needs: list


class Asking(NamedTuple):
    """Whose needs are asked for, and on which day."""

    user: Any
    today: date


class Waiting(NamedTuple):
    """Something that may wait for who may do `do`, for everybody if that is None: `told`, a function of Asking, tells
    it as a Group. It is called only where `asked` finds a row: a function marked @prepared, of what
    `cells.queries.finding` knows, with the place where one may do it; None where no one statement can tell."""

    do: Any
    asked: Callable | None
    told: Callable
