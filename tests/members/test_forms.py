"""What people type about members and targets: what is taken, and what is refused beside which field."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.urls import reverse

from members import services
from members.models import Member, Membership
from tests.world import LONG_AGO, TODAY

WRONG_DAYS = ("31/02/2026", "00/00/0000", "20266", "25/11/2026", "31/12/1899", "hôm nay", "1" * 300)
NOTHING = {"csrfmiddlewaretoken": "x"}  # what a browser sends of a form in which nothing is filled in

# slug -> (the field of its day, what else is typed); "other" and "open" stand for objects of the world
EVENTS = {
    "recognise": ("on", {}),
    "move": ("on", {"cell": "other"}),
    "overlay": ("since", {"kind": "away"}),
    "return": ("on", {"overlay": "open"}),
    "appoint": ("since", {"kind": "deputy", "how": "elected"}),
    "end-post": ("on", {"post": "open"}),
    "depart": ("on", {"exit": "died"}),
}


@pytest.fixture
def office(world, sign_in):
    return sign_in(world.office)


def event(member, slug):
    return reverse("members:event", args=[member.pk, slug])


def right(world, slug):
    """(member, field of the day, typed) of an event that would be recorded."""
    day_field, typed = EVENTS[slug]
    parts = {"recognise": world.members[-1], "return": world.members[-2], "appoint": world.members[1]}
    member = parts.get(slug, world.member)
    objects = {"cell": world.other_cell, "overlay": member.overlays.first(), "post": member.posts.first()}
    typed = {name: objects[name].pk if name in objects else value for name, value in typed.items()}
    return member, day_field, typed | {day_field: "20/11/2026"}


@pytest.mark.parametrize("slug", EVENTS)
def test_an_event_is_recorded_with_its_day_and_leads_back_to_the_member(world, office, slug):
    member, _day_field, typed = right(world, slug)
    page = office.post(event(member, slug), typed)
    assert page.headers["Location"] == member.get_absolute_url()
    day = date(2026, 11, 20)
    happened = {
        "recognise": member.memberships.filter(standing="official", since=day),
        "move": member.memberships.filter(cell=world.other_cell, since=day),
        "overlay": member.overlays.filter(kind="away", since=day),
        "return": member.overlays.filter(until=day),
        "appoint": member.posts.filter(kind="deputy", since=day, cell=world.cell),
        "end-post": member.posts.filter(until=day),
        "depart": member.memberships.filter(exit="died", until=day),
    }
    assert happened[slug].exists()


@pytest.mark.parametrize("slug", EVENTS)
def test_an_event_on_a_wrong_day_is_refused_beside_the_day(world, office, slug):
    member, day_field, typed = right(world, slug)
    before_all = f"{LONG_AGO - timedelta(days=1):%d/%m/%Y}"
    for day in ("", *WRONG_DAYS, before_all):
        page = office.post(event(member, slug), typed | {day_field: day})
        assert page.status_code == 200, day
        # Nobody belonged to the cell before: for a post that speaks of the member, above the form.
        above = slug == "appoint" and day == before_all
        assert list(page.context["form"].errors) == ["__all__" if above else day_field], day
        assert page.context["form"][day_field].value() == day


@pytest.mark.parametrize("slug", EVENTS)
def test_an_empty_event_is_refused_at_each_field(world, office, slug):
    member, _day_field, typed = right(world, slug)
    page = office.post(event(member, slug), NOTHING)
    assert set(page.context["form"].errors) == set(typed)


def test_an_absence_may_end_on_a_day_to_come_and_can_be_cut_short(world, office):
    url = event(world.member, "overlay")
    page = office.post(url, {"kind": "away", "since": "01/11/2026", "until": "01/11/2026"})
    assert list(page.context["form"].errors) == ["until"]
    office.post(url, {"kind": "away", "since": "01/11/2026", "until": "01/05/2027"})
    overlay = world.member.overlays.get()
    assert overlay.until == date(2027, 5, 1)
    office.post(event(world.member, "return"), {"overlay": overlay.pk, "on": "24/11/2026"})
    overlay.refresh_from_db()
    assert overlay.until == TODAY


def test_nobody_is_moved_to_a_cell_of_another_commune(world, office):
    page = office.post(event(world.member, "move"), {"cell": world.foreign_cell.pk, "on": "20/11/2026"})
    assert list(page.context["form"].errors) == ["cell"]
    assert world.foreign_cell.name not in page.content.decode()
    assert Membership.objects.filter(member=world.member).count() == 1


def test_the_exemption_or_post_of_somebody_else_cannot_be_ended(world, office):
    others = {"return": ("overlay", world.members[-2].overlays.get()), "end-post": ("post", world.member.posts.get())}
    for slug, (name, row) in others.items():
        page = office.post(event(world.members[1], slug), {name: row.pk, "on": "20/11/2026"})
        assert list(page.context["form"].errors) == [name]
        row.refresh_from_db()
        assert row.until is None


def test_an_event_that_does_not_exist_is_not_found(world, office):
    assert office.get(event(world.member, "promote")).status_code == 404


def person(world, **typed):
    return {
        "full_name": "Vi Thị Xuân",
        "sex": "female",
        "born": "03/1990",
        "how": "opening",
        "cell": world.cell.pk,
        "standing": "official",
        "since": "05/01/2026",
    } | typed


def test_someone_already_in_the_party_is_recorded_under_one_spelling(world, office):
    office.post(reverse("members:add"), person(world, full_name=unicodedata.normalize("NFD", " Vi  Thị Xuân")))
    member = Member.objects.get(full_name="Vi Thị Xuân")
    assert (member.born, member.born_precision, member.born_text) == (date(1990, 3, 1), "month", "03/1990")
    row = member.memberships.get()
    assert (row.entry, row.standing, row.since) == ("opening", "official", date(2026, 1, 5))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("how", "recognised"),
        ("standing", "x"),
        ("cell", ""),
        ("cell", "abc"),
        ("decision_no", "x" * 41),
        ("full_name", "\u200b"),
        *[("since", day) for day in ("", *WRONG_DAYS, "02/02/2015")],  # the last is a day before the cell was founded
        *[("born", day) for day in ("31/02/1958", "00/00/0000", "20266", "1899", "58", "25/11/2026", "2027", "x" * 11)],
    ],
)
def test_a_wrong_entry_is_refused_beside_its_field_and_stays_typed(world, office, field, typed):
    before = Member.objects.count()
    page = office.post(reverse("members:add"), person(world, **{field: typed}))
    assert page.status_code == 200
    form = page.context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in person(world)} | {field: form[field].value()} == {
        name: str(value) if name == "cell" else value for name, value in (person(world) | {field: typed}).items()
    }
    assert Member.objects.count() == before


def test_an_empty_form_is_refused_with_a_word_at_each_field(office):
    page = office.post(reverse("members:add"), NOTHING)
    assert set(page.context["form"].errors) == {"full_name", "sex", "how", "cell", "standing", "since"}


def test_the_year_of_birth_stays_a_year_when_the_name_is_corrected(world, office):
    url = reverse("members:edit", args=[world.member.pk])
    for name, born in (("Nông Văn An", "1958"), ("Nông Văn Ẩn", None), ("Nông Văn Ẩn", "")):
        typed = born if born is not None else office.get(url).context["form"]["born"].value()
        office.post(url, {"full_name": name, "sex": "male", "born": typed})
        member = Member.objects.get(pk=world.member.pk)
        assert (member.full_name, member.born_text) == (name, "" if born == "" else "1958")


def test_a_cell_with_members_is_not_ended_and_an_empty_one_is(world, office):
    url = reverse("members:end-cell", args=[world.other_cell.pk])
    typed = {"state": "merged", "on": "20/11/2026", "reason": "Sáp nhập"}
    page = office.post(url, typed)
    assert list(page.context["form"].errors) == ["on"]
    assert page.context["form"]["reason"].value() == "Sáp nhập"
    for member in world.other_members:
        services.move(member=member, cell=world.cell, on=date(2026, 11, 20), by=None)
    assert list(office.post(url, NOTHING).context["form"].errors) == ["state", "on"]
    assert office.post(url, typed).status_code == 302
    assert not world.other_cell.works_on(TODAY)


def test_targets_of_a_year_are_typed_in_one_form_that_shows_them_again(world, office):
    url = reverse("members:set-targets") + "?year=2027"
    typed = {"resolution_no": "5-NQ/ĐU", "commune": "3", f"cell-{world.cell.pk}": "2"}
    assert office.post(url, typed).headers["Location"] == reverse("members:targets") + "?year=2027"
    form = office.get(url).context["form"]
    shown = {name: form[name].value() for name in typed}
    assert shown == {"resolution_no": "5-NQ/ĐU", "commune": 3, f"cell-{world.cell.pk}": 2}
    assert set(world.commune.targets.values_list("year", flat=True)) == {2027}


def test_a_target_that_is_set_can_become_another_number_but_not_nothing(world, office):
    services.set_target(commune=world.commune, cell=world.cell, year=2026, planned=2, by=None)
    url = reverse("members:set-targets") + "?year=2026"
    page = office.post(url, {f"cell-{world.cell.pk}": ""} | NOTHING)
    assert list(page.context["form"].errors) == [f"cell-{world.cell.pk}"]
    office.post(url, {f"cell-{world.cell.pk}": "0"})
    assert world.commune.targets.get().planned == 0


@pytest.mark.parametrize("typed", ["-1", "1000", "3,5", "ba", "9" * 40])
def test_a_target_that_is_no_number_is_refused_beside_its_field(world, office, typed):
    page = office.post(reverse("members:set-targets"), {"commune": typed})
    assert list(page.context["form"].errors) == ["commune"]
    assert page.context["form"]["commune"].value() == typed
    assert not world.commune.targets.exists()
