"""Papers of a case: drawn, numbered, kept as issued, corrected, struck; forms filled in; the dossier to print."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import TrailEntry
from accounts.roles import Role
from cells.enums import CellState
from cells.models import PaperNumber
from cells.queries import current_number
from cells.services import PaperRuleError, strike_paper
from common.documents import thawed
from development import services
from development.enums import About, Authority, DossierItem, FormKind, ItemState, StepKind
from development.models import AdmissionChoices, AdmissionForms, Candidate, Step
from development.papers.case import issued_items
from development.papers.facts import CaseFacts
from development.papers.forms import MADE_IN, offers
from development.papers.issues import issue_of
from development.queries.cases import case_file
from development.queries.dossier import dossier
from development.rules.course import StepRuleError
from members import services as people
from members.enums import EventKind
from tests.development.test_candidate_pages import at
from tests.development.test_candidates import (
    CLASS,
    DECIDED,
    FILED,
    HELD,
    LISTED,
    PASSED,
    VOTED,
    on_the_way,
    propose,
    step,
)
from tests.world import TODAY, account, publish

RECOGNISED = date(2027, 9, 20)
LATER = date(2027, 11, 24)


def voted(candidate):
    return candidate.steps.get(kind=StepKind.CELL_VOTE)


def numbered(world, row, on=None, **more):
    facts = {"on": on or row.on, "today": TODAY, "by": world.office} | more
    return services.number_step(step=row, **facts)


def facts_of(candidate):
    found = Candidate.objects.select_related("commune", "cell", "member__hamlet").get(pk=candidate.pk)
    return CaseFacts(case_file(found))


def read(content):
    """(paragraphs, texts of the cells of head and foot) of a Word file."""
    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for cell in table.rows[0].cells]
    return [paragraph.text for paragraph in file.paragraphs if paragraph.text], cells


def undecided(world, **facts):
    """A case that the Committee passed and that has a decision without a number."""
    candidate = on_the_way(world, until=PASSED, **facts)
    return candidate, step(world, candidate, StepKind.DECIDE, DECIDED, received_on=DECIDED)


def test_the_resolution_of_the_cell_is_numbered_in_its_register_and_says_what_is_known(world, sign_in):
    candidate = on_the_way(world, until=VOTED, hamlet=world.hamlet)
    url, client = at("step-paper", voted(candidate).pk), sign_in(world.secretary)
    assert "......-NQ/CB" in str(read(client.get(url).content))  # a draft
    assert client.post(url, {"on": "12/06/2026"}).headers["Location"] == url
    answer = client.get(url)
    name = answer.headers["Content-Disposition"]
    lines, cells = read(answer.content)
    blank = lambda label: f"{label}: {'.' * max(20, 120 - 2 * len(label))}"  # noqa: E731
    assert lines == [
        "NGHỊ QUYẾT",
        "đề nghị kết nạp đảng viên",
        "(Mẫu 6-KNĐ)",
        "-----",
        "Ngày 10 tháng 6 năm 2026, Chi bộ Lũng Mật họp, xét đề nghị kết nạp vào Đảng đối với người có tên sau đây.",
        "Họ và tên: Hoàng Thị Mới.",
        "Ngày sinh: 01/01/1990.",
        "Nơi cư trú: xóm Lũng Mật.",
        "1- Kết luận của chi bộ",
        blank("Lý lịch"),
        "." * 120,
        blank("Giác ngộ chính trị"),
        "." * 120,
        blank("Phẩm chất đạo đức, lối sống (ưu điểm, khuyết điểm)"),
        "." * 120,
        blank("Năng lực công tác"),
        "." * 120,
        blank("Quan hệ với quần chúng"),
        "." * 120,
        "2- Biểu quyết",
        "Số đảng viên chính thức tính biểu quyết: 4; có mặt: 4. Tán thành: 4/4 (100\u00a0%); "
        "không tán thành hoặc ý kiến khác: 0.",
        "3- Quyết nghị",
        "Đề nghị Đảng ủy xã Nhà xét, kết nạp Hoàng Thị Mới vào Đảng Cộng sản Việt Nam.",
    ]
    assert cells == [
        "ĐẢNG BỘ XÃ NHÀ\nCHI BỘ LŨNG MẬT\n*\nSố 02-NQ/CB",  # the first is that of a meeting
        "ĐẢNG CỘNG SẢN VIỆT NAM\nNhà, ngày 12 tháng 6 năm 2026",
        "Nơi nhận:\n- Đảng ủy xã Nhà,\n- Lưu chi bộ.",
        "T/M CHI BỘ\nBÍ THƯ\n\n\n\n\nNông Văn An",
    ]
    assert "02-nqcb-hoang-thi-moi-2026-06-12.docx" in name
    page = client.get(candidate.get_absolute_url()).content.decode()
    assert f'<a href="{url}">02-NQ/CB</a>' in page
    assert "đã thay đổi" not in page
    assert TrailEntry.objects.filter(action="exported", changes__icontains=f'"step": {voted(candidate).pk}').exists()


def test_a_paper_sent_twice_has_one_number(world, sign_in):
    row = voted(on_the_way(world, until=VOTED))
    first = numbered(world, row)
    assert (numbered(world, row), row.paper) == (first, None)  # the second had not seen it yet
    client, url = sign_in(world.secretary), at("step-paper", row.pk)
    client.post(url, {"on": "24/11/2026"})
    assert list(PaperNumber.objects.filter(paper__step=row).values_list("number", flat=True)) == [first.number]


def test_a_paper_stays_as_issued_and_is_corrected_under_a_new_number(world, sign_in):
    candidate = on_the_way(world, until=VOTED)
    row, client = voted(candidate), sign_in(world.office)
    number = numbered(world, row)
    before = client.get(at("step-paper", row.pk)).content
    services.learn(candidate=candidate, on=LISTED, born=date(1991, 1, 1), by=world.office)
    assert read(client.get(at("step-paper", row.pk)).content) == read(before)
    page = client.get(candidate.get_absolute_url()).content.decode()
    assert "Từ khi ban hành 02-NQ/CB, số liệu đã thay đổi: Ngày sinh." in page
    url = at("step-paper", row.pk)
    assert client.post(url, {"on": "24/11/2026", "corrects": number.pk}).status_code == 302
    lines, _cells = read(client.get(url).content)
    assert "(đính chính văn bản số 02-NQ/CB, ngày 10/06/2026)" in lines
    assert "Ngày sinh: 01/01/1991." in lines
    assert "đã thay đổi" not in client.get(candidate.get_absolute_url()).content.decode()
    with pytest.raises(PaperRuleError):  # nothing has changed since
        numbered(world, row, on=TODAY, corrects=current_number(Step.objects.get(pk=row.pk).paper_id))


def test_the_decision_names_what_it_rests_on_and_the_ceremony_takes_its_number(world):
    candidate, decision = undecided(world)
    with pytest.raises(StepRuleError, match="chưa có số"):
        services.hold_ceremony(candidate=candidate, on=HELD, by=world.office)
    numbered(world, voted(candidate))
    with pytest.raises(PaperRuleError, match="10/08/2026"):  # the Party age counts from that day
        numbered(world, decision, on=date(2026, 8, 11))
    number = numbered(world, decision)
    document = thawed(number.content)
    assert (number.text, document.signatures[0].behalf) == ("01-QĐ/ĐU", "T/M Ban Thường vụ")
    assert document.parts[1] == "Căn cứ nghị quyết của Chi bộ Lũng Mật số 02-NQ/CB, ngày 10/06/2026;"
    assert "30 ngày làm việc kể từ ngày ký quyết định" in str(document.parts)
    member = services.hold_ceremony(candidate=candidate, on=HELD, by=world.office)
    assert member.events.get().decision_no == "01-QĐ/ĐU"


def test_a_decision_under_294_counts_the_ceremony_from_its_receipt(world):
    candidate = on_the_way(world, until=VOTED)
    about = {"about": About.ADMISSION, "members": 5, "in_favour": 3, "body": Authority.STANDING}
    step(world, candidate, StepKind.COMMITTEE_VOTE, date(2026, 7, 1), **about)
    decision = step(world, candidate, StepKind.DECIDE, date(2026, 7, 2))
    assert "kể từ ngày chi bộ nhận được quyết định" in str(numbered(world, decision).content["parts"])


def test_which_paper_a_step_asks_for(world):
    candidate = on_the_way(world, until=DECIDED)
    issued = {row.kind: issue_of(row) for row in candidate.steps.all()}
    said = {kind: (issue.kind.code, issue.by_cell) for kind, issue in issued.items() if issue}
    assert said == {
        "list": ("NQ", True),
        "helper": ("NQ", True),
        "allow": ("TB", False),
        "cell_vote": ("NQ", True),
        "committee_vote": ("NQ", False),
        "decide": ("QĐ", False),
    }


@pytest.mark.parametrize(
    ("facts", "code", "by_cell"),
    [
        ({"kind": "cell_vote", "about": "admission", "base": 9, "in_favour": 6}, "NQ", True),
        ({"kind": "cell_vote", "about": "admission", "base": 9, "in_favour": 5}, "BC", True),
        ({"kind": "cell_vote", "about": "recognition", "base": 9, "in_favour": 5}, "BC", True),
        (
            {"kind": "committee_vote", "about": "admission", "members": 4, "in_favour": 3, "body": "committee"},
            "NQ",
            False,
        ),
        (
            {"kind": "committee_vote", "about": "recognition", "members": 4, "in_favour": 2, "body": "committee"},
            "TB",
            False,
        ),
        ({"kind": "end", "because": "removed"}, "NQ", True),
        ({"kind": "end", "because": "rejected"}, "NQ", True),
        ({"kind": "unlist"}, "NQ", True),
    ],
)
def test_a_vote_that_fails_is_reported_and_who_is_struck_out_by_a_resolution(facts, code, by_cell):
    issue = issue_of(Step(**facts))
    assert (issue.kind.code, issue.by_cell) == (code, by_cell)


@pytest.mark.parametrize("facts", [{"kind": "end", "because": "died"}, {"kind": "class"}, {"kind": "propose"}])
def test_others_issue_the_paper_of_other_steps(facts):
    assert issue_of(Step(**facts)) is None


def test_every_paper_of_a_case_can_be_drawn(world):
    candidate, _decision = undecided(world)
    rows = list(candidate.steps.order_by("on", "pk"))
    given = [numbered(world, row).text for row in rows if issue_of(row)]
    assert given == ["02-NQ/CB", "03-NQ/CB", "01-TB/ĐU", "04-NQ/CB", "01-NQ/ĐU", "01-QĐ/ĐU"]
    other = propose(world, name="Lý Thị Thôi")
    step(world, other, StepKind.LIST, LISTED)
    off = step(world, other, StepKind.UNLIST, CLASS, because="away", note="làm ở Bắc Ninh")
    gone = step(world, other, StepKind.END, CLASS, because="removed")
    assert "Lý do: đi làm ăn xa; làm ở Bắc Ninh." in numbered(world, off).content["parts"]
    assert numbered(world, gone).text == "06-NQ/CB"


def test_a_number_typed_of_a_paper_issued_elsewhere_stands_alone(world, sign_in):
    candidate, decision = undecided(world)
    client, url = sign_in(world.office), at("paper-no", decision.pk)
    page = client.post(url, {"paper_no": "12-QĐ/ĐU", "paper_on": "09/08/2026"})
    assert "Văn bản không thể đề ngày trước 10/08/2026." in page.content.decode()
    assert client.post(url, {"paper_no": "12-QĐ/ĐU", "paper_on": "11/08/2026"}).status_code == 200  # not its day
    assert client.post(url, {"paper_no": "12-QĐ/ĐU"}).status_code == 302
    with pytest.raises(PaperRuleError, match="12-QĐ/ĐU"):
        numbered(world, decision)
    assert "12-QĐ/ĐU" in client.get(candidate.get_absolute_url()).content.decode()
    services.type_number(step=decision, paper_no="", paper_on=TODAY, by=world.office)
    number = numbered(world, decision)
    assert Step.objects.get(pk=decision.pk).paper_on is None
    page = client.post(url, {"paper_no": "13-QĐ/ĐU"}).content.decode()
    assert number.text in page
    row = voted(candidate)
    services.type_number(step=row, paper_no="3-NQ", paper_on=date(2026, 6, 12), by=world.office)
    row.refresh_from_db()
    row.paper_on = date(2026, 6, 9)
    with pytest.raises(ValidationError):
        row.save_checked()


def test_a_step_struck_out_takes_its_numbers_with_it(world, sign_in):
    candidate = on_the_way(world, until=VOTED)
    row, client = voted(candidate), sign_in(world.secretary)
    first = numbered(world, row)
    services.learn(candidate=candidate, on=LISTED, born=date(1991, 1, 1), by=world.office)
    second = numbered(world, row, on=TODAY, corrects=first)
    page = client.get(at("strike-step", row.pk)).content.decode()
    assert second.text in page
    assert client.post(at("strike-step", row.pk), {"reason": "nhầm người"}).status_code == 302
    assert set(PaperNumber.objects.filter(paper__step=row).values_list("struck", "reason")) == {(True, "nhầm người")}
    assert client.get(at("step-paper", row.pk)).status_code == 404
    with pytest.raises(PaperRuleError):
        numbered(world, row)


def test_a_number_struck_in_the_register_leaves_the_step_to_be_numbered_anew(world):
    row = voted(on_the_way(world, until=VOTED))
    strike_paper(paper=numbered(world, row), reason="in sai", by=world.office)
    row.refresh_from_db()
    assert numbered(world, row).text == "03-NQ/CB"


def test_who_draws_and_numbers_papers_of_the_cell_and_of_the_committee(world, sign_in):
    candidate, decision = undecided(world)
    found = {}
    for who in ("office", "secretary", "leader", "in_charge", "inspection", "upper", "outsider"):
        client, found[who] = sign_in(getattr(world, who)), []
        for row in (voted(candidate), decision):
            url, day = at("step-paper", row.pk), {"on": f"{row.on:%d/%m/%Y}"}
            found[who] += [client.get(url).status_code, client.post(url, day).status_code]
    assert found == {
        "office": [200, 302, 200, 302],
        "secretary": [200, 302, 200, 403],
        "leader": [200, 403, 200, 403],
        "in_charge": [200, 403, 200, 403],
        "inspection": [404] * 4,
        "upper": [404] * 4,
        "outsider": [404] * 4,
    }


def test_the_paper_of_a_cell_is_not_numbered_by_the_one_that_took_over(world, sign_in):
    candidate = on_the_way(world, until=FILED)
    made = candidate.steps.get(kind=StepKind.LIST)
    step(world, candidate, StepKind.HAND_OVER, VOTED, cell=world.other_cell)
    other = account("bithu2", world.commune, Role.SECRETARY, world.other_cell)
    client, url = sign_in(other), at("step-paper", made.pk)
    assert (client.get(url).status_code, client.post(url, {"on": "10/02/2026"}).status_code) == (200, 403)
    assert client.get(at("paper-no", made.pk)).status_code == 403
    assert sign_in(world.secretary).post(url, {"on": "10/02/2026"}).status_code == 404


def test_the_register_tells_of_candidates_only_those_who_may_see_them(world, sign_in):
    number = numbered(world, voted(on_the_way(world, until=VOTED)))
    word, told = reverse("meetings:issued-paper", args=[number.pk]), {}
    for who in ("office", "leader", "secretary", "inspection"):
        client = sign_in(getattr(world, who))
        page = client.get(reverse("meetings:papers")).content.decode()
        assert world.paper.text in page
        told[who] = ("Hoàng Thị Mới" in page, client.get(word).status_code)
    assert told == dict.fromkeys(("office", "leader", "secretary"), (True, 200)) | {"inspection": (False, 404)}


def test_a_step_with_a_number_of_the_former_cell_is_struck_by_that_cell_or_the_office_only(world, sign_in):
    case = on_the_way(world, until=VOTED)
    number = numbered(world, voted(case))
    about = {"kind": "hand_over", "cell": world.other_cell, "note": "chuyển nơi ở", "on": TODAY}
    services.take_step(candidate=case, by=world.office, **about)
    clerk = account("bithukhac", world.commune, Role.SECRETARY, world.other_cell)
    url, answers = reverse("development:strike-step", args=[voted(case).pk]), {}
    for who, user in (("clerk", clerk), ("office", world.office)):
        client = sign_in(user)
        shown = url in client.get(case.get_absolute_url()).content.decode()
        answers[who] = (shown, client.get(url).status_code, client.post(url, {}).status_code)
    assert answers == {"clerk": (False, 403, 403), "office": (True, 200, 200)}
    number.refresh_from_db()
    assert not number.struck


def test_a_cell_that_has_ended_issues_no_papers_any_more(world):
    made = on_the_way(world, until=VOTED)
    end = {"cell": world.cell, "state": CellState.MERGED, "on": PASSED, "move_to": world.other_cell, "despite": "nhập"}
    people.end_cell(by=world.office, **end)
    with pytest.raises(PaperRuleError, match="không hoạt động"):
        numbered(world, voted(made), on=PASSED)
    assert numbered(world, voted(made), on=PASSED - timedelta(days=1)).term.cell == world.cell


def on_probation(world):
    """A case recognised by cell and Committee, not yet in the member's life."""
    candidate, decision = undecided(world)
    numbered(world, decision)
    services.hold_ceremony(candidate=candidate, on=HELD, by=world.office)
    candidate = Candidate.objects.get(pk=candidate.pk)
    about = {"about": About.RECOGNITION}
    services.vote_in_cell(candidate=candidate, on=date(2027, 9, 10), in_favour=4, by=world.office, **about)
    about |= {"members": 5, "in_favour": 3, "body": Authority.STANDING}
    step(world, candidate, StepKind.COMMITTEE_VOTE, RECOGNISED, **about)
    return candidate


