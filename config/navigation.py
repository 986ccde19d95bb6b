"""What stands around every page: the main navigation, the tabs of a place and the shortcuts of the home page.

What is drawn depends only on the language, on what one may do and on where one is, so it is drawn once and kept."""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.access import all_may, organisation
from common.addresses import address
from common.templatetags.components import icon


@dataclass(frozen=True)
class Tab:
    """A page that a place leads to: the name of its address, what one must be allowed to do to open it, its label.
    `also` opens it as well. Tabs beside each other with the same `group` are one in the line of tabs, and stand below
    it while one of them is open."""

    name: str
    do: Do | None
    label: Promise
    group: Promise | str = ""
    also: Do | None = None

    @property
    def url(self):
        return address(self.name)

    def opens(self, allowed):
        """Whether those may open it who may do `allowed`."""
        return self.do in allowed or (self.also is not None and self.also in allowed)


@dataclass(frozen=True)
class Place:
    """A place of the main navigation; its first tab is where it leads. `group` is the heading above it on a wide
    screen; what is `near` stands in the bar at the bottom of a phone first."""

    label: Promise
    icon: str
    tabs: tuple[Tab, ...]
    group: Promise | str = ""
    near: bool = False


PLACES = (
    Place(_("Home"), "home", (Tab("home", None, _("Home")),), near=True),
    Place(
        _("Meetings"),
        "meetings",
        (
            Tab("meetings:list", Do.SEE_MEETINGS, _("recorded meetings"), _("Minutes and papers")),
            Tab("meetings:papers", Do.SEE_MEETINGS, _("Register of papers"), _("Minutes and papers")),
            Tab("meetings:differences", Do.SEE_MEETINGS, _("Scored twice"), _("Minutes and papers")),
            Tab("reports:month-board", Do.SEE_REPORTS, pgettext_lazy("tab", "Month board")),
            Tab("meetings:calendar", Do.SEE_MEETINGS, pgettext_lazy("tab", "Calendar"), _("Calendar and invitations")),
            Tab("meetings:handouts", Do.SEE_MEETINGS, _("Invitations and forms"), _("Calendar and invitations")),
            Tab("meetings:tasks", Do.SEE_MEETINGS, pgettext_lazy("tab", "Tasks")),
            Tab("meetings:absences", Do.SEE_MEETINGS, pgettext_lazy("tab", "Absences")),
            Tab("meetings:programmes", Do.SEE_MODEL_MEETINGS, _("model meetings"), _("Models and education")),
            Tab("meetings:education", Do.SEE_MEETINGS, _("Education"), _("Models and education")),
        ),
        group=_("Work"),
        near=True,
    ),
    Place(
        _("Guidance"),
        "oversight",
        (
            Tab("oversight:index", Do.SEE_OVERSIGHT, _("difficulties")),
            Tab("oversight:visits", Do.SEE_OVERSIGHT, _("Visits")),
            Tab("reports:duty-map", Do.SEE_OVERSIGHT, _("Who follows which cell")),
            Tab("reports:democracy", Do.SEE_OVERSIGHT, _("Grassroots democracy")),
        ),
    ),
    Place(
        _("Work of the Committee"),
        "work",
        (
            Tab("oversight:focus", Do.SEE_FOCUS, _("tasks of the Committee")),
            Tab("oversight:briefings", Do.SEE_FOCUS, _("briefings")),
            Tab("oversight:awards", Do.SEE_MEMBERS, _("commendations")),
        ),
    ),
    Place(
        _("Inspection and supervision"),
        "find",
        (
            Tab("oversight:inspections", Do.SEE_INSPECTIONS, _("cases and programmes"), also=Do.SEE_SENSITIVE),
            Tab("oversight:received", Do.SEE_SENSITIVE, _("information received")),
            Tab("oversight:discipline", Do.SEE_SENSITIVE, _("procedures of discipline")),
            Tab("cells:trusts", Do.SEE_SENSITIVE, _("Entrusted with sensitive cases")),
        ),
    ),
    Place(
        _("Cells and hamlets"),
        "cells",
        (
            Tab("cells:list", Do.SEE_CELLS, _("cells")),
            Tab("cells:hamlets", Do.SEE_CELLS, _("hamlets")),
            Tab("development:foundings", Do.SEE_FOUNDINGS, _("foundings of cells")),
        ),
        group=_("Structure"),
    ),
    Place(
        _("members"),
        "members",
        (
            Tab("members:list", Do.SEE_MEMBERS, _("member list"), _("Lists")),
            Tab("members:duplicates", Do.EDIT_MEMBERS, _("Duplicates"), _("Lists")),
            Tab("exchange:imports", Do.EDIT_MEMBERS, _("Excel lists"), _("Lists")),
            Tab("members:slips", Do.SEE_MEMBERS, _("transfer slips")),
            Tab("members:badges", Do.SEE_MEMBERS, _("Party badges")),
            Tab("members:duties", Do.SEE_MEMBERS, _("Work given")),
            Tab("members:ratings", Do.SEE_MEMBERS, _("Ratings")),
            Tab("members:training", Do.SEE_MEMBERS, _("Training"), _("Posts and training")),
            Tab("members:posts", Do.SEE_MEMBERS, _("posts"), _("Posts and training")),
        ),
        near=True,
    ),
    Place(
        _("Development"),
        "development",
        (
            Tab("development:targets", Do.SEE_TARGETS, _("Targets and results")),
            Tab("development:candidates", Do.SEE_CANDIDATES, _("On the way into the Party")),
            Tab("development:organisations", Do.SEE_ORGANISATIONS, _("mass organisations")),
            Tab("development:movements", Do.SEE_ORGANISATIONS, _("movements and models")),
        ),
    ),
    Place(
        _("Reports"),
        "reports",
        (
            Tab("reports:index", Do.SEE_REPORTS, pgettext_lazy("tab", "All")),
            Tab("reports:periods", Do.SEE_REPORTS, _("reporting periods")),
            Tab("reports:cell-quality", Do.SEE_REPORTS, pgettext_lazy("tab", "Quality"), _("Quality and ratings")),
            Tab("reports:yearly", Do.SEE_REPORTS, pgettext_lazy("tab", "Year"), _("Quality and ratings")),
            Tab("reports:members", Do.SEE_REPORTS, pgettext_lazy("tab", "Headcount"), _("Numbers of members")),
            Tab("reports:structure", Do.SEE_REPORTS, pgettext_lazy("tab", "Structure"), _("Numbers of members")),
            Tab("reports:flow", Do.SEE_REPORTS, pgettext_lazy("tab", "Changes"), _("Numbers of members")),
            Tab("reports:growth", Do.SEE_REPORTS, pgettext_lazy("tab", "Growth"), _("Growth and admissions")),
            Tab("reports:targets", Do.SEE_TARGETS, pgettext_lazy("tab", "Admissions"), _("Growth and admissions")),
        ),
        group=_("Figures"),
        near=True,
    ),
    Place(
        _("accounts"),
        "lock",
        (
            Tab("cells:accounts", Do.CONFIRM_ROLES, pgettext_lazy("tab", "All")),
            Tab("cells:roles-to-confirm", Do.CONFIRM_ROLES, _("Roles to be confirmed")),
            Tab("cells:account-trail", Do.CONFIRM_ROLES, _("Trail of accounts")),
        ),
    ),
    Place(
        _("Administration"),
        "admin",
        (
            Tab("cells:office", Do.ADMINISTER, _("Everyday work")),
            Tab("cells:committee", Do.ADMINISTER, _("Committee members")),
            Tab("meetings:sheets", Do.ADMINISTER, _("Score sheets"), _("Sheets and rules")),
            Tab("cells:rules", Do.ADMINISTER, _("Rules"), _("Sheets and rules")),
            Tab("cells:calendar", Do.ADMINISTER, _("Days off"), _("Sheets and rules")),
            Tab("privacy:access-log", Do.ADMINISTER, _("Access log")),
            Tab("components", Do.ADMINISTER, _("Components")),
        ),
    ),
)
NEAR = 4  # places in the bar at the bottom of a phone, beside the way to all others

