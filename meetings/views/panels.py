"""What meetings adds to the pages of other apps."""

from django.utils import timezone

from accounts.roles import Do
from cells.access import may
from common.panels import Panel
from meetings.queries.roll import came_in


class AttendancePanel(Panel):
    """A figure: how often a member came to the meetings of this year that the reader may see."""

    template, place = "meetings/member_year.html", "figures"

    def facts(self, user, member):
        if not may(user, Do.SEE_MEETINGS):
            return None
        year = timezone.localdate().year
        came, expected = came_in(user, member=member.pk, year=year)
        return {"member": member, "year": year, "came": came, "expected": expected}
