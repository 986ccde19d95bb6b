"""What somebody leaves behind is listed until it is with somebody else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from cells import services as structure
from cells.access import scope
from cells.enums import CellState
from cells.models import Paper
from common.errors import RuleError
from development import services as growth
from meetings import services as minutes
from meetings.enums import MeetingKind
from meetings.models import Task
from meetings.queries.task import tasks_left
from members import services
from members.enums import Appointed, DutyState, EventKind, PostKind
from members.queries.handing_on import left_behind, left_by
from oversight import services as guidance
from tests.addresses import a_focus_task
from tests.members.test_contradictions import waiting
from tests.world import TODAY, account, as_published, happen, record, work

ONE_DAY = timedelta(days=1)
AWARD = {"form": "praise", "occasion": "ad_hoc", "year": None, "merit": "Cứu người", "base": 4, "in_favour": 4}


def left(world):
    """[(whose, what, where it is handed on)] of the commune."""
    names = {member.pk: member.full_name for member in [*world.members, *world.other_members]}
    return [(names.get(one.member), one.text, one.url) for one in left_behind([world.commune.pk], TODAY)]


def end_account(world):
    return reverse("cells:end-account", args=[world.cell.pk])


def test_while_everybody_is_where_they_were_nothing_is_to_hand_on(world):
    assert left(world) == []


def test_the_account_of_a_secretary_whose_post_has_ended_is_listed_until_its_role_ends(world):
    happen(world.member, EventKind.END_POST, TODAY, post=PostKind.SECRETARY)
    sentence = "Tài khoản Tài khoản bithu (bithu) vẫn có quyền bí thư ở Chi bộ Lũng Mật."
    assert left(world) == [("Nông Văn An", sentence, end_account(world))]
    assert waiting(world, "hand-on") == ["Nông Văn An còn 1 việc cần bàn giao."]
    structure.end_role(grant=world.secretary.grants.get(), on=TODAY, today=TODAY, by=world.office)
    assert left(world) == []
    assert not scope(world.secretary, "record_meetings")


def test_a_secretary_who_is_elected_anew_or_becomes_deputy_keeps_the_account(world):
    happen(world.member, EventKind.END_POST, date(2026, 11, 1), post=PostKind.SECRETARY)
    services.appoint(member=world.member, post=PostKind.DEPUTY, on=TODAY, how=Appointed.ELECTED, by=world.office)
    assert left(world) == []


def test_an_account_says_by_its_name_whose_it_is(world):
    own = account("lethianh", world.commune, Role.SECRETARY, world.cell)
    own.full_name = f"{world.members[1].full_name} (thư ký)"
    own.save()
    services.appoint(
        member=world.members[1], post=PostKind.DEPUTY, on=date(2026, 11, 1), how=Appointed.ELECTED, by=world.office
    )
    assert left(world) == []
    happen(world.members[1], EventKind.END_POST, TODAY, post=PostKind.DEPUTY)
    assert [(who, url) for who, _text, url in left(world)] == [("Hoàng Thị Ánh", end_account(world))]


def test_a_death_lists_tasks_work_followed_work_and_the_account(world, sign_in):
    mine = work(world.cell, world.member, task="Việc của bí thư")
    followed = work(world.cell, world.members[2], task="Việc khác", follower=world.member)
    task = world.signed.tasks.get()
    assert task.owner == world.member
    happen(world.member, EventKind.DIE, TODAY)
    assert sorted((who, url) for who, _text, url in left(world)) == sorted(
        [
            ("Nông Văn An", end_account(world)),
            ("Nông Văn An", mine.get_absolute_url()),
            ("Nông Văn An", followed.get_absolute_url()),
            ("Nông Văn An", reverse("meetings:hand-task", args=[task.pk])),
        ]
    )
    [of_resolution] = tasks_left(communes=[world.commune.pk], day=TODAY)
    sentence = "Nhiệm vụ của Chi bộ Lũng Mật: “Việc 1”, hạn 03/10/2026."
    assert (of_resolution.text, of_resolution.action) == (sentence, "Bàn giao")
    page = sign_in(world.office).get(reverse("members:life", args=[world.member.pk])).content.decode()
    assert all(one.url in page for one in left_by(world.member, TODAY))
    assert (
        "Việc cần bàn giao"
        not in sign_in(world.leader).get(reverse("members:life", args=[world.member.pk])).content.decode()
    )
    services.change_duty(duty=mine, day=TODAY, state=DutyState.DROPPED, by=world.office)
    services.change_duty(duty=followed, day=TODAY, follower=None, by=world.office)
    minutes.hand_task(task=task, owner=world.members[1], by=world.office)
    assert [url for _who, _text, url in left(world)] == [end_account(world)]


def test_a_task_that_is_handed_on_keeps_the_name_that_the_resolution_gave_it(world, sign_in):
    task = world.signed.tasks.get()
    client = sign_in(world.office)
    url = reverse("meetings:hand-task", args=[task.pk])
    assert client.post(url, {"owner": world.members[1].pk}).status_code == 302
    task = Task.objects.get(pk=task.pk)
    assert (task.owner, task.owner_name, task.owner_as_resolved) == (world.members[1], "Hoàng Thị Ánh", "Nông Văn An")
    assert "(Nông Văn An, " in client.get(world.signed.get_absolute_url()).content.decode()
    assert "Hoàng Thị Ánh" in client.get(reverse("meetings:tasks")).content.decode()


def test_a_task_that_is_done_is_not_handed_on(world):
    task = world.signed.tasks.get()
    record(world.cell, TODAY, world.office, kind=MeetingKind.EXTRAORDINARY)
    with pytest.raises(RuleError):
        minutes.hand_task(task=task, owner=world.members[1], by=world.office)


@pytest.mark.parametrize("gone", [False, True])
def test_an_account_of_a_cell_that_has_ended_is_listed(gone, world):
    if gone:
        about = {"state": CellState.MERGED, "on": TODAY, "move_to": world.other_cell, "by": world.office}
        services.end_cell(cell=world.cell, **about)
    assert bool([url for _who, _text, url in left(world) if url == end_account(world)]) == gone


def test_a_seat_that_has_ended_leaves_cells_to_be_assigned(world):
    world.seat.end(TODAY)
    url = reverse("cells:assign", args=[world.cell.pk])
    assert left(world) == [(None, "Đinh Văn Phụ vẫn còn được ghi là phụ trách Chi bộ Lũng Mật.", url)]
    assert waiting(world, "hand-on") == ["Đinh Văn Phụ vẫn còn được ghi là phụ trách Chi bộ Lũng Mật."]


def test_the_office_ends_the_role_on_the_page_of_the_cell(world, sign_in):
    grant = world.secretary.grants.get()
    answer = sign_in(world.office).post(end_account(world), {"grant": grant.pk, "on": "24/11/2026"})
    assert answer.status_code == 302
    grant.refresh_from_db()
    assert grant.until == TODAY
    assert sign_in(world.secretary).get(reverse("members:list")).status_code == 403


# Days before a role began


@pytest.mark.parametrize(("days", "refused"), [(0, False), (1, True)])
def test_a_secretary_records_no_meeting_of_a_day_before_the_role_began(world, days, refused):
    new = account("bithumoi")
    began = date(2026, 11, 12)
    structure.grant(account=new, role=Role.SECRETARY, commune=world.commune, cell=world.cell, since=began, by=None)
    about = {"cell": world.cell, "kind": MeetingKind.EXTRAORDINARY, "held_on": began - ONE_DAY * days, "today": TODAY}
    if refused:
        with pytest.raises(RuleError, match="12/11/2026") as error:
            minutes.start_meeting(**about, by=new)
        assert error.value.field == "held_on"
        minutes.start_meeting(**about, by=world.office)
    else:
        minutes.start_meeting(**about, by=new)


def test_a_secretary_moves_no_draft_to_a_day_before_the_role_began(world):
    new, began = account("bithumoi"), date(2026, 11, 12)
    structure.grant(account=new, role=Role.SECRETARY, commune=world.commune, cell=world.cell, since=began, by=None)
    about = {"cell": world.cell, "kind": MeetingKind.EXTRAORDINARY, "today": TODAY, "by": new}
    meeting = minutes.start_meeting(held_on=began + ONE_DAY, **about)
    about = {"meeting": meeting, "kind": MeetingKind.EXTRAORDINARY, "today": TODAY}
    with pytest.raises(RuleError, match="12/11/2026") as error:
        minutes.move_meeting(held_on=began - ONE_DAY, by=new, **about)
    assert error.value.field == "held_on"
    for day, by in ((began, new), (began - ONE_DAY, world.office)):
        assert minutes.move_meeting(held_on=day, by=by, **about).held_on == day


@pytest.mark.parametrize("days", [0, 1])
def test_a_secretary_signs_no_minutes_of_a_day_before_the_role_began(days, world):
    new, day = account("bithumoi"), date(2026, 11, 10)
    draft = record(world.cell, day, world.office, kind=MeetingKind.EXTRAORDINARY, sign=False)
    about = {"role": Role.SECRETARY, "commune": world.commune, "cell": world.cell, "since": day + ONE_DAY * days}
    structure.grant(account=new, by=None, **about)
    if days:
        with pytest.raises(RuleError, match="11/11/2026"):
            minutes.sign_meeting(meeting=draft, at=timezone.now(), by=new)
        new = world.office
    assert minutes.sign_meeting(meeting=draft, at=timezone.now(), by=new).signed_by == new


@pytest.mark.parametrize("days", [0, 1])
def test_a_secretary_tells_nothing_that_the_cell_did_before_the_role_began(days, world):
    """Nor steps on the way into the Party, reviews of the list, who came to a session, what the cell proposed, raised,
    reported or inspected; nor does it date a paper, or begin a term of office, before."""
    new, day = account("bithumoi"), date(2026, 11, 10)
    about = {"role": Role.SECRETARY, "commune": world.commune, "cell": world.cell, "since": day + ONE_DAY * days}
    structure.grant(account=new, by=None, **about)
    case = growth.propose(
        cell=world.cell, on=day, case={"full_name": "Lò Thị Mới", "sex": "female"}, facts={}, by=world.office
    )
    session = minutes.plan_session(
        commune=world.commune, cell=world.cell, theme="tradition", title="Truyền thống", on=day, by=world.office
    )
    task, term = a_focus_task(world), {"commune": world.commune, "cell": world.cell, "name": "Mới", "since": day}
    if days:
        with pytest.raises(RuleError, match="11/11/2026"):
            structure.open_term(**term, by=new)
    structure.open_term(**term, by=world.office if days else new)
    programme = guidance.start_programme(commune=world.commune, body="cell", cell=world.cell, year=2026, by=None)
    planned = {"kind": "theme", "title": "Chuyên đề", "content": "directives", "due_on": TODAY, "added": False}
    planned |= {"since": date(2026, 1, 1), "last_day": date(2026, 6, 30), "received_on": None}
    inspected = guidance.plan_case(programme=programme, cell=world.cell, today=TODAY, by=None, **planned)
    guidance.add_subject(case=inspected, member=world.members[1], by=None)
    guidance.number_case_paper(case=inspected, kind="decide", on=day, today=TODAY, by=None)
    paper = {"subject": "Việc chung", "draw": lambda number: None, "on": day, "today": TODAY}
    acts = (
        lambda by: guidance.propose_award(proposer=world.cell, by=by, **AWARD, on=day),
        lambda by: guidance.raise_difficulty(
            cell=world.cell, raised_on=day, text="Dột", owner="UBND", due_on=TODAY, by=by
        ),
        lambda by: guidance.take_step(task=task, kind="report", on=day, text="Xong", by=by),
        lambda by: guidance.take_case_step(case=inspected, kind="open", on=day, by=by),
        lambda by: structure.number_paper(
            paper=Paper(commune=world.commune, cell=world.cell, kind="notice"), by=by, **paper
        ),
        lambda by: growth.take_step(candidate=case, kind="list", on=day, by=by),
        lambda by: growth.review_list(cell=world.cell, on=day, by=by),
        lambda by: minutes.mark_everybody(session=session, cell=world.cell, today=TODAY, by=by),
    )
    for act in acts:
        if days:
            with pytest.raises(RuleError, match="11/11/2026"):
                act(new)
        act(world.office if days else new)


def test_who_is_in_charge_raises_nothing_of_a_day_before_that(world):
    day = date(2026, 11, 10)
    as_published(world.cell.assignments.open().get(), since=day)
    about = {"cell": world.cell, "text": "Dột", "owner": "UBND", "due_on": TODAY, "by": world.in_charge}
    with pytest.raises(RuleError, match="10/11/2026"):
        guidance.raise_difficulty(raised_on=day - ONE_DAY, **about)
    assert guidance.raise_difficulty(raised_on=day, **about)


def test_the_dead_are_heads_of_hamlets_until_that_is_ended(world):
    member = world.members[4]
    role = services.name_in_hamlet(
        member=member, hamlet=world.hamlet, kind="head", since=date(2026, 1, 1), by=world.office
    )
    assert left(world) == []
    happen(member, EventKind.DIE, TODAY)
    url = reverse("members:end-hamlet-role", args=[role.pk])
    assert (member.full_name, f"Trưởng xóm, {world.hamlet}", url) in left(world)
    services.end_hamlet_role(role=role, on=TODAY, by=world.office)
    assert url not in [one.url for one in left_behind([world.commune.pk], TODAY)]
