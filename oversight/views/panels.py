"""What oversight adds to the pages of other apps."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import scope
from common.crumbs import step
from common.panels import Panel
from oversight.queries import remarks_on


class RemarksPanel(Panel):
    """What Committee members in charge said of a meeting."""

    template = "oversight/remarks.html"

    def facts(self, user, meeting):
        remarks = remarks_on(user, meeting)
        return {"remarks": remarks} if remarks else None

    def actions(self, user, meeting):
        if scope(user, Do.GUIDE_CELLS).has(commune=meeting.cell.commune_id, cell=meeting.cell_id):
            yield step("oversight:remark", meeting.pk, label=capfirst(_("remark")))
