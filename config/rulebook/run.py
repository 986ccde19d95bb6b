from dataclasses import dataclass

from django.db import transaction
from django.utils import translation

from common.errors import RuleError
from config.rulebook.expect import differences
from config.rulebook.play import play
from config.rulebook.reading import CaseError, read


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


def run(path):
    """The Outcome of the case in the file at `path`. Nothing of it stays in the database."""
    title = ""
    try:
        case = read(path)
        title = case.title
        with translation.override("en"), transaction.atomic():
            records, lines = play(case)
            # Figures after an event that should have been refused tell nothing.
            lines = lines or [line for expected in case.expectations for line in differences(records, expected)]
            transaction.set_rollback(True)
    except (CaseError, RuleError) as error:
        return Outcome(title, (str(error),), faulty=True)
    return Outcome(title, tuple(lines))
