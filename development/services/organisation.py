from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import keep_name, lock
from common.errors import RuleError
from common.facts import write
from common.periods import shifted
from development.enums import Basis, HeadRole, UnitKind
from development.models import HamletPersons, MassOrganisation, Unit, UnitFigures, UnitHead
from development.rules.organisation import SHIPPED, persons_fit
from members.services import lock_lives

EDITABLE = (
    *("name", "unit_name", "head_title", "everywhere", "has_members", "least", "committee_from"),
    *("commune_term", "hamlet_term", "ended_on"),
)
HEAD = ("member", "name", "in_party", "on_committee", "other_posts", "basis", "term_ends_on", "decision_no")
FIGURES = ("eligible", "members", "newcomers", "in_party")


@service
def ship_organisations(*, commune, by):
    """The organisations that a new commune begins with; each has a unit in the commune only when one is recorded."""
    for facts in SHIPPED:
        add_organisation(commune=commune, by=by, **facts)


@service
def add_organisation(*, commune, by, **facts):
    """`facts` {field of EDITABLE: value}."""
    lock(commune=commune)
    return write(MassOrganisation(commune=commune), facts, EDITABLE).save_checked()


@service
def edit_organisation(*, organisation, by, renamed_on=None, **facts):
    """Change `facts` {field of EDITABLE: value}. With `renamed_on` the former name is kept until that day; without, it
    was a mistake."""
    lock(commune=organisation.commune_id)
    organisation = MassOrganisation.objects.get(pk=organisation.pk)
    if renamed_on:
        keep_name(organisation, facts["name"], renamed_on)
    ended_on = facts.get("ended_on")
    if ended_on and organisation.units.not_over(ended_on).exists():
        raise RuleError(_("It has units still: close them first."), "ended_on")
    return write(organisation, facts, EDITABLE).save_checked()


@service
def found_unit(*, organisation, kind, since, by, hamlet=None, name=""):
    """From `since` the organisation has a unit of this UnitKind: in `hamlet`, or of the trade or workplace `name`."""
    lock(commune=organisation.commune_id)
    organisation = MassOrganisation.objects.get(pk=organisation.pk)
    if organisation.ended_on and since >= organisation.ended_on:
        raise RuleError(_("%(name)s has ended by that day.") % {"name": organisation}, "since")
    if hamlet and hamlet.ended_on and since >= hamlet.ended_on:
        raise RuleError(_("%(name)s has ended by that day.") % {"name": hamlet.titled}, "since")
    place = {UnitKind.COMMUNE: {}, UnitKind.HAMLET: {"hamlet": hamlet}}.get(kind, {"hamlet": hamlet, "name": name})
    return Unit(organisation=organisation, kind=kind, since=since, **place).save_checked()


@service
def close_unit(*, unit, on, by):
    """The unit is no more from the day `on`, and nobody heads it any longer."""
    unit = _locked(unit)
    if unit.until:
        raise RuleError(_("This has ended already."), "on")
    _close(unit, on)
    return unit


@service
def name_head(*, unit, role, since, by, **facts):
    """From `since` somebody heads the unit, or is deputy there (a HeadRole); who headed it before no longer does.

    `facts` {field of HEAD: value}: a `member`, or the `name` of somebody else with what is ticked of them. Without
    `term_ends_on` a term lasts as long as the organisation says; one that is provisional lasts until a congress.
    """
    unit = _locked(unit)
    if facts.get("member"):
        [facts["member"]] = lock_lives([facts["member"]])
    if not unit.holds_on(since):
        raise RuleError(_("The unit is not there on that day."), "since")
    if role == HeadRole.HEAD:
        for row in unit.heads.kept().open().filter(role=role):
            row.end(since)
    head = write(UnitHead(unit=unit, role=role, since=since, until=unit.until), facts, HEAD)
    if head.term_ends_on is None and head.basis != Basis.PROVISIONAL:
        head.term_ends_on = shifted(since, unit.organisation.term_of(unit))
    return head.save_checked()


@service
def end_head(*, head, on, by):
    """Somebody heads the unit no longer from the day `on`."""
    _locked(head.unit)
    head = _kept(head)
    if head.until:
        raise RuleError(_("This has ended already."), "on")
    head.end(on, "on")
    return head


