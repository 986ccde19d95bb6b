from dataclasses import dataclass

from django.db import transaction
from django.utils import translation

from common.errors import RuleError
from config.rulebook.expect import differences
from config.rulebook.play import play
from config.rulebook.reading import read
from config.rulebook.score import Meetings
from config.rulebook.values import CaseError


@dataclass(frozen=True)
class Outcome:
    """What came of a case: no `lines` when every figure is as expected. `faulty` when it could not be told, because
    the case is not written well or an event was refused that should not be."""

    title: str
    lines: tuple = ()
    faulty: bool = False

    @property
    def ok(self):
        return not self.lines


def run(path, meetings=None):
    """The Outcome of the case in the file at `path`. Nothing of it stays in the database, but what is told of scores
    in `meetings` (Meetings), where they are given: cases that tell of the same past then build it once."""
    title = ""
    try:
        case = read(path)
        title = case.title
        with translation.override("en"):
            lines = _differences(case, meetings)
    except (CaseError, RuleError) as error:
        return Outcome(title, (str(error),), faulty=True)
    return Outcome(title, tuple(lines))


def _differences(case, meetings):
    """Sentences on what comes out otherwise than the case says; of events that are not as told, on them alone."""
    scores = [expected for expected in case.expectations if expected.kind == "score"]
    with transaction.atomic():
        records, lines = play(case)
        if lines:
            scores = []  # figures after an event that should have been refused tell nothing
        else:
            others = [expected for expected in case.expectations if expected not in scores]
            lines = [line for expected in others for line in differences(records, expected)]
        transaction.set_rollback(True)
    return lines + (_scored(scores, meetings) if scores else [])


def _scored(scores, meetings):
    """What comes out otherwise of meetings told as facts; all of it is taken back unless `meetings` keeps it."""
    if meetings is not None:
        return [line for expected in scores for line in differences(meetings, expected)]
    with transaction.atomic():
        lines = _scored(scores, Meetings())
        transaction.set_rollback(True)
    return lines
