"""Procedures of discipline, from the breach to the end of the effect: who may know, vote and decide."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells.enums import PaperKind
from cells.models import PaperNumber
from cells.queries import as_issued, current_number
from cells.services import editions
from common.documents import to_docx
from members import services as people
from members.enums import DisciplineForm, EventKind
from members.models import CellDiscipline, Discipline, Event, Membership, Post
from members.rules.badges import considered_from
from oversight import services
from oversight.enums import DisciplineStage, Penalty
from oversight.forms.discipline import CloseDisciplineForm, DecideDisciplineForm
from oversight.models import DisciplineCase, DisciplineRules, InspectionRules
from oversight.papers.discipline import proposal_of
from oversight.queries.discipline import case_file, measured_again, measures_in
from oversight.views.discipline import STEPS
from reports.needs import needs_of
from tests.addresses import a_discipline_case
from tests.world import TODAY, publish

VOTED = date(2026, 11, 10)
TYPED = {
    **{"opened_on": "02/11/2026", "field": "ethics", "breach": "Vi phạm quy định về lối sống"},
    **{"breach_from": "01/03/2026", "breach_until": "", "again_on": ""},
}


def ballot(case, kind, body, base, by=None, on=VOTED, **votes):
    return services.record_ballot(case=case, kind=kind, body=body, on=on, base=base, by=by, **votes)


def settle(case, settlement, body, on=TODAY, **more):
    about = {"on": on, "today": on, "settlement": settlement, "settled_by": body, "by": None}
    return services.settle_complaint(case=case, **about, **more)


def stage(case, day=TODAY):
    return case_file(case, day).course.stage


def test_a_cell_warns_a_member_and_the_record_of_the_member_follows(world, sign_in):
    """Vote, signing, announcement and receipt each have their day; it is in effect from the vote."""
    client, member = sign_in(world.inspection), world.members[1]
    client.post(reverse("oversight:add-discipline"), TYPED | {"member": member.pk})
    case = DisciplineCase.objects.get()
    assert (case.code, case.breach_until) == ("KL 01/2026", date(2026, 3, 1))

    def send(step, **typed):
        return client.post(reverse("oversight:discipline-step", args=[case.pk, step]), typed)

    pages = [reverse("oversight:discipline-step", args=[case.pk, step]) for step in STEPS]
    assert [client.get(page).status_code for page in pages] == [200] * len(STEPS)  # a stale link is no fault
    assert "settled_by" in send("settle", on="09/11/2026", settled_by="committee").context["form"].errors
    vote = {"kind": "decide", "body": "cell", "on": "10/11/2026", "for_warning": "3", "for_reprimand": "1"}
    assert "base" in send("ballot", **vote, base="9").context["form"].errors
    assert send("ballot", **vote, base="4").status_code == 302
    assert stage(case) == DisciplineStage.DECISION
    assert "signed_on" in send("decide", signed_on="09/11/2026").context["form"].errors
    assert send("decide", signed_on="12/11/2026").status_code == 302
    made = Discipline.objects.get(member=member)
    told = (made.form, made.on, made.effective_on, made.body, made.decision_no)
    assert told == ("warning", VOTED, VOTED, "Chi bộ Lũng Mật", "01-QĐ/CB-KT")
    number = PaperNumber.objects.get(kind=PaperKind.DECISION)
    assert number.subject == "về việc thi hành kỷ luật, hồ sơ KL 01/2026"
    issued = as_issued(number)
    assert to_docx(issued)[:2] == b"PK"
    assert (issued.letterhead.body, issued.signatures[0].name) == ("Chi bộ Lũng Mật", "Nông Văn An")
    assert "announced_on" in send("tell", announced_on="09/11/2026").context["form"].errors
    assert "received_on" in send("tell", announced_on="12/11/2026", received_on="11/11/2026").context["form"].errors
    assert send("complain", on="24/11/2026").context["form"].errors
    assert send("tell", announced_on="12/11/2026", received_on="13/11/2026").status_code == 302
    case.refresh_from_db()
    assert case.ends_on == date(2027, 11, 12)
    assert [stage(case), stage(case, case.ends_on)] == [DisciplineStage.EFFECT, DisciplineStage.OVER]
    again = send("decide", signed_on="24/11/2026").context["form"]
    assert "một lần" in str(again.errors)
    assert Discipline.objects.filter(member=member).count() == 1


def test_a_complaint_does_not_stop_a_measure_and_when_upheld_it_ends_a_year_later(world):
    case = a_discipline_case(world, told=True)
    services.complain(case=case, on=TODAY, by=None)
    with pytest.raises(Exception, match="Đã ghi"):
        services.complain(case=case, on=TODAY, by=None)
    assert stage(case) == DisciplineStage.COMPLAINT
    assert case_file(case, TODAY).case.discipline.lifted_on is None
    about = {"case": case, "on": date(2027, 2, 1), "decision_no": "01-QĐ/UBKT", "today": TODAY, "by": None}
    services.settle_complaint(**about, settlement="upheld", settled_by="upper")
    case.refresh_from_db()
    assert case.ends_on == date(2028, 2, 1)


def test_the_days_to_settle_a_complaint_are_those_of_inspections(world):
    case = a_discipline_case(world, told=True)
    services.complain(case=case, on=TODAY, by=None)
    publish(InspectionRules, world.commune, TODAY, complaint_days=2)
    days = (date(2026, 11, 26), date(2026, 11, 27))
    assert [case_file(case, day).course.late for day in days] == [False, True]


def test_a_measure_does_not_end_by_the_year_where_another_one_followed_in_it(world, sign_in):
    case = a_discipline_case(world, told=True)
    ends, about = date(2027, 11, 12), {"member": case.member, "form": "reprimand", "by": None}
    assert (case.ends_on, measured_again(case)) == (ends, False)
    with time_machine.travel(datetime(2027, 11, 20, 5, tzinfo=UTC), tick=False):
        people.discipline(on=ends, **about)
        assert not measured_again(case), "the effect had ended by then"
        people.discipline(on=ends - timedelta(days=1), **about)
        assert measured_again(case)
        assert "không tự hết hiệu lực" in sign_in(world.inspection).get(case.get_absolute_url()).content.decode()


def test_a_complaint_that_is_right_lifts_the_measure(world):
    case = a_discipline_case(world, told=True)
    services.complain(case=case, on=TODAY, by=None)
    settle(case, "lifted", "upper", decision_no="01-QĐ/TU")
    case.refresh_from_db()
    assert (case.discipline.lifted_on, case.discipline.lifted_by, case.ends_on) == (TODAY, "01-QĐ/TU", TODAY)
    assert stage(case) == DisciplineStage.LIFTED


def test_a_complaint_changes_the_form_by_a_numbered_decision_and_the_old_one_stays_as_it_was(world, sign_in):
    """Warned by the cell on 10/11, reprimanded instead by the Committee on 24/11: a year from then, for a badge six
    months from the first day; the rating of the year counts it once."""
    case, client = a_discipline_case(world, told=True), sign_in(world.inspection)
    member = case.member
    url = reverse("oversight:discipline-step", args=[case.pk, "settle"])
    services.complain(case=case, on=TODAY - timedelta(days=1), by=None)
    typed = {"on": "24/11/2026", "settled_by": "committee", "settlement": "changed", "decision_no": "", "first": "7"}
    assert [name for name, _label in client.get(url).context["form"].fields["settled_by"].choices] == [
        *("board", "standing", "committee", "upper")
    ]
    assert "penalty" in client.post(url, typed | {"penalty": ""}).context["form"].errors
    assert client.post(url, typed | {"penalty": "reprimand"}).status_code == 302
    case.refresh_from_db()
    before, after = Discipline.objects.filter(member=member).order_by("pk")
    assert (before.form, before.on, before.decision_no, before.lifted_on) == ("warning", VOTED, "01-QĐ/CB-KT", TODAY)
    assert (after.form, after.effective_on, after.decision_no, after.replaces) == (
        *("reprimand", TODAY, "07-QĐ/ĐU-KT", before),
    )
    assert (case.penalty, case.stands, case.decision_no, case.ends_on) == (
        *("warning", Penalty.REPRIMAND, "01-QĐ/CB-KT", date(2027, 11, 24)),
    )
    issued = as_issued(current_number(case.settled_paper_id))
    assert "Thay đổi hình thức kỷ luật cảnh cáo" in str(issued.parts)
    assert "bằng hình thức khiển trách" in str(issued.parts)
    page, download = (
        client.get(url)
        for url in (case.get_absolute_url(), reverse("oversight:discipline-paper", args=[case.pk, "complaint"]))
    )
    assert (page.context["act"], download.status_code) == (None, 200), "nothing is left to be done"
    assert considered_from(TODAY, [before, after])[0] == date(2027, 5, 10)
    assert [row for row, _case in measures_in(commune=world.commune.pk, since=VOTED, last_day=TODAY)] == [before]
    assert not measured_again(case)
    assert "hình thức khác từ" in client.get(reverse("members:honours", args=[member.pk])).content.decode()
    with pytest.raises(Exception, match="gạch bỏ"):
        people.strike(decision=before, reason="Nhầm", by=None)
    people.strike(decision=after, reason="Nhầm", by=None)
    before.refresh_from_db()
    assert (before.lifted_on, before.lifted_by) == (None, "")
    assert "gạch bỏ cả hồ sơ này" in client.get(case.get_absolute_url()).content.decode()
    services.strike_discipline(case=case, reason="Ghi nhầm", by=None)
    assert not Discipline.objects.kept().filter(member=member).exists()
    assert current_number(case.settled_paper_id) is None


@pytest.mark.parametrize(
    ("settlement", "body", "penalty", "decision_no", "said"),
    [
        ("upheld", "cell", "", "", "cấp trên của"),
        ("upheld", "upper", "", "", "số quyết định"),
        ("lifted", "board", "", "", "không được quyết định hình thức này"),
        ("changed", "board", "reprimand", "", "không được quyết định hình thức này"),
        ("changed", "committee", "warning", "", "hình thức khác"),
        ("changed", "committee", "dismissal", "", "hình thức khác"),
        ("changed", "upper", "expulsion", "1-QĐ/TU", "hai phần ba"),
    ],
)
def test_who_settles_a_complaint_gives_only_what_it_may_decide(settlement, body, penalty, decision_no, said, world):
    """A board that only proposes may let a measure stay; nobody holds a post here to be dismissed from."""
    case = a_discipline_case(world, told=True)
    services.complain(case=case, on=TODAY, by=None)
    with pytest.raises(Exception, match=said):
        settle(case, settlement, body, penalty=penalty, decision_no=decision_no)
    assert settle(case, "upheld", "board").settled_no == "01-QĐ/UBKTĐU-KT"


def test_who_was_expelled_is_taken_back_before_a_complaint_changes_the_form(world):
    case, member = a_discipline_case(world, voted=False), world.members[1]
    ballot(case, "propose", "cell", 4, for_heaviest=3)
    ballot(case, "decide", "committee", 15, for_heaviest=8)
    about = {"body": "committee", "today": TODAY, "despite": "rõ", "by": None}
    services.decide_discipline(case=case, signed_on=VOTED, **about)
    told = VOTED + timedelta(days=1)
    services.tell_discipline(case=case, announced_on=told, received_on=told, by=None)
    services.complain(case=case, on=told, by=None)
    change = {"penalty": "warning", "decision_no": "2-QĐ/TU"}
    with pytest.raises(Exception, match="khôi phục"):
        settle(case, "changed", "upper", **change)
    back = {"kind": EventKind.RESTORE, "on": TODAY, "cell": world.cell, "decision_no": "2-QĐ/TU"}
    people.record(member=member, by=None, **back)
    assert settle(case, "changed", "upper", **change).ends_on == date(2027, 11, 24)
    assert Membership.objects.on(TODAY).filter(member=member).exists()


def test_a_complaint_changes_the_measure_on_a_cell(world):
    case = a_discipline_case(world, voted=False, member=None, cell=world.other_cell)
    ballot(case, "decide", "committee", 15, for_warning=9)
    services.decide_discipline(case=case, body="committee", signed_on=VOTED, today=TODAY, by=None)
    services.tell_discipline(case=case, announced_on=VOTED, received_on=VOTED, by=None)
    services.complain(case=case, on=TODAY, by=None)
    settle(case, "changed", "upper", penalty="reprimand", decision_no="2-QĐ/TU")
    found = CellDiscipline.objects.order_by("pk").values_list("form", "lifted_on")
    assert [*found] == [("warning", TODAY), ("reprimand", None)]


def test_what_a_ballot_asked_for_is_not_closed_without_a_reason(world, sign_in):
    """A cell proposed a warning: only a decision from above, or the death of the member, ends it without one."""
    case = a_discipline_case(world, voted=False, higher_task=True)
    assert list(CloseDisciplineForm(file=case_file(case, TODAY)).fields) == ["on"]
    row = ballot(case, "propose", "cell", 4, for_none=4)
    assert list(CloseDisciplineForm(file=case_file(case, TODAY)).fields) == ["on"]
    about = {"body": "upper", "signed_on": TODAY, "today": TODAY, "penalty": "warning", "decision_no": "1"}
    with pytest.raises(Exception, match="theo đề nghị"):
        services.decide_discipline(case=case, by=None, **about)
    services.strike_ballot(ballot=row, reason="Nhầm", by=None)
    ballot(case, "propose", "cell", 4, for_warning=4)
    assert list(CloseDisciplineForm(file=case_file(case, TODAY)).fields) == ["on", "because", "decision_no"]
    about = {"case": case, "closed": "none", "on": TODAY, "by": None}
    for more, said in (
        ({}, "đã đề nghị"),
        ({"because": "upper"}, "số quyết định"),
        ({"because": "ended"}, "từ trần"),
    ):
        with pytest.raises(Exception, match=said):
            services.close_discipline(**about, **more)
    url = reverse("oversight:discipline-step", args=[case.pk, "close"])
    typed = {"on": "24/11/2026", "because": "upper", "decision_no": "3-QĐ/TU"}
    refused = sign_in(world.inspection).post(url, typed | {"decision_no": ""})
    assert list(refused.context["form"].errors) == ["decision_no"]
    assert sign_in(world.inspection).post(url, typed).status_code == 302
    made = DisciplineCase.objects.get(pk=case.pk)
    assert (made.closed, made.closed_because, made.decision_no) == ("none", "upper", "3-QĐ/TU")


def test_what_a_ballot_decided_ends_without_a_measure_only_by_death(world):
    case = a_discipline_case(world)
    about = {"case": case, "closed": "none", "by": None}
    with pytest.raises(Exception, match="phải thi hành"):
        services.close_discipline(**about, on=TODAY, because="upper", decision_no="3-QĐ/TU")
    people.record(member=case.member, kind=EventKind.DIE, on=TODAY - timedelta(days=1), by=None)
    with pytest.raises(Exception, match="từ trần"):
        services.close_discipline(**about, on=TODAY - timedelta(days=2), because="ended")
    assert services.close_discipline(**about, on=TODAY - timedelta(days=1), because="ended").closed_because == "ended"


def test_nobody_is_expelled_whom_two_thirds_of_the_cell_did_not_propose(world):
    case = a_discipline_case(world, voted=False)
    expel = ("decide", "committee", 15)
    with pytest.raises(Exception, match="hai phần ba chi bộ đề nghị"):
        ballot(case, *expel, for_heaviest=8)
    ballot(case, "propose", "board", 3, for_heaviest=3)
    row = ballot(case, "propose", "cell", 4, for_heaviest=2, for_warning=2)
    with pytest.raises(Exception, match="hai phần ba chi bộ đề nghị"):
        ballot(case, *expel, for_heaviest=8)
    services.strike_ballot(ballot=row, reason="Kiểm lại", by=None)
    row = ballot(case, "propose", "cell", 4, for_heaviest=3, for_warning=1)
    ballot(case, *expel, for_heaviest=8)
    with pytest.raises(Exception, match="gạch bỏ phiếu đó trước"):
        services.strike_ballot(ballot=row, reason="Kiểm lại", by=None)


def test_the_rules_may_leave_expulsion_to_the_body_that_decides(world):
    publish(DisciplineRules, world.commune, VOTED, cell_proposes_expulsion=False)
    ballot(a_discipline_case(world, voted=False), "decide", "committee", 15, for_heaviest=8)


def test_a_cell_is_dissolved_from_above_on_two_thirds_of_the_committee(world):
    case = a_discipline_case(world, voted=False, member=None, cell=world.other_cell)
    about = {"case": case, "body": "upper", "signed_on": TODAY, "today": TODAY, "penalty": "dissolution", "by": None}
    row = ballot(case, "propose", "committee", 15, for_heaviest=9, for_warning=6)
    with pytest.raises(Exception, match="hai phần ba"):
        services.decide_discipline(**about, decision_no="1-QĐ/TU")
    services.strike_ballot(ballot=row, reason="Kiểm lại", by=None)
    ballot(case, "propose", "committee", 15, for_heaviest=10, for_warning=5)
    assert services.decide_discipline(**about, decision_no="1-QĐ/TU").cell_discipline.form == "dissolution"


def test_a_cell_proposes_and_the_committee_expels_and_the_life_ends(world, sign_in):
    member = world.members[1]
    case = a_discipline_case(world, voted=False)
    assert ballot(case, "propose", "cell", 4, for_heaviest=2, for_warning=2).base == 4
    assert case_file(case, TODAY).gave == Penalty.WARNING, "two thirds of four are three"
    services.strike_ballot(ballot=case.ballots.get(), reason="Kiểm phiếu lại", by=None)
    proposed = ballot(case, "propose", "cell", 4, for_heaviest=3, for_warning=1)
    file = case_file(case, TODAY)
    assert (file.gave, file.competent, file.course.stage) == (Penalty.EXPULSION, "committee", DisciplineStage.BALLOT)
    answer = sign_in(world.inspection).get(reverse("oversight:discipline-proposal", args=[proposed.pk]))
    assert answer.status_code == 200
    with pytest.raises(Exception, match="trước bước gần nhất"):
        ballot(case, "decide", "committee", 15, on=VOTED - timedelta(days=1), for_heaviest=8, for_warning=7)
    ballot(case, "decide", "committee", 15, for_heaviest=8, for_warning=7)
    about = {"body": "committee", "signed_on": TODAY, "today": TODAY, "despite": "rõ", "by": world.inspection}
    made = services.decide_discipline(case=case, **about)
    assert (made.penalty, made.decision_no, made.in_force_on) == ("expulsion", "01-QĐ/ĐU-KT", TODAY)
    assert not Membership.objects.on(TODAY).filter(member=member).exists()
    assert Event.objects.kept().get(member=member, kind=EventKind.EXPEL).on == TODAY
    services.strike_discipline(case=case, reason="Ghi nhầm người", by=world.inspection)
    assert Membership.objects.on(TODAY).filter(member=member).exists()
    assert Discipline.objects.get(member=member).struck
    assert current_number(made.paper_id) is None
    with pytest.raises(Exception, match="gạch bỏ"):
        services.complain(case=case, on=TODAY, by=None)


def test_the_board_and_the_standing_committee_propose_only(world):
    """Case 15: the commune's inspection board tries to reprimand."""
    case = a_discipline_case(world, voted=False)
    for body in ("board", "standing"):
        with pytest.raises(Exception, match=r"chỉ đề nghị.*Đảng ủy quyết định"):
            ballot(case, "decide", body, 3, for_reprimand=3)
    ballot(case, "propose", "board", 3, for_warning=3)
    file = case_file(case, TODAY)
    assert file.competent == "committee"
    assert "Đề nghị Đảng ủy xem xét" in str(proposal_of(file, file.ballots[0], world.commune).parts)
    publish(DisciplineRules, world.commune, VOTED, board_members="reprimand")
    with pytest.raises(Exception, match="đến mức"):
        ballot(case, "decide", "board", 3, for_warning=3)
    ballot(case, "decide", "board", 3, for_reprimand=3)
    made = services.decide_discipline(case=case, body="board", signed_on=VOTED, today=TODAY, by=None)
    assert (made.penalty, made.body) == ("reprimand", "board")


