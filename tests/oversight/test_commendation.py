"""Commendations: proposed by a vote of a cell, decided by the body whose right it is, counted by the year."""

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document

from accounts.models import TrailEntry
from cells.queries import current_number
from members.enums import CommendationForm, Occasion
from members.models import Commendation, MemberRating
from oversight import services
from oversight.enums import CommendationStage, DecidingBody
from oversight.models import AwardDecision, AwardProposal, CommendationRules
from oversight.rules.commendation import may_give, passed
from reports.needs import needs_of
from tests.addresses import an_award
from tests.world import TODAY, publish

RULES = CommendationRules()
CELL, COMMITTEE, UPPER = DecidingBody.CELL, DecidingBody.COMMITTEE, DecidingBody.UPPER


def test_who_gives_what_follows_the_rules_of_the_day():
    most = {
        (body, occasion): [form for form in CommendationForm if may_give(body, form, occasion, RULES)][-1]
        for body in (CELL, COMMITTEE, UPPER)
        for occasion in Occasion
    }
    assert most == {
        **{(CELL, occasion): CommendationForm.PRAISE for occasion in Occasion},
        (COMMITTEE, Occasion.YEAR): CommendationForm.CERTIFICATE,
        (COMMITTEE, Occasion.AD_HOC): CommendationForm.CERTIFICATE,
        (COMMITTEE, Occasion.FIVE_YEARS): CommendationForm.PRAISE,
        **{(UPPER, occasion): CommendationForm.FLAG for occasion in Occasion},
    }
    wider = CommendationRules(committee_five_years="high_certificate")
    assert may_give(COMMITTEE, CommendationForm.HIGH_CERTIFICATE, Occasion.FIVE_YEARS, wider)
    assert [passed(votes, 4) for votes in (2, 3)] == [False, True]
    assert not passed(0, 0)


def test_the_office_decides_on_several_proposals_by_one_number(world, sign_in):
    secretary, office = sign_in(world.secretary), sign_in(world.office)
    typed = {"form": "certificate", "occasion": "ad_hoc", "year": "", "merit": "Cứu người trong lũ"}
    typed |= {"on": "10/11/2026", "base": "4", "in_favour": "3"}
    url = reverse("oversight:add-award", args=[world.cell.pk])
    assert secretary.post(url, typed | {"member": world.members[1].pk}).status_code == 302
    assert secretary.post(url, typed | {"member": ""}).status_code == 302
    [group] = [group for group in needs_of(world.office, TODAY) if group.key == "awards"]
    assert [str(need.text) for need in group.needs] == ["2 đề nghị chờ quyết định."]
    assert not [group for group in needs_of(world.secretary, TODAY) if group.key == "awards"]
    decide = {"body": "committee", "on": "24/11/2026", "decision_no": "", "first": ""}
    chosen = [row.pk for row in AwardProposal.objects.all()]
    assert office.post(reverse("oversight:decide-awards"), decide | {"proposals": chosen}).status_code == 302
    given = Commendation.objects.filter(decision_no="01-QĐ/ĐU").order_by("pk")
    assert {(row.member or row.cell, row.form, row.body, row.on) for row in given} == {
        (world.members[1], "certificate", "Đảng ủy xã Nhà", TODAY),
        (world.cell, "certificate", "Đảng ủy xã Nhà", TODAY),
    }
    decision = AwardDecision.objects.get()
    assert "01-QĐ/ĐU" in office.get(decision.get_absolute_url()).content.decode()
    file = office.get(decision.get_absolute_url(), {"as": "docx"})
    rows = Document(io.BytesIO(file.content)).tables[1].rows
    assert [row.cells[1].text for row in rows] == ["Tập thể, cá nhân", "Hoàng Thị Ánh", "Chi bộ Lũng Mật"]
    report = reverse("reports:honours")
    told = office.get(report).context["table"].rows
    assert [row[2].value for row in told] == [0, 0, 1, 0, 0, 1, 0], "a certificate of the cell and one of the member"
    other = sign_in(world.outsider).get(report).context["table"].rows
    assert {row[2].value for row in other} == {0}
    again = secretary.post(url, typed | {"member": world.members[1].pk})
    assert "hai lần" in again.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"base": "3"}, "base"),
        ({"base": "6"}, "base"),
        ({"in_favour": "5"}, "in_favour"),
        ({"in_favour": "2"}, "in_favour"),
        ({"form": "flag"}, "form"),
        ({"occasion": "year"}, "year"),
        ({"year": "2026"}, "year"),
        ({"occasion": "year", "year": "2027"}, "year"),
        ({"on": "29/02/2026"}, "on"),
        ({"on": "01/01/2014"}, "on"),
        ({"on": "25/11/2026"}, "on"),
        ({"member": "other"}, "member"),
        ({"member": "foreign"}, "member"),
    ],
)
def test_what_is_wrong_with_a_proposal_is_said_beside_the_field(change, field, world, sign_in):
    keys = {"other": world.other_members[1].pk, "foreign": world.foreign_member.pk}
    typed = {"form": "certificate", "occasion": "ad_hoc", "year": "", "merit": "Cứu người trong lũ"}
    typed |= {"on": "10/11/2026", "base": "4", "in_favour": "3", "member": world.members[1].pk} | change
    typed["member"] = keys.get(typed["member"], typed["member"])
    refused = sign_in(world.secretary).post(reverse("oversight:add-award", args=[world.cell.pk]), typed)
    assert list(refused.context["form"].errors) == [field]


