"""What happens in members' lives, recorded and corrected; the rows that tell who belonged where follow from it."""

from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import lock
from common.dated import holds_during
from common.errors import ContradictedError
from common.facts import write
from common.prepared import numbers, prepared
from members.enums import LEADING, EventKind, Ground
from members.models import Correction, Despite, Event, Inquiry, Member, Membership, Overlay, Post
from members.queries.contradictions import against_lives
from members.queries.life import play
from members.queries.relations import file_fields
from members.rules.life import DATES, MemberRuleError

# What an event may tell besides its kind and day.
TOLD = (
    *("until", "cell", "standing", "post", "how", "decision_no", "decision_on", "received_on"),
    *("place", "reason", "ground", "spent_on", "consent_no", "consent_on", "months", "left_on"),
)
# Not while a case is open (294-QĐ/TW §6.3.1; 06-HD/TW §11.2), except where the cell itself is merged or closed.
WAITS_FOR_CONCLUSION = (EventKind.TRANSFER, EventKind.TRANSFER_OUT, EventKind.LEAVE)
FIRST_EVENTS = (EventKind.JOIN, EventKind.ADMIT, EventKind.ARRIVE, EventKind.HOST)


@service
def enter(*, kind, cell, on, by, person, **facts):
    """Someone new to these records: one of `FIRST_EVENTS`. `person` {field of Member: value}, `facts` {field of Event}.

    A guest (HOST) belongs to another commune and is in no headcount here.
    """
    lock(commune=cell.commune_id, cells=[cell])
    member = write(Member(commune=cell.commune), person, [field.name for field in file_fields()]).save_checked()
    tell(member, kind, on, cell=cell, **facts)
    return member


@service
def record(*, member, kind, on, by, despite="", **facts):
    """Write down that `kind` (an EventKind) happened to `member` on a day; also days in the past.

    `facts` {field of Event: value}. Raises MemberRuleError when the rules refuse it or something recorded later would
    no longer fit; ContradictedError when records of other kinds would then say otherwise, unless `despite` tells why it
    is right all the same. Returns the Event.
    """
    [member] = lock_lives([member], cells=[facts["cell"]] if facts.get("cell") else ())
    with spoken_against(member, on, despite, by):
        return tell(member, kind, on, **facts)


def tell(member, kind, on, **facts):
    """Write the event down; `member` is locked."""
    if member.struck:
        raise MemberRuleError(_("%(name)s was withdrawn with an import: enter the person anew.") % {"name": member})
    if kind in WAITS_FOR_CONCLUSION and facts.get("ground") != Ground.REORGANISATION:
        refuse_while_inspected(member, on)
    event = write(Event(member=member, kind=kind, on=on), facts, TOLD).save_checked()
    try:
        project([member])
    except MemberRuleError as error:
        raise _explained(error, event) from error
    return event


def refuse_while_inspected(member, on):
    """Who records the life may not know of the case: the sentence tells whom to ask, not why."""
    if Inquiry.objects.kept().on(on).filter(member=member).exists():
        words = _("%(name)s has a case that is not concluded: this has to wait. Ask the inspection board.")
        raise MemberRuleError(words % {"name": member}, "on")


@service
def correct(*, event, reason, by, on=None, until=None, decision_no="", despite=""):
    """The event was recorded by mistake: it happened on the day `on`, or lasted until the day `until`; where neither is
    told, it never happened. Keeps what stood there. `despite` as for `record`."""
    [member] = lock_lives([event.member], cells=[event.cell] if event.cell_id else ())
    event = Event.objects.kept().select_related("cell").filter(pk=event.pk).first()
    if event is None:
        raise MemberRuleError(_("This event is struck out already."))
    with spoken_against(member, min(event.on, on or event.on), despite, by):
        return _correct(member, event, reason, by, on=on, until=until, decision_no=decision_no)


def _correct(member, event, reason, by, *, on, until, decision_no):
    field, right = ("until", until) if until else ("on", on)
    wrong = getattr(event, field)
    if right == wrong:
        raise MemberRuleError(_("This is the day that is recorded already."), field)
    if right is None:
        event.struck = True
    else:
        setattr(event, field, right)
    event.save_checked()
    Correction(
        member=member,
        event=event,
        field=field,
        before=f"{wrong:%d/%m/%Y}" if wrong else "",
        after=f"{right:%d/%m/%Y}" if right else "",
        reason=reason,
        decision_no=decision_no,
        account=by,
    ).save_checked()
    try:
        project([member])
    except MemberRuleError as error:
        raise _explained(error, event) from error
    return event


@service
def name_decision(*, event, decision_no, by):
    """The decision behind an event has got its number; where one is told already, that one stays."""
    lock_lives([event.member])
    event = Event.objects.get(pk=event.pk)
    if not event.decision_no:
        event.decision_no = decision_no
        event.save_checked()
    return event