SHORTCUTS = (  # everyday jobs on the home page, each with its icon; the first of those that one may do are shown
    (Tab("cells:accounts", Do.ADMINISTER, _("accounts")), "members"),
    (Tab("cells:hamlets", Do.ADMINISTER, _("hamlets")), "cells"),
    (Tab("cells:committee", Do.ADMINISTER, _("Committee members")), "oversight"),
    (Tab("meetings:sheets", Do.ADMINISTER, _("Score sheets")), "work"),
    (Tab("meetings:start", Do.RECORD_MEETINGS, _("Record a meeting")), "pen"),
    (Tab("meetings:handouts", Do.RECORD_MEETINGS, _("Invitations and forms")), "letter"),
    (Tab("members:duties", Do.ASSIGN_WORK, _("Give work")), "work"),
    (Tab("meetings:absences", Do.RECORD_MEETINGS, _("Absences")), "away"),
    (Tab("oversight:visits", Do.GUIDE_CELLS, _("Visits")), "meetings"),
    (Tab("meetings:differences", Do.SCORE_MEETINGS, _("Scored twice")), "work"),
    (Tab("reports:month-board", Do.SEE_REPORTS, _("Month board")), "meetings"),
    (Tab("reports:cell-quality", Do.SEE_REPORTS, _("Quality of cells")), "reports"),
    (Tab("oversight:index", Do.SEE_OVERSIGHT, _("difficulties")), "oversight"),
    (Tab("development:targets", Do.SEE_TARGETS, _("Targets and results")), "development"),
)
AT_HAND = 4  # shortcuts that are shown: one row of a phone
ACCOUNT = (  # the menu of the account
    Tab("cells:who-may", None, _("Who may see what")),
    Tab("privacy:purpose", None, _("Personal data")),
    Tab("accounts:password", None, _("Change password")),
)
ASKED = {tab.do for place in PLACES for tab in place.tabs} | {tab.do for tab, _icon in SHORTCUTS}
MORE = Tab("more", None, _("More"))


