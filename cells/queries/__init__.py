"""Questions about structure, terms of office and papers, each asked in one way."""

from cells.queries.register import (
    changed_since,
    current_number,
    current_numbers,
    drawn,
    kinds_begun,
    owners,
    term_over,
    terms_of,
)
from cells.queries.structure import hamlets_by_cover

__all__ = [
    "changed_since",
    "current_number",
    "current_numbers",
    "drawn",
    "hamlets_by_cover",
    "kinds_begun",
    "owners",
    "term_over",
    "terms_of",
]
