"""What a case expects, compared with what the queries behind every screen answer."""

from datetime import date

from cells.models import Cell
from common.errors import REFUSALS
from config.rulebook import growth
from config.rulebook.play import compare, sentence
from config.rulebook.reading import COUNTED, FLOWING
from config.rulebook.values import CaseError
from development.enums import Clock
from meetings.enums import Mark, MeetingKind
from meetings.queries import turnout, voting_base
from meetings.queries.roll import absence_alerts
from members import queries
from members.enums import Standing
from members.models import RatingRules
from members.queries.posts import PostWarning, posts_of
from members.queries.rating import excellent_at_most


def differences(records, expected):
    """[a sentence for each figure that is not as `expected`] of the Records of a case, or for a score of the Meetings
    told as facts. Raises CaseError."""
    actual = ANSWERS[expected.kind](records, expected)
    return [line for key in actual if key in expected.facts for line in compare(expected, key, actual[key])]


def _cells(records, expected):
    """(cells that are spoken of, whether they are the whole commune)."""
    if "cell" in expected.facts:
        return [records.cell_named(expected["cell"])], False
    return list(Cell.objects.filter(commune=records.commune_named(expected["commune"]))), True


def _count(records, expected):
    cells, _whole = _cells(records, expected)
    found = queries.headcount(cells=cells, day=expected["on"])
    return {"headcount": found.total} | {name: getattr(found, name) for name in COUNTED if name != "headcount"}


def _flow(records, expected):
    """The flow of a period; who entered the records in it counts as there from its start."""
    cells, whole = _cells(records, expected)
    found = queries.flow(cells=cells, since=expected["from"], until=expected["until"], whole=whole)
    if found.difference:
        raise CaseError(f"{expected}: does not add up: {found}")
    actual = {name: getattr(found, name) for name in FLOWING}
    actual["opening"] += found.joined
    return actual


def _date(records, expected):
    if expected["rule"] in Clock.values:
        return {"is": growth.last_day(records, expected)}
    if "start" in expected.facts:
        member = records.somebody(expected["start"])
    else:
        member = records.member(expected.facts.get("member") or expected["candidate"])
    if expected["rule"] == "badge":
        return {"is": queries.badge_due(member, expected["years"], ill=expected.facts.get("ill", False))}
    if expected["rule"] == "official from":
        return {"is": member.official_on.whole}
    # Party age is that of official members (294-QĐ/TW §4.5).
    last = member.memberships.order_by("since").last()
    official = last and last.standing == Standing.OFFICIAL
    return {"is": queries.party_age_of(member).counted_from.whole if official else None}


def _rating(records, expected):
    rules = RatingRules.objects.in_force(records.commune(), date(expected["year"], 12, 31))
    return {"excellent_at_most": excellent_at_most(expected["levels"], rules)}


def _attendance(records, expected):
    """The roll of a meeting marked as the case says, and its turnout."""
    meeting = records.meeting(expected, expected.facts.get("kind", MeetingKind.REGULAR))
    marks = {Mark.PRESENT: "present", Mark.EXCUSED: "excused", Mark.UNEXCUSED: "unexcused"}
    records.mark(meeting, {mark: expected.facts.get(name, []) for mark, name in marks.items()})
    came = turnout(meeting)
    return {name: getattr(came, name) for name in ("numerator", "denominator", "not_recorded")}


def _vote(records, expected):
    meeting = records.meeting(expected, MeetingKind.EXTRAORDINARY)
    records.mark(meeting, {Mark.PRESENT: expected["present"]})
    base = voting_base(meeting)
    rule, in_favour = expected["rule"], expected["for"]
    return {"base": base.base, "needed": base.needed(rule), "passed": base.passed(rule, in_favour)}


def _score(meetings, expected):
    """What a meeting told as facts gets; of the proposals, those that the case names."""
    try:
        found = meetings.score(expected)
    except REFUSALS as error:
        raise CaseError(f"{expected}: was refused: {sentence(error)}") from error
    named = expected.facts.get("proposed", {})
    return found | {"proposed": {name: found["proposed"].get(name) for name in named}}


def _alert(records, expected):
    on = expected["on"]
    if expected["kind"] == "deadline":
        return growth.deadline(records, expected)
    if expected["kind"] == "absences":
        member = records.member(expected["member"])
        cells = Cell.objects.filter(commune=member.commune)
        levels = {alert.member: alert.level for alert in absence_alerts(cells=cells, day=on)}
        return {"level": levels.get(member, "none")}
    cell = records.cell_named(expected["cell"])
    if expected["kind"] == "below three":
        head = queries.headcounts(cells=[cell], day=on).get(cell.pk, queries.Headcount())
        return {"level": "red" if head.below_minimum and cell.works_on(on) else "none"}
    [posts] = posts_of(cells=[cell], day=on)
    needed = PostWarning.COMMITTEE_NEEDED in dict(posts.warnings)
    return {"level": "warning" if needed else "none"}


ANSWERS = {
    "attendance": _attendance,
    "vote": _vote,
    "score": _score,
    "alert": _alert,
    "count": _count,
    "flow": _flow,
    "date": _date,
    "rating": _rating,
    "eligible": growth.eligible,
    "candidate": growth.candidate,
    "pipeline": growth.counted,
    "target": growth.target,
}
