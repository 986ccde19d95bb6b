"""A commune lets accounts of the level above read the totals of its closed periods."""

from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.models import User
from accounts.roles import Role
from cells.access import roles
from cells.services import lock
from common.errors import RuleError
from reports.models import UpperReader


@service
def let_read(*, commune, username, today, by):
    """The account of that user name may read the totals of the closed periods of `commune`. Raises RuleError unless it
    has the role of the level above, wherever that is."""
    lock(commune=commune)
    account = User.objects.filter(username=username, is_active=True).first()
    if account is None or Role.UPPER not in roles(account):
        raise RuleError(_("No account of the level above has this user name."), "username")
    return UpperReader(commune=commune, account=account, since=today).save_checked()


@service
def stop_reading(*, reader, by):
    """The account may no longer."""
    lock(commune=reader.commune_id)
    reader = UpperReader.objects.get(pk=reader.pk)
    reader.struck = True
    return reader.save_checked()
