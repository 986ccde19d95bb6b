"""What the structure needs, each cell a Committee member in charge; and roles, a second person who confirms them."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, may, scope
from cells.models import Assignment
from cells.queries import working_cells
from cells.queries.accounts import passwords_set, to_confirm
from common.needs import Group, Need
from common.prepared import numbers, prepared

TOLD_OF_PASSWORDS = timedelta(days=14)


def needs(asking):
    return [*_structure(asking), *_to_confirm(asking.user), _passwords(asking)]


def working(asking, do):
    """[Cell] at work today where the reader may do `do`, read once for all that may be done in the same places."""
    return asking.once(_working, scope(asking.user, do))


def _working(asking, where):
    return working_cells(where, day=asking.today)


def _to_confirm(user):
    if not may(user, Do.CONFIRM_ROLES):
        return []
    others = [row for row in to_confirm(commune_id(user)) if user.pk not in (row.given_by_id, row.account_id)]
    needs = [
        Need(
            _("%(name)s: “%(role)s” is to be confirmed by a second person.") % {"name": row.account, "role": row},
            reverse("cells:roles-to-confirm"),
            _("See"),
        )
        for row in others
    ]
    return [Group("roles", _("Roles to be confirmed"), needs)]


def _passwords(asking):
    """Whoever sets a password can sign in with it until it is changed: whose it is and who watches are told."""
    user, needs = asking.user, []
    watches = may(user, Do.CONFIRM_ROLES)
    since = timezone.make_aware(datetime.combine(asking.today - TOLD_OF_PASSWORDS, time()))
    for entry in passwords_set(user.commune, since):
        at = f"{timezone.localtime(entry.at):%d/%m/%Y}"
        about = {"account": entry.subject_name, "by": entry.account_name or _("the server"), "at": at}
        if entry.subject_id == user.pk:
            words = _("%(by)s set a new password for you on %(at)s. If nobody asked for it, tell the inspection board.")
            needs.append(Need(words % about, reverse("accounts:password"), _("Change password"), "warn"))
        elif watches and entry.account_id != user.pk:
            words = _("%(by)s set a new password for %(account)s on %(at)s.")
            needs.append(Need(words % about, reverse("cells:account", args=[entry.subject_id]), _("See the account")))
    return Group("passwords", _("New passwords"), needs)


def _structure(asking):
    if not may(asking.user, Do.EDIT_STRUCTURE):
        return []
    cells = working(asking, Do.EDIT_STRUCTURE)
    led = set(_led(cells=numbers(cells), day=asking.today))
    needs = [
        Need(
            _("%(cell)s has no Committee member in charge.") % {"cell": cell},
            reverse("cells:assign", args=[cell.pk]),
            _("Assign"),
        )
        for cell in cells
        if cell.pk not in led
    ]
    return [Group("structure", _("Structure"), needs)]


@prepared
def _led(cells, day):
    """Numbers of the `cells` that a Committee member is in charge of."""
    return Assignment.objects.on(day).filter(cell__in=cells).order_by().values_list("cell", flat=True)
