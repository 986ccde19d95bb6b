"""What a case says, checked word by word: a key, verb or expectation that is not known is an error, never skipped."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cells.enums import CellKind
from common.text import search_key
from meetings.enums import Band, MeetingKind, VoteRule
from meetings.rules.shipped_sheets import SHEETS
from members.enums import Ground, PostKind, Standing

LATER = ("eligible",)
DATES_LATER = ("certificate valid until", "ceremony by", "recognition considered by", "admission decided by")
DATES = ("party age from", "official from", "badge")
LEVELS = {
    "excellent": ("excellent", "xuat sac", "hoan thanh xuat sac", "htxsnv"),
    "good": ("good", "tot", "hoan thanh tot", "httnv"),
    "done": ("done", "hoan thanh", "htnv"),
    "not_done": ("not done", "khong hoan thanh", "khtnv"),
}
NAMED_LEVELS = {name: level for level, names in LEVELS.items() for name in names}


class CaseError(Exception):
    """The case cannot be told; `str()` says what is wrong with it, or with what it was taken for."""


def plain(text):
    """`text` without diacritics, capitals, hyphens and underscores."""
    return search_key(text.replace("-", " ").replace("_", " "))


# Kinds of values: each takes what the file says and gives what the case means, or raises ValueError.


def day(value):
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError
    return value


def word(value):
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def words(value):
    if not isinstance(value, list):
        raise ValueError
    return [word(item) for item in value]


def number(value):
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError
    return value


def count(value):
    if number(value) < 0:
        raise ValueError
    return value


def minutes(value):
    """How long a meeting lasted; it ends on its day."""
    if count(value) > 960:
        raise ValueError
    return value


def missed(value):
    """{word: how many monthly meetings, at most three years of them}."""
    if not isinstance(value, dict) or max(map(count, value.values()), default=0) > 36:
        raise ValueError
    return value


def yes_or_no(value):
    if not isinstance(value, bool):
        raise ValueError
    return value


def post(value):
    return PostKind(word(value).replace(" ", "_"))


def wrong_event(value):
    """(verb, day) of "die 2021-03-04"."""
    verb, _space, on = word(value).rpartition(" ")
    if "member" not in VERBS.get(verb, ()) or verb == "correct":
        raise ValueError
    return verb, date.fromisoformat(on)


def meeting_kind(value):
    return MeetingKind(word(value).replace(" ", "_"))


def vote_rule(value):
    return VoteRule(word(value).replace(" ", "_"))


def points(value):
    """An exact number: 89.99 stays 89.99."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError
    return value if isinstance(value, int) else Decimal(str(value))


def points_by_name(value):
    if not isinstance(value, dict):
        raise ValueError
    return {word(name): points(given) for name, given in value.items()}


def one_of(*values):
    def chosen(value):
        if value not in values:
            raise ValueError
        return value

    return chosen


def rule(value):
    if value in DATES_LATER:
        raise CaseError(f'the date "{value}" is not built yet')
    if value not in DATES:
        raise ValueError
    return value


def levels(value):
    """{level: how many are proposed}; levels not named have none."""
    found = dict.fromkeys(LEVELS, 0)
    if not isinstance(value, dict) or not value:
        raise ValueError
    for name, count in value.items():
        if plain(name) not in NAMED_LEVELS:
            raise ValueError
        found[NAMED_LEVELS[plain(name)]] += number(count)
    return found


# What each verb and each expectation tells, beside `on`, `do` and `refused`; "?" marks what may be left out.