def test_the_recognition_decision_is_effective_from_twelve_months(world):
    early = on_the_way(world, name="Lý Thị Sớm")
    recognise = {"on": RECOGNISED, "today": LATER, "by": world.office}
    with pytest.raises(PaperRuleError, match="chưa biểu quyết thông qua"):
        services.number_recognition(candidate=early, **recognise)
    candidate = on_probation(world)
    with pytest.raises(PaperRuleError, match="20/09/2027"):
        services.number_recognition(candidate=candidate, **recognise | {"on": date(2027, 9, 19)})
    number = services.number_recognition(candidate=candidate, **recognise)
    assert services.number_recognition(candidate=candidate, **recognise) == number
    parts = thawed(number.content).parts
    assert "Công nhận là đảng viên chính thức kể từ ngày 10/09/2027 đảng viên dự bị có tên sau đây." in parts
    assert number.text == "02-QĐ/ĐU"
    candidate.refresh_from_db()
    told = {"on": RECOGNISED, "decision_no": "77-QĐ/ĐU", "by": world.office}
    people.record(member=candidate.member, kind=EventKind.RECOGNISE, **told)
    assert str(candidate.recognition_paper.owner) == "Hoàng Thị Mới"


def test_the_recognition_is_recorded_under_the_number_and_on_the_day_of_its_decision(world, sign_in):
    candidate = on_probation(world)
    with pytest.raises(StepRuleError, match="chưa có số"):
        services.recognise(candidate=candidate, by=world.office)
    first = services.number_recognition(candidate=candidate, on=RECOGNISED, today=LATER, by=world.office)
    services.learn(candidate=candidate, on=LISTED, born=date(1991, 1, 1), by=world.office)
    correct = {"on": RECOGNISED + timedelta(days=2), "today": LATER, "corrects": first, "by": world.office}
    second = services.number_recognition(candidate=candidate, **correct)
    url, client = at("recognise", candidate.pk), sign_in(world.office)
    assert url in client.get(candidate.get_absolute_url()).content.decode()
    assert client.post(url).headers["Location"] == candidate.get_absolute_url()
    event = candidate.member.events.get(kind=EventKind.RECOGNISE)
    assert (event.on, event.decision_no) == (RECOGNISED, second.text)
    assert url not in client.get(candidate.get_absolute_url()).content.decode()
    assert client.post(url).status_code == 200  # pressed twice: official already
    assert candidate.member.events.filter(kind=EventKind.RECOGNISE).count() == 1


