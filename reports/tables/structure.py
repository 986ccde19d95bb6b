"""What the membership is made of on a day: by age, sex, ethnic group, learning and place (domain 10.3).

Read once and counted in each way. Every figure opens the list of members behind it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, here_today, may_open
from cells.models import Cell, Hamlet
from common.partial import PartialDate
from common.plots import Pyramid, row_plot
from common.prepared import numbers, prepared
from common.tables import Column, Figure, Table
from members.enums import MINORITY, CodeList, Sex, Standing
from members.models import Code, Member, Membership
from members.models.codes import MAJORITY
from members.rules.party_age import PartyAge
from reports.tables.people import members_listed

AGES = ((18, 30), (31, 40), (41, 50), (51, 60), (61, None))
PARTY_AGES = ((None, 9), (10, 29), (30, 39), (40, 49), (50, None))
ENTRIES = (*Member.code_lists, "hamlet")  # fields of Member that name an entry of a list
ETHNICITY = ENTRIES.index("ethnicity")
LISTS = len(ENTRIES)
YOUNG = "young"


class Person(NamedTuple):
    """What is counted of a member."""

    cell: int
    standing: str
    days_out: int
    sex: str
    born: PartialDate
    party_since: PartialDate
    entries: tuple  # numbers, in the order of ENTRIES


@dataclass(frozen=True)
class Part:
    """One group of a cut: its name, the choice of the list that finds it, and its figures (persons)."""

    label: str
    choice: dict
    total: int = 0
    women: int = 0
    minority: int = 0


@dataclass(frozen=True)
class Cut:
    """The members divided in one way."""

    table: Table
    plot: object


@dataclass(frozen=True)
class StructureReport:
    """The members on a `day`, divided in the ways of `cuts` [Cut]; `notes` say how they are counted."""

    cuts: list
    day: date
    notes: tuple

    @property
    def title(self):
        return _("Structure of the membership on %(day)s") % {"day": f"{self.day:%d/%m/%Y}"}

    @property
    def tables(self):
        """The tables of all cuts below each other."""
        return (
            Table(
                title=self.title,
                columns=(Column(_("Parted by"), width=24), *self.cuts[0].table.columns),
                rows=tuple((Figure(cut.table.title), *row) for cut in self.cuts for row in cut.table.rows),
                notes=self.notes,
            ),
        )


def structure(*, user, day, cell=None):
    """The StructureReport of the members on `day` of the cells that `user` may read about, or of one `cell`.

    Four queries.
    """
    cells = _read_about(**here_today(user, Do.SEE_REPORTS), cell=cell and cell.pk)
    within = {"cell": cell.pk} if cell else {}
    choice = within if all(map(may_open(user, Do.SEE_MEMBERS), cells)) else None
    people = [Person(*facts[:-LISTS], facts[-LISTS:]) for facts in _people(cells=numbers(cells), day=day)]
    named = {number for person in people for number in person.entries[:-1]}
    codes = _codes(pks=sorted(named - {None}))
    hamlets = _hamlets(pks=sorted({person.entries[-1] for person in people} - {None}))
    minority = {pk for pk, _name, which, code in codes if which == CodeList.ETHNICITY and code != MAJORITY}
    count = partial(_parts, people, minority)
    cuts = [
        _cut(_("Age"), count(_by_age(day), _ages()), day, choice, _mean_age(people, day)),
        _cut(_("Party age"), count(_by_party_age(day), _party_ages()), day, choice),
        _cut(_("sex"), count(attrgetter("sex"), _of_values("sex", Sex.choices)), day, choice),
    ]
    for place, name in enumerate(ENTRIES):
        parts = count(_by_entry(place), _of_entries(name, hamlets if name == "hamlet" else codes))
        cuts.append(_cut(Member._meta.get_field(name).verbose_name, parts, day, choice))
    if not cell:
        parts = count(attrgetter("cell"), _of_values("cell", [(one.pk, one.name) for one in cells]))
        cuts.append(_cut(_("cell"), parts, day, choice))
    return StructureReport(cuts, day, _notes())


@prepared
def _read_about(communes, cells, day, cell):
    found = Cell.objects.within(Scope(communes, cells), day).filter(**({} if cell is None else {"pk": cell}))
    return found.order_by("search_key", "pk")


@prepared
def _people(cells, day):
    """Rows of what stands in a Person."""
    rows = Membership.objects.on(day).filter(cell__in=cells).order_by()
    own = ("cell", "standing", "days_out")
    return rows.values_list(*own, *(f"member__{name}" for name in ("sex", "born", "party_since", *ENTRIES)))


@prepared
def _codes(pks):
    codes = Code.objects.filter(pk__in=pks).order_by("position", "name", "pk")
    return codes.values_list("pk", "name", "list", "code")


@prepared
def _hamlets(pks):
    return Hamlet.objects.filter(pk__in=pks).order_by("search_key", "name", "pk").values_list("pk", "name")


def _notes():
    return (
        _("Everybody whose membership is here on the day counts, exempt, away and suspended members too."),
        _("Age and Party age: completed years on the day; where only the year is known, counted from its first day."),
        _("Party age counts from the admission decision, for official members."),
        _("Minority: every ethnic group but the Kinh."),
        _("Sex, ethnic group and education are those in the files of today, also for an earlier day."),
    )


def _parts(people, minority, group_of, groups):
    """[Part] of `people` for each of `groups`, (what `group_of` answers for its people, label, choice, whether it is
    shown only when somebody belongs to it); `minority` are the numbers of the ethnic groups that are one."""
    found = defaultdict(list)
    for person in people:
        found[group_of(person)].append(person)
    return [
        Part(
            str(label),
            choice,
            len(found[group]),
            sum(person.sex == Sex.FEMALE for person in found[group]),
            sum(person.entries[ETHNICITY] in minority for person in found[group]),
        )
        for group, label, choice, odd in groups
        if group in found or not odd
    ]


def _of_values(name, values):
    """Groups by the field `name` of the list's choice, for those of `values` [(value, label)] that somebody has."""
    return [(value, label, {name: value}, True) for value, label in values]


