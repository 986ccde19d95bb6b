"""An import taken back as one act. Nothing is deleted: first events are struck out, corrections stay on record."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.models import Cell
from cells.services import lock
from common.facts import update_rows
from exchange.enums import ImportPurpose, ImportState, Outcome
from exchange.models import Difference, Import, ImportRow
from exchange.queries.plan import label_of
from exchange.services.imports import batches, typed
from members.models import Correction, Event, Member, Membership, Overlay, Post
from members.queries.life import play
from members.rules.life import MemberRuleError
from members.services.life import project

# What refers to a member as part of the member's own record; everything else is use by others.
OWN = (Event, Correction, Membership, Overlay, Post, ImportRow, Difference)


@service
def undo_import(*, source, reason, by):
    """Take back what the import did: people it entered are withdrawn, facts it changed are as before.

    What somebody has built upon or changed since stays, and the row says so in `kept`.
    """
    lock(commune=source.commune_id, cells=Cell.objects.filter(commune=source.commune_id))
    source = Import.objects.get(pk=source.pk)
    if source.state != ImportState.APPLIED or source.purpose != ImportPurpose.READ_IN:
        raise MemberRuleError(_("Only an import that was read in can be undone."))
    rows = list(source.chosen_rows().to_apply().select_related("event").order_by("number"))
    members = Member.objects.in_bulk([row.member_id for row in rows])
    for row in rows:
        row.member = members[row.member_id]
    _withdraw([row for row in rows if row.outcome == Outcome.NEW], reason, by)
    _restore([row for row in rows if row.outcome == Outcome.CHANGED], reason, by)
    update_rows([row for row in rows if row.kept], ["kept"])
    source.state = ImportState.UNDONE
    return source.save_checked()


def _withdraw(rows, reason, by):
    for batch in batches(rows):
        used = _used(batch)
        going = []
        for row in batch:
            if row.member_id in used:
                row.kept = _("more has been recorded since")
            else:
                row.event.member, row.event.struck, row.member.struck = row.member, True, True
                going.append(row)
        Event.objects.bulk_update([row.event for row in going], ["struck"])
        Member.objects.bulk_update([row.member for row in going], ["struck"])
        Correction.objects.bulk_create(
            Correction(
                member=row.member,
                event=row.event,
                field="on",
                before=f"{row.event.on:%d/%m/%Y}",
                reason=reason,
                account=by,
            )
            for row in going
        )
        project([row.member for row in going])


def _used(rows):
    """Numbers of the members of `rows` of whom more is recorded than the import did."""
    members = [row.member_id for row in rows]
    later = Event.objects.kept().filter(member__in=members).exclude(pk__in=[row.event_id for row in rows])
    used = set(later.values_list("member", flat=True))
    used |= {row.member_id for row in rows if row.member.merged_into_id or row.event.struck}
    for relation in Member._meta.related_objects:
        if relation.related_model not in OWN:
            name = relation.field.name
            found = relation.related_model._base_manager.filter(**{f"{name}__in": members})
            used |= set(found.values_list(name, flat=True))
    return used


def _restore(rows, reason, by):
    for batch in batches(rows):
        taken_back = {row.pk: _take_back(row) for row in batch}
        dated = [row for row in batch if any(change[0] in Member.locked for change in taken_back[row.pk])]
        for row, life in zip(dated, play([row.member for row in dated]), strict=True):
            if isinstance(life, MemberRuleError):
                for attname, _old, new, *_shown in taken_back.pop(row.pk):
                    setattr(row.member, attname, typed(attname, new))
                row.kept = str(life)
        changed = [row for row in batch if taken_back.get(row.pk)]
        names = {change[0] for row in changed for change in taken_back[row.pk]}
        Member.objects.bulk_update([row.member for row in changed], sorted(names))
        Correction.objects.bulk_create(
            Correction(member=row.member, field=name, before=new_text, after=old_text, reason=reason, account=by)
            for row in changed
            for name, _old, _new, old_text, new_text in taken_back[row.pk]
            if name in Member.locked
        )
        project([row.member for row in changed if row in dated])


def _take_back(row):
    """Put back in `row.member` what the row changed; returns those of its changes that could be taken back."""
    done, kept = [], []
    for change in row.changes:
        attname, old, new, *_shown = change
        if getattr(row.member, attname) != typed(attname, new) or row.member.merged_into_id or _is_taken(row, change):
            kept.append(str(label_of(Member._meta.get_field(attname).name)))
        else:
            setattr(row.member, attname, typed(attname, old))
            done.append(change)
    if kept:
        row.kept = _("changed since, left as it is: %(names)s") % {"names": ", ".join(kept)}
    return done


def _is_taken(row, change):
    """Whether somebody else has the identity number by now that `row` would get back."""
    attname, old, *_rest = change
    if attname != "id_number" or not old:
        return False
    others = Member.objects.known().filter(commune=row.member.commune_id).exclude(pk=row.member_id)
    return others.filter(id_number=old).exists()