def test_a_prolonged_probation_has_its_decision_and_the_life_names_its_number(world, sign_in):
    publish(AdmissionChoices, world.commune, HELD, prolong_months=6)
    candidate, decision = undecided(world)
    numbered(world, decision)
    services.hold_ceremony(candidate=candidate, on=HELD, by=world.office)
    made = services.prolong_probation(candidate=candidate, on=date(2026, 10, 1), months=6, by=world.office)
    with pytest.raises(PaperRuleError, match="01/10/2026"):  # of the day of the decision
        numbered(world, made, on=date(2026, 10, 2))
    number = numbered(world, made)
    made.event.refresh_from_db()
    assert (number.text, made.event.decision_no) == ("02-QĐ/ĐU", "02-QĐ/ĐU")
    parts = thawed(number.content).parts
    assert "Kéo dài thời gian dự bị thêm 6 tháng đối với đảng viên dự bị có tên sau đây." in parts
    assert "Ngày vào Đảng: 10/09/2026. Sinh hoạt tại: Chi bộ Lũng Mật." in parts
    services.learn(candidate=candidate, on=LISTED, born=date(1991, 1, 1), by=world.office)
    second = numbered(world, made, on=TODAY, corrects=number)
    page = sign_in(world.office).get(candidate.get_absolute_url()).content.decode()
    assert f"Quá trình đảng viên ghi số {number.text}" in page
    people.correct(event=made.event, reason="không kéo dài", by=world.office)
    with pytest.raises(PaperRuleError):
        numbered(world, made, on=TODAY, corrects=second)