def test_on_a_task_of_a_higher_level_a_cell_does_not_decide(world):
    case = a_discipline_case(world, voted=False, higher_task=True)
    with pytest.raises(Exception, match="Đảng ủy quyết định"):
        ballot(case, "decide", "cell", 4, for_warning=4)
    ballot(case, "propose", "cell", 4, for_warning=4)
    ballot(case, "decide", "committee", 15, for_warning=8)


def test_what_the_committee_may_not_decide_waits_for_the_level_above(world):
    case = a_discipline_case(world, voted=False, own_committee=True)
    with pytest.raises(Exception, match="đến mức"):
        ballot(case, "decide", "committee", 15, for_heaviest=15)
    about = {"case": case, "body": "upper", "signed_on": TODAY, "today": TODAY, "by": world.inspection}
    about["penalty"] = "expulsion"
    with pytest.raises(Exception, match="Cấp trên quyết định theo đề nghị"):
        services.decide_discipline(**about, decision_no="15-QĐ/TU")
    ballot(case, "propose", "committee", 15, for_heaviest=10)
    assert stage(case) == DisciplineStage.DECISION
    with pytest.raises(Exception, match="hai phần ba"):
        services.decide_discipline(**about, decision_no="15-QĐ/TU")
    ballot(case, "propose", "cell", 4, for_heaviest=3)
    assert "despite_limit" in DecideDisciplineForm(file=case_file(case, TODAY)).fields, "a lighter form has a limit"
    with pytest.raises(Exception, match="số quyết định"):
        services.decide_discipline(**about)
    made = services.decide_discipline(**about, decision_no="15-QĐ/TU", despite="rõ")
    assert (made.decision_no, made.paper, made.voted_on, made.in_force_on) == ("15-QĐ/TU", None, None, TODAY)


