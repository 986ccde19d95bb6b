"""Asks for every page in turn, the empty page before each, and keeps the times."""

import statistics
import time
from dataclasses import dataclass, field

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.pages import PAGES, ROLES, Page, objects_for, opening
from benchmarks.server import Browser, LocalBrowser, serving

EMPTY = "/benchmark/empty/"
AFTERWARDS = 0.002  # seconds in which the server tidies up after an answer: connections are closed then


@dataclass
class Cost:
    """What a page cost a role: of each request, and of the empty page asked for just before it, (seconds until the
    answer was there, seconds of work of the server)."""

    page: Page
    role: str
    address: str
    statements: int = 0
    size: int = 0
    times: list = field(default_factory=list)
    floors: list = field(default_factory=list)

    @property
    def ratio(self):
        """Fastest to fastest: what the page costs where nothing else disturbs the machine."""
        return self._ratio(0, min)

    @property
    def median_ratio(self):
        return self._ratio(0, statistics.median)

    @property
    def work_ratio(self):
        """Median work to median work: steadier on a busy machine; the work of PostgreSQL is not in it."""
        return self._ratio(1, statistics.median)

    def fastest(self):
        """Seconds."""
        return min(seconds for seconds, _work in self.times)

    def _ratio(self, which, of):
        floor = of(pair[which] for pair in self.floors)
        return of(pair[which] for pair in self.times) / floor if floor else 0


def measure(accounts, *, rounds, names=(), roles=ROLES):
    """[Cost] of the pages whose name holds one of `names` (all of them without), for each of `roles` that uses it.

    `accounts` {role: User}.
    """
    today = timezone.localdate()
    objects = {role: objects_for(accounts[role], today) for role in roles}
    costs = [
        Cost(page, role, page.address.format(**objects[role]))
        for page in PAGES
        if not names or any(name in page.name for name in names)
        for role in page.roles
        if role in roles
    ]
    for cost in costs:
        _count(cost, LocalBrowser(accounts[cost.role]))
    with serving("benchmarks.settings") as product, serving("benchmarks.floor") as floor:
        browsers = {role: Browser(product, accounts[role]) for role in roles}
        empty = Browser(floor, accounts[roles[0]])
        for number in range(-2, rounds):  # the first two fill caches and are thrown away
            for cost in costs:
                at_floor = _timed(empty, opening, EMPTY)
                took = _timed(browsers[cost.role], cost.page.visit, cost.address)
                if number >= 0:
                    cost.floors.append(at_floor)
                    cost.times.append(took)
    return costs


def _timed(browser, prepare, address):
    """(seconds until the answer was there, seconds of work of the server) of one visit."""
    visit = prepare(browser, address)
    worked, began = browser.server.work(), time.perf_counter()
    answer = visit()
    took = time.perf_counter() - began
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}: {answer.body[:300]}")
    time.sleep(AFTERWARDS)
    return took, browser.server.work() - worked


def _count(cost, browser):
    """Note how many statements and bytes the page takes."""
    visit = cost.page.visit(browser, cost.address)
    with CaptureQueriesContext(connection) as statements:
        answer = visit()
    cost.statements, cost.size = len(statements), len(answer.body)