def test_a_member_on_probation_without_a_case_gets_one_for_the_recognition(world, sign_in):
    [*_others, official, newcomer] = world.members
    url, client = at("open-case", newcomer.pk), sign_in(world.secretary)
    record = reverse("members:record", args=[newcomer.pk])
    assert url in client.get(record).content.decode()
    assert sign_in(world.leader).post(url).status_code == 403
    assert client.post(at("open-case", official.pk)).headers["Location"] == official.get_absolute_url()
    case_url = client.post(url).headers["Location"]
    assert client.post(url).headers["Location"] == case_url == Candidate.objects.get().get_absolute_url()
    assert case_url in client.get(record).content.decode()
    assert case_url not in sign_in(world.inspection).get(record).content.decode()


def test_the_page_says_where_the_life_names_another_number(world, sign_in):
    candidate, decision = undecided(world)
    first = numbered(world, decision)
    services.hold_ceremony(candidate=candidate, on=HELD, by=world.office)
    services.learn(candidate=candidate, on=LISTED, born=date(1991, 1, 1), by=world.office)
    second = numbered(world, decision, on=TODAY, corrects=first)
    page = sign_in(world.office).get(candidate.get_absolute_url()).content.decode()
    assert f"Quá trình đảng viên ghi số {first.text}" in page
    assert second.text in page