@pytest.mark.parametrize(("form", "counts", "expired"), [("warning", {"for_warning": 4}, False), ("none", {}, True)])
def test_the_limitation_is_told_after_the_vote_and_stops_nobody(form, counts, expired, world, sign_in):
    """Case 6: a breach of six years ago. A warning is carried out, a reprimand is not unless somebody says why."""
    case = a_discipline_case(world, voted=False, breach_from=date(2020, 11, 1))
    ballot(case, "decide", "cell", 4, **(counts or {"for_reprimand": 4}))
    page = sign_in(world.inspection).get(case.get_absolute_url()).content.decode()
    assert ("Thời hiệu đã hết" in page) == expired
    about = {"case": case, "body": "cell", "signed_on": VOTED, "today": TODAY, "by": None}
    if not expired:
        services.decide_discipline(**about)
        return
    with pytest.raises(Exception, match="Thời hiệu đã hết"):
        services.decide_discipline(**about)
    services.close_discipline(case=case, closed="expired", on=VOTED, by=None)
    case.refresh_from_db()
    assert (stage(case), case.ballots.count()) == (DisciplineStage.EXPIRED, 1)
    with pytest.raises(Exception, match="đã kết thúc"):
        services.decide_discipline(**about, despite_limit="Theo chỉ đạo")


