"""Yearly ratings in three steps: own rating, proposal, decision (366-QĐ/TW 2025; 43-HD/BTCTW 2025)."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.models import Cell
from cells.services import lock
from common.facts import write
from members.enums import Level
from members.models import CellRating, MemberRating, RatingRules
from members.queries.rating import cell_ratings, lines_of, rating_day, ratings_of
from members.rules.life import MemberRuleError

PROPOSED = ("self_level", "proposed_level", "in_favour", "votes")
DECIDED = ("decided_level", "decision_no", "decided_on", "reason")


@service
def rate_members(*, cell, year, changes, today, by):
    """Own ratings and proposals of a cell for `year`: `changes` {number of a member: {field of PROPOSED: value}}.

    Members and fields not named stay as they are; a rating that is decided does not change any more.
    """
    rules = _locked_rules(cell.commune_id, year, today)
    lines = _by_number(lines_of(cells=[cell], year=year, today=today, rules=rules), cell)
    rows = []
    for pk, facts in changes.items():
        line = _require_rated(lines, pk, year)
        _require_allowed(line, facts.get("proposed_level"))
        rows.append(_propose(_of_member(line, year), cell, line.member, facts))
    _store(MemberRating, rows, ("cell", *PROPOSED))
    return rows


@service
def decide_members(*, cell, year, levels, decision_no, decided_on, today, by):
    """The Committee decides on members of a cell: `levels` {number of a member: (Level, why other than proposed)}.

    Refuses more excellent ratings in the commune than its share (`members.queries.rating.excellent_at_most`).
    """
    rules = _locked_rules(cell.commune_id, year, today)
    ratings = ratings_of(commune=cell.commune_id, year=year, today=today, rules=rules)
    lines = _by_number(ratings.lines, cell)
    excellent, rows = ratings.excellent, []
    for pk, (level, reason) in levels.items():
        line = _require_rated(lines, pk, year)
        _require_allowed(line, level)
        rating = _of_member(line, year)
        excellent += (level == Level.EXCELLENT) - (rating.decided_level == Level.EXCELLENT)
        rows.append(_decide(rating, cell, line.member, (level, reason), decision_no, decided_on))
    if excellent > ratings.at_most and excellent > ratings.excellent:
        raise MemberRuleError(
            _("At most %(most)s members may be rated excellent (base %(base)s); with these there are %(count)s.")
            % {"most": ratings.at_most, "base": ratings.base, "count": excellent}
        )
    _store(MemberRating, rows, ("cell", *DECIDED))
    return rows


@service
def rate_cells(*, cells, year, changes, today, by):
    """Own ratings and proposals of `cells`: `changes` {number of a cell: {field of PROPOSED: value}}."""
    known, by_number = _known_cells(cells, year, today)
    rows = []
    for pk, facts in changes.items():
        cell = by_number[pk]
        rows.append(_propose(known.get(pk) or CellRating(year=year), cell, cell, facts))
    _store(CellRating, rows, PROPOSED)
    return rows


@service
def decide_cells(*, cells, year, levels, decision_no, decided_on, today, by):
    """The Committee decides ratings of `cells`: `levels` {number of a cell: (Level, why other than proposed)}."""
    known, by_number = _known_cells(cells, year, today)
    rows = []
    for pk, decision in levels.items():
        cell = by_number[pk]
        rows.append(_decide(known.get(pk) or CellRating(year=year), cell, cell, decision, decision_no, decided_on))
    _store(CellRating, rows, DECIDED)
    return rows


def _locked_rules(commune, year, today):
    """The RatingRules of the rating day; the commune is locked: its share of excellent ratings is one for all cells."""
    _require_come(year, today)
    lock(commune=commune)
    return RatingRules.objects.in_force(commune, rating_day(year, today))


def _by_number(lines, cell):
    return {line.member.pk: line for line in lines.get(cell.pk, [])}


def _of_member(line, year):
    rating = line.rating or MemberRating(year=year)
    rating.member = line.member
    return rating


def _known_cells(cells, year, today):
    """({cell number: CellRating}, {cell number: Cell}) of `cells`, locked; each was at work on the rating day."""
    _require_come(year, today)
    lock(cells=cells)
    working = Cell.objects.active_on(rating_day(year, today)).filter(pk__in=[c.pk for c in cells])
    by_number = {cell.pk: cell for cell in working}
    for cell in cells:
        if cell.pk not in by_number:
            raise MemberRuleError(_("%(cell)s is not at work on that day.") % {"cell": cell})
    return cell_ratings(cells=cells, year=year), by_number


def _require_come(year, today):
    if year > today.year:
        raise MemberRuleError(_("The year %(year)s has not come yet.") % {"year": year})


def _require_rated(lines, pk, year):
    line = lines.get(pk)
    if line is None:
        raise MemberRuleError(_("Somebody here does not belong to this cell on the day of the rating."))
    if line.left_out:
        raise MemberRuleError(
            _("%(name)s is not rated for %(year)s: %(why)s.")
            % {"name": line.member, "year": year, "why": line.left_out.label}
        )
    return line


def _require_allowed(line, level):
    if line.best and level and Level(level).above(line.best):
        raise MemberRuleError(
            _("%(name)s may be rated “%(best)s” at most.") % {"name": line.member, "best": line.best.label}
        )


def _propose(rating, cell, subject, facts):
    words = {"name": subject}
    if rating.decided_level:
        raise MemberRuleError(_("The rating of %(name)s is decided already.") % words)
    rating.cell = cell
    write(rating, facts, PROPOSED)
    if (rating.votes is None) != (rating.in_favour is None) or (rating.votes or 0) < (rating.in_favour or 0):
        raise MemberRuleError(_("%(name)s: enter the votes for it and of how many, as 12 of 14.") % words)
    return rating


def _decide(rating, cell, subject, decision, decision_no, decided_on):
    words = {"name": subject}
    level, reason = decision
    if not rating.proposed_level:
        raise MemberRuleError(_("No rating of %(name)s has been proposed yet.") % words)
    if level != rating.proposed_level and not reason:
        raise MemberRuleError(_("Say why the rating of %(name)s is other than proposed.") % words)
    if not decision_no:
        raise MemberRuleError(_("Enter the number of the decision."), "decision_no")
    rating.cell = cell
    for name, value in zip(DECIDED, (level, decision_no, decided_on, reason), strict=True):
        setattr(rating, name, value)
    return rating


def _store(model, rows, fields):
    for row in rows:
        row.clean_fields(exclude=("member", "cell"))
    model.objects.bulk_create([row for row in rows if row.pk is None])
    model.objects.bulk_update([row for row in rows if row.pk], fields)