def test_a_form_is_filled_in_with_what_is_known(world, sign_in):
    candidate = on_the_way(world, until=FILED, hamlet=world.hamlet)
    client = sign_in(world.secretary)
    lines, cells = read(client.get(at("candidate-form", candidate.pk, "introduction")).content)
    room = ["." * 120] * 6
    label = "Đảng viên chính thức, sinh hoạt tại chi bộ"
    assert lines == [
        "GIẤY GIỚI THIỆU NGƯỜI VÀO ĐẢNG",
        "(Mẫu 3-KNĐ)",
        "-----",
        "Kính gửi: Chi bộ Lũng Mật; Đảng ủy xã Nhà.",
        "Tôi là: Nông Văn An.",
        f"{label}: {'.' * (120 - 2 * len(label))}",
        "Cùng công tác, lao động hoặc cư trú với người xin vào Đảng từ ngày: 03/02/2015.",
        "Tôi giới thiệu người có tên sau đây để chi bộ xét, đề nghị kết nạp vào Đảng.",
        "Họ và tên: Hoàng Thị Mới.",
        "Ngày sinh: 01/01/1990.",
        "Nơi cư trú: xóm Lũng Mật.",
        "Nhận xét: lý lịch, phẩm chất, năng lực, quan hệ với quần chúng",
        *room,
        "Tôi chịu trách nhiệm trước Đảng về lời giới thiệu này.",
    ]
    assert cells == [
        "",
        "ĐẢNG CỘNG SẢN VIỆT NAM\nNhà, ngày ...... tháng ...... năm 2026",
        "",
        "NGƯỜI GIỚI THIỆU\n\n\n\n\n\nNông Văn An",
    ]
    second = client.get(at("candidate-form", candidate.pk, "introduction") + f"?of={world.members[1].pk}")
    assert "Tôi là: Hoàng Thị Ánh." in read(second.content)[0]
    for wrong in ("none", "decision", f"introduction/?of={world.members[3].pk}"):
        assert client.get(f"/development/candidates/{candidate.pk}/forms/{wrong}").status_code in (301, 404)