def test_a_measure_after_the_limitation_says_why(world):
    case = a_discipline_case(world, voted=False, breach_from=date(2020, 11, 1))
    ballot(case, "decide", "cell", 4, for_reprimand=4)
    made = services.decide_discipline(
        case=case, body="cell", signed_on=VOTED, today=TODAY, despite_limit="Có vi phạm mới", by=None
    )
    assert made.discipline.form == DisciplineForm.REPRIMAND


def test_a_vote_for_no_measure_closes_the_procedure(world):
    case = a_discipline_case(world, voted=False)
    ballot(case, "decide", "cell", 4, for_none=3, for_reprimand=1)
    case.refresh_from_db()
    assert (stage(case), case.closed_on) == (DisciplineStage.NONE, VOTED)
    assert measures_in(commune=world.commune.pk, since=date(2026, 1, 1), last_day=TODAY) == []


def test_a_cell_is_warned_by_the_committee_and_its_own_record_tells_it(world, sign_in):
    case = a_discipline_case(world, voted=False, member=None, cell=world.other_cell)
    ballot(case, "decide", "committee", 15, for_warning=9, for_reprimand=6)
    services.decide_discipline(case=case, body="committee", signed_on=TODAY, today=TODAY, by=None)
    made = CellDiscipline.objects.get()
    assert (made.cell, made.form, made.body) == (world.other_cell, "warning", "Đảng ủy")
    url = reverse("members:cell-honours", args=[world.other_cell.pk])
    shown = {
        role: "Cảnh cáo" in sign_in(world.accounts[role]).get(url).content.decode() for role in ("office", "leader")
    }
    assert shown == {"office": False, "leader": True}
    a_discipline_case(world, told=True)
    table = sign_in(world.inspection).get(reverse("reports:discipline"), {"by": "body"}).context["table"]
    rows = [[figure.value for figure in row] for row in (*table.rows, table.total)]
    assert rows == [
        ["Chi bộ", 1, 0, 1, 0, 0, 0, 0, 0, 0],
        ["Đảng ủy", 0, 0, 0, 0, 0, 1, 0, 1, 0],
        ["Tất cả", 1, 0, 1, 0, 0, 1, 0, 1, 0],
    ]
    services.strike_discipline(case=case, reason="Ghi nhầm", by=None)
    made.refresh_from_db()
    assert made.struck


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"member": ""}, "member"),
        ({"cell": "own"}, "member"),
        ({"member": "foreign"}, "member"),
        ({"member": "", "cell": "foreign"}, "cell"),
        ({"breach_from": "03/11/2026"}, "opened_on"),
        ({"breach_from": "29/02/2026"}, "breach_from"),
        ({"breach_until": "28/02/2026"}, "breach_until"),
        ({"breach_until": "29/02/2024", "breach_from": "29/02/2024", "again_on": "28/02/2024"}, "again_on"),
        ({"opened_on": "02/11/2014", "breach_from": "01/11/2014"}, "opened_on"),
        ({"member": "", "cell": "merged"}, "opened_on"),
    ],
)
def test_what_is_wrong_with_a_breach_is_said_beside_the_field(change, field, world, sign_in):
    about = {"cell": world.other_cell, "on": date(2026, 10, 1), "move_to": world.cell, "despite": "rõ"}
    people.end_cell(state="merged", by=None, **about)
    keys = {
        **{"own": world.cell.pk, "merged": world.other_cell.pk, "": ""},
        "foreign": world.foreign_cell.pk if "cell" in change else world.foreign_member.pk,
    }
    typed = TYPED | {"member": world.members[1].pk, "cell": ""} | change
    typed = {name: keys.get(value, value) if name in ("member", "cell") else value for name, value in typed.items()}
    refused = sign_in(world.inspection).post(reverse("oversight:add-discipline"), typed)
    assert list(refused.context["form"].errors) == [field]
    assert not DisciplineCase.objects.exists()


