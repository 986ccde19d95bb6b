"""What is numbered, closed, decided or published is what its page showed, whatever it is."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from cells.models import PaperNumber
from cells.services import editions
from development.services import learn
from meetings.models import Edition, PlannedMeeting
from meetings.services import editions as sheets
from members import services as people
from members.enums import EventKind, SlipKind
from members.models import BadgeRules
from oversight import services as guidance
from oversight.models import AwardDecision, DisciplineCase
from privacy.models import DataRequest
from privacy.services import note_request
from reports.models import CellReport, PeriodClosing
from tests.addresses import a_cell_report, a_discipline_case, a_report_period, a_request, an_award
from tests.development.test_case_papers import LISTED, VOTED, on_the_way, voted
from tests.development.test_foundings import decided_here
from tests.oversight.test_inspection import an_inspection
from tests.world import TODAY, as_published, happen

ONE_DAY = timedelta(days=1)


def a_meeting(world):
    def change():
        as_published(world.signed, conclusion="Thêm một việc.")

    return world.signed.get_absolute_url(), reverse("meetings:paper", args=[world.signed.pk, "notice"]), TODAY, change


def an_invitation(world):
    planned = PlannedMeeting(cell=world.cell, kind="regular", on=TODAY, place="Nhà văn hóa").save_checked()

    def change():
        as_published(planned, place="Trường học")

    return planned.get_absolute_url(), reverse("meetings:invitation-word", args=[planned.pk]), TODAY, change


def a_case(world):
    candidate = on_the_way(world, until=VOTED)

    def change():
        learn(candidate=candidate, on=LISTED, born=date(1991, 1, 1), by=world.office)

    url = reverse("development:step-paper", args=[voted(candidate).pk])
    return candidate.get_absolute_url(), url, TODAY, change


def a_founding(world):
    made = decided_here(world)
    step = made.steps.kept().get(kind="appraise")

    def change():
        as_published(made, seat="Nhà ông Cả")

    return made.get_absolute_url(), reverse("development:founding-paper", args=[step.pk, "paper"]), step.on, change


def an_inspected_case(world):
    case = an_inspection(world, "theme")

    def change():
        as_published(case, title="Chuyên đề khác")

    return case.get_absolute_url(), reverse("oversight:inspection-paper", args=[case.pk, "decide"]), TODAY, change


def a_slip(world):
    member = world.members[1]
    slip = people.give_slip(member=member, kind=SlipKind.OUT, to="Đảng ủy xã Xa", on=TODAY, by=world.office)

    def change():
        as_published(slip, to="Đảng ủy xã Gần")

    return slip.get_absolute_url(), reverse("members:slip-word", args=[slip.pk]), TODAY, change


@pytest.mark.parametrize("a_paper", [a_meeting, an_invitation, a_case, a_founding, an_inspected_case, a_slip])
def test_a_paper_that_changed_since_its_page_was_drawn_is_not_numbered_unasked(a_paper, world, sign_in):
    page, url, day, change = a_paper(world)
    client = sign_in(world.inspection if a_paper is an_inspected_case else world.office)

    def shown():
        form = client.get(page).content.decode().split(f'action="{url}"')[1].split("</form>")[0]
        return {"on": f"{day:%d/%m/%Y}", "paper_shown": re.search(r'name="paper_shown" value="(\w+)"', form)[1]}

    before, given = shown(), PaperNumber.objects.count()
    change()
    answer = client.post(url, before)
    assert "Trong lúc đó văn bản đã thay đổi" in answer.content.decode()
    assert PaperNumber.objects.count() == given
    assert answer.context["form"]["paper_shown"].value() == shown()["paper_shown"]
    assert client.post(url, shown()).status_code == 302
    assert client.post(url, before).status_code == 302, "what bears a number already keeps it"
    assert PaperNumber.objects.count() == given + 1


def a_decision(world):
    case = a_discipline_case(world)

    def change():
        row = case.ballots.get()
        guidance.strike_ballot(ballot=row, reason="Đếm nhầm", by=None)
        about = {"kind": "decide", "body": "cell", "on": row.on, "base": row.base, "by": None}
        guidance.record_ballot(case=case, for_reprimand=row.base, **about)

    def done():
        return DisciplineCase.objects.filter(penalty="reprimand").exists()

    url = reverse("oversight:discipline-step", args=[case.pk, "decide"])
    return url, url, {"signed_on": "24/11/2026"}, change, done


def a_settled_complaint(world):
    case = a_discipline_case(world, told=True)
    guidance.complain(case=case, on=TODAY, by=None)

    def change():
        about = {"announced_on": case.announced_on, "received_on": case.announced_on + ONE_DAY}
        guidance.tell_discipline(case=case, by=None, **about)

    def done():
        return DisciplineCase.objects.exclude(settled_on=None).exists()

    url = reverse("oversight:discipline-step", args=[case.pk, "settle"])
    return url, url, {"on": "24/11/2026", "settled_by": "committee", "settlement": "upheld"}, change, done


def a_closed_procedure(world):
    case = a_discipline_case(world, voted=False)

    def change():
        guidance.record_ballot(
            case=case, kind="propose", body="committee", on=case.opened_on, base=9, for_none=9, by=None
        )

    def done():
        return DisciplineCase.objects.exclude(closed_on=None).exists()

    url = reverse("oversight:discipline-step", args=[case.pk, "close"])
    return url, url, {"on": "24/11/2026"}, change, done


def some_awards(world):
    row = an_award(world, occasion="ad_hoc", year=None)

    def change():
        about = {"form": "praise", "occasion": "ad_hoc", "year": None, "merit": "Cứu người", "on": row.on}
        guidance.propose_award(proposer=world.cell, base=row.base, in_favour=row.base, by=None, **about)

    url = reverse("oversight:decide-awards")
    typed = {"proposals": [row.pk], "body": "committee", "on": "24/11/2026"}
    return url, url, typed, change, AwardDecision.objects.exists


def a_reporting_period(world):
    period = a_report_period(world)

    def change():
        a_cell_report(world)

    url = reverse("reports:close-period", args=[period.pk])
    return period.get_absolute_url(), url, {}, change, PeriodClosing.objects.exists


def figures_alone(world):
    period = a_report_period(world)

    def change():
        happen(world.members[1], EventKind.DIE, date(2026, 10, 20))

    page = reverse("reports:cell-report", args=[period.pk, world.cell.pk])
    url = reverse("reports:send-nothing", args=[period.pk, world.cell.pk])
    return page, url, {}, change, CellReport.objects.exists


def words_and_figures(world):
    _page, _url, typed, change, done = figures_alone(world)
    url = reverse("reports:send-cell-report", args=[a_report_period(world).pk, world.cell.pk])
    return url, url, typed, change, done


def a_release(world):
    entry = a_request(world)

    def change():
        note_request(
            commune=world.commune, request=entry, member=world.members[2], received_on=entry.received_on, by=None
        )

    url = reverse("privacy:release-request", args=[entry.pk])
    return url, url, {}, change, DataRequest.objects.filter(released_at__isnull=False).exists


def a_rule_set(world):
    def change():
        editions.edit_edition(edition=world.rules, badge_years=[30, 35], by=None)

    url = reverse("cells:publish-rule-set", args=["badges", world.rules.pk])
    return url, url, {}, change, BadgeRules.objects.published().exists


def a_score_sheet(world):
    world.sheet.since = TODAY
    world.sheet.save()

    def change():
        first = world.sheet.criteria.kept().filter(parent=None).first()
        sheets.edit_criterion(criterion=first, name="Tên khác", after=None, by=None)

    url = reverse("meetings:sheet-publish", args=[world.sheet.pk])
    return url, url, {}, change, Edition.objects.published().filter(pk=world.sheet.pk).exists


ACCOUNTS = {a_rule_set: "admin", a_score_sheet: "admin", some_awards: "office", a_reporting_period: "office"}
ACCOUNTS |= {figures_alone: "secretary", words_and_figures: "secretary"}


@pytest.mark.parametrize(
    "an_act",
    [
        *(a_decision, a_settled_complaint, a_closed_procedure, some_awards, a_reporting_period, figures_alone),
        *(words_and_figures, a_release, a_rule_set, a_score_sheet),
    ],
)
def test_what_a_page_closes_decides_or_publishes_is_what_it_showed(an_act, world, sign_in):
    page, url, typed, change, done = an_act(world)
    client = sign_in(world.accounts[ACCOUNTS.get(an_act, "inspection")])

    def shown():
        form = client.get(page).content.decode().split('name="shown"')[1]
        return typed | {"shown": re.match(r' value="(\w+)"', form)[1]}

    before = shown()
    change()
    answer = client.post(url, before, follow=True)
    assert "Hãy xem lại nội dung hiện nay rồi gửi lại." in answer.content.decode()
    assert not done()
    if answer.context.get("form") and "shown" in answer.context:
        assert f'name="shown" value="{shown()["shown"]}"' in answer.content.decode(), "what is sent again goes by it"
    assert client.post(url, shown()).status_code == 302
    assert done()
