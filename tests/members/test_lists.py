"""Who is listed where, and what a page about people shows."""

from datetime import date

import pytest
from django.urls import reverse

from common.partial import PartialDate
from members import services
from members.enums import Appointed, EventKind, Exit, PostKind
from members.models import Member
from members.queries import headcount
from tests.world import TODAY, admit, happen, join

EVERYBODY = ["Nông Văn An", "Hoàng Thị Ánh", "Lý Minh Ân", "Triệu Văn Bình", "Đàm Quốc Dũng", "Lục Văn Đức"]


@pytest.fixture
def office(world, sign_in):
    return sign_in(world.office)


def listed(client, **choice):
    page = client.get(reverse("members:list"), choice)
    assert page.status_code == 200
    return [member.full_name for member in page.context["page"]]


def newcomer(world, on=date(2024, 6, 2), **person):
    return admit(world.cell, "Vi Thị Xuân", on, decision_no="01-QĐ/ĐU", **person)


def test_the_list_is_narrowed_by_cell_standing_and_state(world, office):
    happen(world.members[1], EventKind.GO_AWAY, date(2026, 11, 1), until=date(2027, 3, 1))
    cell = {"cell": world.cell.pk}
    assert listed(office, **cell) == EVERYBODY
    assert listed(office, **cell, standing="probationary") == ["Lục Văn Đức"]
    assert listed(office, **cell, state="away") == ["Hoàng Thị Ánh"]
    assert listed(office, **cell, state="exempt") == ["Đàm Quốc Dũng"]
    assert listed(office, **cell, state="suspended") == []
    assert listed(office, **cell, state="exempt", standing="probationary") == []


def test_those_who_left_are_listed_only_when_asked_for(world, office):
    happen(world.members[1], EventKind.DIE, TODAY)
    happen(world.members[2], EventKind.TRANSFER, TODAY, cell=world.other_cell)
    stay = [name for name in EVERYBODY if name not in ("Hoàng Thị Ánh", "Lý Minh Ân")]
    assert listed(office, cell=world.cell.pk) == stay
    assert set(listed(office, cell=world.cell.pk, left="on")) == {*stay, "Hoàng Thị Ánh"}
    page = office.get(reverse("members:list"), {"left": "on", "name": "anh"}).content.decode()
    assert str(Exit.DIED.label) in page
    assert "24/11/2026" in page


def test_a_member_who_was_probationary_once_is_not_listed_as_probationary(world, office):
    happen(newcomer(world), EventKind.RECOGNISE, date(2025, 6, 2))
    assert "Vi Thị Xuân" not in listed(office, standing="probationary", left="on")
    assert "Vi Thị Xuân" in listed(office, standing="official", left="on")


@pytest.mark.parametrize(
    "choice", [{"cell": "abc"}, {"cell": "9" * 30}, {"standing": "x"}, {"name": "x" * 101}, {"page": "x"}]
)
def test_a_choice_that_makes_no_sense_shows_the_members_of_today(world, office, choice):
    happen(world.members[1], EventKind.DIE, TODAY)
    names = listed(office, **choice)
    assert len(names) == 9
    assert "Hoàng Thị Ánh" not in names


def test_a_foreign_cell_cannot_be_chosen(world, sign_in):
    for account, cell in ((world.office, world.foreign_cell), (world.secretary, world.other_cell)):
        page = sign_in(account).get(reverse("members:list"), {"cell": cell.pk})
        assert page.context["form"].errors["cell"]
        assert cell.name not in page.content.decode()


def test_the_line_above_the_list_is_the_headcount_of_what_one_may_see(world, office, sign_in):
    page = office.get(reverse("members:list"))
    assert page.context["headcount"] == headcount(cells=[world.cell, world.other_cell], day=TODAY)
    own = sign_in(world.secretary).get(reverse("members:list"))
    assert own.context["headcount"] == headcount(cells=[world.cell], day=TODAY)


def test_the_list_is_paged_by_fifty(world, office):
    for number in range(45):
        join(world.cell, f"Lý Văn {number}", on=TODAY)
    assert [len(listed(office, page=number)) for number in (1, 2, 99)] == [50, 5, 5]