def test_a_breach_is_taken_up_once(world, sign_in):
    case, url = a_discipline_case(world, told=True), reverse("oversight:add-discipline")
    typed = TYPED | {"member": case.member_id, "cell": ""}
    assert "một lần" in sign_in(world.inspection).post(url, typed).content.decode()
    services.strike_discipline(case=case, reason="Ghi nhầm", by=None)
    assert sign_in(world.inspection).post(url, typed).status_code == 302
    assert [one.code for one in DisciplineCase.objects.all()] == ["KL 02/2026", "KL 01/2026"]


@pytest.mark.parametrize(
    ("kind", "body", "base", "facts", "said"),
    [
        ("decide", "committee", 5, {"for_warning": 4, "for_reprimand": 2}, "nhiều hơn số người"),
        ("decide", "cell", 3, {"for_warning": 3}, "có quyền biểu quyết"),
        ("decide", "cell", 6, {"for_warning": 3}, "có quyền biểu quyết"),
        ("decide", "cell", 4, {"for_dismissal": 3}, "không áp dụng"),
        ("decide", "cell", 4, {"for_warning": 3, "on": date(2026, 11, 1)}, "trước"),
    ],
)
def test_ballots_that_cannot_be_are_refused(kind, body, base, facts, said, world):
    """The cell has four with a vote, five when the one who is exempt comes; nobody but the secretary holds a post."""
    case = a_discipline_case(world, voted=False)
    with pytest.raises(Exception, match=said):
        ballot(case, kind, body, base, **facts)
    ballot(case, kind, "cell", 5, for_warning=5)
    with pytest.raises(Exception, match="Đã có phiếu quyết định"):
        ballot(case, "propose", "committee", 15, for_warning=9)


