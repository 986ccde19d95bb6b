"""Who may do what where. Every list and every single object asks here, so both give the same answer.

An account wears hats: a role together with the whole commune or some of its cells, on a day. All hats of an account
belong to one commune. Hats come from grants, for Committee members in charge from their assignments to cells, and for
who is entrusted with sensitive cases from the row that names them.
The clock is read here: access is always about today.
"""

from copy import copy
from dataclasses import dataclass, replace
from functools import partial

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BigIntegerField, FilteredRelation, Q, Value
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.audit import TrackedQuerySet
from accounts.models import TrailEntry
from accounts.roles import MAY, Do, Reach, Role
from common.dated import DatedQuerySet, holds_on
from common.errors import RuleError
from common.prepared import prepared

ELSEWHERE = {
    "cell": _("The cell belongs to another commune."),
    "hamlet": _("The hamlet belongs to another commune."),
    "member": _("The member belongs to another commune."),
}


@dataclass(frozen=True)
class Hat:
    """A role in a commune. `cell` is the one cell that it is for; None when it names none: a role in the whole commune,
    or a Committee member in charge of no cell."""

    role: Role
    commune: int
    cell: int | None


@dataclass(frozen=True)
class Scope:
    """Numbers of the communes open as a whole, and of the cells open one by one."""

    communes: frozenset
    cells: frozenset

    def __bool__(self):
        return bool(self.communes or self.cells)

    def has(self, *, commune, cell):
        return commune in self.communes or cell in self.cells


@prepared
def _account_with_hats(account, day):
    """Rows of an account: its fields, then role, commune, cell and Party organisation of a hat worn on `day`. There is
    always a row of the account; its role is None when nothing was granted."""
    users = get_user_model()
    seats = users._meta.get_field("committee_seats").related_model.objects.on(day).counting().filter(account=account)
    fields = [field.attname for field in users._meta.concrete_fields]
    granted = (
        users.objects.filter(pk=account)
        .annotate(worn=FilteredRelation("grants", condition=holds_on(day, "grants__") & Q(grants__waiting=False)))
        .values_list(*fields, "worn__role", "worn__commune", "worn__cell", "worn__commune__organisation")
    )
    in_charge = seats.annotate(
        led=FilteredRelation("assignments", condition=holds_on(day, "assignments__"))
    ).values_list(
        *(f"account__{name}" for name in fields),
        Value(Role.IN_CHARGE.value),
        "commune",
        "led__cell",
        "commune__organisation",
    )
    trusts = users._meta.get_field("trusts").related_model.objects.on(day).filter(account=account)
    entrusted = trusts.values_list(
        *(f"account__{name}" for name in fields),
        Value(Role.ENTRUSTED.value),
        "commune",
        Value(None, output_field=BigIntegerField()),
        "commune__organisation",
    )
    return granted.order_by().union(in_charge.order_by(), entrusted.order_by(), all=True)


def read_account(pk):
    """The account of that number, wearing the hats of today, or None; one statement."""
    rows = _account_with_hats(account=pk, day=timezone.localdate())
    if not rows:
        return None
    model = get_user_model()
    fields = [field.attname for field in model._meta.concrete_fields]
    user = model.from_db(DEFAULT_DB_ALIAS, fields, rows[0][: len(fields)])
    worn = [row[len(fields) :] for row in rows]
    user._hats = tuple(Hat(Role(role), commune, cell) for role, commune, cell, _name in worn if role)
    user._organisation = next((name for role, *_place, name in worn if role), "")
    return user


def _dressed(user):
    """`user` with the hats of today; read once per request."""
    if not hasattr(user, "_hats"):
        known = read_account(user.pk)
        user._hats, user._organisation = (known._hats, known._organisation) if known else ((), "")
    return user


def hats(user):
    """The hats that `user` wears today."""
    return _dressed(user)._hats if user.is_authenticated and user.is_active else ()


def organisation(user):
    """Name of the Party organisation of the commune `user` belongs to, or an empty text."""
    return _dressed(user)._organisation if hats(user) else ""


def roles(user):
    return {hat.role for hat in hats(user)}


def commune_id(user):
    """Number of the commune `user` belongs to, or None."""
    return next((hat.commune for hat in hats(user)), None)


def scope(user, do):
    """Where `user` may do `do` today."""
    communes, cells = set(), set()
    for hat in hats(user):
        reach = MAY[hat.role].get(do)
        if reach == Reach.COMMUNE:
            communes.add(hat.commune)
        elif reach == Reach.CELLS and hat.cell:
            cells.add(hat.cell)
    return Scope(frozenset(communes), frozenset(cells))


def began_in_cell(user, do, cell):
    """The first day of the present role in `cell` that lets `user` do `do` there, for an account that may do so in
    single cells only; None for those who may in the whole commune, and where nobody is named."""
    return min(_since(user, _roles_there(user, do, cell), cell, timezone.localdate()), default=None)