@pytest.mark.parametrize(
    ("facts", "body", "decision_no", "said"),
    [
        ({"form": "high_certificate"}, COMMITTEE, "", "không có thẩm quyền"),
        ({"occasion": "five_years", "year": 2026}, COMMITTEE, "", "không có thẩm quyền"),
        ({}, CELL, "", "không có thẩm quyền"),
        ({"occasion": "year", "year": 2026}, COMMITTEE, "", "chưa có quyết định xếp loại"),
        ({"form": "high_certificate"}, UPPER, "", "số quyết định"),
    ],
)
def test_a_decision_without_the_right_or_the_rating_is_refused(facts, body, decision_no, said, world):
    row = an_award(world, **facts)
    about = {"commune": world.commune, "on": TODAY, "today": TODAY, "decision_no": decision_no, "by": None}
    with pytest.raises(Exception, match=said):
        services.decide_awards(proposals=[row], body=body, **about)
    with pytest.raises(Exception, match="Chọn ít nhất"):
        services.decide_awards(proposals=[], body=body, **about)
    with pytest.raises(Exception, match="trước"):
        services.decide_awards(proposals=[row], body=UPPER, **(about | {"on": date(2026, 11, 9), "decision_no": "1"}))
    row.refresh_from_db()
    assert row.stage == CommendationStage.PROPOSED


@pytest.mark.parametrize(
    ("occasion", "rated", "given"),
    [
        ("year", {2026: "excellent"}, True),
        ("year", {2026: "good"}, False),
        ("year", {2025: "excellent"}, False),
        ("five_years", {}, True),
        ("five_years", {2022: "excellent", 2026: "excellent"}, True),
        ("five_years", {2022: "good"}, False),
        ("five_years", {2021: "good"}, True),
    ],
)
def test_a_year_asks_for_its_best_rating_and_five_years_for_none_below(occasion, rated, given, world):
    for year, level in rated.items():
        about = {"cell": world.cell, "decided_level": level, "decision_no": "9-QĐ/ĐU", "decided_on": TODAY}
        MemberRating(member=world.members[1], year=year, **about).save_checked()
    row = an_award(world, occasion=occasion, year=2026)
    about = {"commune": world.commune, "body": UPPER, "on": TODAY, "today": TODAY, "decision_no": "7-QĐ/TU", "by": None}
    if not given:
        with pytest.raises(Exception, match="chưa có quyết định xếp loại"):
            services.decide_awards(proposals=[row], **about)
        return
    services.decide_awards(proposals=[row], **about)
    made = Commendation.objects.get(occasion=occasion)
    assert (made.decision_no, made.body, made.year) == ("7-QĐ/TU", "Đảng bộ tỉnh", 2026)


