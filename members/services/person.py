"""What the file says of a person: filled in freely, except for what only a recorded correction may change."""

from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import service
from common.facts import write
from members.models import Correction, Member
from members.queries.relations import file_fields
from members.rules.life import MemberRuleError
from members.services.life import lock_lives, project


@service
def edit_file(*, member, by, **facts):
    """Change facts of the file. What is `Member.locked` may be filled in once; afterwards see `correct_file`."""
    [member] = lock_lives([member])
    for name in Member.locked:
        if name in facts and getattr(member, name) and getattr(member, name) != facts[name]:
            raise MemberRuleError(_("This is locked: record a correction."), name)
    write(member, facts, [field.name for field in file_fields()]).save_checked()
    if set(facts) & set(Member.locked):
        project([member])
    return member


@service
def correct_file(*, member, field, value, reason, by, decision_no=""):
    """Correct a mistake in what is `Member.locked`; what stood there, the reason and the decision are kept."""
    if field not in Member.locked:
        raise MemberRuleError(_("Choose what was wrong."), "field")
    [member] = lock_lives([member])
    before = getattr(member, field)
    if before == value:
        raise MemberRuleError(_("This is what stands there already."), "value")
    setattr(member, field, value)
    member.save_checked()
    Correction(
        member=member,
        field=field,
        before=getattr(before, "text", before),
        after=getattr(value, "text", value),
        reason=reason,
        decision_no=decision_no,
        account=by,
    ).save_checked()
    project([member])
    return member


@service
def reveal(*, member, field, reason, by):
    """Somebody is about to see a masked number in full: who looked, when and why stays in the trail."""
    if field not in Member.masked:
        raise MemberRuleError(_("Choose a number."), "field")
    audit.revealed(member, field=field, reason=reason)
