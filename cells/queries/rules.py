"""Editions of the rules of a commune."""

from dataclasses import dataclass

from cells.models import CommuneMerger, RuleSet
from common.stale import mark


@dataclass(frozen=True)
class Subject:
    """The editions of one subject in a commune on a day: `in_force` has the defaults where none is published yet;
    `drafts` and `coming` (published for a later day) with the next to come first; `past` the latest first."""

    model: type
    in_force: RuleSet
    drafts: list
    coming: list
    past: list

    @property
    def name(self):
        return self.model._meta.verbose_name


def subject_of(model, *, commune, day):
    """The Subject of `model`, a kind of RuleSet; `commune` is its number. One query."""
    editions = list(model.objects.filter(commune=commune).order_by("since", "pk"))
    published = [edition for edition in editions if edition.published]
    begun = [edition for edition in published if edition.since <= day]
    return Subject(
        model,
        begun[-1] if begun else model(commune_id=commune),
        [edition for edition in editions if not edition.published],
        [edition for edition in published if edition.since > day],
        begun[-2::-1],
    )


def mark_of_edition(edition, words):
    """A short word that changes with the day of an edition, its document, and what it rules: {what: how, as text}."""
    return mark("edition", [edition.since, edition.source, words])


def rules_before(edition):
    """What stood on the day from which `edition` is in force: the published edition, or the defaults."""
    others = type(edition).objects.exclude(pk=edition.pk)
    return others.in_force(edition.commune_id, edition.since)


def communes_in_turn(commune, began_in):
    """[(number of a commune, first day on which its rules no longer count)] for what began in `began_in`, by number,
    and is of `commune` now, by mergers; the day of the last is None. No query where `began_in` is None."""
    went = {one.commune_id: one for one in CommuneMerger.objects.all()} if began_in else {}
    found, there = [], began_in or commune
    while there != commune:
        found.append((there, went[there].on))
        there = went[there].into_id
    return [*found, (commune, None)]
