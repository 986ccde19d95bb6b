"""Editions of score sheets beside each other."""

from django.utils.translation import gettext as _

from common.numbers import points
from meetings.models import Edition
from meetings.rules import scoring, yearly


def sheet_before(edition):
    """The published edition that stood on the day from which `edition` is in force, or None."""
    others = Edition.objects.published().filter(commune=edition.commune_id, since__lte=edition.since)
    return others.exclude(pk=edition.pk).order_by("-since").first()


def sheet_in_words(edition):
    """{what is ruled: how, as text} of a whole sheet: its rules, criteria with their thresholds, rules of the year.
    Three queries."""
    said = edition.in_words()
    for criterion in edition.criteria.kept():
        label = f"{criterion.parent.name}: {criterion.name}" if criterion.parent else criterion.name
        said[label] = "; ".join(_of_criterion(criterion))
    for rule in edition.year_rules.all():
        said[_("Rule of the year: %(band)s") % {"band": rule}] = yearly.in_words(rule)
    return said


def _of_criterion(criterion):
    worth = _("%(points)s points")
    yield worth % {"points": points(criterion.max_points)}
    if criterion.thematic_only:
        yield _("only with a thematic part")
    if criterion.gate:
        yield _("full points needed for %(band)s") % {"band": criterion.get_gate_display()}
    for threshold in criterion.thresholds.all():
        yield worth % {"points": points(threshold.points)} + f" ({scoring.in_words(threshold)})"