def test_somebody_on_probation_is_warned_at_most_and_a_secretary_may_be_dismissed(world):
    young = a_discipline_case(world, voted=False, member=world.members[-1])
    with pytest.raises(Exception, match="không áp dụng"):
        ballot(young, "propose", "committee", 15, for_heaviest=15)
    case = a_discipline_case(world, voted=False, member=world.member)
    ballot(case, "decide", "committee", 15, for_dismissal=9)
    made = services.decide_discipline(case=case, body="committee", signed_on=TODAY, today=TODAY, by=None)
    assert made.discipline.form == DisciplineForm.DISMISSAL
    assert not Post.objects.on(TODAY).filter(member=world.member).exists()


def test_a_later_edition_changes_nothing_that_was_voted_on_before(world):
    case = a_discipline_case(world, told=True)
    draft = editions.copy_edition(edition=DisciplineRules(commune=world.commune), since=TODAY, by=None)
    editions.edit_edition(edition=draft, by=None, effect_months=24, cell_members="reprimand")
    editions.publish_edition(edition=draft, by=None)
    services.tell_discipline(case=case, announced_on=VOTED + timedelta(days=2), received_on=None, by=None)
    case.refresh_from_db()
    assert case.ends_on == date(2027, 11, 12)


def test_for_everybody_else_a_procedure_does_not_exist(world, sign_in):
    case = a_discipline_case(world, told=True)
    pages = [reverse("oversight:discipline"), reverse("meetings:papers"), reverse("home")]
    for role in ("office", "leader", "secretary"):
        client = sign_in(world.accounts[role])
        assert client.get(case.get_absolute_url()).status_code == 404
        for page in pages:
            answer = client.get(page, follow=True)
            assert answer.status_code == 403 or case.code not in answer.content.decode()
    waiting = a_discipline_case(world, voted=False, member=world.members[3])
    ballot(waiting, "decide", "committee", 15, for_warning=9)
    about = {"body": "committee", "signed_on": date(2026, 11, 11), "today": TODAY, "by": None}
    services.decide_discipline(case=waiting, **about)
    told = {role: [group.key for group in needs_of(world.accounts[role], TODAY)] for role in ("office", "inspection")}
    assert {role: "discipline" in keys for role, keys in told.items()} == {"office": False, "inspection": True}
    [need] = next(group for group in needs_of(world.inspection, TODAY) if group.key == "discipline").needs
    assert (need.url, need.tone) == (waiting.get_absolute_url(), "warn")
    client = sign_in(world.inspection)
    assert case.code in client.get(pages[0]).content.decode()
    assert case.code in client.get(pages[1]).content.decode()


