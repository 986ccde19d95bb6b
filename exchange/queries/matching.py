"""Whom of our records a row speaks of."""

from collections import defaultdict
from contextlib import suppress

from django.utils.translation import gettext as _

from common.text import search_key, tone_key
from exchange.enums import Listed
from members.enums import Exit, OverlayKind
from members.models import Member, Membership, Overlay

NEW = "new"  # the answer that a row speaks of nobody whom we know
GONE = {Exit.DIED: Listed.DIED, Exit.TRANSFERRED: Listed.ELSEWHERE}  # the other exits are ways out of the Party
LAID_OVER = {OverlayKind.EXEMPT: Listed.EXEMPT, OverlayKind.SUSPENDED: Listed.SUSPENDED}


class UnclearPersonError(Exception):
    """It is not clear who is meant; `candidates` are the members that it may be."""

    def __init__(self, sentence, candidates):
        super().__init__(sentence)
        self.candidates = candidates


class Known:
    """The members of one commune, never of another, as found by number and by name; where they belong on `today`."""

    def __init__(self, *, commune, today):
        self.members = {}
        self.by_number, self.by_name = {}, defaultdict(list)
        people = Member.objects.filter(commune=commune).known().select_related("hamlet", *Member.code_lists)
        for member in people.order_by("pk"):
            self.members[member.pk] = member
            self.by_name[member.search_key].append(member)
            for name in ("id_number", "card_no"):
                if number := getattr(member, name):
                    self.by_number.setdefault(number, member)
        self.met = set()  # numbers of members of whom some row of the sheet speaks for certain
        self.rows, self.over = {}, defaultdict(set)
        for row in Membership.objects.filter(member__commune=commune).select_related("cell").order_by("since", "pk"):
            self.rows[row.member_id] = row
        for member, kind in Overlay.objects.on(today).filter(member__commune=commune).values_list("member", "kind"):
            self.over[member].add(kind)

    def cell_of(self, member):
        row = self.rows.get(member.pk)
        return row.cell if row and row.until is None else None

    def state_of(self, member):
        """The Listed state that the official list should show."""
        row = self.rows.get(member.pk)
        if row is not None and row.until is not None:
            return GONE.get(row.exit, Listed.LEFT)
        return next((state for kind, state in LAID_OVER.items() if kind in self.over[member.pk]), Listed.ACTIVE)

    def standing_of(self, member):
        row = self.rows.get(member.pk)
        return row.standing if row and row.until is None else None

    def meet(self, facts):
        """Find whom each of `facts` means for certain, so that nobody else in the sheet is taken for them."""
        for one in facts:
            if one.person.get("full_name"):
                with suppress(UnclearPersonError):
                    member = self._by_number(one.person) or self._by_name(one)
                    self.met |= {member.pk} if member else set()

    def find(self, facts, answer="", *, cell=None, guesses=False):
        """The member of whom `facts` speak, None for somebody new. Raises UnclearPersonError.

        Somebody of the same name in the same `cell`, born on another day, may be the one that is meant: who `guesses`
        takes them for the same.
        """
        if answer == NEW:
            return None
        if answer.isdigit() and int(answer) in self.members:
            return self.members[int(answer)]
        return self._by_number(facts.person) or self._by_name(facts) or self._born_otherwise(facts, cell, guesses)

    def _born_otherwise(self, facts, cell, guesses):
        number = facts.person.get("id_number")
        alike = [
            member
            for member in self.by_name.get(search_key(facts.person["full_name"]), [])
            if cell is not None and self.cell_of(member) == cell and member.pk not in self.met
            if not (number and member.id_number and member.id_number != number)
        ]
        if guesses and len(alike) == 1:
            return alike[0]
        if alike:
            raise UnclearPersonError(_("it cannot be told which member this is"), alike)
        return None

    def namesake(self, name):
        """A member spelled so whom no row of the sheet means, or None."""
        alike = (m for m in self.by_name.get(search_key(name), ()) if self.cell_of(m) and m.pk not in self.met)
        return next((member for member in alike if member.tone_key == tone_key(name)), None)

    def _by_number(self, person):
        found = {}
        for name in ("id_number", "card_no"):
            member = self.by_number.get(person.get(name))
            if member:
                found[member.pk] = member
        if not found:
            return None
        member = next(iter(found.values()))
        same_name = search_key(person["full_name"]) == member.search_key
        if len(found) > 1 or not (same_name or _same_day(member.born, person.get("born"))):
            raise UnclearPersonError(_("the number belongs to somebody of another name"), list(found.values()))
        return member

    def _by_name(self, facts):
        person = facts.person
        born, number = person.get("born"), person.get("id_number")
        alike = self.by_name.get(search_key(person["full_name"]), [])
        alike = [member for member in alike if not born or not member.born or _same_day(member.born, born)]
        certain = [m for m in alike if born and m.born and not (number and m.id_number and m.id_number != number)]
        for narrower in (self._spelled_alike(person), self._in_cell(facts)):
            certain = [member for member in certain if narrower(member)] if len(certain) > 1 else certain
        if len(certain) == 1 and self._is_sure(certain[0], facts):
            return certain[0]
        if alike:
            raise UnclearPersonError(_("it is not clear which member this is"), alike)
        return None

    def _spelled_alike(self, person):
        return lambda member: member.tone_key == tone_key(person["full_name"])

    def _in_cell(self, facts):
        return lambda member: facts.cell is not None and self.cell_of(member) == facts.cell

    def _is_sure(self, member, facts):
        """The whole day of birth distinguishes two people; with less, spelling and cell must agree too."""
        if member.born.whole and facts.person["born"].whole:
            return True
        cell = self.cell_of(member)
        elsewhere = facts.cell is not None and cell is not None and cell != facts.cell
        return self._spelled_alike(facts.person)(member) and not elsewhere


def _same_day(ours, theirs):
    """Whether two dates may be the same, as far as both are known."""
    return bool(ours) and bool(theirs) and (ours.startswith(theirs) or theirs.startswith(ours))
