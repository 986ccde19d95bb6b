"""How information that came to the inspection board stands on a day, and by when what comes next (domain 20.5)."""

from dataclasses import dataclass
from datetime import date

from oversight.enums import Competence, InformationLevel, InformationStage, InformationWay


@dataclass(frozen=True)
class InformationStand:
    """What is to be done next, by when (None once it is dealt with), and whether that day is over."""

    stage: InformationStage
    due_on: date | None
    late: bool


def way_of(row):
    """The InformationWay in which `row`, an Information, was dealt with, or None; a case that was struck out ends
    nothing."""
    if not row.way or (row.way == InformationWay.CASE and row.case.struck):
        return None
    return InformationWay(row.way)


def stand(row, rules, working, day):
    """The InformationStand of `row` at the end of `day`; `rules` an InspectionRules, `working` a WorkCalendar."""
    if way_of(row):
        return InformationStand(InformationStage.DONE, None, late=False)
    if row.classified_on is None:
        stage, since, days = InformationStage.RECEIVED, row.received_on, rules.information_days
    elif row.competence == Competence.COMMUNE:
        stage, since, days = InformationStage.LOOK, row.classified_on, rules.information_look_days
    else:
        stage, since, days = InformationStage.SEND, row.classified_on, rules.information_send_days
    due_on = working.working_days_after(since, days)
    return InformationStand(stage, due_on, late=due_on < day)


def kept_at_once(level, competence):
    """Whether nothing is left to do once it is classified: the commune keeps it for reference."""
    return (level, competence) == (InformationLevel.REFERENCE, Competence.COMMUNE)
