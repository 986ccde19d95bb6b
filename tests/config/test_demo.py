from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from cells.access import roles
from cells.models import Cell, Commune
from config.demo import PASSWORD
from development.models import Target
from development.queries import target_results
from development.queries.outlook import outlook
from meetings.models import Meeting, PlanChange, PlannedMeeting, Programme, Session, Uptake
from members.enums import BadgeState
from members.models import Badge, Discipline, Member
from members.models.code_lists import NEAR
from members.queries import headcount
from tests.world import TODAY

ROLES = {
    "quantri": {Role.ADMIN},
    "vanphong": {Role.OFFICE},
    "lanhdao": {Role.LEADER},
    "phutrach": {Role.IN_CHARGE},
    "bithu": {Role.SECRETARY},
    "kiemtra": {Role.INSPECTION},
    "captren": {Role.UPPER},
    "xakhac": {Role.OFFICE},
}


@pytest.mark.usefixtures("nothing", "today")
def test_the_demo_tells_the_story_of_the_article():
    call_command("load_demo")
    commune = Commune.objects.get(name="xã Sóc Hà")
    cells = Cell.objects.filter(commune=commune)
    assert headcount(cells=cells, day=date(2011, 12, 31)).total == 239
    assert headcount(cells=cells, day=TODAY).total == 268
    files = Member.objects.filter(commune=commune)
    assert not files.filter(ethnicity=None).exists()
    assert set(files.values_list("ethnicity__code", flat=True)) <= set(NEAR)
    assert 0 < files.filter(education=None).count() < 30  # as in real files, something is still to be filled in
    for name in ("Lũng Mật", "Pác Tao", "Lũng Rài", "Lũng Pươi", "Nà Phái"):
        assert cells.get(name=f"Chi bộ {name}").works_on(date(2011, 1, 1))
    for year in range(2012, 2026):
        whole, _cells = target_results(commune_id=commune.pk, cells=[], year=year, today=TODAY)
        assert whole.state in ("reached", "exceeded"), year
    whole, _cells = target_results(commune_id=commune.pk, cells=[], year=2026, today=TODAY)
    assert whole.state == "not_yet_due"
    assert {target.measure for target in Target.objects.filter(commune=commune)} > {"admitted", "women", "source"}
    assert outlook(commune=commune.pk, today=TODAY).known
    assert {user.username: roles(user) for user in User.objects.all()} == ROLES
    signed_in = Client().post("/accounts/login/", {"username": "bithu", "password": PASSWORD})
    assert signed_in.headers["Location"] == "/"
    months = set(Meeting.objects.filter(cell__commune=commune).values_list("held_on__year", "held_on__month"))
    assert {(2023, 12), (2026, 11)} <= months
    assert len(months) == 36
    assert not Meeting.objects.filter(cell__name="Chi bộ Lũng Mật", held_on__gte=date(2026, 11, 1)).exists()
    assert {badge.state for badge in Badge.objects.all()} == {BadgeState.AWARDED, BadgeState.PROPOSED}
    assert Discipline.objects.count() == 3
    programme = Programme.objects.get(commune=commune)
    shown = programme.model_meetings.all()
    assert [(row.meeting.signed, row.invited_cells.count()) for row in shown] == [(True, 11)] * 2
    assert [review.kind for review in programme.reviews.all()] == ["interim", "final"]
    assert Uptake.objects.filter(model_meeting__programme=programme).count() == 4
    assert {session.meeting_id is None for session in Session.objects.filter(commune=commune)} == {True, False}
    plan = PlannedMeeting.objects.filter(cell__commune=commune)
    assert set(plan.values_list("cell", "on__year")) == {(cell.pk, year) for cell in cells for year in (2026, 2027)}
    assert plan.filter(meeting__isnull=False).count() > 100
    changed = PlanChange.objects.select_related("planned")
    assert sorted((change.planned.struck, change.now_on is None) for change in changed) == [
        (False, False),
        (True, True),
    ]
    assert PlannedMeeting.objects.get(invitation_paper__isnull=False).on >= TODAY
    with pytest.raises(CommandError):
        call_command("load_demo")
    call_command("load_demo", "--if-empty")


@pytest.mark.once
@pytest.mark.usefixtures("nothing")
def test_the_demo_can_be_built_in_the_first_days_of_a_year():
    with time_machine.travel(datetime(2027, 1, 5, 5, tzinfo=UTC), tick=False):
        call_command("load_demo")
    cells = Cell.objects.filter(commune__name="xã Sóc Hà")
    days = (date(2011, 12, 31), date(2027, 1, 5))
    assert [headcount(cells=cells, day=day).total for day in days] == [239, 268]
    months = set(Meeting.objects.filter(cell__in=cells).values_list("held_on__year", "held_on__month"))
    assert {(2024, 2), (2027, 1)} <= months
    assert len(months) == 36