@service
def strike_head(*, head, reason, by):
    """That somebody headed the unit was recorded by mistake."""
    _locked(head.unit)
    head = _kept(head)
    head.struck, head.struck_reason = True, reason
    return head.save_checked()


@service
def hand_on_units(*, hamlet, into, on, by):
    """`hamlet` is merged `into` another: from `on` its units are one with those there, and where the other has none of
    an organisation it gets one. Who heads them is provisional until a congress. Returns the units handed on."""
    lock(commune=hamlet.commune_id)
    if hamlet.pk == into.pk or (into.ended_on and on >= into.ended_on):
        raise RuleError(_("Choose another hamlet that is there on that day."), "into")
    units = list(Unit.objects.filter(hamlet=hamlet).open().select_related("organisation"))
    if not units:
        raise RuleError(_("No unit of this hamlet is left to hand on."))
    for unit in units:
        if unit.kind == UnitKind.TRADE:
            unit.hamlet = into
            unit.save_checked()
            continue
        place = {"organisation": unit.organisation, "hamlet": into, "kind": UnitKind.HAMLET}
        there = Unit.objects.filter(**place).open().first()
        heads = list((there or unit).heads.kept().open().filter(since__lt=on))
        _close(unit, on)
        there = there or Unit(**place, since=on).save_checked()
        for head in heads:
            _make_provisional(head, there, on)
    return units


def _make_provisional(head, unit, on):
    if head.unit_id == unit.pk:
        head.end(on, "on")
    facts = {name: getattr(head, name) for name in HEAD} | {"basis": Basis.PROVISIONAL, "term_ends_on": None}
    UnitHead(unit=unit, role=head.role, since=on, **facts).save_checked()


def _close(unit, on):
    for row in unit.heads.kept().not_over(on):
        row.end(on, "on")
    unit.end(on, "on")


def _locked(unit):
    """The unit as it is now; nobody else changes units of its commune meanwhile."""
    lock(commune=unit.own_commune)
    return Unit.objects.select_related("organisation", "hamlet").get(pk=unit.pk)


def _kept(head):
    head = UnitHead.objects.get(pk=head.pk)
    if head.struck:
        raise RuleError(_("This is struck out already."))
    return head


@service
def keep_figures(*, organisation, period, figures, by):
    """Numbers of units at the end of the half year `period` (a Period): `figures` {Unit: {field of FIGURES: value}}.

    Saying them again changes them. Raises RuleError where they cannot be true beside the persons of a hamlet.
    """
    lock(commune=organisation.commune_id)
    about = {"year": period.year, "half": period.number}
    for unit, told in figures.items():
        row = UnitFigures.objects.filter(unit=unit, **about).first() or UnitFigures(unit=unit, **about)
        write(row, told, FIGURES).save_checked()
    for row in HamletPersons.objects.filter(hamlet__units__in=figures, **about).select_related("hamlet").distinct():
        _refuse_impossible(row)


@service
def keep_persons(*, commune, period, persons, by):
    """How many persons are in organisations at the end of the half year `period`: `persons` {Hamlet: number}."""
    lock(commune=commune)
    about = {"year": period.year, "half": period.number}
    for hamlet, number in persons.items():
        row = HamletPersons.objects.filter(hamlet=hamlet, **about).first() or HamletPersons(hamlet=hamlet, **about)
        row.persons = number
        row.save_checked()
        _refuse_impossible(row)


def _refuse_impossible(row):
    """Persons are no more than the memberships of their hamlet, and no fewer than the members of one unit there."""
    units = Unit.objects.filter(hamlet=row.hamlet, organisation__has_members=True)
    units = units.on(row.period.last_day).values_list("pk", flat=True)
    told = UnitFigures.objects.filter(unit__in=units, year=row.year, half=row.half).values_list("unit", "members")
    members = dict(told)
    if members and not persons_fit(row.persons, [members.get(unit) for unit in units]):
        words = _(
            "%(hamlet)s: %(persons)s persons do not fit %(memberships)s memberships. One person may be in several "
            "organisations, but in each only once."
        )
        told = {"hamlet": row.hamlet, "persons": row.persons, "memberships": sum(members.values())}
        raise RuleError(words % told)
