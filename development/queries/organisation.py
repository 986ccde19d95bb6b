"""What organisations a hamlet has, who heads their units and what else they are, and how many belong to them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from common.prepared import prepared
from development.enums import Basis, HeadRole, UnitKind
from development.models import HamletPersons, MassOrganisation, Unit, UnitFigures, UnitHead
from members.enums import IN_COMMITTEE
from members.models import HamletRole, Member, Membership, Post
from members.queries.handing_on import Left
from members.queries.namesakes import with_names


@dataclass(frozen=True)
class Leader:
    """A UnitHead with what else that person is on a day, as far as the reader may know it: a member of the Party, on
    the committee of a cell, and `also` the other posts in words. `opens` tells whether the file is open to the reader.
    """

    row: UnitHead
    in_party: bool
    on_committee: bool
    also: tuple
    opens: bool
    term_over: bool

    @property
    def flags(self):
        """[words] in which a list tells this."""
        told = (
            (_("on the cell's committee") if self.on_committee else _("Party member"), self.in_party),
            (_("several posts"), self.also),
            (_("provisional"), self.row.basis == Basis.PROVISIONAL),
            (_("term is over"), self.term_over),
        )
        return [words for words, holds in told if holds]


def leaders_of(*, units, day, user=None):
    """{unit number: [Leader]} of `units` on `day`, heads before deputies; a fixed number of queries. What is known of
    members is told as far as `user` may see them; without a user, for figures without names, of all."""
    rows = UnitHead.objects.kept().on(day).filter(unit__in=units).select_related("member", "unit__organisation")
    rows = sorted(with_names(rows), key=lambda row: (row.role != HeadRole.HEAD, row.since, row.pk))
    known = Member.objects.visible_to(user) if user else Member.objects.all()
    known = set(known.filter(pk__in={row.member_id for row in rows}).values_list("pk", flat=True))
    here = set(Membership.objects.on(day).filter(member__in=known).values_list("member", flat=True))
    posts, roles, heads = _posts(known, day), _roles(known, day), _headships(known, day)
    found = defaultdict(list)
    for row in rows:
        over = bool(row.term_ends_on and row.term_ends_on <= day)
        if row.member_id is None:
            also = (_("other posts"),) if row.other_posts else ()
            leader = Leader(row, row.in_party, row.on_committee, also, opens=False, term_over=over)
        else:
            mine = posts[row.member_id]
            others = [str(head) for head in heads[row.member_id] if head != row]
            leader = Leader(
                row,
                in_party=row.member_id in here,
                on_committee=any(post.kind in IN_COMMITTEE for post in mine),
                also=(*(f"{post.get_kind_display()}, {post.cell}" for post in mine), *roles[row.member_id], *others),
                opens=row.member_id in known,
                term_over=over,
            )
        found[row.unit_id].append(leader)
    return found


def _posts(members, day):
    """{member number: [Post]} on `day`."""
    found = defaultdict(list)
    for post in Post.objects.on(day).filter(member__in=members).select_related("cell"):
        found[post.member_id].append(post)
    return found


def _roles(members, day):
    """{member number: [standing in a hamlet, in words]} on `day`."""
    found = defaultdict(list)
    for role in HamletRole.objects.kept().on(day).filter(member__in=members).select_related("hamlet"):
        found[role.member_id].append(f"{role.get_kind_display()}, {role.hamlet}")
    return found


def _headships(members, day):
    """{member number: [UnitHead]} on `day`."""
    found = defaultdict(list)
    rows = UnitHead.objects.kept().on(day).filter(member__in=members)
    for row in rows.select_related("unit__organisation", "unit__hamlet"):
        found[row.member_id].append(row)
    return found


@dataclass(frozen=True)
class Place:
    """What a hamlet has of an organisation on a day: its Unit or None, and the [Leader] of it."""

    organisation: MassOrganisation
    unit: Unit | None
    leaders: list

    @property
    def head(self):
        return next((leader for leader in self.leaders if leader.row.role == HeadRole.HEAD), None)

    @property
    def lacking(self):
        """Whether the hamlet should have a unit and has none."""
        return self.unit is None and self.organisation.everywhere


def organisations_on(commune, day):
    """[MassOrganisation] that the commune of that number has on `day`."""
    return list(MassOrganisation.objects.filter(commune=commune).exclude(ended_on__lte=day))


def organisations_in(*, hamlets, organisations, day, user=None):
    """[(Hamlet, [Place of each of `organisations`])] on `day`; `user` as for `leaders_of`; a fixed number of
    queries."""
    units = Unit.objects.on(day).filter(hamlet__in=hamlets, kind=UnitKind.HAMLET, organisation__in=organisations)
    units = {(unit.hamlet_id, unit.organisation_id): unit for unit in units}
    leaders = leaders_of(units=list(units.values()), day=day, user=user)
    found = []
    for hamlet in hamlets:
        here = [(one, units.get((hamlet.pk, one.pk))) for one in organisations]
        found.append((hamlet, [Place(one, unit, leaders[unit.pk] if unit else []) for one, unit in here]))
    return found


def trades_in(*, hamlets, anywhere, organisations, day):
    """[Place] of units of trades and workplaces in `hamlets` on `day`, and with `anywhere` of those in no hamlet."""
    where = Q(hamlet__in=hamlets) | (Q(hamlet=None) if anywhere else Q(pk__in=()))
    units = Unit.objects.on(day).filter(where, kind=UnitKind.TRADE, organisation__in=organisations)
    units = list(units.select_related("organisation", "hamlet"))
    leaders = leaders_of(units=units, day=day)
    return [Place(unit.organisation, unit, leaders[unit.pk]) for unit in units]


def figures_of(*, units, period):
    """{unit number: UnitFigures} of `units` at the end of `period`, a half year."""
    rows = UnitFigures.objects.filter(unit__in=units, year=period.year, half=period.number)
    return {row.unit_id: row for row in rows}


def persons_of(*, hamlets, period):
    """{hamlet number: persons in organisations} at the end of `period`, a half year."""
    rows = HamletPersons.objects.filter(hamlet__in=hamlets, year=period.year, half=period.number)
    return dict(rows.values_list("hamlet", "persons"))


def memberships_of(*, hamlets, period):
    """{hamlet number: memberships}: the members of its units added up, at the end of `period`, a half year. Who is in
    three organisations counts three times."""
    rows = UnitFigures.objects.filter(unit__hamlet__in=hamlets, year=period.year, half=period.number)
    return dict(rows.order_by().values_list("unit__hamlet").annotate(Sum("members")))


def headships_left(communes, day):
    """Units that a member heads still who has left the commune's Party or died."""
    words = _("Heads still: %(unit)s.")
    return [
        Left(row.member_id, words % {"unit": row.unit}, row.unit.get_absolute_url(), _("Look"))
        for row in headed_by_who_left(communes=communes, day=day)
    ]


@prepared
def headed_by_who_left(communes, day):
    left = Membership.objects.filter(member=OuterRef("member"), until__lte=day)
    here = Membership.objects.on(day).filter(member=OuterRef("member"))
    rows = UnitHead.objects.kept().open().filter(Exists(left), ~Exists(here))
    rows = rows.filter(unit__organisation__commune__in=communes)
    return rows.select_related("unit__organisation", "unit__hamlet")
