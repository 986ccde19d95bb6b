"""The records behind a result as people read them: who or what it is, where, and the page to which it leads."""

from dataclasses import dataclass
from datetime import date

from cells.models import Cell
from common.partial import PartialDate
from common.people import told_apart
from development.models import Candidate, Profile, Step
from meetings.queries.signed import MeetingFacts
from members.models import Membership
from members.queries import open_files
from members.queries.rating import RatingLine


@dataclass(frozen=True)
class Behind:
    """`name` of a person, cell, hamlet or model, empty where one may not read it any more; `cell` where it counted,
    `on` the day, `url` its page where one may open it."""

    name: str
    cell: object = None
    on: date | None = None
    url: str = ""


@dataclass(frozen=True)
class _Person:
    pk: int
    full_name: str
    born: PartialDate


def named(user, entries, among):
    """[Behind] of `entries` (Entry of `development.queries.results`) for `user`; people are distinguished `among` all
    that are listed. The number of queries does not depend on how many there are."""
    if not entries:
        return []
    row = entries[0].row
    if isinstance(row, int):
        return _candidates(user, entries, among)
    if isinstance(row, MeetingFacts):
        return _meetings(entries)
    if isinstance(row, Membership | RatingLine):
        return _members(user, entries, among)
    return [Behind(str(entry.row), on=entry.on, url=entry.row.get_absolute_url()) for entry in entries]


def _meetings(entries):
    cells = Cell.objects.in_bulk({entry.row.cell_id for entry in entries})
    return [Behind(str(cells[entry.row.cell_id]), on=entry.on, url=entry.row.get_absolute_url()) for entry in entries]


def _members(user, entries, among):
    names = told_apart(entry.row.member for entry in among)
    opens = open_files(user, [entry.row.member.pk for entry in entries])
    return [
        Behind(
            names[entry.row.member.pk],
            getattr(entry.row, "cell", None),
            entry.on,
            entry.row.member.get_absolute_url() if entry.row.member.pk in opens else "",
        )
        for entry in entries
    ]


def _candidates(user, entries, among):
    """A case that is in other hands now keeps its place in the list, without its name."""
    steps = Step.objects.select_related("candidate", "cell").in_bulk([entry.row for entry in among])
    cases = {step.candidate_id: step.candidate for step in steps.values()}
    profiles = Profile.objects.kept().filter(candidate__in=cases).order_by("since", "pk")
    born = dict(profiles.values_list("candidate", "born"))
    opens = set(Candidate.objects.visible_to(user).filter(pk__in=cases).values_list("pk", flat=True))
    names = told_apart(_Person(pk, case.full_name, PartialDate.of(born.get(pk))) for pk, case in cases.items())
    found = []
    for entry in entries:
        step = steps[entry.row]
        open_to = step.candidate_id in opens
        name, url = (names[step.candidate_id], step.candidate.get_absolute_url()) if open_to else ("", "")
        found.append(Behind(name, step.cell, entry.on, url))
    return found
