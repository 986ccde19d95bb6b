"""What waits for somebody: each app says its part in `needs.py`, the home page gathers and orders them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS = {"bad": _("late"), "info": _("to do"), "warn": _("watch")}


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
    """Needs of one kind; `key` gives it its place on the page, where apps may share one. `more` were left out there."""

    key: str
    title: str
    needs: list
    more: int = 0


@dataclass
class Asking:
    """Whose needs are asked for, on which day, and what several apps must know to answer."""

    user: Any
    today: date
    _known: dict = field(default_factory=dict)

    def once(self, question, *about):
        """The answer of `question`, a function of this and of what it is `about`, read once however many apps need
        it."""
        key = question, about
        if key not in self._known:
            self._known[key] = question(self, *about)
        return self._known[key]
