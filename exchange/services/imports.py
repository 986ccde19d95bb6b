"""Sheets of members: brought in, checked, applied in one transaction, compared with the records."""

from copy import copy
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.models import TrailEntry
from cells.models import Cell
from cells.services import lock
from common.facts import update_rows
from common.text import one_line
from exchange.enums import DifferenceKind, ImportPurpose, ImportState, Outcome
from exchange.models import OPEN, Difference, Import, ImportRow
from exchange.queries.matching import Known
from exchange.queries.plan import FOREIGN_KEYS, RESULTS, Planner, joining
from exchange.rules.columns import COLUMNS, JOINED
from exchange.rules.headings import read_lists
from members.models import Event, Member
from members.rules.life import MemberRuleError
from members.services.life import project

KEPT = timedelta(days=30)  # of rows that nobody went on with
BATCH = 500
UNREAD = ("cells", "problems", "differences", "candidates")  # of a row that is applied: the plan has them anew


def take_in(*, commune, purpose, name, data, today, by):
    """The Import of the file `name` with the bytes `data`. Raises UnreadableError."""
    lists, notes = read_lists(name, data)
    return keep_lists(commune=commune, purpose=purpose, name=name, lists=lists, notes=notes, today=today, by=by)


@service
def keep_lists(*, commune, purpose, name, lists, notes, today, by):
    """Keep the `lists` that were read from a file, and the guess at what their columns mean, to be worked on.

    Rows of earlier sheets with which nobody went on for 30 days are dropped.
    """
    for old in Import.objects.filter(commune=commune, state__in=OPEN, at__date__lt=today - KEPT):
        _drop(old)
    known = [sum(map(bool, listing.columns)) for listing in lists]
    source = Import(
        commune=commune,
        purpose=purpose,
        name=one_line(name)[-150:].strip(),
        account=by,
        notes=notes,
        sheets=[
            {
                "name": one.name,
                "headings": one.headings,
                "columns": one.columns,
                "rows": len(one.rows),
                "title": one.title,
                "looks": one.looks,
            }
            for one in lists
        ],
        sheet=known.index(max(known)),
    ).save_checked()
    ImportRow.objects.bulk_create(
        ImportRow(source=source, sheet=sheet, number=number, cells=cells, left_out=number in listing.looks)
        for sheet, listing in enumerate(lists)
        for number, cells in listing.rows
    )
    return source


@dataclass(frozen=True)
class Plan:
    """What each row would do: [Result] in the order of the rows, the `known` people, how many of the new ones were
    `admitted` this year, and what it `follows` from."""

    results: list
    known: Known
    admitted: int
    follows: tuple


def plan_import(*, source, today, **confirmed):
    """The Plan of a sheet as it stands, or with other columns `confirmed` as for `check_import`. It takes seconds and
    only reads: who makes it before the transaction of what needs it holds up nobody who writes."""
    source = _confirmed(copy(source), **confirmed)
    _require_columns(source.columns)
    follows = _follows(source, today)
    planner = Planner(source, today)
    results = planner.plan(list(source.chosen_rows().order_by("number")))
    return Plan(results, planner.known, planner.admitted, follows)


def _confirmed(source, **confirmed):
    for name, value in confirmed.items():
        setattr(source, name, value)
    return source


def _require_columns(columns):
    if "full_name" not in columns:
        raise MemberRuleError(_("Say which column holds the name."), "columns")
    twice = {key for key in columns if key and columns.count(key) > 1 and key not in JOINED}
    if twice:
        name = {"name": COLUMNS[twice.pop()].heading}
        raise MemberRuleError(_("Two columns have the meaning “%(name)s”.") % name, "columns")


def _follows(source, today):
    """What a Plan depends on: the rows with their answers, what their columns mean, and the records: as long as the
    trail of the commune tells of no other change, they are the same."""
    changes = TrailEntry.objects.changes().filter(commune=source.commune_id).count()
    rows = tuple(source.chosen_rows().order_by("number").values_list("pk", "answer"))
    return today, changes, rows, source.sheet, tuple(source.columns), source.on, source.cell_id


