"""What stands around every page: the Party organisation and the main navigation."""

from functools import cache

from django.urls import get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import may, organisation

PLACES = (
    ("home", None, lambda: _("Home")),
    ("cells:list", Do.SEE_CELLS, lambda: _("cells")),
    ("cells:hamlets", Do.SEE_CELLS, lambda: _("hamlets")),
    ("members:list", Do.SEE_MEMBERS, lambda: _("members")),
    ("meetings:list", Do.SEE_MEETINGS, lambda: _("Meetings")),
    ("oversight:index", Do.SEE_OVERSIGHT, lambda: _("Guidance")),
    ("development:targets", Do.SEE_TARGETS, lambda: _("Development")),
    ("reports:index", Do.SEE_REPORTS, lambda: _("Reports")),
    ("meetings:sheets", Do.ADMINISTER, lambda: _("Score sheets")),
    ("cells:rules", Do.ADMINISTER, lambda: _("Rules")),
    ("cells:accounts", Do.CONFIRM_ROLES, lambda: _("accounts")),
    ("cells:office", Do.ADMINISTER, lambda: _("Administration")),
)


def shell(request):
    """`shell.organisation` and `shell.places`, [(address, label, whether it is the present place)]; read when drawn."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": None}
    return {"shell": SimpleLazyObject(lambda: _shell(request, user))}


def _shell(request, user):
    places = []
    for name, do, label in PLACES:
        if do is None or may(user, do):
            address = _address(name, get_script_prefix())
            here = request.path == address if name == "home" else request.path.startswith(address)
            places.append((address, label(), here))
    return {"organisation": organisation(user), "places": places}


@cache
def _address(name, prefix):
    """The address of a page: the same for as long as the process runs, under the same `prefix`."""
    return reverse(name)