VERBS = {
    "found cell": {"cell": word, "kind?": CellKind, "hamlets?": words, "commune?": word},
    "close cell": {"cell": word, "move_to?": word},
    "merge cells": {"cells": words, "into": word},
    "rename cell": {"cell": word, "name": word},
    "join": {
        "member": word, "cell": word, "standing": Standing,
        "decision_on?": day, "ceremony_on?": day, "official_on?": day, "born?": day,
    },
    "admit": {"member": word, "cell": word, "decision_on?": day, "received_on?": day},
    "arrive": {"member": word, "cell": word, "standing": Standing},
    "host": {"member": word, "cell": word, "until": day},
    "restore": {"member": word, "cell": word},
    "readmit": {"member": word, "cell": word, "decision_on?": day, "ground?": Ground, "spent_on?": day},
    "recognise": {"member": word, "effective_on?": day},
    "exempt": {"member": word},
    "exempt for a time": {"member": word, "until": day},
    "end exemption": {"member": word},
    "transfer": {"member": word, "to": word},
    "go away": {"member": word, "until": day, "to": word},
    "come back": {"member": word},
    "suspend": {"member": word, "until": day},
    "lift suspension": {"member": word},
    "remove name": {"member": word},
    "leave": {"member": word},
    "expel": {"member": word},
    "die": {"member": word},
    "post": {"member": word, "post": post},
    "end post": {"member": word, "post": post},
    "correct": {"member": word, "what": wrong_event, "to?": day},
    "discipline": {"member": word, "form": word},
    "commend": {"member": word, "form": word},
}  # fmt: skip
SCORED = ("present", "excused", "unexcused", "roll", "guests", "spoke", "tasks", "tasks_done", "tasks_not_due")
COUNTED = ("headcount", "official", "probationary", "exempt", "away", "hosted", "attendance_base", "voting_base")
FLOWING = ("opening", "admitted", "arrived", "restored")
FLOWING += ("transferred", "died", "expelled", "removed", "left", "closing")
EXPECTATIONS = {
    "attendance": {
        "cell": word, "on": day, "kind?": meeting_kind, "present?": words, "excused?": words, "unexcused?": words,
        "excused_in_denominator?": yes_or_no, "numerator?": number, "denominator?": number, "not_recorded?": number,
    },
    "vote": {
        "cell": word, "on": day, "present": words, "rule": vote_rule, "for": number,
        "base?": number, "needed?": number, "passed?": yes_or_no,
    },
    "alert": {
        "on": day, "member?": word, "cell?": word, "kind": one_of("absences", "below three", "committee needed"),
        "level": one_of("none", "warning", "red"),
    },
    "count": {"on": day, "cell?": word, "commune?": word} | {f"{name}?": number for name in COUNTED},
    "flow": {"from": day, "until": day, "cell?": word, "commune?": word} | {f"{name}?": number for name in FLOWING},
    "date": {"rule": rule, "member?": word, "start?": day, "years?": number, "ill?": yes_or_no, "is": day},
    "rating": {"year": number, "levels": levels, "excellent_at_most": number},
    "score": {
        "sheet": one_of(*SHEETS), "on": day, "minutes?": minutes, "combined?": yes_or_no, "theme_on?": day,
        **{f"{name}?": count for name in SCORED}, "excused_run?": missed,
        "given?": points_by_name, "gates?": words,
        "proposed?": points_by_name, "total?": points, "band?": one_of(*Band.values),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An event or an expectation: `where` it stands in the file, `kind` is its verb or table, `facts` {key: value}."""

    where: str
    kind: str
    facts: dict

    def __getitem__(self, key):
        return self.facts[key]

    def __str__(self):
        about = ("rule", "member", "start", "cell", "commune", "year", "on", "from")
        return ", ".join([self.where, *(f"{key} {self.facts[key]}" for key in about if key in self.facts)])


@dataclass(frozen=True)
class Case:
    """`events` in the order in which they are played, `expectations` in the order in which they are compared."""

    title: str
    events: list
    expectations: list


def read(path):
    """The Case in a file. Raises CaseError."""
    try:
        with path.open("rb") as file:
            told = tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CaseError(str(error)) from error
    tables = {name: told.pop(name) for name in ("event", *EXPECTATIONS, *LATER) if name in told}
    head = _facts("the head of the case", told, {"title": word, "source?": word, "version?": number})
    if head.get("version", 1) != 1:
        raise CaseError("only version 1 of the format is known")
    for name, rows in tables.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise CaseError(f"write [[{name}]] with two brackets")
        if name in LATER:
            raise CaseError(f'the expectation "{name}" is not built yet')
    events = [_event(n, row) for n, row in enumerate(tables.pop("event", []), 1)]
    # Cells first, so that what is told of a day before a cell was founded is refused by the rules; then by date.
    events.sort(key=lambda event: (event.kind != "found cell", event["on"]))
    # Attendance tells who stayed away, which alerts count.
    kinds = [name for name in EXPECTATIONS if name in tables]
    expectations = [_expectation(name, n, row) for name in kinds for n, row in enumerate(tables[name], 1)]
    if not events and not expectations:
        raise CaseError("nothing happens and nothing is expected")
    return Case(head["title"], events, expectations)


def _event(n, row):
    verb = row.get("do")
    if verb not in VERBS:
        raise CaseError(f'event {n}: unknown verb "{verb}"' if verb else f'event {n}: "do" is missing')
    on = "on?" if verb == "correct" else "on"
    keys = {on: day, "do": word, "refused?": yes_or_no} | VERBS[verb]
    where = f"event {n} ({verb})"
    facts = _facts(where, row, keys)
    if verb == "correct":
        facts.setdefault("on", facts["what"][1])
    return Told(where, verb, facts)


def _expectation(name, n, row):
    where = f"{name} {n}"
    facts = _facts(where, row, EXPECTATIONS[name])
    if name in ("count", "flow"):
        _require_one(where, facts, "cell", "commune")
        if not set(facts) & {*COUNTED, *FLOWING}:
            raise CaseError(f"{where}: no figure to compare")
    if name == "alert":
        _require_one(where, facts, "member" if facts["kind"] == "absences" else "cell")
    if name == "flow" and facts["from"] >= facts["until"]:
        raise CaseError(f'{where}: "until" must be after "from"')
    if name == "date":
        _require_one(where, facts, "member", "start")
        if ("years" in facts) != (facts["rule"] == "badge") or ("ill" in facts and "years" not in facts):
            raise CaseError(f'{where}: "years" and "ill" belong to a badge')
    return Told(where, name, facts)


def _require_one(where, facts, *keys):
    if sum(key in facts for key in keys) != 1:
        raise CaseError(f"{where}: give either " + " or ".join(f'"{key}"' for key in keys))


def _facts(where, row, keys):
    """{key: what it means} of a table. `keys` {key, with "?" when it may be left out: kind of value}."""
    kinds = {key.rstrip("?"): kind for key, kind in keys.items()}
    for key in row:
        if key not in kinds:
            raise CaseError(f'{where}: unknown key "{key}"')
    for key in keys:
        if not key.endswith("?") and key not in row:
            raise CaseError(f'{where}: "{key}" is missing')
    facts = {}
    for key, value in row.items():
        try:
            facts[key] = kinds[key](value)
        except ValueError as error:
            raise CaseError(f'{where}: "{key}" may not be {value!r}') from error
    return facts
