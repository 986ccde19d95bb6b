from datetime import date

import pytest
from django.db import connection

from accounts.models import User
from benchmarks import floor
from benchmarks.data import COMMUNE, add_communes, add_years, own_models
from benchmarks.measure import EMPTY
from benchmarks.pages import PAGES, ROLES, objects_for
from benchmarks.reading_in import read_in
from benchmarks.recorders import Recorder, lost
from benchmarks.server import LocalBrowser
from cells.models import Commune
from meetings.models import Attendance, Meeting, Task
from members.models import Member


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_is_measured_opens(role, world, settings):
    settings.ROOT_URLCONF = "benchmarks.urls"
    browser, words = LocalBrowser(world.accounts[role]), objects_for(world.accounts[role], world.today)
    pages = [page for page in PAGES if role in page.roles]
    got = {page.name: page.visit(browser, page.address.format(**words))().status for page in pages}
    assert got == {page.name: 200 for page in pages}


def test_the_floor_opens(world, settings):
    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.MIDDLEWARE, settings.TEMPLATES = floor.MIDDLEWARE, floor.TEMPLATES
    assert world.office.full_name in LocalBrowser(world.office).get(EMPTY).body.decode()


def test_saving_changes_every_line_of_the_roll_and_can_be_repeated(world, settings):
    settings.ROOT_URLCONF = "benchmarks.urls"
    save = next(page.visit for page in PAGES if page.name.startswith("save"))
    browser, spoke = LocalBrowser(world.office), []
    for _time in range(3):
        save(browser, f"/meetings/{world.draft.pk}/record/roll/")()
        spoke.append(set(world.draft.roll.values_list("spoke", flat=True)))
    assert spoke == [{True}, {False}, {True}]


def test_recorders_sign_meeting_after_meeting_and_what_they_sent_is_there(world, settings):
    settings.ROOT_URLCONF = "benchmarks.urls"
    recorder = Recorder(LocalBrowser(world.secretary), world.cell, pace=0)
    for day in (date(2026, 11, 5), date(2026, 11, 4)):
        recorder.record(day)
    assert [lost(pk) for pk in recorder.recorded] == [[], []]
    assert lost(world.signed.pk) == [f"{what} of meeting {world.signed.pk}" for what in ("texts", "excused", "tasks")]


def test_a_list_is_read_in_and_undone(world):
    members = Member.objects.known().count()
    assert [what for what, _took, _worked in read_in(world.office, 3)] == ["read", "compare", "enter", "undo"]
    assert Member.objects.count() == members + 3
    assert Member.objects.known().count() == members


def test_copies_hold_what_the_first_communes_hold(world):
    before = {model: model._base_manager.count() for model in own_models()}
    add_communes(1, 2)
    after = {model: model._base_manager.count() for model in own_models()}
    assert after == {model: 3 * number for model, number in before.items()}
    connection.check_constraints()
    copy = Meeting.objects.get(pk=world.signed.pk + 2 * COMMUNE)
    assert copy.cell.commune_id == world.commune.pk + 2 * COMMUNE
    assert copy.signed_by == User.objects.get(username="vanphong-2")
    assert Commune.objects.create(name="Mới").pk > 2 * COMMUNE


def test_older_years_hold_the_signed_meetings_and_the_tasks_done_since(world):
    meetings, lines = Meeting.objects.signed().count(), Attendance.objects.filter(meeting__state="signed").count()
    left = Task.objects.open_before(world.today).count()
    add_years(9)
    connection.check_constraints()
    held = Meeting.objects.filter(cell=world.cell).signed().order_by("held_on").values_list("held_on", flat=True)
    assert [f"{day:%d/%m/%Y}" for day in held] == ["03/10/2020", "03/10/2023", "03/10/2026"]
    assert Meeting.objects.signed().count() == 3 * meetings
    assert Attendance.objects.filter(meeting__state="signed").count() == 3 * lines
    assert Task.objects.open_before(world.today).count() == left
