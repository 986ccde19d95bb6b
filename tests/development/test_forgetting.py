"""Who was not admitted is forgotten some years after the end of the case, and every figure stays as it was."""

from contextlib import contextmanager
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from accounts.models import TrailEntry
from cells.models import PaperNumber
from cells.queries import current_number
from common.text import search_key, sort_key
from development import queries, services
from development.enums import DossierItem, ItemState, StepKind, Waivable
from development.models import AdmissionChoices, Candidate, Introduction, Item, Participation, Pass, Profile, Step
from development.queries.forgetting import forgotten_from, to_forget
from development.queries.outlook import outlook
from development.queries.pipeline import pipeline
from development.rules.course import StepRuleError
from members.enums import CourseKind
from members.models import Attendee
from tests.addresses import a_movement
from tests.development.test_candidate_pages import TYPED, at
from tests.development.test_candidates import ALLOWED, CLASS, FILED, LISTED, PROPOSED, VOTED, on_the_way, propose, step
from tests.world import LONG_AGO, TODAY, publish, training

NAME, ENDED = "Lý Thị Hoa", date(2026, 8, 10)
EVE, DAY = date(2031, 8, 9), date(2031, 8, 10)
GONE = ("Lý Thị Hoa", "ly thi hoa", "1990-01-01", "12/12", "theo chồng", "nể nang", "đồng ý cho", "bố đẻ", "bà Hoa")
MODELS = (Candidate, Profile, Step, Introduction, Pass, Item, Attendee, Participation)


@contextmanager
def on_day(day):
    with time_machine.travel(f"{day:%Y-%m-%d}T09:00:00+07:00", tick=False):
        yield


def forget(day=DAY):
    with on_day(day):
        call_command("forget_ended_cases", stdout=StringIO())


@pytest.fixture
def ended(world):
    """A case with everything that may tell of the person, up to a vote with a numbered paper, and its end."""
    case = propose(world, name=NAME, grade="12/12", hamlet=world.hamlet)
    services.tell_proposer(candidate=case, proposed_by="do bà Hoa", by=world.office)
    about = {"part": "takes", "since": PROPOSED, "name": NAME, "by": world.office}
    source = services.take_part(movement=a_movement(world), **about)
    step(world, case, StepKind.LIST, LISTED, source=source)
    step(world, case, StepKind.HELPER, LISTED, helper=world.members[1])
    course = training(world.commune, [], CourseKind.AWARENESS, date(2026, 3, 8))
    graduates = [services.Graduate(case, "1-CN")]
    services.finish_class(course=course, graduates=graduates, certificate_on=CLASS, by=world.office)
    asked = services.ask_to_pass(
        candidate=case, kind="file", rules=[Waivable.NOT_ALLOWED], reason="là bố đẻ", on=TODAY, by=world.office
    )
    services.decide_pass(row=asked, granted=True, because="đồng ý cho", on=TODAY, valid_until=TODAY, by=world.admin)
    together = [(member, LONG_AGO) for member in world.members[:2]]
    wrong = step(world, case, StepKind.ALLOW, ALLOWED)
    services.strike_step(step=wrong, reason="do nể nang", by=world.office)
    step(world, case, StepKind.FILE, FILED, introducers=together)
    about = {"kind": DossierItem.UNION, "state": ItemState.NOT_APPLICABLE, "reason": "theo chồng"}
    services.keep_item(candidate=case, by=world.office, **about)
    vote = services.vote_in_cell(candidate=case, on=VOTED, in_favour=4, by=world.office)
    services.number_step(step=vote, on=VOTED, today=TODAY, first=1, by=world.secretary)
    step(world, case, StepKind.END, ENDED, because="moved away", note="theo chồng về xuôi")
    return Candidate.objects.get(pk=case.pk)


def rows():
    """{(model, number): {field: value}} of all that may tell of a person."""
    return {(model, row["pk"]): row for model in MODELS for row in model.objects.values("pk", *columns(model))}


