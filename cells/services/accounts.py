"""Accounts, their roles and seats. Nobody gives anything to themselves, and a second person confirms what opens the
files of members."""

from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.models import User
from accounts.roles import ABOVE, CONFIRMED, Role
from cells.models import CommitteeMember, Grant, Trust
from cells.queries.accounts import administrators, confirmers, roles_held
from cells.services.locks import lock
from cells.services.structure import grant, seat_committee_member, told_ended
from common.errors import RuleError


class AccountRuleError(RuleError):
    """A change of an account or its roles that a rule refuses."""


@service
def open_account(*, commune, username, full_name, password, role, since, today, by, cell=None):
    """A new account with its first role; in charge of cells it is by its seat. Who it is for chooses another
    password when signing in first."""
    _check_password(User(username=username, full_name=full_name), password)
    account = User.objects.create_user(username, password, full_name, commune=commune.pk, first_password=True)
    if role != Role.IN_CHARGE:
        give_role(account=account, commune=commune, role=role, cell=cell, since=since, today=today, by=by)
    return account


@service
def give_role(*, account, commune, role, since, today, by, cell=None):
    """From `since`, today or later, the account may act in `role`; the Grant may have to be confirmed first."""
    lock(commune=commune, cells=[cell] if cell else ())
    _refuse_own_or_above(account, by, ABOVE, today)
    if since < today:
        raise AccountRuleError(_("A role begins today or later: nobody could see anything by it before."), "since")
    watched = _watched(commune.pk, by)  # before: this may be the first who can
    given = grant(account=account, role=role, commune=commune, cell=cell, since=since, by=by)
    return _to_be_confirmed(given, by, watched) if role in CONFIRMED else given


@service
def end_role(*, grant, on, today, by):
    """The last day of a role is the one before `on`, today or later; it is never changed otherwise."""
    lock(commune=grant.commune_id)
    grant = Grant.objects.get(pk=grant.pk)
    if grant.until is not None:
        raise AccountRuleError(_("This role has ended already."), "on")
    if on < max(today, grant.since):
        words = _("The day must not be before %(day)s.")
        raise AccountRuleError(words % {"day": f"{max(today, grant.since):%d/%m/%Y}"}, "on")
    watched = _watched(grant.commune_id, by)
    grant.until = on
    grant.save_checked()
    _refuse_unwatched(grant.commune_id, by, watched)
    return grant


@service
def confirm(*, row, today, by):
    """A second person confirms a Grant or the account of a CommitteeMember; what waited counts from `today`."""
    row = _to_decide(row, by, today)
    if row.waiting and isinstance(row, Grant):
        row.since = max(row.since, today)
    row.unconfirmed, row.waiting, row.confirmed_by = False, False, by
    return row.save_checked()


@service
def decline(*, row, today, by):
    """A second person does not confirm it: the role never counts again, the seat loses its account."""
    row = _to_decide(row, by, today)
    if isinstance(row, CommitteeMember):
        row.account, row.unconfirmed, row.waiting = None, False, False
        return row.save_checked()
    watched = _watched(row.commune_id, by)
    row.until = max(row.since, today)
    row.save_checked()
    _refuse_unwatched(row.commune_id, by, watched)
    return row


@service
def entrust(*, account, commune, because, since, today, by, until=None):
    """The account may know of the sensitive cases of the commune from `since`, today or later, to before `until`.

    Not for who administers: who opens accounts could otherwise come to know by a right that was given to another.
    """
    lock(commune=commune)
    if since < today:
        raise AccountRuleError(_("A role begins today or later: nobody could see anything by it before."), "since")
    if Role.ADMIN in roles_held(account, today):
        raise AccountRuleError(_("An administrator is not entrusted with sensitive cases."), "account")
    if account.first_password:
        words = _("%(name)s has still the first password, which an administrator knows: wait until it is changed.")
        raise AccountRuleError(words % {"name": account}, "account")
    facts = {"account": account, "commune": commune, "because": because, "given_by": by}
    return Trust(since=since, until=until, **facts).save_checked()


@service
def end_trust(*, trust, today, by):
    """From `today` on the account knows nothing of sensitive cases any more; one of today, or of later, ends unused."""
    lock(commune=trust.commune_id)
    trust = Trust.objects.get(pk=trust.pk)
    if trust.until is not None and trust.until <= today:
        raise AccountRuleError(_("This right has ended already."))
    trust.until = max(today, trust.since)
    return trust.save_checked()


