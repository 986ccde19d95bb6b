"""What a case says, checked word by word: a key, verb or expectation that is not known is an error, never skipped."""

import tomllib
from dataclasses import dataclass
from datetime import date

from cells.enums import CellKind
from config.rulebook.values import (
    CaseError,
    count,
    day,
    grade,
    levels,
    list_of,
    meeting_kind,
    minutes,
    missed,
    number,
    one_of,
    points,
    points_by_name,
    post,
    setting,
    state,
    text,
    vote_rule,
    word,
    words,
    yes_or_no,
)
from development.enums import (
    About,
    Answer,
    Authority,
    CaseState,
    Clock,
    ConsentTo,
    EndedBecause,
    HamletPart,
    Lack,
    LeftBecause,
    Living,
    UnionResolution,
)
from development.rules.conditions import Introducer
from meetings.enums import Band
from meetings.rules.shipped_sheets import SHEETS
from members.enums import Ground, Standing

DATES = ("party age from", "official from", "badge", *Clock.values)


def wrong_event(value):
    """(verb, day) of "die 2021-03-04"."""
    verb, _space, on = word(value).rpartition(" ")
    of_members = [name for name, keys in VERBS.items() if "member" in keys and name != "correct"]
    if verb not in (*of_members, "ceremony", "prolong"):
        raise ValueError
    return verb, date.fromisoformat(on)


def introducer(value):
    """An Introducer of whom nothing is asked but what a condition needs."""
    told = told_in(value, {"standing?": Standing, "together_since?": day, "replacement?": yes_or_no})
    official = told.get("standing", Standing.OFFICIAL) == Standing.OFFICIAL
    return Introducer(official, told.get("together_since"), told.get("replacement", False))


def introduction(value):
    """(word of a member, since when both have been together or None)."""
    told = told_in(value, {"member": word, "together_since?": day})
    return told["member"], told.get("together_since")


def told_in(value, keys):
    """{key: what it means} of a table within a table."""
    if not isinstance(value, dict):
        raise ValueError
    try:
        return _facts("", value, keys)
    except CaseError as error:
        raise ValueError from error


# What each verb and each expectation tells, beside `on`, `do` and `refused`; "?" marks what may be left out.

