"""What is numbered is what its page showed, whatever paper it is."""

import re
from datetime import date

import pytest
from django.urls import reverse

from cells.models import PaperNumber
from development.services import learn
from meetings.models import PlannedMeeting
from members import services as people
from members.enums import SlipKind
from tests.development.test_case_papers import LISTED, VOTED, on_the_way, voted
from tests.development.test_foundings import decided_here
from tests.oversight.test_inspection import an_inspection
from tests.world import TODAY, as_published


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
