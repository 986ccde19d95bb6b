"""Addresses of pages that stand on a page by the hundred: `reverse` takes as long as a row of a table."""

from functools import cache

from django.urls import get_script_prefix, reverse


def address(name):
    """The address of the page `name`, which takes no arguments."""
    return _address(name, get_script_prefix())


def address_of(name, pk, *words):
    """The address of the page `name` about the record of the number `pk`, its first argument; the others are `words`
    of which there are few, as a kind."""
    before, after = _around(name, get_script_prefix(), *words)
    return f"{before}/{pk}/{after}"


@cache
def _address(name, prefix):
    """The same for as long as the process runs, under the same `prefix`."""
    return reverse(name)


@cache
def _around(name, prefix, *words):
    """What stands before and after the number in an address."""
    before, _zero, after = reverse(name, args=[0, *words]).rpartition("/0/")
    return before, after