def shell(request):
    """`shell`, made when it is first drawn: a Shell where somebody is signed in, else nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": None}
    return {"shell": cache(lambda: _shell(request, user))}


@dataclass(frozen=True)
class Shell:
    """What is drawn around a page."""

    organisation: str
    initials: str
    frame: "Frame"


@dataclass(frozen=True)
class Frame:
    """What is alike for all who may do the same, as HTML: the navigation, the tabs of the present place on the pages
    that they lead to, shortcuts of the home page, the search for people, links of the account. `logout` and `language`
    are addresses."""

    places: str
    tabs: str
    shortcuts: str
    find: str
    account: str
    logout: str
    language: str


def _shell(request, user):
    words = [word for word in user.full_name.split() if word[0].isalpha()]
    initials = "".join(word[0] for word in words[:2]).upper()
    return Shell(organisation(user), initials, frame_of(user, request.path))


def frame_of(user, path):
    allowed, prefix = _allowed(user), get_script_prefix()
    here = next((name for name, url in _addresses(allowed, prefix) if path.startswith(url)), "home")
    exact = path == address(here)
    return _frame(get_language(), prefix, allowed, here if exact or here != "home" else "", exact)


def places_of(user):
    """[(Place, [its Tabs])] that `user` may open."""
    return _open(_allowed(user))


def _allowed(user):
    return frozenset(ASKED & {None, *all_may(user)})


@cache
def _open(allowed):
    """A place is open to those who may open its first tab."""
    opened = (place for place in PLACES if place.tabs[0].opens(allowed))
    return [(place, [tab for tab in place.tabs if tab.opens(allowed)]) for place in opened]


@cache
def _addresses(allowed, prefix):
    """[(name, address)] of all open tabs, the longest address first: it tells best where one is."""
    names = [tab.name for _place, tabs in _open(allowed) for tab in tabs] + [MORE.name]
    return sorted(((name, address(name)) for name in names), key=lambda pair: -len(pair[1]))


@lru_cache(maxsize=2048)
def _frame(language, prefix, allowed, here, exact):
    """The Frame of a page that is (`exact`) the tab named `here`, or stands below it."""
    opened = _open(allowed)
    tabs = next((tabs for _place, tabs in opened if here in [tab.name for tab in tabs]), [])
    shown = exact and len(tabs) > 1
    return Frame(
        places=_places(opened, here, exact),
        tabs=_tabs(tabs, here) if shown else "",
        shortcuts=_shortcuts(allowed),
        find=_find() if Do.SEE_MEMBERS in allowed else "",
        account=format_html_join("", '<a class="plain" href="{}">{}</a>', ((tab.url, tab.label) for tab in ACCOUNT)),
        logout=address("accounts:logout"),
        language=address("accounts:language"),
    )


def _nav(kind, label, items):
    return format_html('<nav class="{}" aria-label="{}">{}</nav>', kind, label, mark_safe("".join(items)))


def _current(is_here, value):
    return format_html(' aria-current="{}"', value) if is_here else ""


def _tabs(tabs, here):
    """The line of tabs; below it, where the present page has a group, the pages of that group."""
    groups = [list(found) for _key, found in groupby(tabs, key=lambda tab: tab.group or tab.name)]
    line = [_entry(found, here) for found in groups]
    mine = next(found for found in groups if here in [tab.name for tab in found])
    below = [_link(tab, tab.label, _current(tab.name == here, "page")) for tab in mine]
    return mark_safe(
        _nav("tabs", _("Pages of this place"), line) + (_nav("tabs sub", mine[0].group, below) if below[1:] else "")
    )


def _entry(found, here):
    """The first of the tabs `found`, under the name of their group where there are several."""
    first, names = found[0], [tab.name for tab in found]
    label = first.group if found[1:] else first.label
    return _link(first, label, _current(here in names, "true" if found[1:] else "page"))


def _link(tab, label, current):
    return format_html('<a href="{}"{}>{}</a>', tab.url, current, capfirst(label))


def _places(opened, here, exact):
    """The main navigation: all of it beside a wide page; at the bottom of a phone the nearest, and the way to all."""
    near = sorted(opened, key=lambda pair: not pair[0].near)[:NEAR]
    items, far = [], here == MORE.name
    for place, tabs in opened:
        mine = here in [tab.name for tab in tabs]
        far = far or (mine and (place, tabs) not in near)
        if place.group:
            items.append(format_html('<li class="group">{}</li>', place.group))
        kind = "" if (place, tabs) in near else "far"
        items.append(_item(kind, tabs[0].url, _current(mine, "page" if exact else "true"), place.icon, place.label))
    current = _current(far, "page" if here == MORE.name else "true")
    items.append(_item("more", MORE.url, current, "more", MORE.label))
    return _nav("places", _("Main navigation"), ["<ul>", *items, "</ul>"])


def _item(kind, url, current, name, label):
    return format_html(
        '<li{}><a href="{}"{}>{}<span>{}</span></a></li>',
        format_html(' class="{}"', kind) if kind else "",
        url,
        current,
        icon(name),
        capfirst(label),
    )


def _shortcuts(allowed):
    mine = [(tab.url, icon(name), capfirst(tab.label)) for tab, name in SHORTCUTS if tab.do in allowed][:AT_HAND]
    return _nav("quick", _("Shortcuts"), [format_html_join("", '<a href="{}">{}{}</a>', mine)]) if mine else ""


def _find():
    return format_html(
        '<form class="find" role="search" action="{}"><label class="hidden-label" for="find">{}</label>{}'
        '<input id="find" type="search" name="name" placeholder="{}" autocomplete="off" maxlength="80"></form>',
        address("members:list"),
        _("Find a member by name"),
        icon("find"),
        _("Find a member"),
    )
