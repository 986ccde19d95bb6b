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
        where = {"commune": meeting.cell.commune_id, "cell": meeting.cell_id}
        if scope(user, Do.GUIDE_CELLS).has(**where):
            yield step("oversight:remark", meeting.pk, label=capfirst(_("remark")))
            if scope(user, Do.RAISE_DIFFICULTIES).has(**where):
                raising = {"label": _("Raise a difficulty"), "meeting": meeting.pk}
                yield step("oversight:add-difficulty", meeting.cell_id, **raising)
