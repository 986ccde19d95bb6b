"""Who follows which cell on a day, and the visits of the quarter; then the same by Committee member."""

from collections import Counter

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, may_open, scope
from cells.models import Cell, CommitteeMember
from common.periods import quarter_of
from common.tables import Column, Figure, Table, Tables
from oversight.enums import VisitState
from oversight.queries.duty import duties


def duty_map(*, user, day, today):
    """Tables of the cells at work on `day` that `user` looks after or reads about, those without anybody first; then a
    row for each Committee member. The number of queries does not grow with cells or years."""
    cells = Cell.objects.for_doing(user, Do.SEE_OVERSIGHT).active_on(day).order_by("search_key", "pk")
    found = duties(cells=list(cells), commune=commune_id(user), day=day, today=today)
    opens = may_open(user, Do.SEE_OVERSIGHT)
    rows = sorted(found.cells, key=lambda one: one.assignment is not None)
    words = {"quarter": quarter_of(day), "free": sum(one.assignment is None for one in rows), "cells": len(rows)}
    by_cell = Table(
        title=_("Who follows which cell on %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        subtitle=_("%(free)s of %(cells)s cells have nobody in charge. Visits of %(quarter)s.") % words,
        columns=(
            Column(_("cell"), width=30),
            Column(_("Committee member in charge"), width=28),
            Column(_("state"), width=34, by_name=True),
            *_visit_columns(),
            Column(_("last visit"), "date"),
            Column(_("since"), "date", rare=True),
            Column(_("decision no."), width=16, rare=True),
        ),
        rows=tuple(_of_cell(one, found, opens) for one in rows),
        total=(Figure(capfirst(_("all"))), *(Figure(""),) * 2, *_sums(rows, found), *(Figure(""),) * 3),
        notes=(
            _(
                "Promised: as often as the rules of guidance say, in a whole quarter, to each cell with somebody in "
                "charge."
            ),
            _(
                "Made: the meeting's record says that the member in charge came. Missed: it says the contrary, or the "
                "planned day is over without a record."
            ),
        ),
    )
    return Tables((by_cell, _by_member(user, found, day)))


def _visit_columns():
    told = (VisitState.MADE, VisitState.MISSED, VisitState.PLANNED)
    return (Column(_("promised"), "number"), *(Column(state.label, "number") for state in told))


def _of_cell(one, found, opens):
    url = reverse("oversight:hand-over", args=[one.cell.pk]) if opens(one.cell) else ""
    charge = one.assignment
    return (
        Figure(one.cell.name, url, by=one.cell.search_key),
        Figure(charge.committee_member.full_name, by=charge.committee_member.search_key) if charge else Figure(None),
        _state(one, found),
        *_visits(one.counts, found.promised if charge else 0, found.over),
        Figure(one.last),
        Figure(charge and charge.since),
        Figure(charge.decision_no if charge else ""),
    )


def _visits(counts, promised, over):
    short = over and counts[VisitState.MADE] < promised
    return (
        Figure(promised),
        Figure(counts[VisitState.MADE], tone="bad" if short else ""),
        Figure(counts[VisitState.MISSED], tone="warn" if counts[VisitState.MISSED] else ""),
        Figure(counts[VisitState.PLANNED]),
    )


def _state(one, found):
    if one.assignment is None and one.ended:
        return Figure(_("nobody since %(day)s") % {"day": f"{one.ended.until:%d/%m/%Y}"}, tone="bad")
    if one.assignment is None:
        return Figure(_("nobody yet"), tone="bad")
    if one.assignment.until:
        return Figure(_("ends on %(day)s") % {"day": f"{one.assignment.until:%d/%m/%Y}"}, tone="warn")
    left = found.promised - one.counts[VisitState.MADE]
    if left <= 0:
        return Figure(_("visited as promised"), tone="ok")
    if found.over:
        return Figure(_("not visited as promised"), tone="bad")
    return Figure(_("visits still to make: %(count)s") % {"count": left}, tone="info")


def _sums(rows, found):
    counts = sum((one.counts for one in rows), Counter())
    promised = found.promised * sum(one.assignment is not None for one in rows)
    told = (VisitState.MADE, VisitState.MISSED, VisitState.PLANNED)
    return Figure(promised), *(Figure(counts[state]) for state in told)


def _by_member(user, found, day):
    """Who reads of the whole commune sees all its Committee members, those without a cell too."""
    cells = {}
    for one in found.cells:
        if one.assignment:
            cells.setdefault(one.assignment.committee_member_id, []).append(one.cell.name)
    members = CommitteeMember.objects.on(day).filter(commune=commune_id(user))
    if not scope(user, Do.SEE_OVERSIGHT).communes:
        members = members.filter(pk__in=cells)
    rows = []
    for member in members.order_by("search_key", "pk"):
        mine = cells.get(member.pk, [])
        counts = Counter({state: found.by_member[member.pk, state] for state in VisitState})
        rows.append(
            (
                Figure(member.full_name, by=member.search_key),
                Figure(member.position),
                Figure(len(mine)),
                Figure(", ".join(mine) or _("in charge of no cell")),
                *_visits(counts, found.promised * len(mine), found.over),
            )
        )
    return Table(
        title=_("By Committee member"),
        columns=(
            Column(_("Committee member"), width=28),
            Column(_("position"), width=30),
            Column(_("cells"), "number"),
            Column(_("in charge of"), width=50),
            *_visit_columns(),
        ),
        rows=tuple(rows),
    )
