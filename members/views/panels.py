"""What members adds to the pages of other apps."""

from accounts.roles import Do
from cells.access import scope
from common.panels import Panel
from members.queries.contradictions import otherwise


class OtherwisePanel(Panel):
    """What was recorded of a cell after its end, and why the end was recorded all the same."""

    template = "members/otherwise.html"

    def facts(self, user, cell):
        if cell.state == "active" or not scope(user, Do.EDIT_MEMBERS).has(commune=cell.commune_id, cell=None):
            return None
        despite = list(cell.despite.select_related("account"))
        return {"despite": despite, "otherwise": otherwise(cell)} if despite else None
