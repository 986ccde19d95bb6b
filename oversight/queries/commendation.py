"""Proposals of commendations with what speaks for and against them, and the counts of a year."""

from collections import Counter
from dataclasses import dataclass

from cells.access import Scope
from common.prepared import prepared
from common.stale import mark
from members.enums import CommendationForm, Level, Occasion
from members.models import CellRating, Commendation, MemberRating
from members.queries.namesakes import called
from oversight.enums import DecidingBody
from oversight.models import AwardProposal, CommendationRules
from oversight.rules.commendation import FORMS, most

FIVE = 5


@dataclass(frozen=True)
class ProposalFile:
    """An AwardProposal, what was decided of the yearly ratings {year: Level} that it rests on, and the lowest
    DecidingBody that may give it on the day."""

    proposal: AwardProposal
    ratings: dict
    gives: DecidingBody

    @property
    def lower(self):
        """The years that are rated lower than the best."""
        return [year for year, level in sorted(self.ratings.items()) if level != Level.EXCELLENT]

    @property
    def rated(self):
        """Whether the year that it is for is rated."""
        return self.proposal.year in self.ratings


@prepared
def awards_to_decide(communes, cells, day):
    """[AwardProposal] that nobody has decided on, as seen on `day`, the first proposed first."""
    rows = AwardProposal.objects.kept().within(Scope(communes, cells), day)
    return rows.filter(commendation=None, refused_on=None).order_by("on", "pk")


def mark_of_waiting(commune):
    """A short word that changes with what is proposed in a commune, given by its number, and waits to be decided."""
    rows = AwardProposal.objects.kept().filter(commune=commune, commendation=None, refused_on=None).order_by("pk")
    told = ((row.pk, str(row), row.merit) for row in rows.select_related("member", "cell"))
    return mark("proposals", list(told))


def years_of(proposal):
    """The years whose ratings a proposal rests on: none for a single deed."""
    if proposal.occasion == Occasion.AD_HOC:
        return []
    count = FIVE if proposal.occasion == Occasion.FIVE_YEARS else 1
    return list(range(proposal.year - count + 1, proposal.year + 1))


def proposal_files(proposals, day):
    """[ProposalFile] of `proposals`, a query set, in its order; five queries."""
    rows = called(proposals.select_related("proposer", "member", "cell", "decision", "commendation"))
    of_members, of_cells = _ratings(MemberRating, "member", rows), _ratings(CellRating, "cell", rows)
    rules_on = CommendationRules.objects.over_time({row.commune_id for row in rows})
    found = []
    for row in rows:
        known = of_members if row.member_id else of_cells
        keys = {year: (row.member_id or row.cell_id, year) for year in years_of(row)}
        ratings = {year: known[key] for year, key in keys.items() if key in known}
        found.append(ProposalFile(row, ratings, who_gives(row, rules_on(row.commune_id, day))))
    return found


def who_gives(proposal, rules):
    """The lowest DecidingBody that gives what is proposed."""
    bodies = (DecidingBody.CELL, DecidingBody.COMMITTEE, DecidingBody.UPPER)
    level = FORMS.index(CommendationForm(proposal.form))
    return next(body for body in bodies if FORMS.index(most(body, Occasion(proposal.occasion), rules)) >= level)


def _ratings(model, name, rows):
    """{(number of the member or cell, year): Level} of what is decided."""
    years = {year for row in rows for year in years_of(row)}
    about = {getattr(row, f"{name}_id") for row in rows} - {None}
    found = model.objects.kept().filter(year__in=years, **{f"{name}__in": about}).exclude(decided_level="")
    return {(one, year): Level(level) for one, year, level in found.values_list(name, "year", "decided_level")}


def given_before(*, member, cell, form, occasion, year, merit):
    """Whether the same was given already: for the year, or in the same words for a single deed."""
    rows = Commendation.objects.kept().filter(member=member, cell=cell, form=form, occasion=occasion)
    return rows.filter(year=year).exists() if year else rows.filter(reason=merit).exists()


def given_in(*, commendations, badges, since, last_day):
    """({(whether of a member, form): number}, {years of a badge: number awarded}) of those of `commendations` and
    `badges`, two query sets, that were decided or awarded in the days from `since` to `last_day`; two queries."""
    rows = commendations.kept().filter(on__range=(since, last_day)).order_by()
    given = Counter((member is not None, form) for member, form in rows.values_list("member", "form"))
    days = badges.given().order_by().values_list("years", "awarded_on")
    awarded = ((years, day) for years, day in days if day and since <= day.first and day.last <= last_day)
    return given, Counter(years for years, _day in awarded)
