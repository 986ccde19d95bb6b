"""Who has not paid Party dues, told by those who collect them."""

from django.utils.translation import gettext as _

from accounts.audit import service
from members.models import Arrears
from members.queries.dues import are_here, open_arrears
from members.rules.life import MemberRuleError
from members.services.life import lock_lives


@service
def keep_dues(*, members, unpaid, today, by):
    """`unpaid` {member number: first day of the first month without dues, or None: all is paid} of some of `members`.

    What was paid ends today; another month than was recorded puts a mistake right. Who left owes nothing
    here.
    """
    members = {member.pk: member for member in lock_lives([one for one in members if one.pk in unpaid])}
    here = are_here(members=sorted(members), day=today)
    if gone := [member for pk, member in members.items() if unpaid[pk] and pk not in here]:
        raise MemberRuleError(_("%(name)s does not belong to a cell on that day.") % {"name": gone[0]})
    known = {row.member_id: row for row in open_arrears(members=sorted(members))}
    for pk, since in unpaid.items():
        row = known.get(pk)
        if row and row.since != since:
            _close(row, today, mistake=since is not None)
        if since and not (row and row.since == since):
            Arrears(member=members[pk], since=since).save_checked()


def _close(row, today, mistake):
    if mistake or today <= row.since:
        row.struck = True
    else:
        row.until = today
    row.save_checked()
