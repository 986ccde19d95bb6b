"""Basic statistics on organisations and members: what the records give of forms 1, 3, 4 and 5 of the known edition
(n-BTCTW, 2022; domain 24.3). Form 2 is the report on the newly admitted.

Each line has a code. A workbook of the office that holds codes in braces is filled in and else stays as it is.
"""

import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import load_workbook

from accounts.roles import Do
from cells.access import Scope, may, scope
from cells.enums import CellKind
from cells.models import Cell
from cells.queries import cells_at_work
from common.prepared import prepared
from common.tables import Column, Figure, Table
from development.rules.admitted import AGES, age_band
from members.enums import Entry, Sex, Standing
from members.models import Code, Member, Membership
from members.models.codes import MAJORITY
from members.queries import Flow, flow
from reports.rules import against

ONE_DAY = timedelta(days=1)
BRACES = re.compile(r"\{([^{}]{1,40})\}")
LEARNED = (  # fields of Member that name an entry of a list, and how the codes of their lines in form 3 begin
    ("occupation", "NN"),
    ("education", "HV"),
    ("qualification", "CM"),
    ("theory", "LL"),
)
BEFORE = ".truoc"  # after a code: the figure of the same period of last year


@dataclass(frozen=True)
class Statistics:
    """The `forms` [Table] of a period in words; `faults` [sentence]: sums that do not come out, so that nothing leaves;
    `values` {code: figure} for a workbook, which the reader `may_fill`."""

    period: str
    forms: tuple
    faults: list
    values: dict
    may_fill: bool = False

    @property
    def tables(self):
        return () if self.faults else self.forms

    @property
    def title(self):
        return _("Basic statistics, %(period)s") % {"period": self.period}


def basic_statistics(*, user, period, today):
    """The Statistics of the commune of `user`, or of the own cells, for a half or a year up to `today`, beside the same
    period of last year. The number of queries does not depend on cells or members."""
    before = replace(period, year=period.year - 1)
    now, then = (_counted(user, one, today) for one in (period, before))
    forms = [(title, list(lines(now)), list(lines(then))) for title, lines in FORMS]
    values = {}
    for _title, lines, earlier in forms:
        known = {code: value for code, _label, value in earlier}
        for code, _label, value in lines:
            values |= {code: value, f"{code}{BEFORE}": known.get(code)}
    tables = tuple(_table(f"{title}, {period}", lines, earlier, then.cells) for title, lines, earlier in forms)
    return Statistics(str(period), tables, _faults(now), values, may(user, Do.KEEP_PERIODS))


@dataclass(frozen=True)
class _Counted:
    """What was counted on the last day of a period: `people` [(standing, sex, age or None, ethnic group or None,
    whether that is a minority)], `kinds` {CellKind: cells}, `members` {CellKind: those in them}, number of `cells`;
    `learned` {(beginning of a code, code and name of the entry of a list, "" of none): members}; `again` were admitted
    again in the period, among the restored of the `flow`."""

    flow: Flow
    again: int
    people: list
    kinds: Counter
    members: Counter
    learned: Counter
    cells: int


def _counted(user, period, today):
    where = scope(user, Do.SEE_REPORTS)
    here, last = {**vars(where), "day": today}, min(period.last_day, today)
    kinds = dict(_kinds(**here))
    changes = flow(cells=list(kinds), since=period.since, until=last + ONE_DAY, whole=bool(where.communes))
    rows = _members(cells=list(kinds), day=last)
    entries = {entry for row in rows for entry in row[4:]} - {None}
    codes = {pk: entry for pk, *entry in _codes(entries=entries)} | {None: ("", "")}
    people, learned = [], Counter()
    for _cell, standing, sex, born, ethnicity, *_entries in rows:
        code, group = codes[ethnicity]
        people.append((standing, sex, born.age_on(last), group, bool(group) and code != MAJORITY))
    for column, (_name, begins) in enumerate(LEARNED, start=5):
        for entry, count in Counter(row[column] for row in rows).items():
            learned[begins, *codes[entry]] += count
    at_work = Counter(cell.kind for cell in cells_at_work(**here, since=last, until=last + ONE_DAY))
    return _Counted(
        flow=changes,
        again=len(_admitted_again(cells=list(kinds), since=period.since, last=last)),
        people=people,
        kinds=at_work,
        members=Counter(kinds[row[0]] for row in rows),
        learned=learned,
        cells=at_work.total(),
    )


@prepared
def _kinds(communes, cells, day):
    return Cell.objects.within(Scope(communes, cells), day).order_by().values_list("pk", "kind")


@prepared
def _members(cells, day):
    facts = ("cell", "standing", "member__sex", "member__born", "member__ethnicity")
    rows = Membership.objects.on(day).filter(cell__in=cells).order_by()
    return rows.values_list(*facts, *(f"member__{name}" for name, _begins in LEARNED))


@prepared
def _codes(entries):
    return Code.objects.filter(pk__in=entries).values_list("pk", "code", "name")


@prepared
def _admitted_again(cells, since, last):
    rows = Membership.objects.filter(cell__in=cells, entry=Entry.READMITTED, since__range=(since, last))
    return rows.order_by().values_list("pk")


