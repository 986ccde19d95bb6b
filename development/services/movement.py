from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import cell_succeeded, lock
from common.errors import RuleError
from common.facts import write
from development.models import Movement, MovementCriterion, MovementHamlet, Participation
from members.services import lock_lives

EDITABLE = (
    *("name", "year", "kind", "field", "lead_cell", "lead_unit", "lead_name", "partners", "aim", "households"),
    *("product", "evidence", "registered_on"),
)
CRITERION = ("text", "target", "result", "met")


@service
def register_movement(*, commune, by, hamlets=(), **facts):
    """A movement or model is registered for a year: `facts` {field of EDITABLE: value}, in `hamlets` or everywhere."""
    lock(commune=commune)
    movement = write(Movement(commune=commune), facts, EDITABLE).save_checked()
    _set_hamlets(movement, hamlets)
    return movement


@service
def edit_movement(*, movement, hamlets, by, **facts):
    """Change what was registered of it, and what is known of its product since."""
    movement = _locked(movement)
    write(movement, facts, EDITABLE).save_checked()
    _set_hamlets(movement, hamlets)
    return movement


def _set_hamlets(movement, hamlets):
    wanted = {hamlet.pk: hamlet for hamlet in hamlets}
    there = {row.hamlet_id: row for row in movement.places.all()}
    for pk, row in there.items():
        if row.struck == (pk in wanted):
            row.struck = pk not in wanted
            row.save_checked()
    for pk, hamlet in wanted.items():
        if pk not in there:
            MovementHamlet(movement=movement, hamlet=hamlet).save_checked()


@service
def begin_movement(*, movement, on, by):
    """It is carried out from the day `on`."""
    movement = _locked(movement)
    if movement.began_on or movement.ended_on:
        raise RuleError(_("It is carried out already, or struck off the list."), "on")
    movement.began_on = on
    return movement.save_checked()


@service
def decide_movement(*, movement, recognised, on, decided_by, by, decision_no=""):
    """The competent level recognised it on the day `on`, or did not."""
    movement = _locked(movement)
    if not movement.began_on:
        raise RuleError(_("Record first since when it is carried out."))
    if movement.decided_on or movement.ended_on:
        raise RuleError(_("It is decided on already, or struck off the list."))
    movement.recognised, movement.decided_on = recognised, on
    movement.decided_by, movement.decision_no = decided_by, decision_no
    return movement.save_checked()


@service
def end_movement(*, movement, on, reason, by):
    """It has no effect any more and is struck off the list on the day `on`, from which nobody takes part in it. Whether
    it was recognised stays."""
    movement = _locked(movement)
    if movement.ended_on:
        raise RuleError(_("It is struck off the list already."))
    for row in movement.participations.kept().not_over(on):
        row.end(on, "on")
    movement.ended_on, movement.end_reason = on, reason
    return movement.save_checked()


@service
def carry_on_movement(*, movement, on, by):
    """One that is still effective is kept for the year after its own, registered on the day `on`, with its criteria
    anew and its hamlets. Returns the row of that year."""
    movement = _locked(movement)
    if movement.ended_on:
        raise RuleError(_("It is struck off the list already."))
    if Movement.objects.kept().filter(continues=movement).exists():
        raise RuleError(_("It is carried on in the next year already."))
    facts = {name: getattr(movement, name) for name in EDITABLE} | {"year": movement.year + 1, "registered_on": on}
    facts |= {"product": "", "evidence": "", "households": None}
    following = write(Movement(commune=movement.commune, continues=movement), facts, EDITABLE).save_checked()
    _set_hamlets(following, [row.hamlet for row in movement.places.kept().select_related("hamlet")])
    for row in movement.criteria.kept():
        MovementCriterion(movement=following, text=row.text, target=row.target).save_checked()
    return following


@service
def strike_movement(*, movement, reason, by):
    """It was recorded by mistake; so was who took part."""
    movement = _locked(movement)
    if Movement.objects.kept().filter(continues=movement).exists():
        raise RuleError(_("It was carried on in the next year: strike that out first."))
    movement.struck, movement.struck_reason, movement.continues = True, reason, None
    return movement.save_checked()


@service
def add_criterion(*, movement, by, **facts):
    """What the movement is measured by: `facts` {field of CRITERION: value}."""
    movement = _locked(movement)
    return write(MovementCriterion(movement=movement), facts, CRITERION).save_checked()


@service
def edit_criterion(*, criterion, by, struck=False, **facts):
    """The result of a criterion, or another target; `struck` takes it off the sheet."""
    _locked(criterion.movement)
    criterion = MovementCriterion.objects.get(pk=criterion.pk)
    criterion.struck = struck
    return write(criterion, facts, CRITERION).save_checked()


@service
def take_part(*, movement, since, part, by, member=None, name="", hamlet=None, noted_by=""):
    """From `since` a `member`, or somebody else by `name` and `hamlet`, plays a Part in the movement."""
    movement = _locked(movement)
    if member:
        [member] = lock_lives([member])
    if movement.ended_on and since >= movement.ended_on:
        raise RuleError(_("It is struck off the list by that day."), "since")
    facts = {"member": member, "name": name, "hamlet": hamlet, "part": part, "noted_by": noted_by}
    return Participation(movement=movement, since=since, until=movement.ended_on, **facts).save_checked()


@service
def end_part(*, participation, on, by):
    """Somebody takes part no longer from the day `on`."""
    _locked(participation.movement)
    participation = _kept_part(participation)
    if participation.until:
        raise RuleError(_("This has ended already."), "on")
    participation.end(on, "on")
    return participation


@service
def strike_part(*, participation, reason, by):
    """That somebody took part was recorded by mistake."""
    _locked(participation.movement)
    participation = _kept_part(participation)
    participation.struck, participation.struck_reason = True, reason
    return participation.save_checked()


def _kept_part(participation):
    participation = Participation.objects.get(pk=participation.pk)
    if participation.struck:
        raise RuleError(_("This is struck out already."))
    return participation


def _locked(movement):
    """The movement as it is now; nobody else changes movements of its commune meanwhile."""
    lock(commune=movement.commune_id)
    movement = Movement.objects.select_related("commune", "lead_cell", "lead_unit__organisation").get(pk=movement.pk)
    if movement.struck:
        raise RuleError(_("This is struck out already."))
    return movement


@receiver(cell_succeeded)
def let_movements_follow(succession, **sent):
    """Movements that the cell led and that nothing has ended or decided are led on; what it achieved stays its own."""
    rows = Movement.objects.kept().filter(lead_cell=succession.cell, decided_on=None, ended_on=None)
    rows = list(rows.select_related("commune"))
    for row in rows:
        row.lead_cell = succession.successor
        row.save_checked()
    return {"development.movement": [row.pk for row in rows]} if rows else {}
