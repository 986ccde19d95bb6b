"""The newly admitted of a period as the official statistics ask for them: what they were on the day of the ceremony."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import scope
from cells.models import Cell
from common.numbers import points
from common.periods import shifted
from common.tables import Column, Figure, Table, Tables
from common.workdays import ONE_DAY
from development.enums import Attained
from development.queries import Among, admissions, facts_of
from development.rules.admitted import AGES, age_band
from members.enums import CodeList, Entry, Sex
from members.models import Code, Membership

UNKNOWN = "unknown"


@dataclass(frozen=True)
class _Counted:
    """Of one period: `count` {(group, entry): persons}, `mean` age in years or None, `women` {ethnic group: women}."""

    count: Counter
    mean: float | None
    women: Counter


def newly_admitted(*, user, period, today):
    """Tables of those admitted in `period`, up to today, in the cells that `user` may read about, beside the same days
    of the year before: the form in its own order, and the annex by ethnic group. Nine queries."""
    cells = Cell.objects.for_doing(user, Do.SEE_REPORTS)
    until = min(period.until, today + ONE_DAY)
    before = shifted(period.since, -12), shifted(until - ONE_DAY, -12) + ONE_DAY
    if until == period.until:
        before = shifted(period.since, -12), shifted(period.until, -12)
    now, then = _counted(cells, period.since, until), _counted(cells, *before)
    codes = dict(_codes(now, then))
    days = {"since": f"{period.since:%d/%m/%Y}", "last": f"{until - ONE_DAY:%d/%m/%Y}"}
    subtitle = _("%(since)s to %(last)s, beside the same days of the year before.") % days
    rows = [_row(label, key, now, then, _listed(user, period, key)) for label, key in _lines(codes, now, then)]
    form = Table(
        title=_("Newly admitted members, %(period)s") % {"period": period},
        subtitle=subtitle,
        columns=(
            Column(_("criterion"), width=46),
            Column(_("this period"), "number"),
            Column(_("same period of the year before"), "number", width=18),
            Column(_("this period, of the year before"), "percent", width=18),
        ),
        rows=tuple(rows),
        notes=_notes(now, then),
    )
    return Tables((form, _annex(codes, now)), sorts=1)


def _counted(cells, since, until):
    rows = list(admissions(cells=cells, since=since, until=until).select_related("member__ethnicity"))
    facts, count, ages, women = facts_of(rows), Counter(), [], Counter()
    for row in rows:
        told, member = facts.get(row.pk), row.member
        age = member.born.age_on(row.since)
        ages += [] if age is None else [age]
        band = age_band(age)
        groups = [(group.value, True) for group in (Among.WOMEN, Among.MINORITY) if group.holds(row)]
        count.update(
            [
                ("all", True),
                *groups,
                ("union", told.youth_member if told else None),
                ("occupation", (told and told.occupation_id) or UNKNOWN),
                ("schooling", (told and told.schooling) or UNKNOWN),
                ("age", UNKNOWN if band is None else band),
                ("ethnicity", member.ethnicity_id or UNKNOWN),
                ("untold", told is None),
            ]
        )
        women[member.ethnicity_id or UNKNOWN] += member.sex == Sex.FEMALE
    count["cells", True] = len({row.cell_id for row in rows})
    again = Membership.objects.filter(cell__in=cells, entry=Entry.READMITTED, since__gte=since, since__lt=until)
    count["again", True] = again.count()
    return _Counted(count, sum(ages) / len(ages) if ages else None, women)


def _codes(*counted):
    """(number, name) of the occupations and ethnic groups that are counted."""
    numbers = {
        entry
        for one in counted
        for group, entry in one.count
        if group in ("occupation", "ethnicity")
        if entry != UNKNOWN
    }
    order = Code.objects.filter(pk__in=numbers).order_by("list", "position", "name", "pk")
    return [(code.pk, code) for code in order]


def _lines(codes, now, then):
    """[(label, (group, entry))] in the order of the form."""
    told = {**now.count, **then.count}
    yield _("newly admitted, all"), ("all", True)
    yield _("of these: women"), ("women", True)
    yield _("of these: ethnic minorities"), ("minority", True)
    yield _("of these: members of the Youth Union"), ("union", True)
    yield _("Youth Union: not known"), ("union", None)
    yield _("admitted again, counted beside these"), ("again", True)
    for pk, code in codes.items():
        if code.list == CodeList.OCCUPATION:
            yield _("occupation: %(name)s") % {"name": code.name}, ("occupation", pk)
    yield _("occupation: not known"), ("occupation", UNKNOWN)
    for place, (least, most) in enumerate(AGES):
        years = f"{least}–{most}" if most else _("over %(years)s") % {"years": least - 1}
        yield _("age: %(years)s") % {"years": years}, ("age", place)
    if ("age", UNKNOWN) in told:
        yield _("age: not known"), ("age", UNKNOWN)
    for level in Attained:
        yield _("schooling: %(level)s") % {"level": level.label}, ("schooling", level.value)
    yield _("schooling: not known"), ("schooling", UNKNOWN)
    yield _("cells that admitted somebody"), ("cells", True)
    yield _("nothing on record of the day of the ceremony"), ("untold", True)


def _row(label, key, now, then, url):
    this, before = now.count[key], then.count[key]
    share = this / before if before else None
    return Figure(capfirst(label)), Figure(this, url if this else ""), Figure(before), Figure(share)


def _listed(user, period, key):
    """The list of the people behind the whole and behind women and minorities, of a whole year."""
    if period.kind != "Y" or key[0] not in ("all", *Among.values) or not scope(user, Do.SEE_MEMBERS).communes:
        return ""
    among = {} if key[0] == "all" else {"among": key[0]}
    return f"{reverse('development:admitted')}?{urlencode({'year': period.year, **among})}"


def _annex(codes, now):
    names = {pk: code.name for pk, code in codes.items()} | {UNKNOWN: _("not known")}
    found = [(entry, many) for (group, entry), many in now.count.items() if group == "ethnicity"]
    found.sort(key=lambda one: (-one[1], str(names[one[0]])))
    total = now.count["all", True]
    return Table(
        title=_("Newly admitted members by ethnic group"),
        columns=(
            Column(_("ethnic group"), width=24),
            Column(_("persons"), "number"),
            Column(_("women"), "number"),
            Column(_("Share"), "percent"),
        ),
        rows=tuple(
            (Figure(names[entry]), Figure(many), Figure(now.women[entry]), Figure(many / total))
            for entry, many in found
        ),
    )


def _notes(now, then):
    def mean(one):
        return "–" if one.mean is None else points(round(one.mean, 1))

    return (
        _("Mean age at the ceremony: %(now)s; the year before: %(then)s.") % {"now": mean(now), "then": mean(then)},
        _("Counted on the day of the ceremony, as things were on that day; what changes later changes nothing here."),
        _("What people read in or typed as admitted before were on that day is not known until it is told."),
        _("Religion, family and professional learning are not kept here: fill in those lines from the papers."),
    )