def columns(model):
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]


def figures(world):
    """Of past days: how many were how far, what the outlook learned, what a movement and targets count."""
    days = (PROPOSED, LISTED, CLASS, FILED, VOTED, ENDED, TODAY)
    found = outlook(commune=world.commune.pk, today=TODAY)
    return (
        [pipeline(commune=world.commune.pk, day=day).by_state for day in days],
        *(found.cases, found.closed, found.records),
        queries.came_from(list(world.commune.movements.all())),
    )


def test_the_day_comes_the_years_after_the_end_and_once(world, ended):
    forget(EVE)
    assert Candidate.objects.get().full_name == NAME
    forget()
    forget(date(2031, 9, 1))
    case = Candidate.objects.get()
    assert (case.full_name, case.forgotten_on) == (f"Người đã được xóa tên, hồ sơ số {case.pk}", DAY)


def test_after_how_many_years_is_a_dated_choice_of_the_commune(world, ended):
    publish(AdmissionChoices, world.commune, date(2027, 1, 1), forget_years=1)
    assert [forgotten_from(ended, ENDED, today) for today in (date(2026, 12, 31), date(2027, 1, 1))] == [
        DAY,
        date(2027, 8, 10),
    ]
    forget(date(2027, 8, 9))
    assert Candidate.objects.get().forgotten_on is None
    forget(date(2027, 8, 10))
    assert Candidate.objects.get().forgotten_on == date(2027, 8, 10)


def test_the_person_is_forgotten_and_all_else_stays(world, ended):
    before, counted, papers = rows(), figures(world), list(PaperNumber.objects.values())
    forget()
    name = f"Người đã được xóa tên, hồ sơ số {ended.pk}"
    person = {"full_name": name, "search_key": search_key(name), "sort_key": sort_key(name)}
    person |= {"proposed_by": "…", "forgotten_on": DAY}
    unknown = {field: Profile._meta.get_field(field).get_default() for field in Profile.facts() if field != "hamlet"}
    by_model = {
        Candidate: person, Profile: unknown, Introduction: {"together_since": None},
        Attendee: {"name": name}, Participation: {"name": name},
    }  # fmt: skip
    words = ("note", "override", "struck_reason", "reason", "because")
    for (model, _number), row in before.items():
        if model in by_model and (model is not Attendee or row["name"] == NAME):
            row |= by_model[model]
        elif model in (Step, Pass, Item):
            row |= {field: "…" for field in words if row.get(field) and not (model is Step and field == "because")}
    after = rows()
    assert after == before
    assert figures(world) == counted
    assert list(PaperNumber.objects.values()) == papers
    assert not [word for word in GONE if word in str(after)]


def test_the_trail_keeps_who_did_what_when_and_one_line_tells_of_the_forgetting(world, ended):
    lines = TrailEntry.objects.order_by("pk")
    told = lines.values_list("pk", "action", "account", "subject_kind", "subject_id", "at")
    before = list(told)
    forget()
    assert list(told.all())[:-1] == before
    added = lines.last()
    assert (added.subject_kind, added.subject_id, added.subject_name, added.account) == (
        "development.candidate", ended.pk, f"Quần chúng {ended.pk}", None,
    )  # fmt: skip
    assert added.changes == {"forgotten_on": [None, "2031-08-10"]}
    kinds = [model._meta.label_lower for model in MODELS]
    told = str(list(lines.filter(subject_kind__in=kinds).values_list("subject_name", "changes")))
    assert not [word for word in GONE if word in told]


def test_neither_a_new_proposal_nor_the_class_finds_the_name(world, ended, sign_in):
    forget()
    sign_in(world.office).post(at("add-candidate"), TYPED | {"cell": world.cell.pk, "full_name": NAME})
    new = Candidate.objects.get(forgotten_on=None)
    assert (new.full_name, new.earlier) == (NAME, None)
    assert Candidate.objects.filter(search_key__contains="hoa").count() == 1


