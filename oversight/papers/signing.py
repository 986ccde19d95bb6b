from cells.queries import committee_secretary
from members.queries import post_holders


def secretary_name(*, commune, cell, day):
    """The full name under the paper of a day: of the secretary of `cell`, of the Committee without one; "" where nobody
    is on file."""
    found = post_holders(cells=[cell], day=day).get(cell.pk) if cell else committee_secretary(commune=commune, day=day)
    return str(found or "")
