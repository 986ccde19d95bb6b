"""Where a page names some people among others, it says which of those of one name it means."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from cells.models import PaperNumber
from common.partial import PartialDate
from development import services as growth
from development.papers.case import paper_of_step
from development.papers.facts import CaseFacts
from development.queries.cases import case_file
from meetings import services as minutes
from meetings.papers.meeting import minutes_of
from meetings.queries.recorded import Recorded
from members import services
from members.enums import EventKind
from members.models import Arrears, Slip
from oversight.enums import CaseStepKind
from oversight.papers.inspection import paper_of_case
from reports.needs import needs_of
from tests.access import MATRIX, ROLES
from tests.addresses import a_discipline_case, address, an_award_decision, an_inspection
from tests.exchange.sheets import NEW, listing
from tests.exchange.test_import_sheets import bring
from tests.world import TODAY, as_published, happen, work

NAME = "Nông Văn An"
BARE = re.compile(f"{NAME}(?! \\()")
# Pages about one person, whose file they belong to or show; there the name needs no sign.
OF_ONE = {
    f"members:{word}"
    for word in (
        *("detail", "edit", "correct", "reveal", "life", "event", "correct-event", "record", "duty", "merge"),
        *("honours", "commend", "discipline", "remove-discipline", "enter-badge", "propose-badge", "strike"),
        *("inquire", "conclude-inquiry", "add-slip", "present-slip", "strike-slip"),
        *("add-hamlet-role", "end-hamlet-role"),
    )
} | {"meetings:member-attendance"}
ELSE = {
    "home": "the secretary of a cell; what else is said there is in a test of its own",
    "members:list": "the birth date stands in its column",
    "members:enrol": "those whom the course is meant for, told apart among them",
    "members:duplicates": "the birth date stands beside each",
    "members:compare": "the whole of both files stands there",
    "members:follow-duties": "those of the cell who have work, told apart among them",
    "members:give-duties": "the committee of the cell, told apart among them",
    "meetings:invitation": "a paper, signed by the secretary",
    **{
        f"privacy:{word}": "the name as it was told with the request, with the file beside"
        for word in ("requests", "request", "edit-request", "answer-request", "request-numbers", "release-request")
    },
}
ELSEWHERE = {name for name in MATRIX if name.startswith("exchange:")}  # in a test of their own


def bare(page):
    """The places of a page at which the name stands without a sign."""
    text = unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)))
    text = re.sub(r"\s+", " ", text)
    return [text[max(0, found.start() - 40) : found.end() + 30] for found in BARE.finditer(text)]


def candidates_of(world):
    """Two of the name on the way into the Party, and somebody whom one of that name helps."""
    on = date(2026, 2, 10)
    for year in (1990, 1991):
        case = {"full_name": NAME, "sex": "male"}
        growth.propose(cell=world.cell, on=on, case=case, facts={"born": date(year, 1, 1)}, by=world.office)
    case = {"full_name": "Lò Thị Mới", "sex": "female"}
    helped = growth.propose(cell=world.cell, on=on, case=case, facts={}, by=world.office)
    growth.take_step(candidate=helped, kind="list", on=on, by=world.office)
    growth.take_step(candidate=helped, kind="helper", helper=world.members[1], on=on, by=world.office)
    return helped


@pytest.fixture
def namesakes(world):
    """The world, in which all members of two cells bear one name."""
    for number, member in enumerate([*world.members, *world.other_members]):
        member.full_name, member.born = NAME, PartialDate(str(1950 + number))
        member.save()
    for task in world.signed.tasks.all():
        as_published(task, owner_name=f"{NAME} (1950)")  # as it is written since
    one, two = world.members[1:3]
    Arrears.objects.create(member=one, since=date(2026, 1, 1))
    Slip.objects.create(member=two, kind="within", to="Đảng ủy", on=date(2026, 1, 5))
    work(world.other_cell, *world.other_members[:2])
    for cell, member in ((world.cell, one), (world.other_cell, world.other_members[0])):
        minutes.give_notice(
            member=member, cell=cell, since=TODAY, until=date(2026, 12, 24), reason="ốm", by=world.office
        )
    world.candidate = candidates_of(world)
    happen(world.members[4], EventKind.DIE, TODAY)
    services.name_in_hamlet(
        member=world.members[4], hamlet=world.other_hamlet, kind="elder", since=date(2026, 1, 1), by=world.office
    )
    return world


def test_no_page_names_one_of_two_without_saying_which(namesakes, sign_in):
    """As the office sees it, and what only the inspection board opens."""
    found, roles = {}, ("office", "inspection")
    opened = {name: [role for role in roles if row[ROLES.index(role)] == 200] for name, row in MATRIX.items()}
    for name in sorted(name for name in opened.keys() - OF_ONE - ELSE.keys() - ELSEWHERE if opened[name]):
        client = sign_in(namesakes.accounts[opened[name][0]])
        answer = client.get(address(name, namesakes))
        shown = answer.headers["Content-Type"].startswith("text/html")
        if shown and (places := bare(answer.content.decode())):
            found[name] = places
    assert found == {}


def test_the_home_page_says_of_whom_it_speaks(namesakes):
    about = [need.text for group in needs_of(namesakes.office, TODAY) for need in group.needs]
    about = [text for text in about if NAME in text]
    assert len(about) >= 3
    assert [text for text in about if BARE.search(text)] == []


def test_rows_and_differences_of_a_list_say_of_whom_they_speak(namesakes, sign_in):
    client = sign_in(namesakes.office)
    row = NEW | {"Họ và tên": NAME, "Sinh ngày": "1950", "Giới tính": "Nam", "Số định danh": ""}
    source = bring(namesakes, listing(row))
    told = client.get(reverse("exchange:import", args=[source.pk])).content.decode()
    assert f"{NAME} (1950)</a>" in told
    source.differences.create(kind="different", member=namesakes.member, name=NAME, field="born")
    told = client.get(reverse("exchange:differences", args=[source.pk])).content.decode()
    assert (bare(told), f"{NAME} (1950)" in told) == ([], True)


def test_no_paper_names_one_of_two_without_saying_which(namesakes):
    """But for those who sign."""
    facts = CaseFacts(case_file(namesakes.candidate))
    [helper] = [step for step in facts.steps if step.kind == "helper"]
    drawn = {
        "minutes": minutes_of(Recorded(namesakes.signed)),
        "helper": paper_of_step(facts, helper),
        "inspection": paper_of_case(an_inspection(namesakes), CaseStepKind.DECIDE),
    }
    said = {kind: str(document.parts) for kind, document in drawn.items()}
    a_discipline_case(namesakes, told=True)
    said["discipline"] = str(PaperNumber.objects.latest("pk").content["parts"])
    an_award_decision(namesakes)
    said["award"] = str(PaperNumber.objects.latest("pk").content["parts"])
    assert {kind: (NAME in text, bare(text)) for kind, text in said.items()} == dict.fromkeys(said, (True, []))