def _of_entries(name, entries):
    yield from _of_values(name, ((pk, label) for pk, label, *_rest in entries))
    yield None, _("not recorded"), {"missing": name}, True


def _by_entry(place):
    return lambda person: person.entries[place]


def _by_age(day):
    """A function that says to which of `_ages` somebody belongs on `day`."""

    def group_of(person):
        age = person.born.age_on(day)
        return age if age is None else YOUNG if age < AGES[0][0] else _band(age, AGES)

    return group_of


def _ages():
    yield YOUNG, _("under 18"), {"age_to": AGES[0][0] - 1}, True
    for least, most in AGES:
        yield (least, most), f"{least}–{most}" if most else f"> {least - 1}", {"age_from": least, "age_to": most}, False
    yield None, _("not recorded"), {"missing": "born"}, True


def _by_party_age(day):
    """A function that says to which of `_party_ages` somebody belongs on `day`."""

    def group_of(person):
        if person.standing != Standing.OFFICIAL:
            return Standing.PROBATIONARY
        years = PartyAge(person.party_since, person.days_out).years_on(day)
        return years if years is None else _band(years, PARTY_AGES)

    return group_of


def _party_ages():
    for least, most in PARTY_AGES:
        label = f"{least}–{most}" if least and most else f"< {most + 1}" if most else f"≥ {least}"
        yield (least, most), label, {"party_age_from": least, "party_age_to": most}, False
    yield Standing.PROBATIONARY, _("probationary"), {"standing": Standing.PROBATIONARY.value}, False
    yield None, _("not recorded"), {"missing": "party_since", "standing": Standing.OFFICIAL.value}, True


def _band(years, bands):
    """That of `bands` [(least, most)], each of which begins where the one before ends, in which `years` lie."""
    return next(band for band in bands if band[1] is None or years <= band[1])


def _mean_age(people, day):
    """The sentence that tells the mean of completed years, with one decimal."""
    ages = [age for person in people if (age := person.born.age_on(day)) is not None]
    if not ages:
        return ""
    mean = (Decimal(sum(ages)) / len(ages)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _("Mean age: %(years)s") % {"years": f"{mean}".replace(".", ",")}


def _cut(title, parts, day, choice, subtitle=""):
    """`choice` lists all members of the cut, None where the list does not open to the reader."""
    title = capfirst(title)
    total = sum(part.total for part in parts)

    def figures(part):
        listed = members_listed(day, **choice | part.choice) if choice is not None else ""

        def figure(value, also=""):
            return Figure(value, listed + also if value and listed else "")

        return (
            figure(part.total),
            Figure(part.total / total if total else None),
            figure(part.women, "" if "sex" in part.choice else f"&sex={Sex.FEMALE}"),
            figure(part.minority, "" if "ethnicity" in part.choice else f"&ethnicity={MINORITY}"),
        )

    every = Part(capfirst(_("all")), {}, total, sum(part.women for part in parts), sum(part.minority for part in parts))
    table = Table(
        title=title,
        subtitle=subtitle,
        columns=(
            Column(_("Group"), width=30),
            Column(_("members"), "number"),
            Column(_("Share"), "percent"),
            Column(_("women"), "number"),
            Column(_("Minority"), "number"),
        ),
        rows=tuple((Figure(part.label), *figures(part)) for part in parts),
        total=(Figure(every.label), *figures(every)) if parts else (),
    )
    return Cut(table, row_plot(title, [part.label for part in parts], [part.total for part in parts]))


def plots(report):
    """The Pyramid of the ages of a StructureReport."""
    parts = [[figure.value for figure in row] for row in report.cuts[0].table.rows]
    women = [part[3] for part in parts]
    men = [part[1] - part[3] for part in parts]
    sides = {Sex.MALE.label: men, Sex.FEMALE.label: women}
    return [Pyramid(_("Men and women by age"), [part[0] for part in parts], sides)] if parts else []
