"""Which members a choice lists, in which order, and what stands in their rows on the screen and in Excel.

The rows are those of `Membership` that make up the headcount of a day, so that a list and a figure cannot disagree.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cells.access import commune_id
from common.addresses import address_of
from common.partial import completed_years
from common.prepared import numbers, prepared
from common.tables import Column, Figure, Table
from common.text import search_key, tone_key
from members.enums import DEPARTURES, MINORITY, CodeList, Entry, OverlayKind, PostKind, Sex, Standing
from members.models import Code, HamletRole, Member, Membership, Overlay, Post, SavedFilter
from members.models.codes import in_minority
from members.models.member import name_holds
from members.queries import CAME, changed, days_out_in, party_age_between
from members.queries.member import open_files
from members.rules.party_age import PartyAge

CODED = tuple(Member.code_lists)
SHOWN = (
    *("member", "member__full_name", "member__sex", "member__born", "member__ceremony_on"),
    *("cell", "standing", "since", "entry", "until", "exit"),
)
# What Excel tells besides.
WORDS, DATES, NUMBERS = (*CODED, "hamlet"), ("ceremony_on", "official_on", "party_since"), Member.masked
PERSON = (*(f"member__{name}__name" for name in WORDS), *(f"member__{name}" for name in (*DATES, *NUMBERS)))
ORDERS = {
    "": (),
    "name": (),
    "born": ("member__born",),
    "-born": ("-member__born",),
    "party": ("member__party_since",),
}


TYPED = ("name", "age_from", "age_to", "party_age_from", "party_age_to", "change")
FEW = (
    "cell",
    "standing",
    "state",
    "post",
    "hamlet_role",
    "sex",
    "hamlet",
    *CODED,
    "missing",
    "left",
    "sort",
    "since",
    "until",
)


class ListRow(NamedTuple):
    """A member as listed: ready strings, for a page of hundreds. `url` is empty where the file does not open;
    `remarks` [(tone of a badge, word)]."""

    url: str
    full_name: str
    sex: str
    born: str
    cell: str
    standing: str
    remarks: list


def chosen_rows(*, cells, day, choice):
    """Rows of Membership on `day` (of Overlay for guests) in `cells` that fit `choice`, that of a MemberFilter.

    Those who left, or came or left in a period, are listed where they were then, when the choice asks for them.
    """
    if choice["state"] == OverlayKind.HOSTED:
        rows = Overlay.objects.on(day).filter(cell__in=cells)
        rows = rows.annotate(**dict.fromkeys(("standing", "entry", "exit"), Value("")), days_out=Value(0))
    else:
        rows = Membership.objects.filter(cell__in=cells)
        if choice["change"]:
            period = {"since": choice["since"], "until": choice["until"]}
            rows = changed(rows, change=choice["change"], whole=not choice["cell"], **period)
        elif choice["left"]:
            rows = rows.last_known(day)
        else:
            rows = rows.on(day)
        if choice["state"]:
            rows = rows.filter(_holds(Overlay, day, kind=choice["state"]))
    if choice["party_age_from"] is not None or choice["party_age_to"] is not None:
        rows = _of_party_age(rows, cells=cells, day=day, least=choice["party_age_from"], most=choice["party_age_to"])
    if choice["standing"]:
        rows = rows.filter(standing=choice["standing"])
    if choice["post"]:
        rows = rows.filter(_holds(Post, day, kind=choice["post"], cell=OuterRef("cell")))
    if choice["hamlet_role"]:
        rows = rows.filter(_holds(HamletRole, day, kind=choice["hamlet_role"], struck=False))
    return _in_order(rows.filter(_person(choice, day)), choice)


class Listed:
    """What a choice lists, as a Paginator asks for it: how many there are, and the SHOWN of a part of them.

    A choice among few is asked by a statement of its own; what is typed freely makes too many to keep them. Who
    fits on the first page of so many `rows` is not counted by another one.
    """

    def __init__(self, *, cells, day, choice, rows):
        self.about = {"cells": cells, "day": day}
        self.choice = {name: choice[name] for name in (*FEW, *TYPED)}
        self.first = self._ask(_part, start=0, stop=rows)
        self.rows = rows

    def count(self):
        return len(self.first) if len(self.first) < self.rows else self._ask(_count)[0]

    def __getitem__(self, part):
        return self._ask(_part, start=part.start, stop=part.stop) if part.start else self.first

    def _ask(self, statement, **part):
        if any(self.choice[name] not in ("", None) for name in TYPED):
            return list(statement.build(**self.about, choice=self.choice, **part))
        few = {**self.choice, "since": "", "until": ""}  # a period is asked for with a change only
        return statement(**self.about, choice=tuple(few.items()), **part)


@prepared
def _count(cells, day, *, choice):
    rows = chosen_rows(cells=cells, day=day, choice=dict(choice)).order_by()
    return rows.values(all=Value(1)).annotate(number=Count("pk")).values_list("number", flat=True)


@prepared
def _part(cells, day, *, choice, start, stop):
    return chosen_rows(cells=cells, day=day, choice=dict(choice)).values_list(*SHOWN)[start:stop]


def _holds(model, day, **about):
    return Exists(model.objects.on(day).filter(member=OuterRef("member"), **about))


def _person(choice, day):
    """Condition for what a choice asks of the person."""
    fits = name_holds(choice["name"], "member__")
    for name in ("sex", "hamlet", *CODED):
        if choice[name] and choice[name] != MINORITY:
            fits &= Q(**{f"member__{name}": choice[name]})
    if choice["ethnicity"] == MINORITY:
        fits &= in_minority("member__")
    if choice["missing"]:
        empty = "__isnull" if Member._meta.get_field(choice["missing"]).null else ""
        fits &= Q(**{f"member__{choice['missing']}{empty}": empty and True})
    if choice["age_from"] is not None or choice["age_to"] is not None:
        fits &= completed_years("member__born", day, choice["age_from"], choice["age_to"])
    return fits


def _of_party_age(rows, *, cells, day, least, most):
    """Those of `rows` who have that Party age: it counts once somebody is recognised (294-QĐ/TW §4.5); that of guests
    is not known here."""
    if rows.model is not Membership:
        return rows.none()
    fits = party_age_between(day, least, most, days_out=days_out_in(cells=numbers(cells)))
    return rows.filter(fits, standing=Standing.OFFICIAL)


def _in_order(rows, choice):
    """As Vietnamese lists are sorted; before that as chosen, unknown dates last, and names with the tones as typed."""
    order = []
    words = tone_key(choice["name"])
    if words != search_key(choice["name"]):
        exact = Q(*(Q(member__tone_key__contains=word) for word in words.split()))
        order.append(Case(When(exact, then=0), default=1))
    for by in ORDERS[choice["sort"]]:
        order += [Case(When(Q(**{by.lstrip("-"): ""}), then=1), default=0), by]
    return rows.order_by(*order, "member__sort_key", "member", "pk")


@prepared
def saved_filters(account):
    """[SavedFilter] that the account of that number keeps, by name."""
    return SavedFilter.objects.of(account)


def spelled_group(user, text):
    """The ethnic group whose name or alias is `text` (a Code), or None."""
    key = search_key(text)
    groups = _ethnic_groups(commune=commune_id(user)) if key else ()
    return next((group for group in groups if key in group.spellings()), None)


@prepared
def _ethnic_groups(commune):
    return Code.objects.filter(commune=commune, list=CodeList.ETHNICITY)


def shown(rows, *, names, user, day, change=""):
    """[ListRow] of the SHOWN of chosen rows; two queries, three for those who see some cells only. `names` {cell
    number: name}; how somebody came is told where `change` asks for it, how somebody left always.

    What is made here of numbers and our own words is marked as safe: escaping it again is half the cost of the page.
    """
    people = [row[0] for row in rows]
    opens, remarks = open_files(user, people), _remarks(people, day)
    sexes = {value: SafeString(label) for value, label in Sex.choices}
    standings = {value: SafeString(label) for value, label in Standing.choices}
    exits = {cause.value: str(cause.label) for cause in DEPARTURES}
    entries = dict(Entry.choices) if change in CAME.values() else {}
    joined = _("%(standing)s, joined %(day)s")
    listed = []
    for pk, name, sex, born, ceremony, cell, standing, since, entry, until, cause in rows:
        known = pk in opens
        as_what = standings.get(standing, "")
        if ceremony and as_what and known:
            as_what = SafeString(joined % {"standing": as_what, "day": ceremony.text})
        told = [("", f"{entries[entry]} {since:%d/%m/%Y}")] if entry in entries else []
        told += [("", f"{exits[cause]} {until:%d/%m/%Y}")] if cause in exits else []
        listed.append(
            ListRow(
                SafeString(address_of("members:detail", pk)) if known else "",
                name,
                sexes[sex] if known else "",
                SafeString(born.text) if known else "",
                names[cell],
                as_what,
                told + remarks[pk] if pk in remarks else told,
            )
        )
    return listed


def _remarks(people, day):
    """{member number: [(tone, word)]} of the posts that `people` hold, and of what lies over their memberships, on
    `day`."""
    found = defaultdict(list)
    for model, kinds, tone in ((Post, PostKind, "info"), (Overlay, OverlayKind, "warn")):
        words = {value: str(label) for value, label in kinds.choices}
        for member, kind in _kinds_on(members=people, day=day, model=model):
            found[member].append((tone, words[kind]))
    return found


@prepared
def _kinds_on(members, day, *, model):
    rows = model.objects.on(day).filter(member__in=members).order_by("since", "pk")
    return rows.values_list("member", "kind")


def as_table(rows, *, day, title, masked, **about):
    """The Table of the chosen `rows` for Excel: what the list shows and the facts behind the choices. `masked` shortens
    numbers as the screen does; `about` as `shown` takes it."""
    found, standings = list(rows.values_list(*SHOWN, *PERSON, "days_out")), dict(Standing.choices)
    listed = shown([row[: len(SHOWN)] for row in found], day=day, **about)
    lines = []
    for row, values in zip(listed, found, strict=True):
        standing, (*facts, days_out) = values[SHOWN.index("standing")], values[len(SHOWN) :]
        if row.url:
            words, dates, numbers = facts[: len(WORDS)], facts[len(WORDS) : -len(NUMBERS)], facts[-len(NUMBERS) :]
            *dates, since = dates
            days = (*(date.text for date in dates), PartyAge(since, days_out).text)
            told = (*(word or "" for word in words), *days, *map(masked, numbers))
        else:
            told = [""] * len(PERSON)
        remarks = ", ".join(word for _tone, word in row.remarks)
        plain = (row.full_name, row.sex, row.born, row.cell, str(standings.get(standing, "")), remarks)
        lines.append((Figure(len(lines) + 1), *map(Figure, (*plain, *told))))
    facts = (Member._meta.get_field(name).verbose_name for name in (*WORDS, *DATES, *NUMBERS))
    return Table(
        title=title,
        subtitle=_("%(count)s members, on %(day)s") % {"count": len(lines), "day": f"{day:%d/%m/%Y}"},
        columns=(
            Column(_("No."), "number", width=6),
            Column(_("full name"), width=26),
            Column(_("sex"), width=8),
            Column(_("born")),
            Column(_("cell"), width=28),
            Column(_("standing")),
            Column(_("Remarks"), width=22),
            *(Column(label, width=16) for label in facts),
        ),
        rows=tuple(lines),
        notes=(_("Numbers show their last three digits only."),),
    )
