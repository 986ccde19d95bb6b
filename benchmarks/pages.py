"""What is measured: each page, who uses it, and its goal where there is one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from cells.models import Cell
from common.periods import Span, quarter_of
from meetings.models import Meeting
from members.models import Membership

ROLES = ("office", "leader", "in_charge", "secretary", "admin", "upper")
WORKERS = ROLES[:4]  # those who see members and meetings
RECORDERS = ("office", "secretary")


def opening(browser, address):
    """What opens a page and gives its Answer."""
    return lambda: browser.get(address)


def reopening(browser, address):
    """What opens a page that was opened before, nothing having changed since."""
    browser.get(address)
    return opening(browser, address)


def opening_anew(browser, address):
    """What opens a page after something has changed in the commune."""
    browser.get("/benchmark/change/")
    return opening(browser, address)


def saving(browser, address):
    """What sends the roll and opens the step it leads to, with the form drawn and filled in beforehand; every sending
    changes every line.
    """
    fields = _changed(fields_of(browser.get(address).body.decode()))

    def save():
        sent = browser.post(address, fields)
        if "/record/tasks/" not in (sent.location or ""):
            raise RuntimeError(f"{address} was not saved.")
        return browser.get(sent.location)

    return save


@dataclass(frozen=True)
class Page:
    """`address` may name {cell}, {member}, {meeting} (signed), {draft}, {quarter}, {year} and {years}; the first of
    `roles` stands for the page in the long table; `goal` is a ratio to the floor."""

    name: str
    address: str
    roles: tuple = ROLES
    goal: float | None = None
    visit: Callable = opening


PAGES = (
    Page("own empty page", "/benchmark/frame/", goal=1.5),
    Page("home", "/", goal=4, visit=reopening),
    Page("home, after a change", "/", goal=7, visit=opening_anew),
    Page("cells", "/cells/", ROLES[:5]),
    Page("one cell", "/cells/{cell}/", ROLES[:5]),
    Page("members, first 50", "/members/", WORKERS),
    Page("members, all", "/members/?rows=300", WORKERS, goal=6),
    Page("members of a name", "/members/?name=n%C3%B4ng+an", WORKERS),
    Page("one member", "/members/{member}/", WORKERS, goal=3.5),
    Page("meetings", "/meetings/", WORKERS),
    Page("one meeting", "/meetings/{meeting}/", WORKERS),
    Page("recording: preparation", "/meetings/{draft}/record/preparation/", RECORDERS, goal=8),
    Page("recording: roll", "/meetings/{draft}/record/roll/", RECORDERS, goal=2.3),
    Page("save the roll, with its answer", "/meetings/{draft}/record/roll/", RECORDERS, goal=3, visit=saving),
    Page("recording: resolution", "/meetings/{draft}/record/resolution/", RECORDERS, goal=8),
    Page("recording: score", "/meetings/{draft}/record/score/", RECORDERS, goal=8),
    Page("recording: signature", "/meetings/{draft}/record/sign/", RECORDERS, goal=8),
    Page("open tasks", "/meetings/tasks/", WORKERS, goal=8),
    Page("calendar", "/meetings/calendar/", WORKERS),
    Page("oversight", "/oversight/", WORKERS),
    Page("tasks of the Committee", "/oversight/tasks/", WORKERS, goal=8),
    Page("briefings", "/oversight/briefings/", WORKERS, goal=8),
    Page("hamlets", "/hamlets/", ROLES[:5], goal=8),
    Page("on the way into the Party", "/development/candidates/", WORKERS, goal=8),
    Page("targets", "/development/", goal=8),
    Page("outlook", "/development/outlook/", goal=8),
    Page("month board", "/reports/month-board/"),
    Page("quality, a quarter", "/reports/cell-quality/?period={quarter}", goal=8),
    Page("quality, a year", "/reports/cell-quality/?period={year}", goal=10),
    Page("quality, three years", "/reports/cell-quality/?period={years}", goal=15),
    Page("quality, a year, all columns", "/reports/cell-quality/?period={year}&columns=all"),
    Page("quality, a year, Excel", "/reports/cell-quality/?period={year}&as=xlsx"),
    Page("structure", "/reports/structure/"),
    Page("flow", "/reports/flow/?period={year}"),
    Page("growth", "/reports/growth/"),
    Page("targets over the years", "/reports/targets/"),
    Page("early warning", "/reports/warnings/", goal=8),
    Page("morning sheet", "/reports/morning/", ("office", "leader"), goal=8, visit=reopening),
    Page("morning sheet, after a change", "/reports/morning/", ("office", "leader"), visit=opening_anew),
    Page("party building, a year", "/reports/party-building/?period={year}", goal=8),
    Page("basic statistics", "/reports/statistics/", goal=8),
    Page("glance", "/reports/glance/", goal=8),
    Page("inspections of the year", "/reports/inspection/?year={year}"),
    Page("reporting periods", "/reports/periods/"),
    Page("inspections", "/oversight/inspections/", WORKERS),
    Page("duties", "/oversight/duties/", WORKERS),
    Page("democracy", "/oversight/democracy/", WORKERS),
    Page("training map", "/members/training/map/", WORKERS, goal=8),
    Page("minutes, Word", "/meetings/{meeting}/papers/minutes/", WORKERS),
    Page("score sheets", "/meetings/sheets/", ("admin",)),
    Page("administration", "/admin/", ("admin",)),
)


def objects_for(user, today):
    """{word of an address: what stands for it} for `user`: the cell with a draft, where it is open to the user."""
    words = {
        "quarter": quarter_of(today).previous().code,
        "year": today.year - 1,
        "years": Span(date(today.year - 2, 1, 1), today).code,
    }
    cells = Cell.objects.visible_to(user).order_by("pk")
    drafts = Meeting.objects.filter(cell__in=cells, state="draft")
    cell = cells.filter(pk__in=drafts.values("cell")).first() or cells.first()
    if cell is None:
        return words
    meetings = Meeting.objects.filter(cell=cell).order_by("-held_on", "pk")
    return words | {
        "cell": cell.pk,
        "member": Membership.objects.open().filter(cell=cell).order_by("pk").values_list("member", flat=True).first(),
        "meeting": meetings.signed().values_list("pk", flat=True).first(),
        "draft": meetings.filter(state="draft").values_list("pk", flat=True).first(),
    }


def _changed(fields):
    """The fields of a roll with each member's "spoke" turned round."""
    spoke = {name for name in fields if name.endswith("-spoke") and not name.startswith("was-")}
    others = {name: value for name, value in fields.items() if name not in spoke}
    lines = [name.removeprefix("was-") for name in others if name.startswith("was-roll-") and name.endswith("-spoke")]
    turned = {name: "on" for name in lines if name not in spoke}
    there = {name.replace("-spoke", "-mark"): "present" for name in turned}
    return others | turned | there


def fields_of(html):
    """{name: value} that a browser would send of the largest form of a page."""
    reader = _Forms()
    reader.feed(html)
    return max(reader.forms, key=len)


class _Forms(HTMLParser):
    """Collects {name: value} of each form of a page."""

    def __init__(self):
        super().__init__()
        self.forms, self.select, self.area = [{}], "", ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, value = attrs.get("name", ""), attrs.get("value") or ""
        form = self.forms[-1]
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name and (attrs.get("type") not in ("radio", "checkbox") or "checked" in attrs):
            form[name] = value or ("on" if attrs.get("type") == "checkbox" else "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in attrs or self.select not in form):
            form[self.select] = value
        elif tag == "textarea":
            self.area = name
            form[name] = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.forms[-1][self.area] += data.removeprefix("\n")