@service
def appoint(*, member, post, on, by, replacing=False, **facts):
    """The member is given `post` (a PostKind) in the cell of that day.

    With `replacing`, the secretary or deputy in office is released on that day; without, a post that is filled is
    refused.
    """
    lock_lives([member])
    row = Membership.objects.on(on).select_related("cell").filter(member=member).first()
    if row is None:
        raise MemberRuleError(_("%(name)s does not belong to a cell on that day.") % {"name": member}, "on")
    if replacing and post in LEADING:
        for former in Post.objects.on(on).filter(cell=row.cell, kind=post).exclude(member=member):
            released = {"kind": EventKind.END_POST, "post": post, "despite": facts.get("despite", "")}
            record(member=former.member, on=on, by=by, **released)
    return record(member=member, kind=EventKind.POST, on=on, cell=row.cell, post=post, by=by, **facts)


def lock_lives(members, cells=()):
    """Lock what an act on `members`, all of one commune, may change: the commune, `cells` and the cells that they were
    ever in, then the members. Returns the members as they are now, in this order."""
    if not members:
        return []
    commune, pks = members[0].commune_id, numbers(members)
    if connection.features.has_select_for_update:
        lock(commune=commune)
        lock(cells=[*numbers(cells), *{cell for (cell,) in _cells_of(members=pks)}])
    found = {member.pk: member for member in _locked(pks=sorted(set(pks)))}
    return [found[pk] for pk in pks]


@contextmanager
def spoken_against(member, since, despite, by):
    """Refuse what is changed inside in the life of `member` from the day `since` when records would say otherwise that
    did not before, unless `despite` tells why: then that is kept."""
    before = {(line.day, line.url) for line in against_lives({member: since}).get(member.pk, [])}
    yield
    lines = against_lives({member: since}).get(member.pk, [])
    lines = [line for line in lines if (line.day, line.url) not in before]
    refuse_contradicted(lines, despite, by, since, commune=member.commune, member=member)


def refuse_contradicted(lines, despite, by, since, **about):
    """Refuse a change that `lines` [Contradiction] speak against, unless `despite` tells why: then that is kept with
    `about` whom or which cell it is."""
    if not lines:
        return
    if not despite:
        words = _("%(count)s records say otherwise. Put them right first, or say why this is recorded all the same.")
        raise ContradictedError(words % {"count": len(lines)}, lines)
    listed = [[line.day.isoformat(), line.text] for line in lines]
    Despite(since=since, reason=despite, listed=listed, account=by, **about).save_checked()


@prepared
def _cells_of(members):
    guests = Overlay.objects.filter(member__in=members, cell__isnull=False).order_by().values_list("cell")
    return Membership.objects.filter(member__in=members).order_by().values_list("cell").union(guests)


@prepared
def _locked(pks):
    return Member.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")


def project(members):
    """Write the rows that follow from the events of `members` (locked). Raises MemberRuleError.

    Rows that stay as they were are left alone; the others are written anew: nothing refers to them.
    """
    lives = play(members)
    for life in lives:
        if isinstance(life, MemberRuleError):
            raise life
    _store(Membership, members, [row for life in lives for row in life.memberships])
    _store(Overlay, members, [row for life in lives for row in life.overlays])
    _store(Post, members, [row for life in lives for row in life.posts])
    changed = []
    for member, life in zip(members, lives, strict=True):
        dates = life.dates()
        if {name: getattr(member, name) for name in dates} != dates:
            for name, value in dates.items():
                setattr(member, name, value)
            changed.append(member)
    Member.objects.bulk_update(changed, DATES)


def _store(model, members, wanted):
    names = [f.attname for f in model._meta.concrete_fields if not f.primary_key]

    def content(row):
        return tuple(str(getattr(row, name)) for name in names)

    stored = {content(row): row for row in _stored(members=numbers(members), model=model)}
    new = [row for row in wanted if stored.pop(content(row), None) is None]
    if stored:
        model.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()
    if model is Post:
        _refuse_second_leaders(new)
    model.objects.bulk_create(new)


@prepared
def _stored(members, *, model):
    return model.objects.filter(member__in=members)


def _refuse_second_leaders(posts):
    """At most one secretary and one deputy of a cell at a time (domain 2.3)."""
    for post in posts:
        if post.kind not in LEADING:
            continue
        others = Post.objects.filter(cell=post.cell_id, kind=post.kind).exclude(member=post.member_id)
        others = others.filter(holds_during(post.since, post.until)) if post.until else others.not_over(post.since)
        other = others.select_related("member").first()
        if other:
            raise MemberRuleError(
                _("%(name)s holds this post at that time: end that first.") % {"name": other.member}, "post"
            )


def _explained(error, event):
    """The refusal in words for the one who records `event`: also when it is a later event that would no longer fit."""
    if error.event is None or error.event.pk == event.pk:
        return error
    return MemberRuleError(
        _("It does not fit “%(event)s”, which is recorded: %(why)s") % {"event": error.event, "why": error}, "on"
    )