@service
def set_password(*, account, password, today, by):
    """A new first password for somebody who forgot theirs. Not for who sees further than an administrator, nor for who
    confirms: as them nobody else could sign in unnoticed."""
    _refuse_own_or_above(account, by, ABOVE | {Role.ADMIN}, today)
    _check_password(account, password)
    account.set_password(password)
    account.first_password = True
    account.save_checked()
    reset(username=account.username)
    return account


@service
def lock_account(*, account, by):
    """The account may not sign in until it is unlocked."""
    if account.pk == by.pk:
        raise AccountRuleError(_("Nobody locks the account they are signed in with."))
    lock(commune=account.commune)
    watched = _watched(account.commune, by)
    account.is_active = False
    account.save_checked()
    _refuse_unwatched(account.commune, by, watched)
    return account


@service
def unlock_account(*, account, by):
    """The account may sign in: again, or at once after too many wrong passwords."""
    account.is_active = True
    account.save_checked()
    reset(username=account.username)
    return account


@service
def add_committee_member(*, commune, full_name, position, since, account, by):
    """Someone sits on the Committee from `since`, with the account that they sign in with, if it is there already."""
    seat = seat_committee_member(commune=commune, full_name=full_name, position=position, since=since, by=by)
    return give_seat_account(seat=seat, account=account, by=by) if account else seat


@service
def give_seat_account(*, seat, account, by):
    """The holder of a seat signs in with `account`: it reads the records of the cells in their charge."""
    lock(commune=seat.commune_id)
    seat = CommitteeMember.objects.get(pk=seat.pk)
    if seat.account_id is not None:
        raise AccountRuleError(_("The seat has an account already: end it and record it anew."), "account")
    if account.pk == by.pk:
        raise AccountRuleError(_("Nobody gives a role to themselves; somebody else does it."), "account")
    seat.account = account
    return _to_be_confirmed(seat, by, _watched(seat.commune_id, by))


@service
def end_seat(*, seat, on, by, despite=""):
    """From `on` somebody no longer sits on the Committee; the cells in their charge have nobody. Raises
    ContradictedError when records of later days say otherwise, unless `despite` tells why it is right all the same."""
    lock(commune=seat.commune_id)
    seat = CommitteeMember.objects.get(pk=seat.pk)
    if seat.until is not None:
        raise AccountRuleError(_("This seat has ended already."), "on")
    for row in [seat, *seat.assignments.open()]:
        row.end(on, field="on")
    told_ended.send(CommitteeMember, about=seat, on=on, despite=despite, by=by)
    return seat


def _to_be_confirmed(row, by, watched):
    """A row that waits where somebody else can confirm it; counts at once, to be confirmed later, where nobody can."""
    row.given_by, row.unconfirmed, row.waiting = by, True, watched
    return row.save_checked()


def _to_decide(row, by, today):
    """`row`, locked, which `by` may confirm or decline: not who gave it, who gets it, or who is to be confirmed."""
    lock(commune=row.commune_id)
    row = type(row).objects.get(pk=row.pk)
    if not row.unconfirmed or row.until is not None:
        raise AccountRuleError(_("This is decided already."))
    if by.pk in (row.given_by_id, row.account_id):
        raise AccountRuleError(_("Somebody else confirms it: neither who gave it nor who gets it."))
    if not confirmers(row.commune_id).filter(pk=by.pk).exists():
        raise AccountRuleError(_("Your own role has to be confirmed first."))
    watches = Role.INSPECTION in roles_held(by, today) or getattr(row, "role", "") == Role.INSPECTION
    if not row.waiting and not watches:
        raise AccountRuleError(_("What counted at once is confirmed by the inspection board."))
    return row


def _refuse_own_or_above(account, by, above, today):
    if account.pk == by.pk:
        raise AccountRuleError(_("Nobody gives a role or a password to themselves; somebody else does it."))
    if roles_held(account, today) & above:
        words = _("The account %(name)s is beyond an administrator: see “Passwords” in the guide for offices.")
        raise AccountRuleError(words % {"name": account.username})


def _watched(commune, by):
    """Whether somebody beside `by` can confirm roles."""
    return confirmers(commune).exclude(pk=by.pk).exists()


def _refuse_unwatched(commune, by, watched):
    """After a role or an account was ended: an administrator stays, and somebody who can confirm, if there was one."""
    if not administrators(commune).exists():
        raise AccountRuleError(_("The last administrator stays: give this role to somebody else first."))
    if watched and not _watched(commune, by):
        raise AccountRuleError(_("Nobody else could confirm roles: let somebody be confirmed for it first."))


def _check_password(account, password):
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
