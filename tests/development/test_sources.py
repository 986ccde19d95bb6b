"""Where candidates come from: who proposes them, from which movement, and whether two are one."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.errors import RuleError
from development import queries, services
from development.enums import StepKind
from development.models import Candidate
from development.queries.board import names_of_cases
from development.services.candidates import SamePersonError
from tests.addresses import a_movement, a_unit
from tests.development.test_candidate_pages import TYPED, at
from tests.development.test_candidates import HELD, LISTED, PROPOSED, on_the_way, propose, step

ONE_DAY = timedelta(days=1)
NAME = "Hoàng Thị Mới"


def takes_part(world, since, name=NAME, **who):
    about = {"part": "takes", "since": since, "by": world.office} | who
    return services.take_part(movement=a_movement(world), name=name, **about)


def listed(world, case, source, on=LISTED):
    return services.take_step(candidate=case, kind="list", on=on, source=source, by=world.office)


@pytest.mark.parametrize(("since", "fits"), [(LISTED, True), (LISTED + ONE_DAY, False)])
def test_a_movement_is_the_source_only_of_who_took_part_by_the_day_of_the_listing(world, since, fits):
    case, part = propose(world), takes_part(world, since)
    if not fits:
        with pytest.raises(RuleError) as refused:
            listed(world, case, part)
        assert refused.value.field == "source"
        return
    listed(world, case, part)
    assert queries.came_from([part.movement]) == {part.movement_id: (1, 0)}


def test_a_source_is_of_the_same_person_and_is_told_once(world):
    case = propose(world, hamlet=world.hamlet)
    others = [
        takes_part(world, PROPOSED, name="Hoàng Thị Môi"),
        takes_part(world, PROPOSED, hamlet=world.other_hamlet),
        takes_part(world, PROPOSED, name="", member=world.member),
    ]
    for other in others:
        with pytest.raises(RuleError):
            listed(world, case, other)
    own = takes_part(world, PROPOSED, name="hoàng thị mới", hamlet=world.hamlet)
    listed(world, case, None)
    step(world, case, StepKind.UNLIST, LISTED, note="xin thôi")
    with pytest.raises(RuleError):  # not afterwards
        listed(world, case, own, on=LISTED + ONE_DAY)
    for row in case.steps.filter(kind__in=(StepKind.LIST, StepKind.UNLIST)).order_by("-pk"):
        services.strike_step(step=row, reason="nhầm", by=world.office)
    listed(world, case, own)
    assert queries.came_from([own.movement])[own.movement_id] == (1, 0)
    services.strike_part(participation=own, reason="nhầm", by=world.office)
    assert queries.came_from([own.movement]) == {}


def test_the_movement_counts_whom_it_brought_and_who_was_admitted(world, sign_in):
    part, case = takes_part(world, PROPOSED), on_the_way(world)
    row = case.steps.get(kind=StepKind.LIST)
    row.source = part
    row.save()
    services.hold_ceremony(candidate=case, on=HELD, by=world.office)
    assert queries.came_from([part.movement]) == {part.movement_id: (1, 1)}
    page = sign_in(world.office).get(part.movement.get_absolute_url()).content.decode()
    assert "danh sách cảm tình Đảng: 1; đã kết nạp: 1" in page
    assert part.movement.get_absolute_url() in sign_in(world.office).get(case.get_absolute_url()).content.decode()


def test_a_unit_proposes_only_while_it_is_there_and_no_other_body_beside_it(world):
    unit, about = a_unit(world), {"full_name": NAME, "sex": "female"}
    propose_on = {"cell": world.cell, "facts": {}, "by": world.office}
    with pytest.raises(RuleError):
        services.propose(on=unit.since - ONE_DAY, case=about | {"proposed_unit": unit}, **propose_on)
    with pytest.raises(ValidationError):
        services.propose(on=PROPOSED, case=about | {"proposed_unit": unit, "proposed_by": "Trường"}, **propose_on)
    assert services.propose(on=unit.since, case=about | {"proposed_unit": unit}, **propose_on)


@pytest.mark.parametrize(
    ("born", "error"),
    [
        (date(1990, 1, 1), RuleError),  # the very same: never twice
        (date(1990, 12, 31), SamePersonError),
        (None, SamePersonError),
        (date(1991, 1, 1), None),
    ],
)
def test_who_may_be_on_the_way_already_is_asked_about(world, born, error):
    propose(world)
    if error:
        with pytest.raises(error):
            propose(world, born=born)
    about = {"full_name": NAME, "sex": "female"}
    again = {"cell": world.cell, "on": PROPOSED, "case": about, "facts": {"born": born}, "by": world.office}
    if error == RuleError:
        with pytest.raises(RuleError):
            services.propose(all_the_same=True, **again)
    else:
        services.propose(all_the_same=True, **again)


def test_two_forms_that_were_open_make_two_of_one_only_with_a_tick(world, sign_in):
    client, typed = sign_in(world.secretary), TYPED | {"cell": world.cell.pk, "born": ""}
    assert "all_the_same" not in client.get(at("add-candidate")).content.decode()
    assert client.post(at("add-candidate"), typed).status_code == 302
    page = client.post(at("add-candidate"), typed).content.decode()
    assert ("có thể là cùng một người" in page, 'name="all_the_same"' in page) == (True, True)
    assert client.post(at("add-candidate"), typed | {"all_the_same": "on"}).status_code == 302
    one, two = Candidate.objects.order_by("pk")
    names = names_of_cases([one, two])
    assert names[one.pk] != names[two.pk]
    assert names[two.pk] in client.get(two.get_absolute_url()).content.decode()


def test_a_proposal_names_a_unit_or_another_body_and_folds_what_is_not_needed(world, sign_in):
    client, unit = sign_in(world.secretary), a_unit(world)
    page = client.get(at("add-candidate")).content.decode()
    assert (page.count("<details"), page.count('class="folded" open')) == (page.count('class="folded"') + 1, 0)
    typed = TYPED | {"cell": world.cell.pk, "proposed_unit": unit.pk}
    page = client.post(at("add-candidate"), typed | {"proposed_by": "Trường học"}).content.decode()
    assert page.count('class="folded" open') >= 1
    assert client.post(at("add-candidate"), typed).status_code == 302
    made = Candidate.objects.get()
    assert str(unit) in client.get(made.get_absolute_url()).content.decode()
    takes_part(world, date(2026, 1, 5), name=made.full_name)
    url = at("candidate-step", made.pk, "list")
    part = world.cell.movements.get().participations.get()
    assert client.post(url, {"on": "10/02/2026", "source": part.pk}).status_code == 302
    assert made.steps.get(kind=StepKind.LIST).source == part
    assert (
        "source" not in client.get(reverse("development:candidate-step", args=[made.pk, "list"])).context["form"].fields
    )
