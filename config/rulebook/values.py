"""Kinds of values in a case: each takes what the file says and gives what the case means, or raises ValueError."""

from datetime import date, datetime
from decimal import Decimal

from common.fields import FIRST_DAY, LAST_DAY
from common.text import search_key
from development.enums import CaseState
from development.rules.conditions import Grade
from meetings.enums import MeetingKind, VoteRule
from members.enums import PostKind

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


def day(value):
    """A day that the app takes."""
    if not isinstance(value, date) or isinstance(value, datetime) or not FIRST_DAY <= value <= LAST_DAY:
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


def grade(value):
    """The class completed: 9 is 9/12, "7/10" of the old system."""
    text = f"{count(value)}/12" if not isinstance(value, str) else value
    completed, _slash, of = text.partition("/")
    if of not in ("10", "12") or not completed.isdecimal() or int(completed) > int(of):
        raise ValueError
    return Grade.read(text)


def list_of(kind, *, sort=False):
    """A list of values of a kind; with `sort` their order says nothing."""

    def listed(value):
        if not isinstance(value, list):
            raise ValueError
        found = [kind(item) for item in value]
        return sorted(set(found)) if sort else found

    return listed


def text(value):
    """A word, or nothing."""
    return value if value == "" else word(value)


def state(value):
    """ "cell voted"."""
    return CaseState(word(value).replace(" ", "_"))


def setting(value):
    """The value of a setting: a word or a whole number."""
    return value if isinstance(value, str) else count(value)


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
