"""What was given in a period: commendations of members and of cells by form, and Party badges; no names."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from common.tables import Column, Figure, Table
from members.enums import CommendationForm
from members.models import Badge, Commendation
from oversight.queries.commendation import given_in


def honours(*, user, period, today):
    """Table of the commendations and badges of `period` that `user` may read about, a row for each form of cells, of
    members, and for each badge; two queries."""
    given, badges = given_in(
        commendations=Commendation.objects.for_doing(user, Do.SEE_REPORTS),
        badges=Badge.objects.for_doing(user, Do.SEE_REPORTS),
        since=period.since,
        last_day=min(period.last_day, today),
    )
    rows = [
        (who, form.label, given[member, form.value])
        for member, who in ((False, capfirst(_("cells"))), (True, capfirst(_("members"))))
        for form in reversed(CommendationForm)
        if not (member and form == CommendationForm.FLAG)
    ]
    rows += [
        (capfirst(_("members")), _("badge of %(years)s years") % {"years": years}, badges[years])
        for years in sorted(badges)
    ]
    return Table(
        title=_("Commendations and badges, %(period)s") % {"period": period},
        columns=(
            Column(_("who is commended"), width=24),
            Column(_("what was given"), width=34),
            Column(_("number of times"), "number", width=14),
        ),
        rows=tuple(tuple(map(Figure, row)) for row in rows),
        notes=(
            _("Commendations that are kept in the records, by the day of their decision."),
            _("Badges by the day of award; one known only in part counts where it lies wholly in the period."),
        ),
    )
