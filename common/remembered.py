"""How somebody likes lists to look: rows close together or apart, the order of each list, what was chosen in it last.

The browser keeps it in a cookie: a desk and a phone may differ, and it costs no statement. Nothing in it tells of a
person: of a choice only what stands in a list of choices is kept, never words that were typed.
"""

import re
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

COOKIE = "look"
MOST = 3000  # characters; what was used longest ago is forgotten first
YEAR = 365 * 24 * 60 * 60  # seconds
DENSE, LAST = "dense", "last:"
ORDER = re.compile(r"-?[a-z0-9_]{1,30}", re.ASCII)


def is_dense(request):
    """Whether rows of tables stand close together."""
    return request.GET.get(DENSE, _look(request).get(DENSE)) == "1"


def sort_of(request):
    """By which column the list of this page is to be sorted, as the `sort` of a Column: as asked now or last, or an
    empty text."""
    asked = request.GET.get("sort", _look(request).get(_page(request), ""))
    return asked if ORDER.fullmatch(asked) else ""


def last_choice(request):
    """What was chosen last in the list of this page, as it stands in an address, or an empty text."""
    return _look(request).get(LAST + _page(request), "")


def remember_choice(request, query):
    """Keep `query` as what was chosen last in the list of this page."""
    request.chosen_now = query


class LookMiddleware:
    """Keeps what a page was asked about its look."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == 200:
            _keep(request, response)
        return response


def _keep(request, response):
    before, news = _look(request), _news(request)
    look = {what: how for what, how in before.items() if what not in news} | news
    if not request.user.is_authenticated:  # who signs in next on this browser is not told
        look = {what: how for what, how in look.items() if not what.startswith(LAST)}
    if look == before:
        return
    while len(text := urlencode(look)) > MOST:
        del look[next(iter(look))]
    kind = {"httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    response.set_cookie(COOKIE, text, max_age=YEAR, **kind)


def _news(request):
    news = {}
    if request.GET.get(DENSE) in ("0", "1"):
        news[DENSE] = request.GET[DENSE]
    if ORDER.fullmatch(request.GET.get("sort", "")):
        news[_page(request)] = request.GET["sort"]
    if chosen := getattr(request, "chosen_now", ""):
        news[LAST + _page(request)] = chosen
    return news


def _look(request):
    """{what: how}, read once per request."""
    if not hasattr(request, "look"):
        request.look = dict(parse_qsl(request.COOKIES.get(COOKIE, "")[: 2 * MOST]))
    return request.look


def _page(request):
    return request.resolver_match.view_name if request.resolver_match else ""