def test_a_newer_case_keeps_its_person_and_what_it_rests_on(world, ended):
    about = {"full_name": NAME, "sex": "female", "earlier": ended}
    newer = services.propose(cell=world.cell, on=TODAY, case=about, facts={"born": date(1990, 1, 1)}, by=world.office)
    step(world, newer, StepKind.LIST, TODAY, source=Participation.objects.get())
    own = (Candidate.objects.filter(pk=newer.pk), newer.profiles.all(), newer.steps.all())
    kept = [list(found.values()) for found in own]
    forget()
    assert [list(found.values()) for found in own] == kept
    newer.refresh_from_db()
    assert (newer.full_name, newer.earlier.forgotten_on) == (NAME, DAY)
    assert (Participation.objects.get().name, Attendee.objects.filter(name=NAME).count()) == (NAME, 0)


def test_who_goes_on_or_was_admitted_is_never_forgotten(world, ended):
    services.strike_step(step=ended.steps.get(kind=StepKind.END), reason="nhầm", by=world.office)
    open_again = Candidate.objects.get()
    admitted = on_the_way(world)
    services.hold_ceremony(candidate=admitted, on=date(2026, 9, 10), by=world.office)
    before = rows()
    forget()
    assert services.forget_case(candidate=open_again, on=DAY, by=None) is False
    assert rows() == before


def test_a_case_forgotten_does_not_go_on(world, ended):
    forget()
    case = Candidate.objects.get()
    end, vote = (case.steps.get(kind=kind) for kind in (StepKind.END, StepKind.CELL_VOTE))
    anew = {"on": VOTED, "today": DAY, "corrects": current_number(vote.paper_id)}
    for act in (
        lambda: services.strike_step(step=end, reason="nhầm", by=world.office),
        lambda: services.learn(candidate=case, on=ENDED, grade="12/12", by=world.office),
        lambda: services.type_number(step=end, paper_no="1", by=world.office),
        lambda: services.number_step(step=vote, by=world.office, **anew),
        lambda: services.ask_to_pass(
            candidate=case, kind="list", rules=[Waivable.NO_HELPER], reason="x", on=DAY, by=world.office
        ),
    ):
        with pytest.raises(StepRuleError):
            act()
    case.ended = False
    with pytest.raises(ValidationError):
        case.save_checked()


def test_the_page_says_from_when_and_then_that_it_was_forgotten(world, ended, sign_in):
    client, url = sign_in(world.office), reverse("development:candidate", args=[ended.pk])
    page = client.get(url)
    assert page.context["forgets_on"] == DAY
    assert "Sẽ xóa tên và thông tin cá nhân của người này từ ngày 10/08/2031" in page.content.decode()
    forget()
    page = client.get(url)
    text = page.content.decode()
    assert "Đã xóa tên và thông tin cá nhân của người này ngày 10/08/2031" in text
    assert NAME not in text
    assert [(paper.changed, paper.may) for paper in page.context["papers"]] == [([], False)] * 3


def test_the_years_count_from_the_end_that_stands_and_each_commune_has_its_own_cases(world):
    case, theirs = propose(world), propose(world, name="Lý Văn Xa", cell=world.foreign_cell)
    for one, on in ((case, VOTED), (theirs, LISTED), (case, CLASS)):
        for end in one.steps.filter(kind=StepKind.END):
            services.strike_step(step=end, reason="nhầm ngày", by=world.office)
        step(world, Candidate.objects.get(pk=one.pk), StepKind.END, on, because="moved away")
    eve, day = date(2031, 3, 9), date(2031, 3, 10)
    assert [to_forget(world.commune, on) for on in (eve, day)] == [[], [case]]
    assert (to_forget(world.commune, day, pk=theirs.pk), to_forget(world.other_commune, eve)) == ([], [theirs])
