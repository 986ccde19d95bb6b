"""What a case expects of the way into the Party, compared with what the queries and rules of development answer."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from config.rulebook.candidates import FACTS
from config.rulebook.reading import COUNTED_STATES
from config.rulebook.values import CaseError
from development.enums import CaseState, CountedIn, Living, Measure, PlaceKind, TargetState, Urgency
from development.queries import COMMUNE, Tally, Where, period_of
from development.queries.cases import case_file, case_of_member, known_in
from development.queries.pipeline import pipeline
from development.rules.conditions import Applicant, answer, because, missing
from development.rules.target import target_state
from members.models import Member

OF_CLOCKS = ("received_on", "prolonged", "extended", "cleared")
NOT_OF_THE_PERSON = ("on", "answer", "because")
TARGET_STATES = {TargetState.NOT_SET: "no target"}


def eligible(records, expected):
    """Whether the cell would be right to propose admission; who is spoken of is in no record."""
    commune = records.some_commune()
    known, on = known_in(commune.pk), expected["on"]
    told = {FACTS.get(key, key): value for key, value in expected.facts.items() if key not in NOT_OF_THE_PERSON}
    rules, choices = known["clocks"].rules_on(on), known["choices_on"](on)
    told["consent"] = frozenset(told.get("consent", ()))
    told["introducers"] = tuple(told.get("introducers", ()))
    told.setdefault("area", Living(choices.area))
    if told.get("certificate_on"):
        told["certificate_months"] = known["clocks"].certificate_months_on(told["certificate_on"])
    found = missing(Applicant(**told), on, rules, choices)
    return {"answer": answer(found), "because": sorted(because(found))}


def course(records, expected, day=None):
    """The Course of whom an expectation names."""
    if "candidate" in expected.facts and expected["candidate"] in records.candidates.cases:
        return case_file(records.candidates.case(expected["candidate"])).course(day)
    word = expected.facts.get("candidate") or expected["member"]
    if word not in records.latest:
        raise CaseError(f'{expected}: nobody proposes "{word}"')
    return case_of_member(records.member(word)).course(day)


def last_day(records, expected):
    """The last day of a clock, from a bare day or from the records; what the case tells itself goes first."""
    clock = expected["rule"]
    about = {
        name: expected[name] for name in ("received_on", "prolonged", "extended", "cleared") if name in expected.facts
    }
    if "start" in expected.facts:
        return known_in(records.some_commune().pk)["clocks"].last_day(clock, expected["start"], **about)
    found = course(records, expected)
    start, told = found.starts().get(clock, (None, {}))
    return start and found.known.clocks.last_day(clock, start, **told | about)


def candidate(records, expected):
    """How a case stood at the end of a day."""
    on = expected["on"]
    found = course(records, expected, on)
    if found.state is None and found.admitted_on is None:
        return dict.fromkeys(("state", "cell", "helper", "ended", "late", "was_late"), "not proposed yet")
    words = {cell.pk: word for word, cell in records.cells.items()}
    helper = found.helper_on(on)
    running = found.running(on)
    return {
        "state": found.told,
        "cell": words.get(found.cell),
        "helper": Member.objects.get(pk=helper).full_name if helper else "",
        "ended": found.ended.because if found.ended else "",
        "late": sorted(clock for clock, one in running.items() if one.over(on)),
        "was_late": sorted(clock for clock, one in running.items() if one.kept_late),
    }


def deadline(records, expected):
    on = expected["on"]
    running = course(records, expected, on).running(on).get(expected["rule"])
    return {"level": running.urgency(on) if running else Urgency.NONE}


def counted(records, expected):
    """The cases of a cell or a commune by their states."""
    if "cell" in expected.facts:
        cell = records.cell_named(expected["cell"])
        found = pipeline(commune=cell.commune_id, day=expected["on"], cells={cell.pk})
    else:
        found = pipeline(commune=records.commune_named(expected["commune"]).pk, day=expected["on"])
    names = {name.rstrip("?"): CaseState(name.rstrip("?").replace(" ", "_")) for name in COUNTED_STATES}
    return {"open": found.open} | {name: found.by_state[state] for name, state in names.items()}


def target(records, expected):
    """Plan and result of a year on the day asked."""
    year, on, measure = expected["year"], expected["on"], Measure(expected.facts.get("measure", Measure.ADMITTED))
    commune, where = _place(records, expected, measure)
    period = period_of(year=year)
    result = 0
    if on >= period.since:
        result = Tally(commune=commune, period=period, day=on).result(measure, where).value
    about = {"last_day": period.last_day, "today": on, "at_most": measure.at_most}
    state = target_state(planned=expected.facts.get("plan"), result=result, **about)
    if measure.counted_in == CountedIn.PERCENT and result is not None:
        result = Fraction(result)
        result = (Decimal(result.numerator) / result.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {"result": result, "state": TARGET_STATES.get(state, state.value.replace("_", " "))}


def _place(records, expected, measure):
    """(number of the commune, Where)."""
    if "commune" in expected.facts:
        return records.commune_named(expected["commune"]).pk, COMMUNE
    if "cell" in expected.facts:
        cell = records.cell_named(expected["cell"])
        return cell.commune_id, Where(PlaceKind.CELL, cell.pk)
    commune = records.some_commune()
    hamlet = commune.hamlets.filter(name=expected["hamlet"]).first()
    if hamlet is None or PlaceKind.HAMLET not in measure.places:
        raise CaseError(f'{expected}: nobody speaks of the hamlet "{expected["hamlet"]}" so')
    return commune.pk, Where(PlaceKind.HAMLET, hamlet.pk)