def test_the_life_page_tells_everything_that_happened_with_its_days(world, office):
    member = newcomer(world)
    happen(member, EventKind.RECOGNISE, date(2025, 6, 2))
    services.appoint(member=member, post=PostKind.DEPUTY, on=date(2025, 7, 1), how=Appointed.APPOINTED, by=None)
    happen(member, EventKind.GO_AWAY, date(2025, 8, 1), until=date(2025, 12, 1), place="Đảng bộ xã Mẫu")
    happen(member, EventKind.TRANSFER, date(2026, 3, 1), cell=world.other_cell)
    text = office.get(reverse("members:life", args=[member.pk])).content.decode()
    days = ("02/06/2024", "02/06/2025", "01/07/2025", "01/08/2025", "01/12/2025", "01/03/2026")
    assert [day for day in days if day not in text] == []
    for word in ("01-QĐ/ĐU", "Đảng bộ xã Mẫu", world.other_cell.name, PostKind.DEPUTY.label, Appointed.APPOINTED.label):
        assert str(word) in text


def test_a_year_of_birth_stays_a_year_on_the_page(world, office):
    member = newcomer(world, born=PartialDate("1958"))
    text = office.get(member.get_absolute_url()).content.decode()
    assert "<dd>1958 (68 tuổi)</dd>" in text
    assert "01/01/1958" not in text
    assert reverse("cells:cell-who-may", args=[world.cell.pk]) in text


def test_only_events_that_can_happen_are_offered(world, office, sign_in):
    def offered(member, client=office):
        page = client.get(reverse("members:life", args=[member.pk]))
        return {kind for kind, label in page.context["next"]}

    always = {"transfer", "transfer_out", "exempt", "go_away", "suspend", "prosecute", "remove_name", "leave", "die"}
    assert offered(world.member) == always | {"post", "end_post", "expel"}
    assert offered(world.members[-1]) == always | {"recognise"}
    assert offered(world.members[-2]) == always - {"exempt"} | {"post", "expel", "end_exemption"}
    happen(world.members[1], EventKind.EXPEL, TODAY)
    assert offered(world.members[1]) == {"restore", "readmit"}
    happen(world.members[2], EventKind.DIE, TODAY)
    assert offered(world.members[2]) == set()
    assert offered(world.member, sign_in(world.secretary)) == set()


def test_who_left_from_a_cell_stays_known_to_its_secretary(world, sign_in):
    happen(world.members[2], EventKind.DIE, TODAY)
    assert sign_in(world.secretary).get(world.members[2].get_absolute_url()).status_code == 200


def test_each_figure_of_admissions_opens_the_people_behind_it_to_those_who_may_see_them(world, sign_in):
    newcomer(world, on=date(2026, 6, 2))
    link = f"{reverse('development:admitted')}?year=2026&amp;cell={world.cell.pk}"
    opens = {}
    for role in ("office", "leader", "secretary", "in_charge", "inspection", "upper", "admin"):
        page = sign_in(world.accounts[role]).get(reverse("development:targets")).content.decode()
        assert "Vi Thị Xuân" not in page
        opens[role] = link in page
    assert opens == dict.fromkeys(opens, True) | {"upper": False, "admin": False}


def test_those_who_moved_on_stays_among_those_admitted_here_but_does_not_open(world, office, sign_in):
    member = newcomer(world, on=date(2026, 6, 2))
    happen(member, EventKind.TRANSFER, TODAY, cell=world.other_cell)
    behind = {
        account: sign_in(account).get(reverse("development:admitted"), {"year": 2026}).content.decode()
        for account in (world.office, world.secretary)
    }
    assert member.get_absolute_url() in behind[world.office]
    assert "Vi Thị Xuân" in behind[world.secretary]
    assert member.get_absolute_url() not in behind[world.secretary]
    admitted = reverse("development:admitted")
    assert "Vi Thị Xuân" in office.get(f"{admitted}?cell={world.cell.pk}").content.decode()
    assert "Vi Thị Xuân" not in office.get(f"{admitted}?cell={world.other_cell.pk}").content.decode()


@pytest.mark.parametrize("cell", ["abc", "9" * 30, "0"])
def test_people_behind_a_cell_that_is_not_there_are_not_found(office, cell):
    assert office.get(reverse("development:admitted"), {"cell": cell}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2011", 2011), ("2010", 2026), ("2027", 2027), ("2028", 2026), ("1", 2026), ("abc", 2026), ("", 2026)],
)
def test_a_year_that_makes_no_sense_is_this_year(office, asked, shown):
    page = office.get(reverse("development:targets"), {"year": asked})
    assert page.context["year"] == shown
    assert (str(shown), str(shown)) in page.context["form"].fields["year"].choices


@pytest.mark.parametrize("pk", [0, 2**63, 10**30])
def test_a_member_who_is_not_there_is_not_found(office, pk):
    assert not Member.objects.filter(pk=0).exists()
    assert office.get(reverse("members:detail", args=[pk])).status_code == 404
