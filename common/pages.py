"""Long lists, a page at a time, in the order that is asked for."""

from django.core.paginator import Paginator
from django.db.models import F

from common.remembered import sort_of

PER_PAGE = 50


def page_of(request, rows, per_page=PER_PAGE):
    """The page of `rows` that the address asks for; the last one where it asks for too much."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def order_of(request, orders, usual):
    """(the `sort` asked for, or `usual`; what a query set is to be ordered by): rows without a value stand last, those
    alike in the usual order.

    `orders` {word of an address: name of a field, or an expression}; a word with "-" before it asks for the highest
    first.
    """
    sort = sort_of(request)
    if sort.removeprefix("-") not in orders:
        sort = usual
    return sort, [_ordered(orders, sort), _ordered(orders, usual)] if sort != usual else [_ordered(orders, usual)]


def _ordered(orders, sort):
    by = orders[sort.removeprefix("-")]
    by = F(by) if isinstance(by, str) else by
    return by.desc(nulls_last=True) if sort.startswith("-") else by.asc(nulls_last=True)
