"""Who may give which commendation (294-QĐ/TW §28.2.1)."""

from common.text import search_key
from members.enums import CommendationForm

CELLS = ("chi bo", "chi uy")


def may_give(body, form):
    """Whether `body`, as it was typed, may give `form`: a cell or its committee only praises."""
    return form == CommendationForm.PRAISE or not of_a_cell(body)


def of_a_cell(body):
    """Whether `body`, as it was typed, is a cell or its committee."""
    return search_key(body).startswith(CELLS)
