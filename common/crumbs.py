"""The way to a page as links above its heading: "Members › Nông Văn Ân"."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.addresses import address_of

TITLES = {  # what a page without a record of its own is called in the way to others
    "cells:accounts": _("accounts"),
    "cells:calendar": _("Working days and days off"),
    "cells:committee": _("Committee members"),
    "cells:hamlets": _("hamlets"),
    "cells:list": _("cells"),
    "cells:office": _("Administration"),
    "cells:rules": _("Rules"),
    "development:candidates": _("On the way into the Party"),
    "development:foundings": _("foundings of cells"),
    "development:movements": _("movements and models"),
    "development:organisation-kinds": _("mass organisations"),
    "development:organisations": _("mass organisations"),
    "development:passes": _("steps to be let pass"),
    "development:targets": _("Targets and results"),
    "exchange:imports": _("Excel lists"),
    "home": _("Home"),
    "meetings:absences": _("Absences"),
    "meetings:calendar": _("Calendar"),
    "meetings:education": _("Education"),
    "meetings:list": _("Meetings"),
    "meetings:papers": _("Register of papers"),
    "meetings:programmes": _("model meetings"),
    "meetings:sheets": _("Score sheets"),
    "members:cell-honours": _("commendations"),
    "members:duplicates": _("Duplicates"),
    "members:duties": _("Work given to members"),
    "members:filters": _("saved choices"),
    "members:honours": _("Commendations and badges"),
    "members:life": _("life in the Party"),
    "members:list": _("members"),
    "members:merges": _("Merged records"),
    "members:record": _("Work, training, ratings"),
    "members:slips": _("transfer slips"),
    "members:training": _("Training"),
    "oversight:agencies": _("bodies of the commune"),
    "oversight:awards": _("proposals of commendations"),
    "oversight:briefings": _("briefings"),
    "oversight:discipline": _("procedures of discipline"),
    "oversight:focus": _("tasks of the Committee"),
    "oversight:focus-periods": _("closed periods"),
    "oversight:index": _("Difficulties of cells"),
    "oversight:inspections": _("Inspection and supervision"),
    "oversight:received": _("Register of information received"),
    "oversight:visits": _("Visits to cells"),
    "privacy:breaches": _("data breaches"),
    "privacy:purpose": _("Personal data"),
    "privacy:requests": _("data requests"),
    "reports:cell-quality": _("Quality of cells"),
    "reports:democracy": _("Grassroots democracy"),
    "reports:committee-reports": _("reports of the Committee"),
    "reports:communes": _("closed figures of the communes"),
    "reports:index": _("Reports"),
    "reports:periods": _("reporting periods"),
    "reports:statistics": _("Basic statistics"),
}


@dataclass(frozen=True)
class Crumb:
    """One link of the way."""

    label: str
    url: str


def step(to, *args, label=None, **query):
    """A Crumb to a record that has an address, or to the page `to` names, with `args` and `query` in its address."""
    if isinstance(to, Crumb):
        return to
    named = isinstance(to, str)
    if not named:
        url = to.get_absolute_url()
    elif len(args) == 1 and isinstance(args[0], int) and not query:
        url = address_of(to, args[0])
    else:
        url = reverse(to, args=args, query=query or None)
    return Crumb(capfirst(str((TITLES[to] if named else to) if label is None else label)), url)
