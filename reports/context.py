"""What stands around every page: the commune's name and the main navigation."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, may
from cells.models import Commune

PLACES = (
    ("home", None, lambda: _("Home")),
    ("cells:list", Do.SEE_CELLS, lambda: _("Cells")),
    ("cells:hamlets", Do.SEE_CELLS, lambda: _("Hamlets")),
    ("members:list", Do.SEE_MEMBERS, lambda: _("Members")),
    ("meetings:list", Do.SEE_MEETINGS, lambda: _("Meetings")),
    ("oversight:index", Do.SEE_OVERSIGHT, lambda: _("Guidance")),
    ("members:targets", Do.SEE_TARGETS, lambda: _("Development")),
    ("reports:index", Do.SEE_REPORTS, lambda: _("Reports")),
    ("meetings:sheets", Do.ADMINISTER, lambda: _("Score sheets")),
    ("cells:rules", Do.ADMINISTER, lambda: _("Rules")),
    ("admin:index", Do.ADMINISTER, lambda: _("Administration")),
)


def shell(request):
    """`shell.commune` and `shell.places`, [(address, label, whether it is the present place)]; read when drawn."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": None}
    return {"shell": SimpleLazyObject(lambda: _shell(request, user))}


def _shell(request, user):
    places = []
    for name, do, label in PLACES:
        if do is None or may(user, do):
            address = reverse(name)
            here = request.path == address if address == "/" else request.path.startswith(address)
            places.append((address, label(), here))
    return {"commune": Commune.objects.filter(pk=commune_id(user)).first(), "places": places}
