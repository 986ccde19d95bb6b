"""Training of secretaries and deputies: who had which class, who is due, who might follow, what the scores ask for."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Do
from cells.access import commune_id, here_today
from cells.models import Serving
from cells.queries import cells_at_work
from common.addresses import address_of
from common.numbers import points
from common.periods import shifted
from common.prepared import prepared
from common.tables import Column, Figure, Table, Tables
from common.workdays import ONE_DAY
from meetings.queries.lost import points_lost
from members.enums import IN_COMMITTEE, LEADING, PostKind, TrainingState
from members.models import TrainingRules
from members.queries.namesakes import apart
from members.queries.training import last_classes, leaders
from members.rules.training import schooling

MONTHS = 12  # of scores that are looked back on
NEEDS = 2  # groups of criteria that a cell is told it loses most in
PLACES = (gettext_lazy("specially difficult"), gettext_lazy("highland"), gettext_lazy("other cells"))


@dataclass(frozen=True)
class _Known:
    """What the rows are made of: {cell number: …} or {member number: …}; `standing` {post number: Schooling}."""

    served: dict
    names: dict
    classes: dict
    standing: dict
    lost: dict


def training_map(*, user, day):
    """Tables of the cells at work on `day` whose members `user` sees: a row for each post, the cells in most difficulty
    first; then the shares of those trained by kind of place. Its queries do not grow with them."""
    cells = cells_at_work(**here_today(user, Do.SEE_MEMBERS), since=day, until=day + ONE_DAY)
    people = leaders(cells=cells, day=day, kinds=IN_COMMITTEE)
    rules = TrainingRules.objects.in_force(commune_id(user), day)
    known = _Known(
        served=_served(cells, day),
        names=apart(one.member for one in people),
        classes=last_classes([one.member.pk for one in people], day),
        standing={one.post.pk: schooling(one.since, one.trained_on, day, rules) for one in people},
        lost=points_lost(cells=cells, since=shifted(day, -MONTHS), until=day + ONE_DAY),
    )
    of_cell = defaultdict(list)
    for one in people:
        of_cell[one.cell.pk].append(one)
    cells.sort(key=lambda cell: _place(known.served[cell.pk]))
    rows = tuple(row for cell in cells for row in _of_cell(cell, of_cell[cell.pk], known))
    shares = _shares(cells, people, known)
    return Tables((_posts(rows, shares, rules, day), shares))


def _served(cells, day):
    found = {cell.pk: [] for cell in cells}
    for row in _servings(cells=list(found), day=day):
        found[row.cell_id].append(row.hamlet)
    return found


@prepared
def _servings(cells, day):
    return Serving.objects.on(day).filter(cell__in=cells).select_related("hamlet").order_by("hamlet__search_key")


def _place(hamlets):
    """The place of a cell in PLACES, by the hamlet in most difficulty."""
    if any(hamlet.specially_difficult for hamlet in hamlets):
        return 0
    return 1 if any(hamlet.highland for hamlet in hamlets) else 2


def _of_cell(cell, people, known):
    """Rows of the secretary and the deputy; of a cell without a secretary one that says so."""
    hamlets = known.served[cell.pk]
    place = _place(hamlets)
    head = (
        Figure(cell.name, cell.get_absolute_url(), by=cell.search_key),
        Figure(str(PLACES[place]) if place < 2 else ""),
        Figure(", ".join(hamlet.name for hamlet in hamlets)),
    )
    lost = ", ".join(f"{name} (−{points(less)})" for name, less in known.lost.get(cell.pk, [])[:NEEDS])
    leading = sorted((one for one in people if one.post.kind in LEADING), key=lambda one: LEADING.index(one.post.kind))
    if not any(one.post.kind == PostKind.SECRETARY for one in leading):
        nobody = Figure(capfirst(_("no secretary")), tone="bad")
        yield *head, nobody, *_unknown(4), _successor(people, known), Figure(lost), *_unknown(3)
    for one in leading:
        led = one.post.kind == PostKind.SECRETARY
        follows = _successor(people, known) if led else Figure("")
        yield *head, *_of_person(one, known), follows, Figure(lost if led else ""), *_class(one, known)


def _unknown(count):
    return [Figure(None)] * count


def _of_person(one, known):
    """Name, post, since when, state and by when."""
    standing, name = known.standing[one.post.pk], known.names[one.member.pk]
    return (
        Figure(name, address_of("members:record", one.member.pk), by=one.member.sort_key),
        Figure(one.post.get_kind_display()),
        Figure(one.since),
        Figure(standing.state.label, tone=standing.state.tone, by=list(TrainingState).index(standing.state)),
        Figure(standing.due_on),
    )


def _class(one, known):
    """When somebody was in a class last, in which, and the number of the certificate."""
    row = known.classes.get(one.member.pk)
    if row is None:
        return _unknown(3)
    course = row.course
    return Figure(course.ends_on, course.get_absolute_url()), Figure(course.title), Figure(row.certificate_no)


def _successor(people, known):
    """Who else in the committee of the cell has had a class for secretaries that still counts; else the deputy."""
    leads = {one.member.pk for one in people if one.post.kind == PostKind.SECRETARY}
    others = [one for one in people if one.member.pk not in leads]
    ready = [known.names[one.member.pk] for one in others if known.standing[one.post.pk].lately]
    if ready:
        return Figure(", ".join(ready))
    deputy = next((known.names[one.member.pk] for one in others if one.post.kind == PostKind.DEPUTY), "")
    if deputy:
        return Figure(deputy, tone="warn", note=_("not trained"))
    return Figure(_("nobody in sight"), tone="bad")


def _posts(rows, shares, rules, day):
    secretaries, trained = shares.total[1].value, shares.total[2].value
    words = {"trained": trained, "all": secretaries, "months": rules.again_months}
    return Table(
        title=_("Training of secretaries and deputies on %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        subtitle=_("%(trained)s of %(all)s secretaries in post have had a class in the last %(months)s months.")
        % words,
        columns=(
            Column(_("cell"), width=28),
            Column(_("kind of area"), width=18, joins="%s"),
            Column(_("hamlets"), width=26, joins=""),
            Column(_("full name"), width=26),
            Column(_("post"), width=14, joins="%s"),
            Column(_("in the post or term since"), "date", width=14, joins=_("from %s")),
            Column(_("state"), width=18, by_name=True),
            Column(_("to be trained by"), "date", width=14, joins=_("by %s")),
            Column(_("successor in sight"), width=30),
            Column(_("points lost most, in a year"), width=44),
            Column(_("Last trained"), "date", width=14, rare=True),
            Column(_("last class"), width=34, joins=""),
            Column(_("certificate no."), width=16, joins=_("no. %s")),
        ),
        rows=rows,
        notes=(
            _("The class for secretaries and cell committees counts, once completed. Who left the post is left out."),
            _("Due: a new secretary within %(new)s months, everybody again after %(again)s months.")
            % {"new": rules.new_months, "again": rules.again_months},
            _("Successor in sight: others of the cell's committee whose class still counts; else the deputy."),
            _("Points lost: by group of criteria of the score sheet, in signed meetings of twelve months."),
        ),
    )


def _shares(cells, people, known):
    counts = defaultdict(Counter)
    place = {cell.pk: _place(known.served[cell.pk]) for cell in cells}
    for one in people:
        if one.post.kind == PostKind.SECRETARY:
            standing = known.standing[one.post.pk]
            told = {"all": 1, "lately": standing.lately, "overdue": standing.state == TrainingState.OVERDUE}
            counts[place[one.cell.pk]].update(told)
    rows = [(Figure(capfirst(label)), *_share(counts[number])) for number, label in enumerate(PLACES) if counts[number]]
    return Table(
        title=_("Share of secretaries who are trained"),
        columns=(
            Column(_("where"), width=28),
            Column(_("secretaries in post"), "number"),
            Column(_("class still counts"), "number"),
            Column(_("Share"), "percent"),
            Column(_("overdue"), "number"),
        ),
        rows=tuple(rows),
        total=(Figure(capfirst(_("all"))), *_share(sum(counts.values(), Counter()))),
    )


def _share(count):
    share = count["lately"] / count["all"] if count["all"] else None
    overdue = int(count["overdue"])
    return (
        Figure(count["all"]),
        Figure(int(count["lately"])),
        Figure(share),
        Figure(overdue, tone="bad" if overdue else ""),
    )