def _still(plan, source, today):
    """`plan`, or a new one where there is none yet, or what it follows from has changed."""
    return plan if plan and plan.follows == _follows(source, today) else plan_import(source=source, today=today)


@service
def check_import(*, source, columns, today, by, sheet=0, on=None, cell=None, plan=None):
    """Work out what each row would do, and keep it for the preview.

    `columns` are the keys as confirmed, `on` the day from which new people are in the records, `cell` where they
    belong when the sheet does not say; for a comparison, the one cell that the sheet lists. `plan`, where it is made
    already, is that of `plan_import`.
    """
    source = _confirmed(_open(source), columns=columns, sheet=sheet, on=on, cell=cell)
    source.checked_on, source.state = today, ImportState.CHECKED
    plan = _still(plan, source, today)
    rows = list(source.chosen_rows().order_by("number"))
    for row, result in zip(rows, plan.results, strict=True):
        for name, value in result.stored().items():
            setattr(row, name, value)
    update_rows(rows, RESULTS)
    source.sheets[sheet]["admitted"] = plan.admitted
    return source.save_checked()


@service
def choose_rows(*, source, left_out, answers, today, by):
    """`left_out` {number of an ImportRow: whether it is not applied}; `answers` {number: whom an unclear row means}."""
    source = _open(source)
    rows = list(source.chosen_rows().filter(pk__in={*left_out, *answers}))
    for row in rows:
        row.left_out = left_out.get(row.pk, row.left_out)
        row.answer = answers.get(row.pk, row.answer)
    update_rows(rows, ["left_out", "answer"])
    if answers:
        check_again(source=source, today=today, by=by)


@service
def check_again(*, source, today, by):
    """The check once more, as the columns were confirmed: the records or the answers have changed since."""
    chosen = {"columns": source.columns, "sheet": source.sheet, "on": source.on, "cell": source.cell}
    return check_import(source=source, today=today, by=by, **chosen)


@service
def apply_import(*, source, today, by, plan=None):
    """Do what the preview shows for the rows chosen; for a comparison, draw up the list of differences. `plan` as for
    `check_import`.

    Raises MemberRuleError with the field "check" when the records have changed so that the preview no longer holds.
    """
    lock(commune=source.commune_id, cells=Cell.objects.filter(commune=source.commune_id))
    source = _open(source)
    if source.state != ImportState.CHECKED:
        raise MemberRuleError(_("Confirm the columns first."))
    plan = _still(plan, source, today)
    rows = list(source.chosen_rows().select_related("cell").defer(*UNREAD).order_by("number"))
    done = list(zip(rows, plan.results, strict=True))
    if source.purpose == ImportPurpose.READ_IN:
        chosen = [(row, result) for row, result in done if row.outcome in (Outcome.NEW, Outcome.CHANGED)]
        chosen = [(row, result) for row, result in chosen if not row.left_out]
        if not chosen:
            raise MemberRuleError(_("No row is chosen."))
        if any(_is_stale(row, result) for row, result in chosen):
            raise MemberRuleError(_("The records have changed since the check: look at it once more."), "check")
        entered = [(row, result) for row, result in chosen if row.outcome == Outcome.NEW]
        _enter(entered, source.on)
        update_rows([row for row, _result in entered], ["member_id", "event_id"])
        _change([result for row, result in chosen if row.outcome == Outcome.CHANGED])
        done = [(row, result) for row, result in done if not row.left_out]
    _draw_up(source, done, plan.known)
    _set_rest_apart(source)
    source.rows.update(cells=[])
    source.state = ImportState.APPLIED
    return source.save_checked()