def test_every_form_can_be_drawn_of_a_case_that_has_just_begun(world, sign_in):
    candidate, client = propose(world, born=None), sign_in(world.office)
    for kind in MADE_IN:
        lines, _cells = read(client.get(at("candidate-form", candidate.pk, kind)).content)
        assert "Họ và tên: Hoàng Thị Mới." in lines


def test_forms_of_the_present_state_come_first_under_the_titles_of_the_edition(world):
    candidate = on_the_way(world, until=VOTED)
    first = offers(facts_of(candidate), TODAY)[0]
    assert (first.kind, first.now) == (FormKind.APPRAISAL, True)
    publish(AdmissionForms, world.commune, TODAY, appraisal="", application="Đơn mới", curriculum="2A: Lý lịch")
    found = {offer.kind: offer.title for offer in offers(facts_of(candidate), TODAY)}
    assert FormKind.APPRAISAL not in found
    assert (found[FormKind.APPLICATION].number, found[FormKind.APPLICATION].title) == ("", "Đơn mới")
    assert (found[FormKind.CURRICULUM].number, found[FormKind.CURRICULUM].title) == ("2A", "Lý lịch")


def test_a_new_edition_renames_papers_from_its_day_on(world):
    publish(AdmissionForms, world.commune, VOTED, cell_resolution="6A: Nghị quyết xin kết nạp", decision="")
    candidate, decision = undecided(world)
    document = thawed(numbered(world, voted(candidate)).content)
    assert (document.subject, document.note) == ("xin kết nạp", "(Mẫu 6A)")
    document = thawed(numbered(world, decision).content)
    assert (document.subject, document.note) == ("kết nạp đảng viên", "")


