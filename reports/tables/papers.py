"""A paper on a page: what its Word file says, part by part."""

from typing import NamedTuple

from common.documents import Grid, Heading
from common.tables import Column, Figure, Table


class Shown(NamedTuple):
    """A part of a Document: a heading, a paragraph or a Table; the others are empty."""

    heading: str = ""
    text: str = ""
    table: Table | None = None


def parts_shown(document):
    """[Shown] of a Document, in its order."""
    return [_shown(part) for part in document.parts]


def _shown(part):
    if isinstance(part, Heading):
        return Shown(heading=part.text)
    if not isinstance(part, Grid):
        return Shown(text=part)
    columns = tuple(Column(column.label, width=column.width) for column in part.columns)
    rows = tuple(tuple(Figure(text) for text in row) for row in part.rows)
    return Shown(table=Table(title=part.columns[0].label, columns=columns, rows=rows))
