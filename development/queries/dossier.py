"""The dossier of a case: which items are asked for by now, which are there, and until when they are valid."""

from dataclasses import dataclass
from datetime import date

from development.enums import About, CaseState, Clock, DossierItem, DossierPart, ItemState, StepKind
from development.models import Item

# From which state on the items of a part are asked for.
ASKED_FROM = {
    DossierPart.BEFORE_VOTE: CaseState.PROPOSED,
    DossierPart.AFTER_VOTE: CaseState.CELL_VOTED,
    DossierPart.RECOGNITION: CaseState.PROBATION,
}
# What grows old: certificate and papers of the file (06-HD/TW §5.4).
VALID = {
    DossierItem.CERTIFICATE: Clock.CERTIFICATE,
    **dict.fromkeys(
        (
            *(DossierItem.APPLICATION, DossierItem.CURRICULUM, DossierItem.INTRODUCTION),
            *(DossierItem.UNION, DossierItem.OPINIONS),
        ),
        Clock.PAPERS,
    ),
}
# Items that the paper of a step is, once it has a number.
PAPERS = {
    (StepKind.CELL_VOTE, About.ADMISSION): DossierItem.CELL_RESOLUTION,
    (StepKind.COMMITTEE_VOTE, About.ADMISSION): DossierItem.COMMITTEE_RESOLUTION,
    (StepKind.DECIDE, ""): DossierItem.DECISION,
    (StepKind.CELL_VOTE, About.RECOGNITION): DossierItem.CELL_RESOLUTION_AGAIN,
}


@dataclass(frozen=True)
class DossierLine:
    """An Item of the dossier; `valid_until` is the last day on which one that is there counts for the vote of the cell,
    None where it does not grow old; `over` says that this day had passed."""

    item: Item
    valid_until: date | None
    over: bool


def dossier(file, course, issued, day):
    """[DossierLine of each DossierItem that is asked for by now, or recorded] of a CaseFile as `day` has it.

    What nothing is recorded of is missing, unless the case tells its paper: `issued` {DossierItem: day of the paper}.
    """
    candidate = file.candidate
    there = {item.kind: item for item in candidate.items.all()}
    found = []
    for kind in DossierItem:
        if kind in there or kind in issued or not course.told.below(ASKED_FROM[kind.part]):
            item = there.get(kind) or _told(candidate, kind, issued)
            if kind == DossierItem.CERTIFICATE and item.state == ItemState.HAVE:
                item.on = issued.get(kind, item.on)  # of two days that of the class, by which the conditions go
            last = _last_day(file, course, item)
            found.append(DossierLine(item, last, bool(last) and last < (course.voted_on or day)))
    return found


def _told(candidate, kind, issued):
    state = ItemState.HAVE if kind in issued else ItemState.MISSING
    return Item(candidate=candidate, kind=kind, state=state, on=issued.get(kind))


def _last_day(file, course, item):
    """Counted from the item's own day, else from that of the step."""
    clock = VALID.get(item.kind)
    if clock is None or item.state != ItemState.HAVE:
        return None
    return file.known.clocks.last_day(clock, item.on) if item.on else course.last_day(clock)