def require_in_office(user, do, cell, day, field):
    """Raises RuleError at `field` where `user` may do `do` in single cells only, and in `cell` not yet on `day`: nobody
    vouches for what was done before being in office; that is for the office to record."""
    began = began_in_cell(user, do, cell)
    if began and day < began and not _since(user, _roles_there(user, do, cell), cell, day):
        words = _("Your role in %(cell)s began on %(day)s: let the office record what was before.")
        raise RuleError(words % {"cell": cell, "day": f"{began:%d/%m/%Y}"}, field)


def _roles_there(user, do, cell):
    """{Role} by which `user` may do `do` in `cell`; none for those who may in the whole commune."""
    where = scope(user, do) if user else None
    if not where or where.communes:
        return set()
    return {hat.role for hat in hats(user) if hat.cell == cell.pk and do in MAY[hat.role]}


def _since(user, roles, cell, day):
    """[first day] of whatever gave `user` one of `roles` in `cell` on `day`."""
    if not roles:
        return []
    days = [*user.grants.filter(cell=cell, role__in=roles).on(day).values_list("since", flat=True)]
    if Role.IN_CHARGE in roles:
        led = user.committee_seats.on(day).filter(holds_on(day, "assignments__"), assignments__cell=cell)
        days += led.values_list("assignments__since", flat=True)
    return days


def here_today(user, do):
    """The same as values for a prepared statement that asks `within` or `seen_from`."""
    return {**vars(scope(user, do)), "day": timezone.localdate()}


def may(user, do):
    """Whether `user` may do `do` anywhere."""
    return any(do in MAY[hat.role] for hat in hats(user))


def all_may(user):
    """{Do} of all that `user` may do anywhere."""
    return {do for hat in hats(user) for do in MAY[hat.role]}


def may_open(user, do):
    """A test whether a cell's records are open to `user`: a figure is a link only where it leads somewhere."""
    where = scope(user, do)
    return lambda cell: where.has(commune=cell.commune_id, cell=cell.pk)


def require(user, do):
    """For pages without an object: refuse with 403."""
    if not may(user, do):
        raise PermissionDenied


def get_for(user, do, manager, related=(), **lookup):
    """The object of a page: 404 when it is not the user's to know, 403 when the user may look only.

    `manager` is a manager or queryset of a scoped model; `related` are joined, as by select_related. `Model.objects`
    with a `pk` is asked by prepared statements. What a commune that has merged left behind is looked at by the same
    roles where it goes on. The look itself leaves a trail where the model asks for it, or that of the `member` whom the
    object is about: found by those only who may know of the object.
    """
    queryset = manager.all()
    plain = manager is manager.model._default_manager and lookup.keys() == {"pk"}
    plain = plain and not isinstance(queryset, SensitiveQuerySet)
    find = partial(_seen, related=related, **lookup) if plain else partial(_seen_of_some, related, lookup)
    try:
        try:
            obj = find(queryset, user)
        except Http404:
            if (there := _in_merged(user)) is None:
                raise
            obj = find(queryset, there)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if do != queryset.see and not _may_do(manager.model, user, do, obj.pk):
        raise PermissionDenied
    for about in (obj, getattr(obj, "member", None)):
        if getattr(about, "looks_leave_a_trail", False):
            audit.seen(about, only_for=obj.trail_only_for)
    return obj


def _seen(queryset, user, *, related, pk):
    model = queryset.model
    number = model._meta.pk.get_prep_value(pk)
    rows = _row_seen(**here_today(user, queryset.see), pk=number, model=model, related=tuple(related))
    if not rows:
        raise Http404
    return rows[0]


def _seen_of_some(related, lookup, queryset, user):
    seen = queryset.visible_to(user)
    return get_object_or_404(seen.select_related(*related) if related else seen, **lookup)


def merged_into(communes):
    """[number] of the communes that go on today as one of `communes`, by number."""
    mergers = apps.get_model("cells", "CommuneMerger").objects.filter(goes_on_as__in=communes)
    return list(mergers.values_list("commune", flat=True))


def _in_merged(user):
    """`user` with the hats of today as if they were worn in the communes that go on as its own; None without one."""
    if not (merged := merged_into([commune_id(user)])):
        return None
    there = copy(user)
    there._hats = tuple(replace(hat, commune=commune) for hat in hats(user) for commune in merged)
    return there


def whose(row, user):
    """The name of the commune that `row` stayed with when that merged into the one of `user`; else an empty text."""
    return "" if row.commune_id == commune_id(user) else str(row.commune)


def _may_do(model, user, do, pk):
    return bool(_row_within(**here_today(user, do), pk=pk, model=model))


@prepared
def _row_seen(communes, cells, day, pk, *, model, related):
    rows = model._default_manager.seen_from(Scope(communes, cells), day).filter(pk=pk)
    return rows.select_related(*related) if related else rows


@prepared
def _row_within(communes, cells, day, pk, *, model):
    return model._default_manager.within(Scope(communes, cells), day).filter(pk=pk).values_list("pk")


