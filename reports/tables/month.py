"""The strip of figures of the home page: a month beside the one before, each figure with the page that it opens."""

from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from common.addresses import address
from common.numbers import percent, points
from meetings.enums import GOOD_OR_FAIR, Band, MeetingKind
from meetings.queries import HELD, MISSED, MonthState
from reports.tables.quality import QualityLine, share


@dataclass(frozen=True)
class Key:
    """A key figure: `value`, what it is `of`, its `change` since the month before as text with the `tone` up or down,
    a `note`, and the address that it opens, if one tells the same number."""

    label: str
    value: str
    of: str = ""
    change: str = ""
    tone: str = ""
    note: str = ""
    url: str = ""


def line_of(cells, board, signed, month):
    """The QualityLine of all `cells` (numbers) in a month, as the quality report adds it up: of a `board` and of
    `signed` {cell number: [MeetingFacts]} that hold the month."""
    within = [meeting for cell in cells for meeting in signed[cell] if meeting.held_on in month]
    entries = [(month, board[cell, month]) for cell in cells]
    scored = [entry.score for _month, entry in entries if entry.score]
    return QualityLine(None, meetings=within, scored=scored, before=[], months=entries, found=[])


def reports_of(month):
    """What the three `meeting_keys` of the whole commune open: its reports."""
    quality = f"{address('reports:cell-quality')}?{urlencode({'period': month.code})}"
    return address("reports:month-board"), quality, quality


def lists_of(month, line):
    """What they open where somebody looks after some of its cells: the signed meetings that the QualityLine counts. Of
    two regular ones in a month one counts, which a list cannot tell: then the first two open nothing."""
    signed = {"state": "signed", "since": f"{month.since:%d/%m/%Y}", "until": f"{month.until:%d/%m/%Y}"}
    regular = signed | {"kind": MeetingKind.REGULAR.value}
    choices = regular, regular | {"band": GOOD_OR_FAIR}, signed
    held = sum(entry.state in HELD for _month, entry in line.months)
    twice = sum(meeting.kind == MeetingKind.REGULAR for meeting in line.meetings) > held
    urls = [f"{address('meetings:list')}?{urlencode(choice)}" for choice in choices]
    return ["", "", urls[2]] if twice else urls


def meeting_keys(now, before, month, urls):
    """[Key] of the meetings of `month`, from the QualityLines of it and of the month before, with what each opens."""
    board, scored, attendance = urls
    states = [entry.state for _month, entry in now.months]
    held, owed = sum(state in HELD for state in states), sum(state != MonthState.NOT_EXPECTED for state in states)
    missed, unsigned = sum(state in MISSED for state in states), states.count(MonthState.UNSIGNED)
    lacking = [_("%(count)s missing") % {"count": missed}] * bool(missed)
    lacking += [_("%(count)s not signed") % {"count": unsigned}] * bool(unsigned)
    before_it = _("month before: %(figure)s")
    came, came_before = share(now.attendance), share(before.attendance)
    return [
        Key(
            _("Regular meetings signed"),
            str(held),
            of=_("of %(count)s") % {"count": owed},
            note=", ".join(lacking) or _coming(held, owed),
            url=board,
        ),
        Key(
            _("Good and Fair"),
            _banded(now),
            of=_("of %(count)s") % {"count": len(now.scored)},
            note=before_it % {"figure": f"{_banded(before)}/{len(before.scored)}"},
            url=scored,
        ),
        Key(
            _("Attendance"),
            percent(came),
            note=before_it % {"figure": percent(came_before)} if came is None and came_before is not None else "",
            url=attendance,
            **_changed(None if None in (came, came_before) else round(100 * (came - came_before), 1)),
        ),
    ]


def _coming(held, owed):
    """Nothing lacks of `owed` meetings; nothing is said where there are none."""
    if held < owed:
        return _("%(count)s to come") % {"count": owed - held}
    return _("all") if owed else ""


def _banded(line):
    return str(sum(meeting.band in (Band.GOOD, Band.FAIR) for meeting in line.scored))


def head_key(members, before, official, url):
    """The Key of the headcount, beside that of the day before the month."""
    note = _("%(count)s probationary") % {"count": members - official}
    return Key(_("members"), str(members), note=note, url=url, **_changed(members - before))


def target_key(result, url):
    """The Key of the admissions of a year, of a TargetResult."""
    of = "" if result.planned is None else _("of %(count)s") % {"count": result.planned}
    label = _("Admissions in %(year)s") % {"year": result.year}
    return Key(label, str(result.admitted), of=of, note=str(result.state.label), url=url)


def _changed(change):
    """How a Key tells its change: which way, and by how much."""
    if change is None:
        return {}
    if not change:
        return {"change": _("as the month before")}
    sign, tone = ("▲", "up") if change > 0 else ("▼", "down")
    return {"change": f"{sign} {points(abs(change))}", "tone": tone}
