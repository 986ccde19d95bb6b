"""Numbers of papers whatever their owner, terms of office, and two people at once."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import TrailEntry
from cells import services
from cells.enums import PaperKind
from cells.models import Paper, PaperNumber, Term
from cells.queries import current_number, term_over
from common.documents import Document, Letterhead, Signature
from common.errors import RuleError
from members import services as people
from tests.world import TODAY

TERMS = [
    Term(since=date(2010, 1, 1), until=date(2015, 6, 1), assumed=True),
    Term(since=date(2015, 6, 1), until=date(2020, 7, 1)),
    Term(since=date(2020, 7, 1)),
]


def months_on(day):
    return 30 if day < date(2015, 1, 1) else 60


def saying(text):
    """A function that draws a paper which says `text`."""

    def draw(number):
        head = Letterhead("Đảng bộ", "Chi bộ", "Nhà")
        return Document(head, "Kế hoạch", "x", number.on, (Signature("T/M", "Bí thư"),), number.text, parts=(text,))

    return draw


def numbered(paper, *, on=date(2026, 10, 5), text="Sửa mương.", **more):
    facts = {"subject": "x", "draw": saying(text), "today": TODAY, "by": None}
    return services.number_paper(paper=paper, on=on, **facts | more)


def plan_of(world, cell="own"):
    return Paper(commune=world.commune, cell=world.cell if cell == "own" else cell, kind=PaperKind.PLAN)


def test_any_kind_of_paper_of_any_owner_is_numbered(world):
    given = [numbered(plan_of(world)), numbered(plan_of(world)), numbered(plan_of(world, None))]
    kinds = [numbered(Paper(commune=world.commune, kind=kind)).text for kind in (PaperKind.DECISION, PaperKind.RULES)]
    assert [number.text for number in given] == ["01-KH/CB", "02-KH/CB", "01-KH/ĐU"]
    assert kinds == ["01-QĐ/ĐU", "01-QĐi/ĐU"]


@pytest.mark.parametrize(("after", "refused"), [(-1, False), (0, True)])
def test_a_cell_numbers_its_papers_while_it_is_at_work(after, refused, world):
    cell, end = world.other_cell, date(2026, 11, 10)
    people.end_cell(cell=cell, state="merged", on=end, move_to=world.cell, despite="rõ", by=None)
    on = end + timedelta(days=after)
    if refused:
        with pytest.raises(RuleError, match="không hoạt động"):
            numbered(plan_of(world, cell), on=on)
    else:
        assert numbered(plan_of(world, cell), on=on).on == on
    assert numbered(plan_of(world, None), on=TODAY)


def test_every_kind_of_a_body_has_a_code_of_its_own():
    assert len({(kind.code, kind.body) for kind in PaperKind}) == len(PaperKind)


def test_a_paper_bears_one_number_at_a_time(world):
    first = numbered(plan_of(world))
    with pytest.raises(ValidationError):
        numbered(first.paper)
    services.strike_paper(paper=first, reason="in sai", by=None)
    second = numbered(first.paper)
    assert (second.text, current_number(first.paper_id)) == ("02-KH/CB", second)


def test_a_corrected_paper_has_a_number_of_its_own_and_says_what_it_corrects(world):
    first = numbered(plan_of(world))
    second = numbered(first.paper, text="Sửa cầu.", on=date(2026, 11, 5), corrects=first)
    assert (second.text, second.correction_note) == ("02-KH/CB", "(đính chính văn bản số 01-KH/CB, ngày 05/10/2026)")
    assert (current_number(first.paper_id), first.struck) == (second, False)
    with pytest.raises(ValidationError):
        numbered(first.paper, text="Sửa đường.", on=date(2026, 11, 6), corrects=first)


@pytest.mark.parametrize(
    ("text", "on", "refused"),
    [
        ("Sửa mương.", date(2026, 11, 5), True),
        ("Sửa cầu.", date(2026, 10, 4), True),
        ("Sửa cầu.", date(2026, 10, 5), False),
    ],
)
def test_a_correction_says_something_else_and_is_not_older(world, text, on, refused):
    first = numbered(plan_of(world))
    if refused:
        with pytest.raises(services.PaperRuleError):
            numbered(first.paper, text=text, on=on, corrects=first)
        assert current_number(first.paper_id) == first
    else:
        assert numbered(first.paper, text=text, on=on, corrects=first).corrects == first


def test_what_was_never_issued_is_not_corrected(world):
    first = numbered(plan_of(world), draw=lambda number: None)
    with pytest.raises(services.PaperRuleError):
        numbered(first.paper, corrects=first)


def test_a_correction_is_struck_before_what_it_corrects(world):
    first = numbered(plan_of(world))
    second = numbered(first.paper, text="Sửa cầu.", corrects=first)
    with pytest.raises(services.PaperRuleError):
        services.strike_paper(paper=first, reason="in sai", by=None)
    services.strike_paper(paper=second, reason="in sai", by=None)
    assert current_number(first.paper_id) == first
    assert numbered(first.paper, text="Sửa cầu.", corrects=first).text == "03-KH/CB"


def test_a_number_belongs_to_the_body_and_kind_of_its_paper(world):
    first, other = numbered(plan_of(world)), numbered(plan_of(world, None))
    for facts in ({"term": other.term}, {"kind": PaperKind.REPORT}, {"paper": other.paper}, {"corrects": other}):
        line = {"paper": first.paper, "term": first.term, "kind": PaperKind.PLAN} | facts
        with pytest.raises(ValidationError):
            PaperNumber(number=50, on=first.on, subject="x", **line).clean()


def test_what_a_paper_says_stays_out_of_the_trail(world):
    number = numbered(plan_of(world), text="Đồng chí Bình vắng vì ốm.")
    entry = TrailEntry.objects.get(subject_kind="cells.papernumber", subject_id=number.pk)
    assert (entry.changes["content"], "ốm" in str(entry.changes)) == (["…", "…"], False)


@pytest.mark.parametrize(
    ("since", "over"),
    [
        (date(2011, 1, 1), date(2013, 7, 1)),  # no congress is known: thirty months from the election
        (date(2014, 1, 1), date(2015, 6, 1)),  # the next congress came first
        (date(2015, 6, 1), date(2020, 7, 1)),  # the term lasted longer than sixty months
        (date(2020, 6, 30), date(2020, 7, 1)),  # elected on the last day of a term
        (date(2020, 7, 1), date(2025, 7, 1)),
        (date(2024, 3, 5), date(2025, 7, 1)),  # elected in the midst of it
    ],
)
def test_a_term_of_office_ends_with_the_congress_or_is_counted(since, over):
    assert term_over(terms=TERMS, since=since, months_on=months_on) == over


def test_a_term_is_counted_from_the_election_where_no_congress_is_entered():
    for terms in ([], TERMS[:1]):
        assert term_over(terms=terms, since=date(2020, 1, 1), months_on=months_on) == date(2025, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_number_at_once_get_different_numbers():
    commune = services.found_commune(name="xã A", organisation="A", committee="A", superior="B", place="A", by=None)
    cell = services.found_cell(commune=commune, name="Chi bộ A", founded_on=date(2000, 1, 1), by=None)
    together, given = threading.Barrier(2), []

    def slowly(number):
        time.sleep(0.3)  # the other one asks meanwhile
        return saying("x")(number)

    def give():
        try:
            together.wait()
            given.append(numbered(Paper(commune=commune, cell=cell, kind=PaperKind.PLAN), draw=slowly).text)
        finally:
            connection.close()

    threads = [threading.Thread(target=give) for _person in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == ["01-KH/CB", "02-KH/CB"]
    assert Term.objects.filter(commune=commune).count() == 1
