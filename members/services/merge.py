"""Two records of one person become one: nothing of either is lost, and it can be undone as a whole."""

from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from accounts.audit import service
from common.promises import thawed
from members.enums import LifeOf
from members.models import Correction, Distinct, Event, Member, Membership, Merge, Overlay, Post
from members.queries.relations import file_fields, relations
from members.rules.life import MemberRuleError
from members.services.life import lock_lives, project

WRITTEN_FROM_EVENTS = (Membership, Overlay, Post)

# Sent in the same transaction after two records became one, or one became two again: `members` are both. An app
# that keeps figures of persons corrects them.
records_joined = Signal()


@service
def mark_distinct(*, members, on, by):
    """Write down that two records which look alike are of two persons; they are not suggested again."""
    first, second = sorted(members, key=lambda member: member.pk)
    found = Distinct.objects.filter(first=first, second=second).first()
    return found or Distinct(first=first, second=second, on=on, account=by).save_checked()


@service
def merge(*, kept, other, taken, life, reason, by):
    """`kept` and `other` are one person: every row of `other` is moved to `kept`, and `other` is no record of its own
    any more.

    `taken` are the names of fields of which the value of `other` stands from now on; `life` (a LifeOf) tells whose
    events stand, the others are struck out. Rows that only one record can have stay with `other`. Raises
    MemberRuleError when no life would be left or the two lives do not fit together. Returns the Merge.
    """
    _require_joinable(kept, other)
    kept, other = lock_lives([kept, other])
    _require_joinable(kept, other)
    before = _columns(kept)
    superseded = {LifeOf.KEPT: [other], LifeOf.OTHER: [kept], LifeOf.BOTH: []}[life]
    struck = _strike(superseded, reason, by)
    with thawed():
        moved, stayed, swapped = _move_rows(kept, other)
    other.merged_into = kept
    other.save()
    _take_facts(kept, other, taken, reason, by)
    if not kept.events.kept().exists():
        raise MemberRuleError(_("Nothing is recorded in this life: choose the other one."), "life")
    try:
        project([kept, other])
    except MemberRuleError as error:
        raise MemberRuleError(_("The life does not fit the rules: %(why)s") % {"why": error}, "life") from error
    records_joined.send(Merge, members=[kept, other])
    after = _columns(kept)
    return Merge(
        kept=kept,
        other=other,
        life=life,
        reason=reason,
        account=by,
        moved=moved,
        stayed=stayed,
        swapped=swapped,
        facts={name: [before[name], after[name]] for name in after if before[name] != after[name]},
        struck_events=[event.pk for event in struck],
    ).save_checked()


def _require_joinable(kept, other):
    if kept == other:
        raise MemberRuleError(_("Choose two different records."))
    if kept.commune_id != other.commune_id:
        raise MemberRuleError(_("The two records belong to different communes."))
    for member in (kept, other):
        if member.merged_into_id:
            raise MemberRuleError(_("%(name)s was merged into another record already.") % {"name": member})
        if member.struck:
            raise MemberRuleError(_("%(name)s was withdrawn with an import: enter the person anew.") % {"name": member})


def _move_rows(kept, other):
    """What of `other` moved to `kept`, stayed, and was swapped with a row of `kept`, as the Merge keeps it."""
    moved, stayed, swapped = {}, {}, {}
    for relation in relations():
        if relation.model not in WRITTEN_FROM_EVENTS:
            rows = list(relation.rows([other]))
            left = _lead(rows, relation.field, kept)
            if led := [row.pk for row in rows if row not in left]:
                moved[relation.key] = led
            if left:
                stayed[relation.key] = [row.pk for row in left]
                if pairs := _prefer_presence(relation, left, kept):
                    swapped[relation.key] = pairs
    return moved, stayed, swapped


def _move_rows_back(merge, kept, other):
    for relation in relations():
        for pair in merge.swapped.get(relation.key, ()):
            rows = relation.model._base_manager.in_bulk(pair)
            _swap(relation, *(rows[pk] for pk in pair))
        rows = list(relation.rows([kept]).filter(pk__in=merge.moved.get(relation.key, ())))
        if _lead(rows, relation.field, other):
            raise MemberRuleError(_("Something that was recorded since prevents this."))


