"""The band of a cell's year: the bands of its regular meetings, rolled up by the rule of the edition alone."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from common.numbers import percent
from meetings.enums import Band


@dataclass(frozen=True)
class Year:
    """Regular meetings of a cell in a year: {Band: how many}, how many have no band because they are not signed, and
    the months without one, as "03/2026"."""

    bands: Counter = field(default_factory=Counter)
    unsigned: int = 0
    missing: tuple = ()

    def reaching(self, band):
        """How many meetings have `band` or a better one."""
        return sum(count for other, count in self.bands.items() if other.reaches(band))

    def whole(self, missing_counts):
        """The number of meetings of which a rule asks a share; the edition says whether those without a band are among
        them."""
        return self.bands.total() + (len(self.missing) + self.unsigned if missing_counts else 0)


@dataclass(frozen=True)
class Verdict:
    """The band of a year, or None where the rule gives none, and why in words."""

    band: Band | None
    why: str


def judge(year, rules, *, missing_counts):
    """The Verdict of `rules` (YearRules) on a Year: the best band whose conditions all hold."""
    if not year.bands.total():
        return Verdict(None, _("no regular meeting with a band"))
    why = []
    for rule in sorted(rules, key=lambda rule: list(Band).index(rule.band)):
        if rule.percent is None:
            continue
        conditions = list(_conditions(year, rule, missing_counts))
        unmet = [words for holds, words in conditions if not holds]
        if not unmet:
            met = "; ".join(words for _holds, words in conditions)
            return Verdict(Band(rule.band), ". ".join([f"{rule}: {met}", *why]))
        why.append(_("Not %(band)s: %(why)s") % {"band": rule, "why": "; ".join(unmet)})
    return Verdict(None, ". ".join(why))


def _conditions(year, rule, missing_counts):
    """(whether it holds, the condition with its figures) for each condition of a rule."""
    reached, whole = year.reaching(Band(rule.floor)), year.whole(missing_counts)
    words = _("%(reached)s of %(whole)s meetings %(floor)s (%(share)s), asked %(percent)s %%")
    figures = {"reached": reached, "whole": whole, "floor": _or_better(rule.floor), "percent": rule.percent}
    yield 100 * reached >= rule.percent * whole, words % {**figures, "share": percent(reached / whole)}
    if rule.at_least:
        count = year.reaching(Band(rule.band))
        words = _("%(count)s meetings %(band)s, asked %(least)s")
        yield count >= rule.at_least, words % {"count": count, "band": _or_better(rule.band), "least": rule.at_least}


def _or_better(band):
    """A band as a rule names it: nothing is better than Good."""
    return Band(band).label if band == Band.GOOD else _("%(band)s or better") % {"band": Band(band).label}


def in_words(rule):
    """A YearRule as one sentence."""
    if rule.percent is None:
        return _("%(band)s: not given by the rule.") % {"band": rule}
    share = _("at least %(percent)s %% of the regular meetings") % {"percent": rule.percent}
    share = _("all regular meetings") if rule.percent == 100 else share
    text = _("%(band)s: %(share)s %(floor)s.") % {"band": rule, "share": share, "floor": _or_better(rule.floor)}
    if rule.at_least:
        words = _("At least %(count)s meetings %(band)s.")
        text += " " + words % {"count": rule.at_least, "band": _or_better(rule.band)}
    return text


def missing_in_words(edition):
    if edition.missing_counts:
        return _("A month without a signed regular meeting counts among the meetings, without a band.")
    return _("A month without a signed regular meeting is left out of the share.")