def test_the_database_keeps_the_order_of_the_days_and_votes_within_their_base(world):
    """The six days: breach 01/03, taken up 02/11, vote and signing 10/11, announcement and receipt 12/11."""
    case = a_discipline_case(world, told=True)
    broken = [
        {"breach_until": date(2026, 2, 28)},
        {"again_on": date(2026, 2, 28)},
        {"again_on": date(2026, 11, 3)},
        {"opened_on": date(2026, 2, 28)},
        {"opened_on": date(2026, 11, 11)},
        {"signed_on": date(2026, 11, 9)},
        {"signed_on": date(2026, 11, 13)},
        {"announced_on": date(2026, 11, 9)},
        {"received_on": date(2026, 11, 11)},
        {"complained_on": date(2026, 11, 11)},
        {"settled_on": date(2026, 11, 12)},
        {"complained_on": date(2026, 11, 13), "settled_on": date(2026, 11, 12)},
        {"ends_on": date(2026, 11, 11)},
        {"announced_on": None},
        {"penalty": ""},
        {"penalty": "none"},
        {"closed": "none"},
        {"closed_because": "ended"},
        {"settlement": "upheld"},
        {"settled_penalty": "reprimand"},
        {"cell": world.cell},
    ]
    for facts in broken:
        case.refresh_from_db()
        for name, value in facts.items():
            setattr(case, name, value)
        with pytest.raises(ValidationError):
            case.save_checked()
    row = case.ballots.get()
    for facts in ({"base": 3}, {"for_none": 1}, {"voters": None}, {"body": "board"}):
        row.refresh_from_db()
        for name, value in facts.items():
            setattr(row, name, value)
        with pytest.raises(ValidationError):
            row.save_checked()
    row.refresh_from_db()
    assert row.votes == {"none": 0, "reprimand": 0, "warning": 4, "expulsion": 0}
