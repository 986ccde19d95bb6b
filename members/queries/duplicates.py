"""Records that may be of one person. They are only suggested: a person decides."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from members.models import Distinct, Member

# Numbers that one person alone has. The identity number is none of them: the database lets no two records have one.
NUMBERS = ("card_no", "old_id_number", "old_card_no")
COLUMNS = ("pk", "search_key", "sex", "born", "id_number", *NUMBERS)


@dataclass(frozen=True)
class Suggestion:
    """`first` and `second` are numbers of members, the lower first; `reasons` and `doubts` words for and against."""

    first: int
    second: int
    reasons: tuple
    doubts: tuple
    same_name: bool

    @property
    def doubt(self):
        """What the pairs are sorted by: the fewer signs for it and the more against, the higher."""
        return len(self.doubts) - len(self.reasons) - self.same_name


def suggestions(members):
    """[Suggestion] among `members` (a queryset), the likeliest first; without those found to be two persons.

    Two queries and one pass: records that share a name, a family and given name with the birth year, or a number.
    """
    rows = {row["pk"]: row for row in members.order_by("pk").values(*COLUMNS)}
    alike = defaultdict(list)
    for row in rows.values():
        for key in _keys(row):
            alike[key].append(row["pk"])
    pairs = {pair for group in alike.values() for pair in combinations(group, 2)}
    pairs -= set(Distinct.objects.filter(first__in=members).values_list("first", "second"))
    found = [_suggestion(rows[first], rows[second]) for first, second in pairs]
    return sorted(found, key=lambda pair: (pair.doubt, pair.first, pair.second))


def _keys(row):
    yield "name", row["search_key"]
    if row["born"]:
        yield "similar", _family_and_given(row), row["born"][:4]
    yield from ((name, row[name]) for name in NUMBERS if row[name])


def _suggestion(one, two):
    reasons, doubts = [], []
    same_name = one["search_key"] == two["search_key"]
    if same_name:
        reasons.append(_("same name"))
    elif _family_and_given(one) == _family_and_given(two):
        reasons.append(_("similar name"))
    known = sorted([one["born"], two["born"]], key=len)
    if all(known):
        if known[0] == known[1] and known[0].whole:
            reasons.append(_("same birth date"))
        elif known[1].startswith(known[0]):  # 1958 and 05/03/1958 may be one birth
            reasons.append(_("same birth year"))
        else:
            doubts.append(_("other birth date"))
    reasons += [_same(name) for name in NUMBERS if one[name] and one[name] == two[name]]
    if one["sex"] != two["sex"]:
        doubts.append(_("other sex"))
    if one["id_number"] and two["id_number"]:
        doubts.append(_("other identity number"))
    return Suggestion(one["pk"], two["pk"], tuple(reasons), tuple(doubts), same_name)


def _family_and_given(row):
    words = row["search_key"].split()
    return tuple(words[:1] + words[-1:])


def _same(name):
    return _("same %(number)s") % {"number": Member._meta.get_field(name).verbose_name}
