"""What waits for somebody about meetings, beside what cells need: own scores, education, the score sheet."""

from datetime import date, timedelta

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import scope
from cells.models import Commune
from common.needs import Group, Need, Waiting
from common.prepared import prepared
from meetings import queries
from meetings.models import Edition
from meetings.queries.education import counted_without

EDUCATION_FROM = 11  # the month from which who has had no session of education this year is asked for
SCORED_WITHIN = timedelta(days=60)  # this month's meeting and the one before


def _education(asking):
    """Near the end of the year, for those who work for single cells; the office has its own page for it."""
    own, today = scope(asking.user, Do.RECORD_MEETINGS).cells, asking.today
    asked = own and today.month >= EDUCATION_FROM
    found = counted_without(cells=own, day=today, since=date(today.year, 1, 1)) if asked else []
    needs = [
        Need(
            ngettext(
                "%(cell)s: %(count)s member has had no session of education this year.",
                "%(cell)s: %(count)s members have had no session of education this year.",
                count,
            )
            % {"cell": name, "count": count},
            f"{reverse('meetings:without-education')}?cell={cell}",
            _("See who"),
        )
        for cell, name, count in found
    ]
    return Group("education", _("Education"), needs)


def _to_score(asking):
    """The member in charge scores beside the cell while the meeting is still fresh."""
    needs = [
        Need(
            _("%(cell)s, %(day)s: signed, and not scored by you yet.")
            % {"cell": m.cell, "day": f"{m.held_on:%d/%m/%Y}"},
            reverse("meetings:second-score", args=[m.pk]),
            _("Give your own score"),
            "info",
        )
        for m in queries.awaiting_second_score(asking.user, asking.today - SCORED_WITHIN)
    ]
    return Group("to-score", _("Meetings to score"), needs)


def _no_sheet(asking):
    text = _("No score sheet is in force: meetings cannot be recorded.")
    return Group("sheet", _("Score sheets"), [Need(text, reverse("meetings:sheets"), _("Publish one"), "bad")])


@prepared
def _without_sheet(commune, day):
    sheet = Edition.objects.published().filter(commune=commune, since__lte=day)
    return Commune.objects.filter(~Exists(sheet), pk=commune)


WAITING = (
    Waiting(Do.RECORD_MEETINGS, None, _education),
    Waiting(Do.SCORE_MEETINGS, None, _to_score),
    Waiting(Do.EDIT_STRUCTURE, _without_sheet, _no_sheet),
)