def test_a_commune_may_ask_for_no_rating(world):
    row = an_award(world, occasion="year", year=2026)
    publish(CommendationRules, world.commune, TODAY, best_rating_asked=False)
    about = {"commune": world.commune, "body": COMMITTEE, "today": TODAY, "by": None}
    services.decide_awards(proposals=[row], on=TODAY, **about)
    with pytest.raises(Exception, match="đã được quyết định"):
        services.decide_awards(proposals=[row], on=TODAY, **about)


def test_what_is_refused_may_be_proposed_again_and_what_is_struck_leaves_the_record(world):
    row = an_award(world, occasion="year", year=2026)
    with pytest.raises(Exception, match="đã có đề nghị"):
        an_award(world, occasion="year", year=2026)
    services.refuse_award(proposal=row, on=TODAY, reason="Chưa tiêu biểu", by=None)
    with pytest.raises(Exception, match="đã được quyết định"):
        services.refuse_award(proposal=row, on=TODAY, reason="Chưa tiêu biểu", by=None)
    an_award(world, occasion="year", year=2026)
    other = an_award(world)
    about = {"commune": world.commune, "body": COMMITTEE, "today": TODAY, "on": TODAY, "by": None}
    services.decide_awards(proposals=[other], **about)
    services.strike_award(proposal=other, reason="Ghi nhầm", by=None)
    other.refresh_from_db()
    assert other.commendation.struck


def test_a_decision_says_who_was_struck_out_of_it_since_and_loses_its_number_with_the_last(world, sign_in):
    rows = [an_award(world), an_award(world, form="praise")]
    about = {"commune": world.commune, "body": COMMITTEE, "today": TODAY, "on": TODAY, "by": None}
    decision = services.decide_awards(proposals=rows, **about)
    for left in (True, False):
        services.strike_award(proposal=rows.pop(), reason="Ghi nhầm", by=None)
        assert bool(current_number(decision.paper_id)) is left
        page = sign_in(world.office).get(decision.get_absolute_url())
        assert (len(page.context["table"].rows), len(page.context["struck"])) == (len(rows), 2 - len(rows))
        assert "văn bản giữ nguyên như khi ban hành" in page.content.decode()


def test_a_decision_from_which_somebody_was_struck_out_is_issued_anew_under_another_number(world, sign_in):
    rows, client = [an_award(world), an_award(world, form="praise")], sign_in(world.office)
    about = {"commune": world.commune, "body": COMMITTEE, "today": TODAY, "on": TODAY, "by": None}
    decision = services.decide_awards(proposals=rows, **about)
    url, first = decision.get_absolute_url(), current_number(decision.paper_id)
    assert client.get(url).context["changed"] == []
    services.strike_award(proposal=rows.pop(), reason="Ghi nhầm", by=None)
    page = client.get(url)
    assert "Ban hành bản đính chính" in page.content.decode()
    typed = {"on": "24/11/2026", "corrects": first.pk, "paper_shown": page.context["shown"]}
    assert client.post(url, typed).status_code == 302
    number = current_number(decision.paper_id)
    assert (number.text, number.corrects) == ("02-QĐ/ĐU", first)
    assert (client.get(url).context["changed"], client.get(url, {"as": "docx"}).status_code) == ([], 200)
    rows[0].refresh_from_db()
    assert rows[0].commendation.decision_no == "02-QĐ/ĐU"
    assert "số khác" in client.post(url, typed).content.decode()


def test_a_cell_reads_its_own_proposals(world, sign_in):
    own, page = an_award(world), reverse("oversight:awards")
    row = people_of_the_other_cell(world)
    shown = sign_in(world.secretary).get(page).content.decode()
    assert TrailEntry.objects.filter(action="seen", account=world.secretary).count() == 1
    assert own.get_absolute_url() in shown
    assert row.get_absolute_url() not in shown
    assert sign_in(world.secretary).get(row.get_absolute_url()).status_code == 404


def people_of_the_other_cell(world):
    about = {"member": world.other_members[1], "form": "praise", "occasion": "ad_hoc", "year": None, "merit": "Tốt"}
    return services.propose_award(proposer=world.other_cell, on=TODAY, base=2, in_favour=2, by=None, **about)
