"""Hamlets: who lives there and which cell serves them; those without members or without a cell, on any day."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import here_today, may, may_open, scope
from cells.enums import ServingKind
from cells.models import Cell, Hamlet
from cells.queries import hamlets_within
from common.addresses import address_of
from common.people import told_apart
from common.prepared import numbers
from common.tables import Column, Figure, Table
from development.queries.founding import under_way
from members.enums import HamletRoleKind
from members.models import HamletRole
from members.queries.hamlets import states_of_hamlets
from reports.tables.people import members_listed


def white_hamlets(*, user, day):
    """Table: each hamlet that `user` may read about on `day`, those without members or a cell first; its query count
    does not depend on their number."""
    states = states_of_hamlets(hamlets=hamlets_within(**here_today(user, Do.SEE_REPORTS)), day=day)
    open_to_user = set(numbers(hamlets_within(**here_today(user, Do.SEE_CELLS))))
    states.sort(key=lambda state: (bool(state.members.hold), bool(state.serving)))
    stages = {hamlet: file.progress for hamlet, file in under_way([state.hamlet.pk for state in states]).items()}
    seen = {cell.pk for cell in filter(may_open(user, Do.SEE_MEMBERS), Cell.objects.for_doing(user, Do.SEE_REPORTS))}
    return Table(
        title=_("Hamlets without members or without a cell on %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        subtitle=_summed(states),
        columns=(
            Column(_("hamlet"), width=28),
            Column(_("Members living there"), "number"),
            Column(_("Without members since"), "date", width=16),
            Column(_("cell"), width=30),
            Column(_("as"), width=18),
            Column(_("Without a cell since"), "date", width=16),
            Column(_("Under way"), width=30),
            Column(_("Remarks"), width=40),
        ),
        rows=tuple(_row(state, day, seen, open_to_user, stages.get(state.hamlet.pk)) for state in states),
        notes=(
            _("Members living there: official and probationary members on that day, in whatever cell."),
            _("Where somebody lives is as the file has it now: moves between hamlets are not on file."),
            _("A cell: the own cell of the hamlet, or a joint cell of several, on that day."),
            _("Under way: the founding of a cell, and what it waits for today."),
            _("Again: there was a member or a cell before. Without a day: there never was, as far as the records go."),
        ),
    )


def _summed(states):
    """The sentence that counts them all."""
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
    return words % told


def _row(state, day, seen, open_to_user, founding):
    hold, serving, hamlet = state.members.hold, state.serving, state.hamlet
    remarks = [_("again without members")] if state.members.again else []
    remarks += [_("again without a cell")] if state.cells.again else []
    return (
        Figure(hamlet.name, reverse("cells:hamlet", args=[hamlet.pk]) if hamlet.pk in open_to_user else ""),
        _living(state, day, lambda cell: cell in seen),
        Figure(None if hold else state.members.ended_on),
        Figure(serving.cell.name if serving else _("no cell"), tone="" if serving else "bad"),
        Figure(serving.get_kind_display() if serving else ""),
        Figure(None if serving else state.cells.ended_on),
        Figure(_("founding of a cell: %(stage)s") % {"stage": founding.stage.label} if founding else ""),
        Figure(" · ".join(remarks + _kinds(hamlet))),
    )


def _living(state, day, opens):
    """How many members live there; their list, where `opens` says so of the number of every cell they belong to."""
    hold = state.members.hold
    url = members_listed(day, hamlet=state.hamlet.pk) if hold and all(opens(cell) for _member, cell in hold) else ""
    return Figure(len(hold), url, tone="" if hold else "bad")


def lacking_since(state, *, members=True):
    """[sentence] of a HamletState: since when no member lives there (told only where `members`), since when it has no
    cell; without a day there never was one, as far as the records go."""
    told = []
    if members and not state.members.hold:
        told.append(_since(state.members, _("again without members since %(day)s"), _("never had members on record")))
    if not state.serving:
        told.append(_since(state.cells, _("again without a cell since %(day)s"), _("never had a cell on record")))
    return told


def _since(spans, words, never):
    return words % {"day": f"{spans.ended_on:%d/%m/%Y}"} if spans.ended_on else never


def _kinds(hamlet):
    """[What is special about a hamlet, in words]"""
    said = [_("highland")] if hamlet.highland else []
    return said + ([_("specially difficult")] if hamlet.specially_difficult else [])


def hamlets_listed(*, user, states, day):
    """Table: `states` [HamletState] of hamlets that `user` sees, in their order; figures that are not for the user are
    a dash. Its query count does not depend on their number."""
    hamlets = [state.hamlet for state in states]
    told = set(Hamlet.objects.for_doing(user, Do.SEE_REPORTS).values_list("pk", flat=True))
    heads = HamletRole.objects.visible_to(user).kept().on(day).filter(kind=HamletRoleKind.HEAD, hamlet__in=hamlets)
    heads = {role.hamlet_id: role.member for role in heads.select_related("member")}
    names, seen = told_apart(heads.values()), scope(user, Do.SEE_MEMBERS)
    reads_cell, founds = may_open(user, Do.SEE_CELLS), may(user, Do.SEE_FOUNDINGS)
    foundings = under_way([hamlet.pk for hamlet in hamlets]) if founds else {}

    def row(state):
        hamlet, serving = state.hamlet, state.serving
        founding = foundings.get(hamlet.pk)
        remarks = [*lacking_since(state, members=hamlet.pk in told), *_kinds(hamlet)]
        remarks += [hamlet.former_commune] if hamlet.former_commune else []
        head = heads.get(hamlet.pk)
        living = _living(state, day, lambda cell: seen.has(commune=hamlet.commune_id, cell=cell))
        return (
            Figure(hamlet.name, address_of("cells:hamlet", hamlet.pk)),
            living if hamlet.pk in told else Figure(),
            _served(serving, reads_cell),
            Figure(names[head.pk], address_of("members:detail", head.pk)) if head else Figure(),
            Figure(founding.progress.stage.label, founding.url) if founding else Figure(""),
            Figure(" · ".join(remarks)),
        )

    return Table(
        title=_("hamlets"),
        columns=(
            Column(_("hamlet")),
            Column(_("Members living there"), "number"),
            Column(_("cell")),
            Column(HamletRoleKind.HEAD.label),
            Column(_("founding of a cell")),
            Column(_("Remarks")),
        ),
        rows=tuple(map(row, states)),
    )


def _served(serving, opens):
    if serving is None:
        return Figure(_("no cell"), tone="bad")
    cell = serving.cell
    return Figure(cell.name, cell.get_absolute_url() if opens(cell) else "", note=serving.get_kind_display())
