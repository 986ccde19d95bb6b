"""What the membership is made of on a day: by age, sex, ethnic group, learning and place (domain 10.3).

Counted by the database, one grouped query a cut. Every figure opens the list of members behind it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.db.models import Case, CharField, Count, IntegerField, Q, Sum, When
from django.db.models.functions import Cast, Substr
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, here_today, may_open
from cells.models import Cell
from common.partial import completed_years
from common.prepared import numbers, prepared
from common.tables import Column, Figure, Table
from members.enums import MINORITY, Sex, Standing
from members.models import Member, Membership
from members.models.codes import in_minority
from members.queries import days_out_in, party_age_between
from reports.tables.people import members_listed
from reports.tables.plots import row_plot

AGES = ((18, 30), (31, 40), (41, 50), (51, 60), (61, None))
PARTY_AGES = ((None, 9), (10, 29), (30, 39), (40, 49), (50, None))
COUNTS = {
    "total": Count("pk"),
    "women": Count("pk", filter=Q(member__sex=Sex.FEMALE)),
    "minority": Count("pk", filter=in_minority("member__")),
}


class PartCondition(NamedTuple):
    """Those who fit a condition, and the choice of the list that finds them; an `odd` one is shown only when somebody
    fits it."""

    label: str
    fits: Q
    choice: dict
    odd: bool = False


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

    Thirteen queries.
    """
    cells = _read_about(**here_today(user, Do.SEE_REPORTS), cell=cell and cell.pk)
    within = {"cell": cell.pk} if cell else {}
    choice = within if all(map(may_open(user, Do.SEE_MEMBERS), cells)) else None
    where = {"cells": numbers(cells), "day": day}
    rows = _rows(**where)
    cuts = [
        _cut(_("Age"), _by_band(rows, _ages(day)), day, choice, _mean_age(rows, day)),
        _cut(_("Party age"), _by_band(rows, _party_ages(day, days_out_in(cells=where["cells"]))), day, choice),
        _cut(_("sex"), _by_value(where, "member__sex", Sex.choices, "sex"), day, choice),
    ]
    for name in (*Member.code_lists, "hamlet"):
        label = Member._meta.get_field(name).verbose_name
        cuts.append(_cut(label, _by_entry(where, name), day, choice))
    if not cell:
        parts = _by_value(where, "cell", [(one.pk, one.name) for one in cells], "cell")
        cuts.append(_cut(_("cell"), parts, day, choice))
    return StructureReport(cuts, day, _notes())


@prepared
def _read_about(communes, cells, day, cell):
    found = Cell.objects.within(Scope(communes, cells), day).filter(**({} if cell is None else {"pk": cell}))
    return found.order_by("search_key", "pk")


def _rows(cells, day):
    return Membership.objects.on(day).filter(cell__in=cells).order_by()


def _notes():
    return (
        _("Everybody whose membership is here on the day counts, exempt, away and suspended members too."),
        _("Age and Party age: completed years on the day; where only the year is known, counted from its first day."),
        _("Party age counts from the admission decision, for official members."),
        _("Minority: every ethnic group but the Kinh."),
        _("Sex, ethnic group and education are those in the files of today, also for an earlier day."),
    )


def _ages(day):
    bands = [
        PartCondition(
            f"{least}–{most}" if most else f"> {least - 1}",
            completed_years("member__born", day, least, most),
            {"age_from": least, "age_to": most},
        )
        for least, most in AGES
    ]
    young = PartCondition(_("under 18"), completed_years("member__born", day, None, 17), {"age_to": 17}, odd=True)
    return [young, *bands, PartCondition(_("not recorded"), Q(member__born=""), {"missing": "born"}, odd=True)]


def _party_ages(day, days_out):
    official = Q(standing=Standing.OFFICIAL)
    bands = [
        PartCondition(
            f"{least}–{most}" if least and most else f"< {most + 1}" if most else f"≥ {least}",
            official & party_age_between(day, least, most, days_out=days_out),
            {"party_age_from": least, "party_age_to": most},
        )
        for least, most in PARTY_AGES
    ]
    probation = PartCondition(_("probationary"), ~official, {"standing": Standing.PROBATIONARY.value})
    unknown = {"missing": "party_since", "standing": Standing.OFFICIAL.value}
    missing = PartCondition(_("not recorded"), official & Q(member__party_since=""), unknown, odd=True)
    return [*bands, probation, missing]


def _by_band(rows, bands):
    """[Part] of `bands`."""
    which = Case(*(When(band.fits, then=n) for n, band in enumerate(bands)), output_field=IntegerField())
    counted = {row.pop("band"): row for row in rows.annotate(band=which).values("band").annotate(**COUNTS)}
    return [
        Part(band.label, band.choice, **counted.get(n, {}))
        for n, band in enumerate(bands)
        if n in counted or not band.odd
    ]


def _by_value(where, path, values, name):
    """[Part] of `values` [(value of the column `path`, label)]."""
    counted = {row.pop(path): row for row in _counted(**where, paths=(path,))}
    return [Part(str(label), {name: value}, **counted[value]) for value, label in values if value in counted]


@prepared
def _counted(cells, day, *, paths):
    """COUNTS for each group of values of the columns `paths`, in their order."""
    return _rows(cells, day).values(*paths).annotate(**COUNTS).order_by(*paths)


def _by_entry(where, name):
    """[Part] of the entries that the files name in the field `name` of Member, in the order of their list."""
    path = f"member__{name}"
    order = f"{path}__search_key" if name == "hamlet" else f"{path}__position"
    known, unknown = [], []
    for row in _counted(**where, paths=(order, f"{path}__name", path)):
        _order, label, pk = row.pop(order), row.pop(f"{path}__name"), row.pop(path)
        if pk:
            known.append(Part(label, {name: pk}, **row))
        else:
            unknown.append(Part(_("not recorded"), {"missing": name}, **row))
    return known + unknown


def _mean_age(rows, day):
    """The sentence that tells the mean of completed years, with one decimal."""
    rest = Substr("member__born", 6, 5, output_field=CharField())  # month and day, as far as known
    year = Cast(Substr("member__born", 1, 4, output_field=CharField()), IntegerField())
    still_to_come = Case(When(rest__gt=f"{day:%m-%d}", then=1), default=0)
    known = rows.exclude(member__born="").annotate(rest=rest)
    found = known.aggregate(years=Sum(day.year - year - still_to_come), count=Count("pk"))
    if not found["count"]:
        return ""
    mean = (Decimal(found["years"]) / found["count"]).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _("Mean age: %(years)s") % {"years": f"{mean}".replace(".", ",")}


def _cut(title, parts, day, choice, subtitle=""):
    """`choice` lists all members of the cut, None where the list does not open to the reader."""
    title = capfirst(title)
    total = sum(part.total for part in parts)

    def figure(value, also):
        return Figure(value, members_listed(day, **choice | also) if value and choice is not None else "")

    def figures(part):
        return (
            figure(part.total, part.choice),
            Figure(part.total / total if total else None),
            figure(part.women, {"sex": Sex.FEMALE.value} | part.choice),
            figure(part.minority, {"ethnicity": MINORITY} | part.choice),
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
