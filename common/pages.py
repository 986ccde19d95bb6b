"""Long lists, a page at a time."""

from django.core.paginator import Paginator

PER_PAGE = 50


def page_of(request, rows, per_page=PER_PAGE):
    """The page of `rows` that the address asks for; the last one where it asks for too much."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