def _set_rest_apart(source):
    """The other lists of the file become an Import of their own, which is the next to be worked on.

    What is no list of people, as a cover sheet, is dropped, and the notes say so.
    """
    others = [number for number in range(len(source.sheets)) if number != source.sheet]
    left = [number for number in others if "full_name" in source.sheets[number]["columns"]]
    names = [source.sheets[number]["name"] for number in others if number not in left]
    if names:
        source.notes.append(
            _("Sheets without a list of members were left out: %(names)s.") % {"names": ", ".join(names)}
        )
    if left:
        rest = Import(
            commune_id=source.commune_id,
            purpose=source.purpose,
            name=source.name,
            account_id=source.account_id,
            notes=source.notes,
            sheets=[_meant_alike(source.sheets[number], source) for number in left],
            on=source.on,
            follows=source,
        ).save_checked()
        for place, number in enumerate(left):
            source.rows.filter(sheet=number).update(source=rest, sheet=place)
    source.rows.exclude(sheet=source.sheet).delete()


def _meant_alike(sheet, source):
    """`sheet` with the columns as they were confirmed for `source`, where it has the same headings."""
    return sheet | {"columns": source.columns} if sheet["headings"] == source.headings else sheet


@service
def drop_import(*, source, by):
    """Nobody goes on with this sheet: its rows are dropped."""
    return _drop(_open(source))


@service
def settle(*, differences, settled, by, note=""):
    """Mark `differences` as settled with a note, or as open again."""
    for difference in differences.select_for_update():
        difference.settled, difference.account = settled, by
        difference.note = note or difference.note
        difference.save_checked()


def _open(source):
    source = Import.objects.select_for_update().get(pk=source.pk)
    if not source.open:
        raise MemberRuleError(_("This sheet is closed: bring it in again."))
    return source


def _drop(source):
    source.rows.all().delete()
    source.state = ImportState.DROPPED
    return source.save_checked()


def _is_stale(row, result):
    """Whether the row would do something else by now; how it is shown depends on the language."""
    before, now = ([change[:3] for change in one.changes] for one in (row, result))
    return before != now or any(
        getattr(row, name) != getattr(result, name) for name in ("outcome", "member_id", "cell_id")
    )


def batches(things):
    return [things[start : start + BATCH] for start in range(0, len(things), BATCH)]


def _enter(pairs, on):
    """New members with their first event, for [(row, result)]."""
    members = [result.member for _row, result in pairs]
    Member.objects.bulk_create(members)
    events = [joining(result.member, row.cell, on) for row, result in pairs]
    for (row, result), event in zip(pairs, Event.objects.bulk_create(events), strict=True):
        row.member, row.event = result.member, event
    for batch in batches(members):
        project(batch)


def _change(results):
    names, told = set(), []
    for result in results:
        for attname, _old, new, *_shown in result.changes:
            setattr(result.member, attname, typed(attname, new))
            names.add(attname)
        result.member.clean_fields(exclude=FOREIGN_KEYS)
        if any(change[0] in Member.locked for change in result.changes):
            told.append(result.member)
    Member.objects.bulk_update([result.member for result in results], sorted(names))
    for batch in batches(told):
        project(batch)


def typed(attname, value):
    return Member._meta.get_field(attname).to_python(value)


def _draw_up(source, done, known):
    """The Differences that are left for people, for [(row, result)]; a comparison also tells who is missing where."""
    found = []
    for row, result in done:
        about = {"source": source, "row": row.number, "member_id": row.member_id or result.member_id}
        about["name"] = result.name
        missing = source.purpose == ImportPurpose.COMPARE and result.outcome == Outcome.NEW
        kind = DifferenceKind.MISSING if missing else DifferenceKind.DIFFERENT
        for key, ours, theirs in result.differences or ([("", "", "")] if missing else []):
            found.append(Difference(kind=kind, field=key, ours=ours[:250], theirs=theirs[:250], **about))
    if source.purpose == ImportPurpose.COMPARE:
        met = {result.member_id for _row, result in done}
        met |= {number for _row, result in done if result.outcome == Outcome.ERROR for number in result.candidates}
        for pk, member in known.members.items():
            cell = known.cell_of(member)
            if cell and pk not in met and source.cell_id in (None, cell.pk):
                about = {"member": member, "name": member.full_name, "ours": str(cell)}
                found.append(Difference(source=source, kind=DifferenceKind.EXTRA, **about))
    Difference.objects.bulk_create(found)
