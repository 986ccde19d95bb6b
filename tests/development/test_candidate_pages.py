"""Pages of people on their way into the Party: what they tell and what they take."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import TrailEntry
from accounts.roles import Role
from cells import services as structure
from development import services
from development.enums import StepKind
from development.forms.candidate import FactsForm, ProposeForm
from development.models import Candidate, Step
from tests.development.test_candidates import FILED, LISTED, VOTED, on_the_way, propose, step
from tests.world import LONG_AGO

BOARD = reverse("development:candidates")
TYPED = {"full_name": "Lý Thị Hoa", "sex": "female", "born": "01/02/1990", "on": "10/01/2026", "youth_union": "on"}


def at(word, *args):
    return reverse(f"development:{word}", args=args)


def test_somebody_is_proposed_and_led_step_by_step(world, sign_in):
    client = sign_in(world.secretary)
    answer = client.post(at("add-candidate"), TYPED | {"cell": world.cell.pk, "left_because": "removed"})
    made = Candidate.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert client.post(at("candidate-step", made.pk, "list"), {"on": "10/02/2026"}).status_code == 302
    helper = {"helper": world.members[1].pk, "on": "10/02/2026"}
    assert client.post(at("candidate-step", made.pk, "helper"), helper).status_code == 302
    page = client.get(made.get_absolute_url()).content.decode()
    assert "đã phân công người giúp đỡ" in page
    assert "Chưa hoàn thành chương trình THCS" in page
    assert "ghi lớp đã học xong" in page
    assert client.post(at("candidate-facts", made.pk), {"on": "11/02/2026", "diploma": "true"}).status_code == 302
    assert "Chưa hoàn thành chương trình THCS" not in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("born", "01/01/2027", "Ngày này chưa đến."),
        ("left_on", "25/11/2026", "Ngày này chưa đến."),
        *(("grade", typed, "Nhập trình độ theo dạng 8/10 hoặc 12/12.") for typed in ("13/12", "11/10", "9")),
    ],
)
def test_what_cannot_be_known_of_a_person_is_refused_beside_its_field(world, sign_in, name, typed, words):
    client, made = sign_in(world.secretary), propose(world)
    for url, more in (
        (at("add-candidate"), {"cell": world.cell.pk}),
        (at("candidate-facts", made.pk), {"on": "11/02/2026"}),
    ):
        page = client.post(url, TYPED | more | {name: typed})
        assert [words in said for said in page.context["form"].errors.get(name, [])] == [True]


def test_what_a_rule_refuses_is_said_and_what_was_typed_stays(world, sign_in):
    made = propose(world)
    page = sign_in(world.office).post(at("candidate-step", made.pk, "allow"), {"on": "10/02/2026", "paper_no": "7-TB"})
    assert page.status_code == 200
    assert "không có trong danh sách cảm tình Đảng" in page.content.decode()
    assert "7-TB" in page.content.decode()
    assert "override" not in page.context["form"].fields


def test_a_vote_that_the_conditions_forbid_is_refused_with_what_would_mend_it(world, sign_in):
    made = on_the_way(world, until=FILED, diploma=False)
    typed = {"on": "10/08/2026", "in_favour": "4"}
    page = sign_in(world.office).post(at("candidate-step", made.pk, "cell_vote"), typed).content.decode()
    assert "Chưa hoàn thành chương trình THCS" in page
    assert "ghi lớp đã học xong" in page


def test_an_administrator_who_works_in_the_office_lets_a_rule_pass(world, sign_in):
    structure.grant(account=world.admin, role=Role.OFFICE, commune=world.commune, since=LONG_AGO, by=None)
    made = propose(world)
    typed = {"on": "10/02/2026", "override": "theo chỉ đạo"}
    assert sign_in(world.admin).post(at("candidate-step", made.pk, "allow"), typed).status_code == 302
    assert "theo chỉ đạo" in sign_in(world.leader).get(made.get_absolute_url()).content.decode()


def test_the_secretary_does_not_record_what_the_committee_decides(world, sign_in):
    made = on_the_way(world, until=VOTED)
    client = sign_in(world.secretary)
    for kind in ("committee_vote", "decide", "ceremony", "hand_over", "consent"):
        assert client.get(at("candidate-step", made.pk, kind)).status_code == 403
    assert client.get(at("candidate-step", made.pk, "propose")).status_code == 404
    assert client.get(at("candidate-step", made.pk, "không")).status_code == 404
    allowed = made.steps.get(kind=StepKind.ALLOW)
    assert client.get(at("strike-step", allowed.pk)).status_code == 403


def test_a_vote_and_a_ceremony_are_recorded_on_their_pages(world, sign_in):
    made = on_the_way(world, until=FILED)
    client = sign_in(world.office)
    typed = {"on": "10/06/2026", "in_favour": "5"}
    page = client.post(at("candidate-step", made.pk, "cell_vote"), typed).content.decode()
    assert "Số phiếu tán thành nhiều hơn" in page
    came = {"in_favour": "5", "came": [world.members[-2].pk]}
    assert client.post(at("candidate-step", made.pk, "cell_vote"), typed | came).status_code == 302
    assert (Step.objects.get(kind=StepKind.CELL_VOTE).base, made.steps.count()) == (5, 7)
    vote = {"on": "10/07/2026", "members": "5", "in_favour": "3", "body": "standing committee"}
    assert client.post(at("candidate-step", made.pk, "committee_vote"), vote).status_code == 302
    decided = {"on": "10/08/2026", "paper_no": "12-QĐ/ĐU"}
    assert client.post(at("candidate-step", made.pk, "decide"), decided).status_code == 302
    assert client.post(at("candidate-step", made.pk, "ceremony"), {"on": "10/09/2026"}).status_code == 302
    made.refresh_from_db()
    page = client.get(made.get_absolute_url()).content.decode()
    assert made.member.get_absolute_url() in page
    assert "công nhận chính thức" in page


def test_the_board_shows_each_in_its_stage_with_what_is_most_urgent(world, sign_in):
    waiting, voted = propose(world, name="Bế Thị Chờ"), on_the_way(world, until=VOTED)
    step(world, waiting, StepKind.LIST, LISTED)
    gone = propose(world, name="Mã Thị Thôi")
    step(world, gone, StepKind.END, LISTED, because="died")
    client = sign_in(world.secretary)
    page = client.get(BOARD)
    found = {stage.value: [str(one.candidate) for one in entries] for stage, entries in page.context["stages"]}
    assert (found["followed"], found["deciding"]) == (["Bế Thị Chờ"], [voted.full_name])
    assert found["probation"] == [world.members[-1].full_name]  # whose way is not on record
    text = page.content.decode()
    assert "chưa có người giúp đỡ" in text
    assert "quá hạn" in text.lower()
    assert "Mã Thị Thôi" not in text
    assert TrailEntry.objects.filter(action="seen", subject_kind="list").exists()


def test_the_board_asks_no_more_questions_for_more_people(world, sign_in):
    client = sign_in(world.office)

    def asked():
        with CaptureQueriesContext(connection) as made:
            client.get(BOARD)
        return len(made)

    on_the_way(world)
    asked()
    few = asked()
    for number in range(4):
        propose(world, name=f"Nông Thị {number}")
    assert asked() == few


def test_a_review_of_the_list_is_told_with_its_day(world, sign_in):
    propose(world)
    client = sign_in(world.secretary)
    assert client.post(at("review-candidates", world.cell.pk), {"on": "03/11/2026"}).status_code == 302
    assert "03/11/2026" in client.get(BOARD).content.decode()
    assert client.get(at("review-candidates", world.other_cell.pk)).status_code in (403, 404)


def test_an_item_of_the_dossier_that_is_not_needed_asks_why(world, sign_in):
    made = propose(world)
    client, url = sign_in(world.secretary), at("candidate-item", made.pk, "union")
    assert client.post(url, {"state": "not_applicable"}).status_code == 200
    assert client.post(url, {"state": "not_applicable", "reason": "không có Đoàn"}).status_code == 302
    assert "không có Đoàn" in client.get(made.get_absolute_url()).content.decode()
    assert client.get(at("candidate-item", made.pk, "none")).status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"in_favour": "-1"}, "ít nhất là 0."),
        ({"in_favour": "999999999999"}, "nhiều nhất là 999."),
        ({"in_favour": "ba"}, "Nhập số nguyên."),
        ({"came": "x"}, ""),
    ],
)
def test_numbers_that_cannot_be_are_refused_beside_their_field(world, sign_in, typed, words):
    made = on_the_way(world, until=FILED)
    typed = {"on": "10/06/2026", "in_favour": "3"} | typed
    page = sign_in(world.office).post(at("candidate-step", made.pk, "cell_vote"), typed)
    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert not Step.objects.filter(kind=StepKind.CELL_VOTE).exists()


def test_a_step_that_was_a_mistake_is_struck_out_with_its_reason(world, sign_in):
    made = on_the_way(world, until=FILED)
    filed = made.steps.get(kind=StepKind.FILE)
    client = sign_in(world.office)
    assert client.post(at("strike-step", filed.pk), {"reason": "nhầm người"}).status_code == 302
    page = client.get(made.get_absolute_url()).content.decode()
    assert "nhầm người" in page
    assert f"/steps/{filed.pk}/strike/" not in page
    assert services.learn(candidate=made, on=date(2026, 5, 20), diploma=False, by=world.office)


def test_the_board_of_one_cell_shows_its_people_and_where_nobody_fits_the_way_to_all(world, sign_in):
    own, other = propose(world, name="Bế Thị Ở Đây"), propose(world, name="Bế Thị Ở Kia", cell=world.other_cell)
    client = sign_in(world.office)
    page = client.get(f"{BOARD}?cell={world.cell.pk}").content.decode()
    assert (own.full_name in page, other.full_name in page) == (True, False)
    assert world.members[-1].full_name in page  # on probation, in this cell
    empty = structure.found_cell(commune=world.commune, name="Chi bộ Trống", founded_on=LONG_AGO, by=None)
    page = client.get(f"{BOARD}?cell={empty.pk}").content.decode()
    assert "Không có ai phù hợp với lựa chọn này." in page
    assert client.get(f"{BOARD}?cell={world.foreign_cell.pk}").status_code == 200


@pytest.mark.parametrize("form", [ProposeForm, FactsForm])
def test_every_field_of_what_is_known_stands_in_one_group(form):
    assert sorted(name for _title, names in form.GROUPS for name in names) == sorted(form.base_fields)