class ScopedQuerySet(TrackedQuerySet):
    """A queryset that knows which of its rows a user may see or work on.

    `see` is what one must be allowed to do to see a row. Where the rows belong is said by `commune_path` of the model;
    `cell_path` leads to their cell, "" where work in single cells opens none of them.
    """

    see = None

    @property
    def cell_path(self):
        way = self.model.commune_path
        if way.endswith("cell__commune"):
            return way.removesuffix("__commune")
        return "cell" if any(field.name == "cell" for field in self.model._meta.concrete_fields) else ""

    @property
    def sees_whole(self):
        """What one must be allowed to do to know of every kind of row, and so of how many there are."""
        return self.see

    def for_doing(self, user, do):
        """The rows on which `user` may do `do` today."""
        return self.within(scope(user, do), timezone.localdate())

    def visible_to(self, user):
        return self.seen_from(scope(user, self.see), timezone.localdate())

    def within(self, where, day):
        """The rows in the Scope `where` on `day`."""
        return self.filter(self.lies_in(where, day))

    def lies_in(self, where, day):
        """Condition for the rows in the Scope `where` on `day`."""
        allowed = Q(**{f"{self.model.commune_path}__in": where.communes})
        return allowed | self.of_cells(where.cells, day) if where.cells else allowed

    def read_by(self, user):
        """The rows that `user` sees, with those that communes which go on as the own one left behind."""
        seen, there = self.visible_to(user), _in_merged(user)
        return seen | self.visible_to(there) if there else seen

    def seen_from(self, where, day):
        """The rows to be seen from the Scope `where` on `day`; rows seen from further away override this."""
        return self.within(where, day)

    def of_cells(self, cells, day):
        """Condition for the rows that belong to one of `cells` on `day`; rows of several cells override this."""
        return Q(**{f"{self.cell_path}__in": cells}) if self.cell_path else Q(pk__in=())


class SensitiveQuerySet(ScopedQuerySet):
    """Rows some of which are sensitive: for who has no right to sensitive cases these do not exist.

    `sensitive_path` of the model leads to the field that says so, of the row itself or of what it belongs to. Rows that
    are sensitive one and all need none of this: their `see` is Do.SEE_SENSITIVE.
    """

    sees_whole = Do.SEE_SENSITIVE

    def visible_to(self, user):
        return self.known_to(user, self.see)

    def known_to(self, user, do):
        """The rows in which `user` may do `do` as long as they are not sensitive, and the sensitive ones that `user`
        may know of."""
        apart = {f"{self.model.commune_path}__in": scope(user, Do.SEE_SENSITIVE).communes}
        plain = self.lies_in(scope(user, do), timezone.localdate()) & Q(**{self.model.sensitive_path: False})
        return self.filter(plain | Q(**apart, **{self.model.sensitive_path: True}))

    def for_doing(self, user, do):
        return self.visible_to(user).within(scope(user, do), timezone.localdate())

    def seen_from(self, where, day):
        """The rows for everybody who reads this kind of record: without the sensitive ones."""
        return self.within(where, day).filter(**{self.model.sensitive_path: False})


def trail_of(user):
    """TrailEntry of the commune of `user`, with what merged into it, without the lines of records that `user` may not
    know of."""
    known = Q(only_for="") | Q(only_for__in=[do for do in Do if may(user, do)])
    own = commune_id(user)
    return TrailEntry.objects.filter(known, commune__in=[own, *merged_into([own])])


class DatedScopedQuerySet(DatedQuerySet, ScopedQuerySet):
    pass


class DatedTrackedQuerySet(DatedQuerySet, TrackedQuerySet):
    pass


def refuse_foreign(row, *names, of=None):
    """Raises ValidationError at those fields `names` of `row` that refer to a record of another commune than the row
    itself, or than the record in its field `of`. What is not filled in yet is not asked."""
    try:
        own = (getattr(row, of) if of else row).own_commune
    except ObjectDoesNotExist:
        return
    others = {name: other.own_commune for name in names if own and (other := getattr(row, name, None))}
    foreign = [name for name, commune in others.items() if not _one(commune, own)]
    if foreign:
        raise ValidationError({name: ELSEWHERE[name] for name in foreign})


def _one(commune, other):
    """Whether two communes, by number, are one today."""
    if commune == other:
        return True
    mergers = apps.get_model("cells", "CommuneMerger").objects.filter(commune__in=(commune, other))
    today = dict(mergers.values_list("commune", "goes_on_as"))
    return today.get(commune, commune) == today.get(other, other)


def who_may_see(cell, day):
    """{(account, reason row): set of Do} of everybody whose hats reach `cell` on `day`.

    The reason row is the grant, or the assignment to the cell, that opens it.
    """
    found = {}
    grants = cell.commune.grants.on(day).counting().filter(Q(cell=None) | Q(cell=cell), account__is_active=True)
    for grant in grants.select_related("account").order_by("role", "account__full_name", "pk"):
        found[grant.account, grant] = set(MAY[grant.role])
    assignments = cell.assignments.on(day).filter(
        committee_member__account__is_active=True,
        committee_member__in=cell.commune.committee_members.on(day).counting(),
    )
    for assignment in assignments.select_related("committee_member__account"):
        found[assignment.committee_member.account, assignment] = set(MAY[Role.IN_CHARGE])
    return found
