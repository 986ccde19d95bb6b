"""Foundings of cells as their steps and the lives of those named tell them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.prepared import numbers, prepared
from development.enums import FoundingPaper, FoundingStepKind, ItemState
from development.models import Founding, FoundingHamlet, FoundingItem, FoundingMember, FoundingStep
from development.rules.founding import BEFORE_EFFECT, Named, Progress, missing_papers, progress
from meetings.models import Meeting
from members.enums import Exit, Standing
from members.models import Membership
from members.queries.headcount import MINIMUM_OFFICIAL, headcounts
from members.queries.namesakes import apart


@dataclass
class FoundingFile:
    """The records of one founding: its hamlets, those `named` [FoundingMember] each with `name` and `why` it does not
    count (empty where it does), its steps with those struck out, its papers, and its Progress."""

    founding: Founding
    hamlets: list
    named: list
    steps: list
    items: list
    progress: Progress
    met_on: date | None = None

    @property
    def title(self):
        return _("Founding: %(hamlets)s") % {"hamlets": ", ".join(hamlet.name for hamlet in self.hamlets)}

    @property
    def url(self):
        return self.founding.get_absolute_url()


def founding_files(foundings):
    """[FoundingFile of each of `foundings`], in their order; seven queries however many they are."""
    foundings = list(foundings)
    those = numbers(foundings)
    hamlets = _by_founding(_hamlets_of(foundings=those))
    steps = _by_founding(_steps_of(foundings=those))
    items = _by_founding(_items_of(foundings=those))
    named = _named(foundings)
    met = dict(_first_met(cells=[one.cell_id for one in foundings if one.cell_id]))
    return [
        _file(one, hamlets[one.pk], named[one.pk], steps[one.pk], items[one.pk], met.get(one.cell_id))
        for one in foundings
    ]


def founding_file(founding):
    return founding_files([founding])[0]


@prepared
def _first_met(cells):
    return Meeting.objects.kept().filter(cell__in=cells).order_by().values_list("cell").annotate(Min("held_on"))


@prepared
def _hamlets_of(foundings):
    return FoundingHamlet.objects.filter(founding__in=foundings).select_related("hamlet")


@prepared
def _steps_of(foundings):
    return FoundingStep.objects.filter(founding__in=foundings).select_related("account")


@prepared
def _items_of(foundings):
    return FoundingItem.objects.filter(founding__in=foundings)


@prepared
def _members_of(foundings):
    rows = FoundingMember.objects.kept().filter(founding__in=foundings)
    return rows.select_related("member").order_by("since", "pk")


def _by_founding(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.founding_id].append(row)
    return found


def _file(founding, places, named, steps, items, met_on):
    settled = {item.kind for item in items if item.state != ItemState.MISSING}
    about = {"effective_on": founding.effective_on, "due_on": founding.due_on, "met_on": met_on}
    found = progress(
        steps=[step for step in steps if not step.struck],
        named=[Named(row.since, not row.why, row.why) for row in named],
        missing=missing_papers(settled),
        **about,
    )
    there = {item.kind: item for item in items}
    papers = [there.get(kind) or FoundingItem(founding=founding, kind=kind) for kind in FoundingPaper]
    return FoundingFile(founding, [row.hamlet for row in places], named, steps, papers, found, met_on)


def _named(foundings):
    """{founding number: [FoundingMember, kept]}, each with its distinguished `name`, and `why` it does not count."""
    rows, lives = _members_of(foundings=numbers(foundings)), defaultdict(list)
    for spell in _lives_of(members=[row.member_id for row in rows]):
        lives[spell.member_id].append(spell)
    names, days = apart(row.member for row in rows), {one.pk: one.effective_on for one in foundings}
    for row in rows:
        row.name = names[row.member_id]
        row.why = why_not_official(row.name, lives[row.member_id], days[row.founding_id])
    return _by_founding(rows)


@prepared
def _lives_of(members):
    return Membership.objects.filter(member__in=members).order_by("since")


def why_not_official(name, life, day):
    """The sentence that says why somebody with the memberships `life`, the earliest first, is no official member of the
    commune on `day`; empty where that is so. Members count as in the headcount of a cell (`members.queries.headcount`):
    those exempt or away too."""
    told = {"name": name}
    row = next((row for row in life if row.holds_on(day)), None)
    if row:
        words = "" if row.standing == Standing.OFFICIAL else _("%(name)s is still probationary on that day.")
        return words % told
    before = [row for row in life if row.since <= day]
    if not before:
        return _("%(name)s does not belong to a cell on that day.") % told
    gone = before[-1]
    told["day"] = f"{gone.until:%d/%m/%Y}"
    if gone.exit == Exit.DIED:
        return _("%(name)s died on %(day)s.") % told
    if gone.exit == Exit.TRANSFERRED:
        return _("%(name)s was transferred outside on %(day)s.") % told
    return _("%(name)s is no member here any more from %(day)s.") % told


def left_short(file):
    """[(Cell, official members left there)] of the cells that would have fewer than they need once those named of a
    FoundingFile are transferred on the day of effect; three queries."""
    on, cells = file.founding.effective_on, {}
    official = [row.member_id for row in file.named if not row.why]
    if not official:
        return []
    rows = Membership.objects.on(on).filter(member__in=official).select_related("cell")
    going = Counter()
    for row in rows:
        cells[row.cell_id] = row.cell
        going[row.cell_id] += 1
    heads = headcounts(cells=list(cells.values()), day=on)
    left = [(cell, heads[pk].official - going[pk]) for pk, cell in cells.items()]
    return [(cell, count) for cell, count in left if count < MINIMUM_OFFICIAL]


@prepared
def foundings_to_watch(communes, day):
    """Foundings that are not given up, and whose first congress was not held: those that are late on `day`, and those
    of which the papers are on their way, as what comes after may be late or undo them."""
    steps = FoundingStep.objects.kept()
    held = steps.filter(kind=FoundingStepKind.CONGRESS)
    begun = steps.filter(kind__in=(*BEFORE_EFFECT, FoundingStepKind.EFFECT))
    rows = Founding.objects.filter(commune__in=communes, ended=False).exclude(pk__in=held.values("founding"))
    return rows.filter(Q(due_on__lt=day) | Q(pk__in=begun.values("founding"))).order_by("pk")


def under_way(hamlets):
    """{hamlet number: FoundingFile} of those of `hamlets` for which the founding of a cell is under way."""
    found = dict(_concerned(hamlets=numbers(hamlets)))
    if not found:
        return {}
    files = {file.founding.pk: file for file in founding_files(_numbered(foundings=sorted({*found.values()})))}
    return {hamlet: files[founding] for hamlet, founding in found.items()}


@prepared
def _concerned(hamlets):
    return FoundingHamlet.objects.filter(hamlet__in=hamlets, closed=False).values_list("hamlet", "founding")


@prepared
def _numbered(foundings):
    return Founding.objects.filter(pk__in=foundings)


def told(step, numbers):
    """What a FoundingStep tells besides its kind and day, each part after a dot; `numbers` {number of a Paper:
    PaperNumber that it bears}."""

    def text(paper, typed):
        return numbers[paper].text if paper in numbers else typed

    more = (
        (_("committee: %(no)s"), text(step.committee_paper_id, step.committee_no)),
        (_("transfer: %(no)s"), text(step.transfer_paper_id, step.transfer_no)),
    )
    votes = {"votes": step.in_favour, "of": step.members}
    parts = [
        text(step.paper_id, step.paper_no),
        *(words % {"no": number} for words, number in more if number),
        _("%(votes)s of %(of)s votes") % votes if step.members else "",
        capfirst(step.note),
    ]
    return "".join(f" · {part}" for part in parts if part)
