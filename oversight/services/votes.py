"""What every vote of a cell is held against."""

from django.utils.translation import gettext as _

from common.errors import RuleError
from oversight.queries.discipline import base_of_cell


def refuse_base(cell, on, base):
    """Refuse a number of persons with a vote that the records of the day do not bear out."""
    least, most = base_of_cell(cell, on)
    if not least <= base <= most:
        words = _("On that day %(cell)s has %(least)s persons with a vote, %(most)s with those exempt or away present.")
        raise RuleError(words % {"cell": cell, "least": least, "most": most}, "base")