PERSONAL = {
    "born?": day, "area?": Living, "education?": grade, "diploma?": yes_or_no, "role?": HamletPart,
    "reads?": yes_or_no, "youth_union?": yes_or_no, "youth_cadre?": yes_or_no, "trade_union?": yes_or_no,
    "special_case?": yes_or_no, "special_papers?": yes_or_no, "left_on?": day, "left_because?": LeftBecause,
    "hardship?": yes_or_no, "cleared_on?": day, "readmitted_before?": yes_or_no,
}  # fmt: skip
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
    "propose": {"candidate": word, "cell": word, "by?": word, "movement?": word, "hamlet?": word, **PERSONAL},
    "list as sympathiser": {"candidate": word},
    "take off list": {"candidate": word, "because?": word},
    "assign helper": {"candidate": word, "helper": word},
    "class": {"candidate": word, "certificate_on?": day},
    "allow file": {"candidate": word},
    "file": {
        "candidate": word, "introducers?": list_of(introduction), "union_resolution?": UnionResolution,
        "opinions?": yes_or_no,
    },
    "consent": {"candidate": word, "about": ConsentTo},
    "facts": {"candidate": word, "hamlet?": word, **PERSONAL},
    "cell votes": {"candidate": word, "for": count, "present?": words, "about?": About},
    "extend": {"candidate": word, "of": About},
    "committee votes": {"candidate": word, "members": count, "for": count, "body?": Authority, "about?": About},
    "decide": {"candidate": word, "received_on?": day},
    "ceremony": {"candidate": word, "late_consent_on?": day},
    "prolong": {"candidate": word, "months": count},
    "move back": {"candidate": word, "to": state, "because?": word},
    "hand over": {"candidate": word, "to": word},
    "review list": {"cell": word},
    "end": {"candidate": word, "because": EndedBecause},
    "setting": {"name": word, "value": setting},
    "day off": {"day": day, "name?": word},
    "working day": {"day": day, "name?": word},
    "discipline": {"member": word, "form": word},
    "commend": {"member": word, "form": word},
}  # fmt: skip
# Verbs of which a rule may be let pass by an administrator, who says why.
OVERRIDABLE = tuple(verb for verb, keys in VERBS.items() if "candidate" in keys)
SCORED = ("present", "excused", "unexcused", "roll", "guests", "spoke", "tasks", "tasks_done", "tasks_not_due")
COUNTED = ("headcount", "official", "probationary", "exempt", "away", "hosted", "attendance_base", "voting_base")
FLOWING = ("opening", "admitted", "arrived", "restored")
FLOWING += ("transferred", "died", "expelled", "removed", "left", "closing")
# What a date may tell besides its start, and of which rules.
OF_DATES = {
    "years": number, "ill": yes_or_no, "received_on": day, "prolonged": count, "extended": yes_or_no,
    "cleared": yes_or_no,
}  # fmt: skip
BELONG = {
    "years": ("badge",),
    "ill": ("badge",),
    "received_on": (Clock.CEREMONY,),
    "prolonged": (Clock.PROBATION, Clock.CONSIDERED),
    "extended": (Clock.ADMISSION, Clock.RECOGNITION),
    "cleared": (Clock.READMISSION,),
}
COUNTED_STATES = {f"{state.replace('_', between)}?": count for state in CaseState.values for between in (" ", "_")}
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
        "on": day, "member?": word, "cell?": word, "candidate?": word, "rule?": Clock,
        "kind": one_of("absences", "below three", "committee needed", "deadline"),
        "level": one_of("none", "warning", "red"),
    },
    "count": {"on": day, "cell?": word, "commune?": word} | {f"{name}?": number for name in COUNTED},
    "flow": {"from": day, "until": day, "cell?": word, "commune?": word} | {f"{name}?": number for name in FLOWING},
    "date": {
        "rule": one_of(*DATES), "member?": word, "candidate?": word, "start?": day, "is": day,
        **{f"{name}?": kind for name, kind in OF_DATES.items()},
    },
    "eligible": {
        "on": day, **PERSONAL, "born": day, "certificate_on?": day, "papers_on?": day,
        "introducers?": list_of(introducer), "union_resolution?": UnionResolution,
        "consent?": list_of(one_of("age", "education", "readmission")), "answer": Answer,
        "because?": list_of(Lack, sort=True),
    },
    "candidate": {
        "on": day, "candidate": word, "state?": state, "cell?": word, "helper?": text, "ended?": text,
        "late?": list_of(Clock, sort=True), "was_late?": list_of(Clock, sort=True),
    },
    "pipeline": {"on": day, "cell?": word, "commune?": word, "open?": count, **COUNTED_STATES},
    "target": {
        "year": number, "on": day, "plan?": points, "cell?": word, "commune?": word, "hamlet?": word,
        "measure?": one_of("admitted", "sympathisers", "certificates", "rate"), "result?": points,
        "state?": one_of("no target", "exceeded", "reached", "not yet due", "missed"),
    },
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
        about = ("rule", "candidate", "member", "start", "cell", "commune", "year", "on", "from")
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
    tables = {name: told.pop(name) for name in ("event", *EXPECTATIONS) if name in told}
    shared = told.pop("facts", {})
    head = _facts("the head of the case", told, {"title": word, "source?": word, "version?": number})
    if head.get("version", 1) != 1:
        raise CaseError("only version 1 of the format is known")
    for name, rows in tables.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise CaseError(f"write [[{name}]] with two brackets")
    if "eligible" in tables:
        tables["eligible"] = [shared | row for row in tables["eligible"]]
    elif shared:
        raise CaseError('the head of the case: "facts" belong to [[eligible]]')
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
    if verb in OVERRIDABLE:
        keys["override?"] = word
    where = f"event {n} ({verb})"
    facts = _facts(where, row, keys)
    if verb == "correct":
        facts.setdefault("on", facts["what"][1])
    return Told(where, verb, facts)


def _expectation(name, n, row):
    where = f"{name} {n}"
    facts = _facts(where, row, EXPECTATIONS[name])
    CHECKS.get(name, lambda *told: None)(where, facts)
    return Told(where, name, facts)


def _check_count(where, facts):
    _require_one(where, facts, "cell", "commune")
    if not set(facts) & {*COUNTED, *FLOWING, "open", *(name.rstrip("?") for name in COUNTED_STATES)}:
        raise CaseError(f"{where}: no figure to compare")


def _check_flow(where, facts):
    _check_count(where, facts)
    if facts["from"] >= facts["until"]:
        raise CaseError(f'{where}: "until" must be after "from"')


def _check_alert(where, facts):
    deadline = facts["kind"] == "deadline"
    whom = {"absences": ("member",), "deadline": ("candidate", "member")}.get(facts["kind"], ("cell",))
    _require_one(where, facts, *whom)
    if deadline != ("rule" in facts):
        raise CaseError(f'{where}: "rule" belongs to a deadline')


def _check_date(where, facts):
    _require_one(where, facts, "member", "candidate", "start")
    for key, rules in BELONG.items():
        if key in facts and facts["rule"] not in rules:
            raise CaseError(f'{where}: "{key}" belongs to {" and ".join(rules)}')
    if facts["rule"] == "badge" and "years" not in facts:
        raise CaseError(f'{where}: "years" is missing')


def _check_candidate(where, facts):
    if not set(facts) - {"on", "candidate"}:
        raise CaseError(f"{where}: nothing to compare")


def _check_target(where, facts):
    _require_one(where, facts, "cell", "commune", "hamlet")
    if not {"result", "state"} & set(facts):
        raise CaseError(f"{where}: no figure to compare")


CHECKS = {
    "count": _check_count,
    "flow": _check_flow,
    "alert": _check_alert,
    "date": _check_date,
    "candidate": _check_candidate,
    "pipeline": _check_count,
    "target": _check_target,
}


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
