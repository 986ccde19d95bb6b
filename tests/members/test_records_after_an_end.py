"""Every dated record of a member, a cell, a hamlet or a Committee member is held against the end of it, or it is said
why not."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Field
from django.urls import reverse

from cells import services as structure
from cells.enums import CellState
from cells.models import Cell, CommitteeMember, Hamlet, Serving
from cells.queries import as_issued
from common.errors import ContradictedError
from common.partial import PartialDate
from common.periods import month_of
from config.order import APPS
from development import services as growth
from development.models import HamletPersons, Unit
from meetings import services as minutes
from meetings.models import InvitedCell, SessionAttendance, Visit
from members import services
from members.enums import CommendationForm, DisciplineForm, EventKind
from members.models import (
    Arrears,
    Badge,
    CellRating,
    Discipline,
    HamletRole,
    Inquiry,
    Member,
    MemberRating,
    Slip,
)
from members.queries.contradictions import RecordsWitness, otherwise, to_put_right
from oversight import services as guidance
from oversight.models import DemocracyCheck
from reports import services as figures
from tests.addresses import a_movement, a_unit_head
from tests.world import LONG_AGO, TODAY, happen, training, undone, work

END, ONE_DAY = date(2026, 11, 10), timedelta(days=1)
AFTER = END + ONE_DAY


def rating(model, day, **about):
    decided = {"proposed_level": "good", "decided_level": "good", "decision_no": "1-QĐ", "decided_on": day}
    return model.objects.create(year=day.year, **about, **decided)


def done(world, day, member):
    duty = work(world.cell, member, task="Việc mới", start=day, due=day + ONE_DAY)
    services.change_duty(duty=duty, day=day, state="done", by=world.office)


def away_by_slip(world, day, member):
    """The slip was given after the member had gone."""
    until = day + ONE_DAY * 90
    happen(member, EventKind.GO_AWAY, day - ONE_DAY * 20, place="Đảng ủy", until=until)
    return Slip.objects.create(member=member, kind="temporary", to="Đảng ủy", on=day, until=until)


def course(world, day, member, cell):
    made = training(world.commune, [], on=day)
    return made.attendees.create(member=member, cell=cell, result="completed")


def session(world, day, member, cell):
    made = minutes.plan_session(
        commune=world.commune, cell=None, theme="tradition", title="Truyền thống", on=day, by=world.office
    )
    return SessionAttendance.objects.create(session=made, cell=cell, member=member, came=True)


def review(world, day, cell):
    about = {"kind": "interim", "on": day, "text": "Sơ kết", "cells": [], "by": world.office}
    made = minutes.review_programme(programme=world.programme, **about)
    made.reviewing.update_or_create(cell=cell, defaults={"came": True})


def invited(world, day, cell):
    made = minutes.plan_model_meeting(
        programme=world.programme, cell=world.other_cell, theme="Chủ đề", on=day, by=world.office
    )
    return InvitedCell.objects.create(model_meeting=made, cell=cell, came=True)


def solved(world, day, cell):
    """An open one would go to the successor."""
    made = guidance.raise_difficulty(cell=cell, raised_on=day, text="Dột", owner="UBND", due_on=day, by=world.office)
    guidance.follow_up(difficulty=made, kind="solved", on=day, text="Đã sửa", by=world.office)


def listed(world, cell=None):
    """Somebody on the list of sympathisers of a cell."""
    about, on = {"full_name": "Lò Thị Mới", "sex": "female"}, END - ONE_DAY * 90
    case = growth.propose(cell=cell or world.cell, on=on, case=about, facts={}, by=world.office)
    growth.take_step(candidate=case, kind="list", on=on, by=world.office)
    return case


def helps(world, day, member):
    return growth.take_step(candidate=listed(world), kind="helper", helper=member, on=day, by=world.office)


def introduces(world, day, member):
    case = listed(world)
    growth.take_step(
        candidate=case, kind="file", introducers=[(member, None)], on=day, override="hồ sơ cũ", by=world.office
    )


# What is made of the world, a day and a member: each speaks of that day.
OF_MEMBERS = {
    "members.Discipline.member": lambda world, day, member: Discipline.objects.create(
        member=member, form=DisciplineForm.WARNING, on=day, effective_on=day
    ),
    "members.Commendation.member": lambda world, day, member: services.commend(
        member=member, form=CommendationForm.PRAISE, on=day, by=world.office
    ),
    "members.Badge.member": lambda world, day, member: Badge.objects.create(member=member, years=30, proposed_on=day),
    "members.Arrears.member": lambda world, day, member: Arrears.objects.create(
        member=member, since=(day + ONE_DAY * 27).replace(day=1)
    ),
    "members.HamletRole.member": lambda world, day, member: HamletRole.objects.create(
        member=member, hamlet=world.hamlet, kind="head", since=day
    ),
    "members.Inquiry.member": lambda world, day, member: Inquiry.objects.create(member=member, since=day),
    "members.MemberRating.member": lambda world, day, member: rating(MemberRating, day, member=member, cell=world.cell),
    "members.Slip.member": away_by_slip,
    "members.Attendee.member": lambda world, day, member: course(world, day, member, world.cell),
    "members.Duty.member": done,
    "development.UnitHead.member": lambda world, day, member: a_unit_head(world, member, since=day),
    "development.Step.helper": helps,
    "development.Introduction.member": introduces,
    "development.Participation.member": lambda world, day, member: growth.take_part(
        movement=a_movement(world), member=member, since=day, part="core", by=world.office
    ),
    "meetings.SessionAttendance.member": lambda world, day, member: session(world, day, member, world.cell),
}
OF_CELLS = {
    "members.Commendation.cell": lambda world, day, cell: services.commend(
        cell=cell, form=CommendationForm.PRAISE, body="Đảng ủy xã", on=day, by=world.office
    ),
    "members.CellRating.cell": lambda world, day, cell: rating(CellRating, day, cell=cell),
    "members.MemberRating.cell": lambda world, day, cell: rating(MemberRating, day, cell=cell, member=world.members[4]),
    "members.Attendee.cell": lambda world, day, cell: course(world, day, world.members[4], cell),
    "meetings.SessionAttendance.cell": lambda world, day, cell: session(world, day, world.members[4], cell),
    "meetings.InvitedCell.cell": invited,
    "meetings.ReviewingCell.cell": review,
    "meetings.Uptake.cell": lambda world, day, cell: minutes.change_uptake(
        uptake=world.uptake, on=day, by=world.office
    ),
    "oversight.Difficulty.cell": solved,
    "development.Step.cell": lambda world, day, cell: growth.take_step(
        candidate=listed(world, cell), kind="unlist", note="xin thôi", on=day, by=world.office
    ),
    "development.ListReview.cell": lambda world, day, cell: growth.review_list(cell=cell, on=day, by=world.office),
}
OF_HAMLETS = {
    "members.HamletRole.hamlet": lambda world, day, hamlet: HamletRole.objects.create(
        member=world.members[4], hamlet=hamlet, kind="head", since=day
    ),
    "cells.Serving.hamlet": lambda world, day, hamlet: Serving.objects.create(
        hamlet=hamlet, cell=world.cell, kind="joint", since=day
    ),
    "development.Unit.hamlet": lambda world, day, hamlet: Unit.objects.create(
        organisation=a_unit_head(world, world.members[4]).unit.organisation,
        kind="trade",
        hamlet=hamlet,
        name="Chợ",
        since=day,
    ),
    "development.Participation.hamlet": lambda world, day, hamlet: growth.take_part(
        movement=a_movement(world), name="Lò Thị Mới", hamlet=hamlet, since=day, part="takes", by=world.office
    ),
    "development.MovementHamlet.hamlet": lambda world, day, hamlet: growth.register_movement(
        commune=hamlet.commune,
        name="Đường hoa",
        year=2026,
        kind="skilful",
        field="culture",
        lead_cell=world.cell,
        registered_on=day,
        hamlets=[hamlet],
        by=world.office,
    ),
    "development.HamletPersons.hamlet": lambda world, day, hamlet: HamletPersons.objects.create(
        hamlet=hamlet, year=2026, half=2 if day > END else 1, persons=7
    ),
    "development.FoundingHamlet.hamlet": lambda world, day, hamlet: growth.begin_founding(
        commune=hamlet.commune, hamlets=[hamlet], on=day, by=world.office
    ),
    "oversight.DemocracyCheck.hamlet": lambda world, day, hamlet: DemocracyCheck.objects.create(
        hamlet=hamlet, year=2026, on=day, checked_by="Ban chỉ đạo", households=90
    ),
}
ROLLS = "rolls of signed minutes are asked: tests/members/test_contradictions.py"
FOLLOWS = "follows from the events of the life, which end it"
PLANS = "a plan: it goes to the successor, and says nothing that happened"
TAKEN = "goes to the successor, or is handed on: members/queries/handing_on.py"
ANSWERS = "says who answers for a cell or leads there, not that it was at work; it ends with the cell"
ABOVE = "decided by a body above the cell, on what it did before"
AWARD = "what came of it is a commendation, which is asked"
TYPED = "tells what somebody wrote down or sent in, at any time"
LIVES = "tells where somebody lives now: changed in the file when hamlets are merged"
OF_SEATS = {"cells.Assignment.committee_member"} | {
    f"{name}.committee_member" for name in ("meetings.Visit", "meetings.SecondScore", "oversight.Remark")
}
EXEMPT = {
    "meetings.Meeting.cell": ROLLS,
    "meetings.Meeting.chair": ROLLS,
    "meetings.Meeting.clerk": ROLLS,
    "meetings.Attendance.member": ROLLS,
    "cells.Paper.cell": "issued papers are asked: tests/members/test_contradictions.py",
    "members.Event.member": "the life itself",
    "members.Event.cell": "the life itself",
    "members.Correction.member": "a change of the life itself",
    "members.Membership.member": FOLLOWS,
    "members.Membership.cell": FOLLOWS,
    "members.Overlay.member": FOLLOWS,
    "members.Overlay.cell": FOLLOWS,
    "members.Post.member": FOLLOWS,
    "members.Post.cell": FOLLOWS,
    "meetings.PlannedMeeting.cell": PLANS,
    "meetings.ModelMeeting.cell": PLANS,
    "oversight.PlannedVisit.cell": PLANS,
    "oversight.FocusTask.cell": "goes to the successor, who reports it or asks that it is dropped",
    "oversight.HandOver.cell": "says who was in charge, as the assignment does",
    "oversight.JoiningUnit.cell": "goes to the successor",
    "oversight.Conclusion.cell": "becomes a task, which goes to the successor",
    "oversight.BriefingUnit.cell": ANSWERS,
    "oversight.DisciplineCase.member": "what came of it is a disciplinary measure, which is asked",
    "oversight.DisciplineCase.cell": ABOVE,
    "oversight.Ballot.voters": "sensitive: a contradiction would tell of it",
    "oversight.AwardProposal.proposer": AWARD,
    "oversight.AwardProposal.member": AWARD,
    "oversight.AwardProposal.cell": AWARD,
    "members.CellDiscipline.cell": ABOVE,
    "oversight.InspectionProgramme.cell": "the plan of a year stays the cell's own, also when it ends",
    "oversight.InspectionSubject.cell": "cells that have ended are subjects too",
    "oversight.InspectionSubject.member": "former members are subjects too",
    "oversight.InspectionTeamMember.member": "who inspected stays on record",
    "development.Target.cell": PLANS,
    "development.Movement.lead_cell": TAKEN,
    "development.Candidate.cell": TAKEN,
    "development.Candidate.member": FOLLOWS,
    "development.Candidate.former": "who had left before the case begins",
    "meetings.Session.cell": PLANS,
    "members.Duty.cell": TAKEN,
    "meetings.Notice.member": PLANS,
    "meetings.Notice.cell": PLANS,
    "meetings.Task.cell": TAKEN,
    "meetings.Task.owner": TAKEN,
    "members.Duty.follower": TAKEN,
    "cells.Serving.cell": ANSWERS,
    "cells.Assignment.cell": ANSWERS,
    "reports.CellReport.cell": "sent for a period, no matter who reports on it later: nothing was held that day",
    "cells.Grant.cell": ANSWERS,
    "cells.Term.cell": ANSWERS,
    "development.Founding.cell": "what came of a founding",
    "development.FoundingMember.member": "a founding falls back by itself",
    "cells.CellStatus.cell": "the life of the cell itself",
    "cells.FormerCellName.cell": "how a cell was called",
    "cells.PastCommune.cell": "where a cell belonged",
    "cells.Succession.cell": "the end of the cell itself",
    "cells.Succession.successor": "the end of the cell itself",
    "members.Despite.member": "what is told here",
    "members.Despite.cell": "what is told here",
    "members.Despite.hamlet": "what is told here",
    "members.Despite.seat": "what is told here",
    "cells.FormerHamletName.hamlet": "how a hamlet was called",
    "development.Target.hamlet": PLANS,
    "development.Profile.hamlet": LIVES,
    "members.Member.hamlet": LIVES,
    "oversight.PlannedVisit.committee_member": PLANS,
    "oversight.HandOver.giver": "says who was in charge, as the assignment does",
    "oversight.HandOver.taker": "says who was in charge, as the assignment does",
    "members.KeptAccount.seat": "said because somebody has gone",
    "members.KeptAccount.member": "said because somebody has gone",
    "members.Member.merged_into": TYPED,
    "members.Merge.kept": TYPED,
    "members.Merge.other": TYPED,
    "members.Distinct.first": TYPED,
    "members.Distinct.second": TYPED,
    "meetings.Opinion.cell": TYPED,
    "exchange.Import.cell": TYPED,
    "exchange.ImportRow.member": TYPED,
    "exchange.ImportRow.cell": TYPED,
    "exchange.Difference.member": TYPED,
    "privacy.DataRequest.member": "heirs ask too",
}


def test_every_record_is_held_against_the_end_of_what_it_is_about_or_it_is_said_why_not():
    found = {
        f"{model._meta.label}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.related_model in (Member, Cell, Hamlet, CommitteeMember)
    }
    asked = {*OF_MEMBERS, *OF_CELLS, *OF_HAMLETS, *OF_SEATS}
    assert asked | EXEMPT.keys() == found
    assert not asked & EXEMPT.keys()


def die(world, member, **facts):
    return services.record(member=member, kind=EventKind.DIE, on=END, by=world.office, **facts)


@pytest.mark.parametrize("what", OF_MEMBERS)
def test_what_is_dated_after_a_death_is_told_with_it_and_until_it_is_put_right(what, world, sign_in):
    member = world.members[4]
    row = OF_MEMBERS[what](world, AFTER, member)
    with pytest.raises(ContradictedError) as error:
        die(world, member)
    [line] = error.value.lines
    assert line.day >= AFTER
    assert sign_in(world.office).get(line.url).status_code == 200
    die(world, member, despite="báo muộn")
    assert otherwise(member) == [line]
    if hasattr(row, "struck"):
        row.struck = True
        row.save()
        assert otherwise(member) == []


@pytest.mark.parametrize("what", OF_MEMBERS)
def test_what_is_dated_before_a_death_is_right(what, world):
    OF_MEMBERS[what](world, END - ONE_DAY * 40, world.members[4])
    die(world, world.members[4])


@pytest.mark.parametrize("what", OF_CELLS)
def test_what_is_dated_after_the_end_of_a_cell_is_told_with_it_and_what_came_before_is_right(what, world, sign_in):
    cell, to = world.other_cell, world.cell
    OF_CELLS[what](world, AFTER, cell)
    about = {"cell": cell, "state": CellState.MERGED, "move_to": to, "by": world.office}
    with pytest.raises(ContradictedError) as error:
        services.end_cell(on=END, **about)
    [line] = error.value.lines
    assert line.day == AFTER
    assert sign_in(world.office).get(line.url).status_code == 200
    services.end_cell(on=AFTER + ONE_DAY, **about)


@pytest.mark.parametrize("what", OF_HAMLETS)
def test_what_is_dated_after_the_end_of_a_hamlet_is_told_with_it_and_what_came_before_is_right(what, world, sign_in):
    hamlet = structure.found_hamlet(commune=world.commune, name="Xóm Trắng", by=world.office)
    OF_HAMLETS[what](world, AFTER, hamlet)
    end = {"hamlet": hamlet, "name": hamlet.name, "by": world.office}
    with pytest.raises(ContradictedError) as error:
        structure.edit_hamlet(**end, ended_on=END)
    [line] = error.value.lines
    assert line.day >= AFTER
    assert sign_in(world.office).get(line.url).status_code == 200
    structure.edit_hamlet(**end, ended_on=line.day)


def test_the_end_of_a_hamlet_told_all_the_same_is_shown_until_it_is_put_right(world, sign_in):
    role = OF_HAMLETS["members.HamletRole.hamlet"](world, AFTER, world.hamlet)
    client, url = sign_in(world.office), reverse("cells:edit-hamlet", args=[world.hamlet.pk])
    typed = {"name": world.hamlet.name, "ended_on": f"{END:%d/%m/%Y}"}
    assert "trưởng xóm" in client.post(url, typed).content.decode()
    assert client.post(url, typed | {"despite": "sáp nhập báo muộn"}).status_code == 302
    page = client.get(reverse("cells:hamlet", args=[world.hamlet.pk])).content.decode()
    assert page.count("sáp nhập báo muộn") == 1
    assert [found.about for found in to_put_right([world.commune.pk])] == [world.hamlet]
    assert client.post(url, typed).status_code == 302, "the end as it is told already is not asked again"
    role.struck = True
    role.save()
    assert to_put_right([world.commune.pk]) == []


def test_who_came_to_a_meeting_was_in_charge_or_it_is_said_why_not(world, sign_in):
    """On the day of a hand-over both who gave the cell over and who took it may have come."""
    seat, meeting = world.cell.assignments.open().get().committee_member, world.cell.meetings.latest("held_on")
    meeting = Visit.objects.filter(committee_member=seat, attended=True).latest("meeting__held_on").meeting
    day, told = meeting.held_on, (meeting.held_on, meeting.get_absolute_url())
    other = {"commune": world.commune, "full_name": "Ma Văn Mới", "since": LONG_AGO, "by": None}
    about = {"committee_member": structure.seat_committee_member(**other), "cell": world.cell, "by": world.office}
    with undone():
        structure.assign(**about, since=day)
    with pytest.raises(ContradictedError) as error, transaction.atomic():
        structure.assign(**about, since=day - ONE_DAY)
    assert [(line.day, line.url) for line in error.value.lines] == [told]
    url = reverse("oversight:add-hand-over", args=[world.cell.pk])
    typed = {"committee_member": about["committee_member"].pk, "since": f"{day - ONE_DAY:%d/%m/%Y}"}
    client = sign_in(world.office)
    assert client.post(url, typed).context["form"].errors.keys() == {"despite"}
    assert client.post(url, typed | {"despite": "nghị quyết báo muộn"}).status_code == 302
    assert "nghị quyết báo muộn" in client.get(seat.get_absolute_url()).content.decode()
    assert [found.about for found in to_put_right([world.commune.pk])] == [seat]


def test_the_end_of_a_seat_is_held_against_its_visits_and_the_cells_it_was_in_charge_of_later(world, sign_in):
    seat = world.cell.assignments.open().get().committee_member
    [row] = seat.assignments.open()
    row.end(TODAY)
    client, url = sign_in(world.office), reverse("cells:end-seat", args=[seat.pk])
    typed = {"on": f"{TODAY - ONE_DAY:%d/%m/%Y}"}
    said = client.post(url, typed).content.decode()
    assert f"Phụ trách {world.cell} đến {TODAY:%d/%m/%Y}" in said
    assert client.post(url, {"on": f"{TODAY:%d/%m/%Y}"}).status_code == 302


def test_the_end_of_the_seat_of_the_secretary_is_held_against_papers_issued_later_in_that_name(world):
    seats = {"commune": world.commune, "full_name": "Nông Văn Bí", "position": "Bí thư Đảng ủy", "by": None}
    seat = structure.seat_committee_member(**seats, since=LONG_AGO)
    about = {"commune": world.commune, "month": month_of(date(2026, 10, 1)), "today": TODAY, "by": None}
    number = figures.number_month_sheet(**about, on=END)
    assert [signature.name for signature in as_issued(number).signatures] == ["Nông Văn Bí"]
    with undone():
        structure.end_seat(seat=seat, on=END, by=None)
    with undone():
        structure.seat_committee_member(**seats, since=END - ONE_DAY)
        structure.end_seat(seat=seat, on=END - ONE_DAY, by=None)
    with pytest.raises(ContradictedError) as error:
        structure.end_seat(seat=seat, on=END - ONE_DAY, by=None)
    assert [line.url for line in error.value.lines] == [reverse("meetings:issued-paper", args=[number.pk])]


def test_what_only_the_inspection_board_may_know_of_is_told_without_a_word_on_it(world):
    member = world.members[4]
    for what in ("members.Discipline.member", "members.Inquiry.member"):
        OF_MEMBERS[what](world, AFTER, member)
    with pytest.raises(ContradictedError) as error:
        die(world, member)
    page = reverse("members:honours", args=[member.pk])
    text = "Một nội dung do ủy ban kiểm tra theo dõi: hãy hỏi ủy ban kiểm tra."
    assert [(line.text, line.url) for line in error.value.lines] == [(text, page)] * 2


def test_what_is_given_after_death_contradicts_nothing(world):
    member = world.members[4]
    about = {"member": member, "form": CommendationForm.PRAISE, "on": AFTER, "by": world.office}
    services.commend(**about, posthumous=True)
    Badge.objects.create(member=member, years=30, early="posthumous", award_on=AFTER, proposed_on=AFTER)
    die(world, member)


def speaks(member, kind, on, **facts):
    """Days of the records that speak against what happens to `member`."""
    happen(member, kind, on, **facts)
    return [line.day for line in RecordsWitness().of_members({member: on})[member.pk]]


@pytest.mark.parametrize(("died", "told"), [(date(2025, 12, 29), [date(2025, 12, 31)]), (date(2026, 1, 5), [])])
def test_a_yearly_rating_speaks_of_its_year_though_it_is_decided_in_the_next(world, died, told):
    made = rating(MemberRating, date(2025, 12, 31), member=world.members[4], cell=world.cell)
    made.decided_on = date(2026, 1, 20)
    made.save()
    assert speaks(world.members[4], EventKind.DIE, died) == told


def test_a_slip_given_to_who_has_gone_already_is_right(world):
    Slip.objects.create(member=world.members[4], kind="within", to="Đảng ủy", on=AFTER)
    assert speaks(world.members[4], EventKind.TRANSFER_OUT, END, place="Hà Nội") == []


def test_what_is_decided_on_the_last_day_is_right(world):
    OF_MEMBERS["members.Commendation.member"](world, END, world.members[4])
    assert speaks(world.members[4], EventKind.DIE, END) == []


def test_what_came_before_these_records_begin_speaks_against_nothing(world):
    member = world.members[4]
    Badge.objects.create(member=member, years=30, awarded_on=PartialDate("1990"))
    happen(member, EventKind.DIE, END)
    assert RecordsWitness().of_members({member: date(1980, 1, 1)}) == {}


def test_between_two_stays_records_speak_against_the_life(world):
    member = world.members[4]
    OF_MEMBERS["members.Commendation.member"](world, date(2026, 5, 4), member)
    happen(member, EventKind.TRANSFER_OUT, date(2026, 4, 1))
    happen(member, EventKind.ARRIVE, date(2026, 7, 1), cell=world.cell, standing="official")
    assert [line.day for line in RecordsWitness().of_members({member: date(2026, 4, 1)})[member.pk]] == [
        date(2026, 5, 4)
    ]


def test_who_never_left_is_asked_of_nothing_more_than_the_life(world, django_assert_num_queries):
    with django_assert_num_queries(2):  # memberships, overlays
        assert RecordsWitness().of_members({world.members[4]: END}) == {}
