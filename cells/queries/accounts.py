"""Accounts of a commune: what they hold, who may confirm, what was done with them."""

from datetime import date

from django.apps import apps
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext as _

from accounts.models import TrailEntry, User
from accounts.roles import Role
from cells.models import Assignment, Cell, CommitteeMember, Grant, Trust
from common.prepared import prepared

KINDS = (User, Grant, Trust, CommitteeMember, Assignment)  # what decides who may sign in and see what


def accounts_of(commune):
    """[User] of the commune of that number, each with [Grant] not ended as `held` and [CommitteeMember] as `seats`."""
    grants = Grant.objects.open().select_related("cell").order_by("since", "pk")
    seats = CommitteeMember.objects.open()
    prefetch = (Prefetch("grants", grants, to_attr="held"), Prefetch("committee_seats", seats, to_attr="seats"))
    return User.objects.filter(commune=commune).prefetch_related(*prefetch).order_by("full_name", "pk")


def roles_held(account, day):
    """{Role} that was given to the account and is not over on `day`, confirmed or not."""
    granted = {Role(role) for role in account.grants.not_over(day).values_list("role", flat=True)}
    return granted | ({Role.ENTRUSTED} if account.trusts.not_over(day).exists() else set())


def administrators(commune):
    """Accounts that administer the commune without an end."""
    return _holding(commune, Q(role=Role.ADMIN))


def confirmers(commune):
    """Accounts that may confirm roles, without an end: the inspection board, and administrators who are confirmed."""
    return _holding(commune, Q(role=Role.INSPECTION) | Q(role=Role.ADMIN, unconfirmed=False))


def _holding(commune, which):
    grants = Grant.objects.open().counting().filter(which, commune=commune)
    return User.objects.filter(is_active=True, pk__in=grants.values("account"))


def to_confirm(commune):
    """[Grant or CommitteeMember] that a second person has still to confirm, the earliest first; two queries."""
    ways = ((Grant, ("account", "given_by", "cell")), (CommitteeMember, ("account", "given_by")))
    return [row for model, related in ways for row in _unconfirmed(commune=commune, model=model, related=related)]


@prepared
def _unconfirmed(commune, *, model, related):
    return model.objects.to_confirm().filter(commune=commune).select_related(*related).order_by("pk")


def account_trail(commune):
    """TrailEntry of accounts, roles, seats and assignments of the commune, the newest first; signing in left out."""
    kinds = [model._meta.label_lower for model in KINDS]
    signed_in = Q(subject_kind=User._meta.label_lower, changes={"last_login": [HIDDEN, HIDDEN]})
    return TrailEntry.objects.filter(commune=commune, subject_kind__in=kinds).exclude(signed_in).order_by("-at", "-pk")


@prepared
def passwords_set(account, since):
    """TrailEntry of passwords that somebody else set anew for the account of that number, from the time `since` on."""
    return _set_by_others(since).filter(subject_id=account)


@prepared
def passwords_set_in(commune, since):
    """TrailEntry of the same, for the accounts of a commune."""
    return _set_by_others(since).filter(subject_id__in=User.objects.filter(commune=commune).values("pk"))


def _set_by_others(since):
    changed = {
        "subject_kind": User._meta.label_lower,
        "action": TrailEntry.Action.CHANGED,
        "changes__has_key": "password",
    }
    entries = TrailEntry.objects.filter(at__gte=since, **changed).exclude(account=F("subject_id"))
    return entries.order_by("-at", "-pk")


def seats_of(seats, *, day):
    """`seats` that are not over on `day`, in name order, each with [Assignment] of `day` as `leads`; two queries."""
    leads = Prefetch("assignments", Assignment.objects.on(day).select_related("cell"), to_attr="leads")
    return seats.not_over(day).select_related("account").prefetch_related(leads).order_by("search_key", "pk")


LEFT_OUT = ("search_key", "created_at", "commune", "commune_id")  # of the trail: says nothing to a reader
HIDDEN = "…"  # stands in the trail for a value that is secret
NAMED = {"account_id": User, "given_by_id": User, "confirmed_by_id": User}
NAMED |= {"cell_id": Cell, "committee_member_id": CommitteeMember}


def in_words(entries):
    """[(TrailEntry, kind of record, [(name of a field, what it was and is)])] of `account_trail`; a query for each kind
    of record that is named."""
    names = {model: _names(model, entries) for model in set(NAMED.values())}
    return [(entry, _kind(entry), _changes(entry, names)) for entry in entries]


def _kind(entry):
    return apps.get_model(entry.subject_kind)._meta.verbose_name


def _names(model, entries):
    """{number: name} of the records of `model` of which `entries` tell."""
    values = (value for entry in entries for name, value in entry.changes.items() if NAMED.get(name) is model)
    return {row.pk: str(row) for row in model.objects.filter(pk__in={pk for pair in values for pk in pair if pk})}


def _changes(entry, names):
    fields = {field.attname: field for field in apps.get_model(entry.subject_kind)._meta.concrete_fields}
    created, said = entry.action == TrailEntry.Action.CREATED, []
    for name, values in entry.changes.items():
        if name not in fields or name in LEFT_OUT or (created and not values[-1]):
            continue
        words = [_said(fields[name], value, names) for value in (values[-1:] if created else values)]
        said.append((fields[name].verbose_name, _("set") if HIDDEN in words else " → ".join(words)))
    return said


def _said(field, value, names):
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if field.get_internal_type() == "DateField":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if field.attname in NAMED:
        return names[NAMED[field.attname]].get(value, f"№ {value}")
    return str(dict(field.flatchoices).get(value, value))
