"""What happens in members' lives, recorded and corrected; the rows that tell who belonged where follow from it."""

from django.utils.translation import gettext as _

from accounts.audit import service
from common.dated import holds_during
from common.facts import write
from common.prepared import numbers, prepared
from members.enums import LEADING, EventKind
from members.models import Correction, Event, Member, Membership, Overlay, Post
from members.queries.life import play
from members.queries.relations import file_fields
from members.rules.life import DATES, MemberRuleError

# What an event may tell besides its kind and day.
TOLD = (
    *("until", "cell", "standing", "post", "how", "decision_no", "decision_on", "received_on"),
    *("place", "reason", "ground", "spent_on"),
)
FIRST_EVENTS = (EventKind.JOIN, EventKind.ADMIT, EventKind.ARRIVE, EventKind.HOST)


@service
def enter(*, kind, cell, on, by, person, **facts):
    """Someone new to these records: one of `FIRST_EVENTS`. `person` {field of Member: value}, `facts` {field of Event}.

    A guest (HOST) belongs to another commune and is in no headcount here.
    """
    member = write(Member(commune=cell.commune), person, [field.name for field in file_fields()]).save_checked()
    record(member=member, kind=kind, on=on, cell=cell, by=by, **facts)
    return member


@service
def record(*, member, kind, on, by, **facts):
    """Write down that `kind` (an EventKind) happened to `member` on a day; also days in the past.

    `facts` {field of Event: value}. Raises MemberRuleError when the rules refuse it or something recorded later would
    no longer fit. Returns the Event.
    """
    member = locked(member.pk)
    if member.struck:
        raise MemberRuleError(_("%(name)s was withdrawn with an import: enter the person anew.") % {"name": member})
    event = write(Event(member=member, kind=kind, on=on), facts, TOLD).save_checked()
    try:
        project([member])
    except MemberRuleError as error:
        raise _explained(error, event) from error
    return event


@service
def correct(*, event, reason, by, on=None, until=None, decision_no=""):
    """The event was recorded by mistake: it happened on the day `on`, or lasted until the day `until`; where neither is
    told, it never happened. Keeps what stood there."""
    member = locked(event.member_id)
    event = Event.objects.kept().select_related("cell").filter(pk=event.pk).first()
    if event is None:
        raise MemberRuleError(_("This event is struck out already."))
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
def appoint(*, member, post, on, by, replacing=False, **facts):
    """The member is given `post` (a PostKind) in the cell of that day.

    With `replacing`, the secretary or deputy in office is released on that day; without, a post that is filled is
    refused.
    """
    row = Membership.objects.on(on).select_related("cell").filter(member=member).first()
    if row is None:
        raise MemberRuleError(_("%(name)s does not belong to a cell on that day.") % {"name": member}, "on")
    if replacing and post in LEADING:
        for former in Post.objects.on(on).filter(cell=row.cell, kind=post).exclude(member=member):
            record(member=former.member, kind=EventKind.END_POST, on=on, post=post, by=by)
    return record(member=member, kind=EventKind.POST, on=on, cell=row.cell, post=post, by=by, **facts)


def locked(pk):
    """The Member of that number, locked for this transaction."""
    return _locked(pk=pk)[0]


@prepared
def _locked(pk):
    return Member.objects.select_for_update().filter(pk=pk)


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