def _form_1(found):
    """Increase and decrease; who was entered in the records comes from elsewhere, and has a line of its own."""
    of = found.flow
    yield "1.A", _("A. Carried over"), of.opening
    yield "1.B", _("B. Increase"), of.joined + of.admitted + of.arrived + of.restored
    yield "1.B1", _("1. Admitted"), of.admitted
    yield "1.B2", _("2. Transferred in"), of.arrived
    yield "1.B3", _("3. Party rights restored"), of.restored - found.again
    yield "1.B4", _("Entered in these records"), of.joined
    yield "1.B5", capfirst(_("admitted again")), found.again
    yield "1.C", _("C. Decrease"), of.died + of.expelled + of.removed + of.left + of.transferred
    yield "1.C1", _("1. Died"), of.died
    yield "1.C2", _("2. Expelled"), of.expelled
    yield "1.C3", _("3. Name removed"), of.removed
    yield "1.C4", _("4. Left the Party"), of.left
    yield "1.C5", _("5. Transferred away"), of.transferred
    yield "1.D", _("D. At the end of the period"), of.closing


def _form_3(found):
    people = found.people
    yield "3.1", capfirst(_("members")), len(people)
    yield "3.2", capfirst(_("women")), sum(sex == Sex.FEMALE for _standing, sex, *_rest in people)
    yield "3.3", capfirst(_("probationary")), sum(standing == Standing.PROBATIONARY for standing, *_rest in people)
    yield "3.4", capfirst(_("ethnic minorities")), sum(minority for *_rest, minority in people)
    bands = Counter()
    for age, count in Counter(age for _standing, _sex, age, *_rest in people).items():
        bands[age_band(age)] += count
    for place, (least, most) in enumerate(AGES):
        label = _("Age %(least)s to %(most)s") if most else _("Age %(least)s and more")
        yield f"3.T{place + 1}", label % {"least": least, "most": most}, bands[place]
    yield "3.T0", _("Age not known, or below 18"), bands[None]
    ages = [age for _standing, _sex, age, *_rest in people if age is not None]
    mean = (Decimal(sum(ages)) / len(ages)).quantize(Decimal("0.1"), ROUND_HALF_UP) if ages else None
    yield "3.TB", capfirst(_("mean age")), mean
    for name, begins in LEARNED:
        what = capfirst(Member._meta.get_field(name).verbose_name)
        own = [(entry, count) for (start, *entry), count in found.learned.items() if start == begins]
        for (code, label), count in sorted(own, key=lambda one: (not one[0][0], one[0][0])):
            named = label or _("not recorded")
            yield f"3.{begins}.{code or '?'}", f"{what}: {named}", count


def _form_4(found):
    groups = Counter((group or "") for _standing, _sex, _age, group, _minority in found.people)
    women = Counter((group or "") for _standing, sex, _age, group, _minority in found.people if sex == Sex.FEMALE)
    for group in sorted(groups, key=lambda name: (not name, name)):
        label = group or _("Ethnic group not known")
        yield f"4.{group or '?'}", label, groups[group]
        yield f"4.{group or '?'}.nu", _("%(group)s, women") % {"group": label}, women[group]


def _form_5(found):
    yield "5.1", capfirst(_("cells")), found.cells
    yield "5.2", capfirst(_("members")), found.members.total()
    for place, kind in enumerate(CellKind, start=1):
        yield f"5.C{place}", capfirst(kind.label), found.kinds[kind]
        yield f"5.D{place}", _("%(group)s, members") % {"group": capfirst(kind.label)}, found.members[kind]


FORMS = (  # name of the form in the edition of 2022, and its lines
    ("Biểu 1-BTCTW: Tăng, giảm đảng viên", _form_1),
    ("Biểu 3-BTCTW: Đội ngũ đảng viên", _form_3),
    ("Biểu 4-BTCTW: Đảng viên theo dân tộc", _form_4),
    ("Biểu 5-BTCTW: Tổ chức đảng và đảng viên", _form_5),
)


def _table(title, lines, earlier, there_were_cells):
    known = {code: value for code, _label, value in earlier}
    rows = []
    for code, label, value in lines:
        then = known.get(code, 0) if there_were_cells else None
        none = Figure(pgettext("of a figure", "not applicable"))
        number = {"kind": "number", "value": value}
        compared = against(number, {"kind": "number", "value": then}) if None not in (value, then) else None
        rows.append(
            (Figure(code), Figure(label), Figure(value), Figure(then) if there_were_cells else none, Figure(compared))
        )
    return Table(
        title=title,
        columns=(
            Column(_("code"), width=16),
            Column(_("criterion"), width=40),
            Column(_("this period"), "decimal" if title.startswith("Biểu 3") else "number"),
            Column(_("same period of last year"), "decimal" if title.startswith("Biểu 3") else "number"),
            Column(_("percent of last year"), "number", width=14),
        ),
        rows=tuple(rows),
        notes=(
            _("The edition of 2022; the forms of 2025 are filled in where the office puts the codes into them."),
            _("What the records do not hold (religion, titles, marriage with foreigners) is not told here."),
        ),
    )


def _faults(found):
    """[sentence] of sums that do not come out."""
    total, changes = len(found.people), found.flow
    faults = []
    if changes.difference:
        faults.append(_("Form 1: A + B − C misses D by %(by)s.") % {"by": f"{changes.difference:+d}"})
    if changes.closing != total:
        words = {"one": changes.closing, "other": total}
        faults.append(_("Form 1 ends with %(one)s members, form 3 has %(other)s.") % words)
    return faults


def filled(data, values):
    """(bytes, codes that are not known) of the workbook `data`, each cell that is one code in braces given its figure;
    everything else stays."""
    book, unknown = load_workbook(io.BytesIO(data)), set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                code = BRACES.fullmatch(cell.value.strip()) if isinstance(cell.value, str) else None
                if code and code[1] in values:
                    cell.value = values[code[1]]
                elif code:
                    unknown.add(code[1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), sorted(unknown)