def _prefer_presence(relation, left, kept):
    """Presence wins: where a row that stays behind says that the person came and that of `kept` does not, they say each
    other's words. [[number of the one, of the other]]."""
    if relation.occasion is None:
        return []
    pairs = []
    for row in left:
        rival = relation.rows([kept]).get(**{relation.occasion: getattr(row, relation.occasion)})
        if row.came and not rival.came:
            _swap(relation, row, rival)
            pairs.append([row.pk, rival.pk])
    return pairs


def _swap(relation, row, rival):
    names = [field.name for field in relation.told if field.name != relation.occasion]
    for name in names:
        mine, its = getattr(row, name), getattr(rival, name)
        setattr(row, name, its)
        setattr(rival, name, mine)
    for one in (row, rival):
        one.save(update_fields=names)


@service
def undo_merge(*, merge, at, by):
    """Take the two records apart at the time `at`: rows, facts and events go back to where they were.

    What was recorded since stays with the record that was kept. Raises MemberRuleError when that is impossible.
    """
    kept, other = lock_lives([merge.kept, merge.other])
    merge = Merge.objects.get(pk=merge.pk)
    _require_undoable(merge, kept)
    _take_back_facts(merge, kept, by)
    other.merged_into = None
    other.save_checked()
    with thawed():
        _move_rows_back(merge, kept, other)
    _lead(Correction.objects.filter(member=kept, event__member=other), Correction._meta.get_field("member"), other)
    for event in Event.objects.filter(pk__in=merge.struck_events):
        event.struck = False
        event.save_checked()
        _correct(event, "", f"{event.on:%d/%m/%Y}", _("The merge of two records was undone."), by)
    try:
        project([kept, other])
    except MemberRuleError as error:
        raise MemberRuleError(_("The two lives no longer fit the rules: %(why)s") % {"why": error}) from error
    records_joined.send(Merge, members=[kept, other])
    merge.struck, merge.struck_at, merge.struck_by = True, at, by
    return merge.save_checked()


def _require_undoable(merge, kept):
    name = {"name": kept}
    if merge.struck:
        raise MemberRuleError(_("This merge was undone already."))
    if kept.merged_into_id:
        raise MemberRuleError(_("%(name)s was itself merged into another record: undo that first.") % name)
    if Merge.objects.kept().filter(kept=kept, pk__gt=merge.pk).exists():
        raise MemberRuleError(_("Another record was merged into that of %(name)s later: undo that first.") % name)
    now = _columns(kept)
    for field in Member._meta.concrete_fields:
        if field.attname in merge.facts and now[field.attname] != merge.facts[field.attname][1]:
            words = name | {"fact": field.verbose_name}
            raise MemberRuleError(_("“%(fact)s” of %(name)s was changed after the merge.") % words)


def _columns(member):
    """{column: value} of everything the merge may change in the file."""
    names = [field.attname for field in file_fields()]
    return {name: getattr(member, name) for name in [*names, "party_since"]}


def _strike(members, reason, by):
    events = list(Event.objects.kept().filter(member__in=members).select_related("member"))
    for event in events:
        event.struck = True
        event.save_checked()
        _correct(event, f"{event.on:%d/%m/%Y}", "", reason, by)
    return events


def _correct(event, before, after, reason, by):
    Correction(
        member=event.member, event=event, field="on", before=before, after=after, reason=reason, account=by
    ).save_checked()


def _lead(rows, field, member):
    """Make `rows` refer to `member` by `field`; returns those that a constraint of the database holds back."""
    left = []
    for row in rows:
        setattr(row, field.name, member)
        try:
            with transaction.atomic():
                row.save(update_fields=[field.name])
        except IntegrityError:
            left.append(row)
    return left


def _take_facts(kept, other, taken, reason, by):
    for field in file_fields():
        before, value = getattr(kept, field.name), getattr(other, field.name)
        if field.name in taken and before != value:
            setattr(kept, field.name, value)
            _correct_file(kept, field.name, before, value, reason, by)
    kept.save_checked()


def _take_back_facts(merge, kept, by):
    for field in Member._meta.concrete_fields:
        if field.attname in merge.facts:
            before, after = (field.to_python(value) for value in merge.facts[field.attname])
            setattr(kept, field.attname, before)
            _correct_file(kept, field.name, after, before, _("The merge of two records was undone."), by)
    kept.save_checked()


def _correct_file(member, name, before, after, reason, by):
    """What is locked changes only with a correction; to be filled in for the first time it needs none."""
    if name in Member.locked and before:
        words = {"before": getattr(before, "text", before), "after": getattr(after, "text", after)}
        Correction(member=member, field=name, reason=reason, account=by, **words).save_checked()
