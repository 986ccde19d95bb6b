"""A paper on a page: what its Word file says, part by part."""

from itertools import count
from typing import NamedTuple

from django.utils.translation import gettext as _

from common.documents import Grid, Heading
from common.tables import Column, Figure, Table


class Shown(NamedTuple):
    """A part of a Document: a heading, a paragraph or a Table; the others are empty."""

    heading: str = ""
    text: str = ""
    table: Table | None = None


def parts_shown(document):
    """[Shown] of a Document, in its order; its tables are numbered, so that each has a name of its own."""
    number = count(1)
    return [_shown(part, number) for part in document.parts]


def _shown(part, number):
    if isinstance(part, Heading):
        return Shown(heading=part.text)
    if not isinstance(part, Grid):
        return Shown(text=part)
    columns = tuple(Column(column.label, width=column.width) for column in part.columns)
    rows = tuple(tuple(Figure(text) for text in row) for row in part.rows)
    title = _("Table %(number)s: %(label)s") % {"number": next(number), "label": columns[0].label}
    return Shown(table=Table(title=title, columns=columns, rows=rows))