def test_the_dossier_knows_the_papers_of_the_case_and_until_when_items_are_valid(world):
    candidate = on_the_way(world, until=VOTED)
    services.keep_item(candidate=candidate, kind="certificate", state="have", on=FILED, by=world.office)
    services.keep_item(candidate=candidate, kind="opinions", state="have", on=date(2025, 6, 9), by=world.office)

    def lines(day):
        facts = facts_of(candidate)
        found = dossier(facts.file, facts.course, issued_items(facts), day)
        return {line.item.kind: (line.item.state, line.valid_until, line.over) for line in found}

    found = lines(TODAY)
    assert found["introduction"] == (
        ItemState.HAVE,
        date(2027, 5, 10),
        False,
    )  # the step tells it: nobody types it again
    assert found["union"][0] == ItemState.MISSING
    assert found["certificate"] == (ItemState.HAVE, date(2031, 3, 10), False)  # from the class, as the conditions go
    assert found["opinions"] == (ItemState.HAVE, date(2026, 6, 9), True)  # the cell voted on the next day
    assert found["cell_resolution"][0] == ItemState.MISSING
    numbered(world, voted(candidate))
    assert lines(TODAY)["cell_resolution"] == (ItemState.HAVE, None, False)
    assert DossierItem.SELF_REVIEW not in found


def test_the_checklist_is_printed_with_every_item_and_leaves_a_trail(world, sign_in):
    candidate = on_the_way(world, until=FILED)
    services.keep_item(candidate=candidate, kind="union", state="not_applicable", reason="đã 36 tuổi", by=world.office)
    services.keep_item(candidate=candidate, kind="certificate", state="have", on=CLASS, by=world.office)
    page = sign_in(world.leader).get(at("dossier", candidate.pk)).content.decode()
    for told in ("đã 36 tuổi", "10/03/2026", "10/03/2031", "Còn thiếu 2 tài liệu", "208-QĐ/TW"):
        assert told in page, told
    assert TrailEntry.objects.filter(action="exported", subject_id=candidate.pk, account=world.leader).exists()


def test_many_papers_ask_no_more_questions_than_few(world, sign_in):
    candidate, decision = undecided(world)
    client = sign_in(world.office)

    def asked():
        with CaptureQueriesContext(connection) as made:
            client.get(candidate.get_absolute_url())
        return len(made)

    numbered(world, voted(candidate)), numbered(world, decision)
    asked()
    few = asked()
    for row in candidate.steps.all():
        if issue_of(row):
            numbered(world, row)
    assert asked() <= few + 6  # who signs, of each day


def test_a_vote_on_a_member_whose_ceremony_is_not_known_is_refused_in_words(world):
    case = services.case_of(member=world.members[-1], on=TODAY, by=world.office)
    with pytest.raises(StepRuleError, match="Chưa biết ngày kết nạp"):
        services.vote_in_cell(candidate=case, on=TODAY, in_favour=4, about=About.RECOGNITION, by=world.office)
