"""Hamlets without members and without cells, on any day: who is left to be reached, and since when."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import may_open
from cells.enums import ServingKind
from cells.models import Cell, Hamlet
from common.tables import Column, Figure, Table
from members.queries.hamlets import states_of_hamlets
from reports.tables.people import members_listed


def white_hamlets(*, user, day):
    """Table: each hamlet that `user` may read about on `day`, those without members or a cell first; its query count
    does not depend on their number."""
    hamlets = Hamlet.objects.for_doing(user, Do.SEE_REPORTS)
    states = states_of_hamlets(hamlets=hamlets, day=day)
    open_to_user = set(hamlets.visible_to(user).values_list("pk", flat=True))
    states.sort(key=lambda state: (bool(state.members.hold), bool(state.serving)))
    seen = {cell.pk for cell in filter(may_open(user, Do.SEE_MEMBERS), Cell.objects.for_doing(user, Do.SEE_REPORTS))}
    covers = Counter(state.serving.kind if state.serving else "none" for state in states)
    told = {
        "hamlets": len(states),
        "empty": sum(not state.members.hold for state in states),
        "own": covers[ServingKind.OWN],
        "joint": covers[ServingKind.JOINT],
        "none": covers["none"],
    }
    words = _(
        "%(hamlets)s hamlets; no member lives in %(empty)s. %(own)s with an own cell, %(joint)s with a joint one, "
        "%(none)s with none."
    )
    return Table(
        title=_("Hamlets without members or without a cell on %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        subtitle=words % told,
        columns=(
            Column(_("hamlet"), width=28),
            Column(_("Members living there"), "number"),
            Column(_("Without members since"), "date", width=16),
            Column(_("cell"), width=30),
            Column(_("as"), width=18),
            Column(_("Without a cell since"), "date", width=16),
            Column(_("Remarks"), width=40),
        ),
        rows=tuple(_row(state, day, seen, open_to_user) for state in states),
        notes=(
            _("Members living there: official and probationary members on that day, in whatever cell."),
            _("Where somebody lives is as the file has it now: moves between hamlets are not on file."),
            _("A cell: the own cell of the hamlet, or a joint cell of several, on that day."),
            _("Again: there was a member or a cell before. Without a day: there never was, as far as the records go."),
        ),
    )


def _row(state, day, seen, open_to_user):
    hold, serving, hamlet = state.members.hold, state.serving, state.hamlet
    opens = hold and all(cell in seen for _member, cell in hold)
    remarks = [_("again without members")] if state.members.again else []
    remarks += [_("again without a cell")] if state.cells.again else []
    remarks += [_("highland")] if hamlet.highland else []
    remarks += [_("specially difficult")] if hamlet.specially_difficult else []
    return (
        Figure(hamlet.name, reverse("cells:hamlet", args=[hamlet.pk]) if hamlet.pk in open_to_user else ""),
        Figure(len(hold), members_listed(day, hamlet=hamlet.pk) if opens else "", tone="" if hold else "bad"),
        Figure(None if hold else state.members.ended_on),
        Figure(serving.cell.name if serving else _("no cell"), tone="" if serving else "bad"),
        Figure(serving.get_kind_display() if serving else ""),
        Figure(None if serving else state.cells.ended_on),
        Figure(" · ".join(remarks)),
    )
