"""Heads of hamlets, persons of prestige and elders among the members."""

from accounts.audit import service
from members.models import HamletRole
from members.services.decisions import refuse_struck
from members.services.life import lock_lives


@service
def name_in_hamlet(*, member, hamlet, kind, since, by, until=None):
    """The member is head, person of prestige or elder (a HamletRoleKind) of `hamlet` from the day `since`."""
    [member] = lock_lives([member])
    return HamletRole(member=member, hamlet=hamlet, kind=kind, since=since, until=until).save_checked()


@service
def end_hamlet_role(*, role, on, by):
    """The member is so no longer, from the day `on`."""
    lock_lives([role.member])
    role = HamletRole.objects.get(pk=role.pk)
    refuse_struck(role)
    role.end(on, "on")
    return role
