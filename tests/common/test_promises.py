"""What the database refuses by itself, on either database, also when somebody writes past the services."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.audit import service
from accounts.models import User
from cells import services as structure
from cells.enums import CellState
from cells.models import Commune, Grant, Hamlet, Paper, PastCommune, Serving, Succession, subjects
from common.promises import promises, refused, thawed
from config.merging import merge_communes
from development import services as growth
from development.models import Introduction, Target
from meetings import services as minutes
from meetings.enums import Mark
from meetings.models import Criterion, SecondScoreLine, SessionAttendance, Threshold
from meetings.services import MarkEntry, PointsEntry
from members import services as people
from members.enums import Appointed, EventKind, PostKind
from members.models import BadgeRules, Code, Despite, KeptAccount, MemberRating, Membership
from oversight import services as guidance
from oversight.models import HandOver, Remark
from reports.models import MonthSheet
from tests.addresses import (
    a_briefing,
    a_cell_report,
    a_closed_period,
    a_committee_report,
    a_conclusion,
    a_discipline_case,
    a_focus_task,
    a_founding,
    a_merge,
    a_movement,
    a_part,
    a_pass,
    a_programme,
    a_proposing_ballot,
    a_report_period,
    a_request,
    a_trust,
    a_unit,
    a_unit_head,
    admission_facts,
    an_agency,
    an_award,
    an_award_decision,
    an_inspection,
    an_upper_reader,
    some_information,
)
from tests.world import TODAY, happen, publish, record

# Rows that are over, on days of one that holds.
PAST = {"since": date(2016, 1, 1), "until": date(2016, 2, 1)}
LATER = {"since": date(2021, 1, 1), "until": date(2021, 2, 1)}


def written(sql, values):
    days = [connection.ops.adapt_datefield_value(v) if isinstance(v, date) else v for v in values]
    with connection.cursor() as cursor:
        cursor.execute(sql, days)


CHANGED = {"form": "reprimand", "on": TODAY, "body": "Cấp trên", "decision_no": "1-QĐ/TU", "by": None}


def another_form(world):
    """What a complaint made of a measure against a member."""
    measure = people.discipline(member=world.member, form="warning", on=TODAY, by=None)
    return people.change_discipline(measure=measure, **CHANGED)


def another_form_of_a_cell(world):
    about = {"cell": world.cell, "form": "warning", "on": TODAY, "effective_on": TODAY}
    return people.change_discipline(measure=people.discipline_cell(by=None, **about), **CHANGED)


def change(row, **values):
    """Write columns of a row by SQL alone."""
    sets = ", ".join(f'"{name}" = %s' for name in values)
    written(f'UPDATE "{row._meta.db_table}" SET {sets} WHERE id = %s', [*values.values(), row.pk])


def copy(row, **values):
    """Write a second row, as `row` but for `values`, by SQL alone."""
    columns = [field.column for field in row._meta.concrete_fields if not field.primary_key]
    told = ", ".join("%s" if name in values else f'"{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    given = [values[name] for name in columns if name in values]
    written(
        f'INSERT INTO "{row._meta.db_table}" ({names}) SELECT {told} FROM "{row._meta.db_table}" WHERE id = {row.pk}',
        given,
    )


def drop(row):
    written(f'DELETE FROM "{row._meta.db_table}" WHERE id = %s', [row.pk])


def membership(w):
    return Membership.objects.get(member=w.member)


def overlay(w):
    return w.members[4].overlays.get()


def post(w):
    return w.member.posts.get()


def group_leader(w):
    appointed = {"cell": w.cell, "post": PostKind.GROUP_LEADER, "how": Appointed.ELECTED}
    return happen(w.members[1], EventKind.POST, date(2020, 1, 1), **appointed).member.posts.get()


def foreign_hamlet(w):
    return structure.found_hamlet(commune=w.other_commune, name="Mới", by=w.office)


def review(w):
    return record(w.cell, TODAY, w.office, kind="thematic").reviews.first()


def threshold(w):
    return Threshold.objects.filter(criterion__edition=w.edition).first()


def committee_term(w):
    return structure.open_term(commune=w.commune, cell=None, name="", since=date(2015, 1, 1), by=w.office)


def new_hamlet(w):
    return structure.found_hamlet(commune=w.commune, name="Mới", by=w.office)


def commune_unit(w):
    facts = {"organisation": w.farmers, "kind": "commune", "since": date(2015, 1, 1)}
    return growth.found_unit(by=w.office, **facts)


def of_no_cell(w):
    """A movement of the whole commune, led by another body."""
    facts = {"name": "Toàn dân", "year": 2026, "kind": "campaign", "field": "culture", "lead_name": "MTTQ xã"}
    return growth.register_movement(commune=w.commune, registered_on=date(2026, 1, 5), by=w.office, **facts)


def unit_head(w, **facts):
    return a_unit_head(w, w.member, since=date(2025, 6, 1), **facts)


def hamlet_role(w, kind="head"):
    return people.name_in_hamlet(member=w.member, hamlet=w.hamlet, kind=kind, since=date(2015, 1, 1), by=w.office)


def plan_of_cell(w):
    about = {"body": "cell", "cell": w.cell, "year": 2026}
    return guidance.start_programme(commune=w.commune, by=w.secretary, **about)


def foreign_programme(w):
    return guidance.start_programme(commune=w.other_commune, body="board", year=2026, by=None)


def foreign_case(w):
    about = {"title": "Thu quỹ", "content": "finance", "due_on": TODAY, "added": True, "received_on": TODAY}
    about |= {"since": date(2026, 1, 1), "last_day": date(2026, 6, 30)}
    return guidance.plan_case(programme=foreign_programme(w), kind="signs", today=TODAY, by=None, **about)


def joined_information(w):
    about = {"information": some_information(w), "case": an_inspection(w), "on": TODAY}
    return guidance.join_information(by=None, **about)


def checklist(w):
    about = {"kind": "theme", "body": "board", "since": TODAY, "papers": "Tờ trình"}
    return guidance.keep_checklist(commune=w.commune, by=w.inspection, **about)


def inquiry(w):
    return people.open_inquiry(member=w.member, since=date(2015, 1, 1), by=w.inspection)


def arrears(w):
    people.keep_dues(members=[w.member], unpaid={w.member.pk: date(2015, 1, 1)}, today=TODAY, by=w.office)
    return w.member.arrears.get()


def foreign_paper(w):
    return Paper(commune=w.other_commune, kind="introduction").save_checked()


def slip(w):
    facts = {"kind": "out", "to": "Xa", "on": TODAY}
    return people.give_slip(member=w.members[1], by=w.office, **facts)


def grant_of(w, who):
    return Grant.objects.get(account=w.accounts[who])


def foreign_seat(w):
    return structure.seat_committee_member(commune=w.other_commune, full_name="Ai", since=date(2015, 1, 1), by=w.office)


def succession(w):
    people.end_cell(cell=w.other_cell, state=CellState.MERGED, on=TODAY, move_to=w.cell, by=w.office)
    return Succession.objects.get()


def rating(w):
    return MemberRating(cell=w.cell, member=w.member, year=2025).save_checked()


def kept_account(w):
    told = {"account": w.secretary, "member": w.member, "gone_on": TODAY, "reason": "người khác"}
    return KeptAccount(commune=w.commune, **told).save_checked()


def distinct(w):
    return people.mark_distinct(members=w.members[:2], on=TODAY, by=w.office)


def despite(w):
    return Despite(commune=w.commune, member=w.member, since=TODAY, reason="lý do").save_checked()


def came(w):
    return SessionAttendance(session=w.session, cell=w.cell, member=w.member).save_checked()


def draft_review(w):
    return record(w.cell, TODAY, w.office, kind="thematic", sign=False).reviews.first()


def remark(w):
    return Remark(meeting=w.signed, committee_member=w.seat, content="Tốt").save_checked()


def handed_over(w):
    return HandOver(cell=w.cell, taker=w.seat, on=w.today).save_checked()


def joined(w):
    return a_focus_task(w, joining=[{"agency": None, "cell": w.other_cell}]).joined.get()


def foreign_code(w):
    return Code.objects.filter(commune=w.other_commune).first()


def target(w):
    return Target(commune=w.commune, cell=w.cell, year=2026, planned=1).save_checked()


def candidate(w):
    about = {"full_name": "Hoàng Thị Mới", "sex": "female"}
    return growth.propose(cell=w.cell, on=TODAY, case=about, facts={}, by=w.office)


def foreign_step(w):
    about = {"cell": w.foreign_cell, "case": {"full_name": "Hoàng Thị Xa", "sex": "female"}, "facts": {}}
    return growth.propose(on=TODAY, by=w.outsider, **about).steps.get()


def introduction(w):
    return Introduction(step=candidate(w).steps.get(), member=w.member).save_checked()


def month_sheet(w):
    paper = Paper(commune=w.commune, kind="introduction").save_checked()
    return MonthSheet(commune=w.commune, month=date(2026, 10, 1), paper=paper).save_checked()


def second_line(w):
    criterion = w.edition.criteria.leaves().first()
    minutes.give_second_score(
        meeting=w.signed, points={criterion.pk: PointsEntry(Decimal(1), "lý do")}, at=w.signed.signed_at, by=w.in_charge
    )
    return SecondScoreLine.objects.get(criterion=criterion)


def unsigned(w):
    return record(w.other_cell, TODAY, w.office, sign=False)


def outvoted(w):
    """A draft with more votes than are present by now."""
    meeting = unsigned(w)
    marks = {line.pk: MarkEntry(Mark.EXCUSED) for line in meeting.roll if not line.not_expected}
    nothing = {"details": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}
    minutes.save_minutes(meeting=meeting, marks=marks, by=w.office, **nothing)
    return meeting


def published_rules(w):
    return publish(BadgeRules, w.commune, date(2026, 1, 1))


def of_the_other_commune(w):
    return {
        "commune_id": w.other_commune.pk,
        "proposer_id": w.foreign_cell.pk,
        "member_id": w.foreign_member.pk,
    }


def added_after_a_merger(w):
    """A hamlet in a commune that has merged into another."""
    about = {"communes": [w.other_commune], "into": w.commune, "on": TODAY, "document": "12/NQ"}
    merge_communes(today=TODAY, by=None, **about)
    copy(w.hamlet, commune_id=w.other_commune.pk)


BROKEN = [
    ("memberships_apart", lambda w: copy(membership(w), exit="moved", **PAST)),
    ("overlays_apart", lambda w: copy(overlay(w), **LATER)),
    (
        "leaders_apart",
        lambda w: copy(post(w), member_id=w.members[1].pk, **LATER),
    ),
    ("posts_apart", lambda w: copy(group_leader(w), **LATER)),
    ("assignments_apart", lambda w: copy(w.seat.assignments.get(), **PAST)),
    ("account_seats_apart", lambda w: copy(w.seat, full_name="Ai khác", **PAST)),
    ("cell_states_apart", lambda w: copy(w.cell.statuses.get(), **PAST)),
    ("servings_apart", lambda w: copy(w.hamlet.servings.get(), kind="joint", cell_id=w.other_cell.pk, **PAST)),
    ("own_cell_of_one_hamlet_a_day", lambda w: copy(w.hamlet.servings.get(), hamlet_id=new_hamlet(w).pk, **PAST)),
    ("cell_terms_apart", lambda w: copy(w.cell.terms.get(), **PAST)),
    ("committee_terms_apart", lambda w: copy(committee_term(w), **PAST)),
    ("commune_grants_apart", lambda w: copy(grant_of(w, "office"), **PAST)),
    ("inspection_programme_in_one_commune", lambda w: change(plan_of_cell(w), cell_id=w.foreign_cell.pk)),
    (
        "inspection_programme_stays_in_its_commune",
        lambda w: change(a_programme(w), commune_id=w.other_commune.pk),
    ),
    ("inspection_case_in_one_commune", lambda w: change(an_inspection(w), programme_id=foreign_programme(w).pk)),
    (
        "inspection_subject_in_one_commune",
        lambda w: change(an_inspection(w).subjects.first(), cell_id=w.foreign_cell.pk),
    ),
    (
        "inspection_team_in_one_commune",
        lambda w: change(an_inspection(w).team.get(), member_id=w.foreign_member.pk),
    ),
    ("inspection_checklist_stays_in_its_commune", lambda w: change(checklist(w), commune_id=w.other_commune.pk)),
    ("trusts_apart", lambda w: copy(a_trust(w))),
    ("trust_in_one_commune", lambda w: change(a_trust(w), account_id=w.outsider.pk)),
    ("cell_grants_apart", lambda w: copy(grant_of(w, "secretary"), **PAST)),
    ("cell_stays_in_its_commune", lambda w: change(w.cell, commune_id=w.other_commune.pk)),
    ("hamlet_stays_in_its_commune", lambda w: change(w.hamlet, commune_id=w.other_commune.pk)),
    ("member_stays_in_its_commune", lambda w: change(w.member, commune_id=w.other_commune.pk)),
    ("committee_member_stays_in_its_commune", lambda w: change(w.seat, commune_id=w.other_commune.pk)),
    ("membership_in_one_commune", lambda w: change(membership(w), cell_id=w.foreign_cell.pk)),
    ("overlay_in_one_commune", lambda w: change(overlay(w), cell_id=w.foreign_cell.pk)),
    ("post_in_one_commune", lambda w: change(post(w), cell_id=w.foreign_cell.pk)),
    ("event_in_one_commune", lambda w: change(w.member.events.first(), cell_id=w.foreign_cell.pk)),
    ("assignment_in_one_commune", lambda w: change(w.seat.assignments.get(), committee_member_id=foreign_seat(w).pk)),
    ("serving_in_one_commune", lambda w: change(w.hamlet.servings.get(), hamlet_id=foreign_hamlet(w).pk)),
    ("grant_in_one_commune", lambda w: change(grant_of(w, "secretary"), cell_id=w.foreign_cell.pk)),
    ("term_in_one_commune", lambda w: change(w.cell.terms.get(), commune_id=w.other_commune.pk)),
    ("paper_in_one_commune", lambda w: change(w.paper.paper, commune_id=w.other_commune.pk)),
    ("meeting_in_one_commune", lambda w: change(w.draft, chair_id=w.foreign_member.pk)),
    ("roll_line_in_one_commune", lambda w: change(w.draft.roll.first(), member_id=w.foreign_member.pk)),
    ("visit_in_one_commune", lambda w: change(w.draft.visits.get(), committee_member_id=foreign_seat(w).pk)),
    ("task_in_one_commune", lambda w: change(unsigned(w).tasks.get(), owner_id=w.foreign_member.pk)),
    ("duty_in_one_commune", lambda w: change(w.duty, member_id=w.foreign_member.pk)),
    ("notice_in_one_commune", lambda w: change(w.notice, member_id=w.foreign_member.pk)),
    ("hamlet_roles_apart", lambda w: copy(hamlet_role(w, "elder"), **PAST)),
    ("heads_of_hamlet_apart", lambda w: copy(hamlet_role(w), member_id=w.members[1].pk, **PAST)),
    ("hamlet_role_in_one_commune", lambda w: change(hamlet_role(w), member_id=w.foreign_member.pk)),
    ("units_of_hamlet_apart", lambda w: copy(a_unit(w), since=date(2025, 5, 1), until=date(2025, 6, 1))),
    ("units_of_commune_apart", lambda w: copy(commune_unit(w), **PAST)),
    ("unit_in_one_commune", lambda w: change(a_unit(w), hamlet_id=w.foreign_hamlet.pk)),
    ("heads_of_unit_apart", lambda w: copy(unit_head(w), member_id=w.members[1].pk, until=date(2025, 7, 1))),
    ("member_heads_unit_once", lambda w: copy(unit_head(w, role="deputy"), until=date(2025, 7, 1))),
    ("unit_head_in_one_commune", lambda w: change(unit_head(w), member_id=w.foreign_member.pk)),
    (
        "mass_organisation_stays_in_its_commune",
        lambda w: change(w.farmers, commune_id=w.other_commune.pk),
    ),
    ("movement_in_one_commune", lambda w: change(a_movement(w), lead_cell_id=w.foreign_cell.pk)),
    ("movement_stays_in_its_commune", lambda w: change(of_no_cell(w), commune_id=w.other_commune.pk)),
    ("movement_hamlet_in_one_commune", lambda w: change(a_movement(w).places.get(), hamlet_id=w.foreign_hamlet.pk)),
    ("participation_in_one_commune", lambda w: change(a_part(w), member_id=w.foreign_member.pk)),
    ("participations_apart", lambda w: copy(a_part(w))),
    ("founding_in_one_commune", lambda w: change(a_founding(w), cell_id=w.foreign_cell.pk)),
    ("founding_stays_in_its_commune", lambda w: change(a_founding(w), commune_id=w.other_commune.pk)),
    ("founding_hamlet_in_one_commune", lambda w: change(a_founding(w).places.get(), hamlet_id=w.foreign_hamlet.pk)),
    ("founding_member_in_one_commune", lambda w: change(a_founding(w).named.get(), member_id=w.foreign_member.pk)),
    ("founding_step_in_one_commune", lambda w: change(a_founding(w).steps.first(), paper_id=foreign_paper(w).pk)),
    ("inquiries_apart", lambda w: copy(inquiry(w), **PAST)),
    ("arrears_apart", lambda w: copy(arrears(w), **PAST)),
    ("slip_in_one_commune", lambda w: change(slip(w), paper_id=foreign_paper(w).pk)),
    ("succession_in_one_commune", lambda w: change(succession(w), successor_id=w.foreign_cell.pk)),
    ("paper_number_in_one_commune", lambda w: change(w.paper, paper_id=foreign_paper(w).pk)),
    ("seat_in_one_commune", lambda w: change(w.seat, account_id=w.outsider.pk)),
    ("grant_in_one_commune", lambda w: change(grant_of(w, "office"), account_id=w.outsider.pk)),
    ("member_in_one_commune", lambda w: change(w.member, hamlet_id=w.foreign_hamlet.pk)),
    ("member_in_one_commune", lambda w: change(w.member, ethnicity_id=w.other_commune.codes.first().pk)),
    ("rating_in_one_commune", lambda w: change(rating(w), member_id=w.foreign_member.pk)),
    ("attendee_in_one_commune", lambda w: change(w.course.attendees.get(), member_id=w.foreign_member.pk)),
    ("discipline_in_one_commune", lambda w: change(another_form(w), member_id=w.foreign_member.pk)),
    ("cell_discipline_in_one_commune", lambda w: change(another_form_of_a_cell(w), cell_id=w.foreign_cell.pk)),
    ("commendation_in_one_commune", lambda w: change(w.commendation, member_id=w.foreign_member.pk)),
    ("kept_account_in_one_commune", lambda w: change(kept_account(w), member_id=w.foreign_member.pk)),
    ("merge_in_one_commune", lambda w: change(a_merge(w), kept_id=w.foreign_member.pk)),
    ("distinct_in_one_commune", lambda w: change(distinct(w), second_id=w.foreign_member.pk)),
    ("despite_in_one_commune", lambda w: change(despite(w), member_id=w.foreign_member.pk)),
    ("session_in_one_commune", lambda w: change(w.session, cell_id=w.foreign_cell.pk)),
    ("session_attendance_in_one_commune", lambda w: change(came(w), member_id=w.foreign_member.pk)),
    ("planned_meeting_in_one_commune", lambda w: change(w.planned, meeting_id=w.foreign_meeting.pk)),
    ("meeting_in_one_commune", lambda w: change(w.draft, minutes_paper_id=foreign_paper(w).pk)),
    ("review_in_one_commune", lambda w: change(draft_review(w), task_id=w.foreign_meeting.tasks.get().pk)),
    ("second_score_in_one_commune", lambda w: change(second_line(w).second, committee_member_id=foreign_seat(w).pk)),
    ("model_meeting_in_one_commune", lambda w: change(w.model_meeting, cell_id=w.foreign_cell.pk)),
    ("invited_cell_in_one_commune", lambda w: change(w.invited_cell, cell_id=w.foreign_cell.pk)),
    ("opinion_in_one_commune", lambda w: change(w.opinion, cell_id=w.foreign_cell.pk)),
    ("uptake_in_one_commune", lambda w: change(w.uptake, cell_id=w.foreign_cell.pk)),
    ("reviewing_cell_in_one_commune", lambda w: change(w.review.reviewing.first(), cell_id=w.foreign_cell.pk)),
    ("difficulty_in_one_commune", lambda w: change(w.difficulty, meeting_id=w.foreign_meeting.pk)),
    ("planned_visit_in_one_commune", lambda w: change(w.planned_visit, committee_member_id=foreign_seat(w).pk)),
    ("remark_in_one_commune", lambda w: change(remark(w), committee_member_id=foreign_seat(w).pk)),
    ("agency_stays_in_its_commune", lambda w: change(an_agency(w), commune_id=w.other_commune.pk)),
    ("briefing_in_one_commune", lambda w: change(a_briefing(w), paper_id=foreign_paper(w).pk)),
    ("briefing_stays_in_its_commune", lambda w: change(a_briefing(w), commune_id=w.other_commune.pk)),
    ("briefing_unit_in_one_commune", lambda w: change(a_briefing(w).units.last(), cell_id=w.foreign_cell.pk)),
    ("conclusion_in_one_commune", lambda w: change(a_conclusion(w), cell_id=w.foreign_cell.pk)),
    ("hand_over_in_one_commune", lambda w: change(handed_over(w), giver_id=foreign_seat(w).pk)),
    ("joining_unit_in_one_commune", lambda w: change(joined(w), cell_id=w.foreign_cell.pk)),
    ("focus_task_in_one_commune", lambda w: change(a_focus_task(w), cell_id=w.foreign_cell.pk)),
    (
        "focus_task_stays_in_its_commune",
        lambda w: change(a_focus_task(w), commune_id=w.other_commune.pk, cell_id=w.foreign_cell.pk),
    ),
    ("focus_period_stays_in_its_commune", lambda w: change(a_closed_period(w), commune_id=w.other_commune.pk)),
    ("discipline_case_in_one_commune", lambda w: change(a_discipline_case(w), member_id=w.foreign_member.pk)),
    (
        "discipline_case_stays_in_its_commune",
        lambda w: change(a_discipline_case(w), commune_id=w.other_commune.pk, member_id=w.foreign_member.pk),
    ),
    ("information_in_one_commune", lambda w: change(joined_information(w), case_id=foreign_case(w).pk)),
    ("information_stays_in_its_commune", lambda w: change(some_information(w), commune_id=w.other_commune.pk)),
    ("ballot_in_one_commune", lambda w: change(a_proposing_ballot(w), voters_id=w.foreign_cell.pk)),
    ("award_decision_in_one_commune", lambda w: change(an_award_decision(w), paper_id=foreign_paper(w).pk)),
    (
        "award_decision_stays_in_its_commune",
        lambda w: change(an_award_decision(w), commune_id=w.other_commune.pk, paper_id=foreign_paper(w).pk),
    ),
    ("award_proposal_in_one_commune", lambda w: change(an_award(w), member_id=w.foreign_member.pk)),
    ("award_proposal_stays_in_its_commune", lambda w: change(an_award(w), **of_the_other_commune(w))),
    ("target_in_one_commune", lambda w: change(target(w), cell_id=w.foreign_cell.pk)),
    ("admission_facts_in_one_commune", lambda w: change(admission_facts(w), occupation_id=foreign_code(w).pk)),
    ("candidate_in_one_commune", lambda w: change(candidate(w), cell_id=w.foreign_cell.pk)),
    (
        "candidate_stays_in_its_commune",
        lambda w: change(candidate(w), commune_id=w.other_commune.pk, cell_id=w.foreign_cell.pk),
    ),
    ("profile_in_one_commune", lambda w: change(candidate(w).profiles.get(), hamlet_id=w.foreign_hamlet.pk)),
    ("step_in_one_commune", lambda w: change(candidate(w).steps.get(), cell_id=w.foreign_cell.pk)),
    ("step_in_one_commune", lambda w: change(candidate(w).steps.get(), paper_id=foreign_paper(w).pk)),
    ("candidate_in_one_commune", lambda w: change(candidate(w), recognition_paper_id=foreign_paper(w).pk)),
    ("pass_in_one_commune", lambda w: change(a_pass(w), used_id=foreign_step(w).pk)),
    ("introduction_in_one_commune", lambda w: change(introduction(w), member_id=w.foreign_member.pk)),
    ("data_request_in_one_commune", lambda w: change(a_request(w), member_id=w.foreign_member.pk)),
    ("report_period_stays_in_its_commune", lambda w: change(a_report_period(w), commune_id=w.other_commune.pk)),
    ("cell_report_in_one_commune", lambda w: copy(a_cell_report(w), cell_id=w.foreign_cell.pk)),
    ("sent_report_stays", lambda w: change(a_cell_report(w), nothing=True)),
    ("committee_report_stays_in_its_commune", lambda w: change(a_committee_report(w), commune_id=w.other_commune.pk)),
    ("committee_report_in_one_commune", lambda w: change(a_committee_report(w), paper_id=foreign_paper(w).pk)),
    ("upper_reader_stays_in_its_commune", lambda w: change(an_upper_reader(w), commune_id=w.other_commune.pk)),
    ("month_sheet_in_one_commune", lambda w: change(month_sheet(w), paper_id=foreign_paper(w).pk)),
    ("membership_in_a_cell_at_work", lambda w: change(membership(w), since=date(2015, 2, 2))),
    ("cell_at_work_while_it_has_members", lambda w: change(w.cell.statuses.get(), until=TODAY)),
    ("votes_of_those_entitled", lambda w: change(unsigned(w).votes.get(), in_favour=99)),
    ("signed_votes_of_those_entitled", lambda w: change(outvoted(w), state="signed")),
    ("score_line_within_the_most", lambda w: change(unsigned(w).score.lines.first(), points=Decimal("99.5"))),
    ("second_points_within_the_most", lambda w: change(second_line(w), points=Decimal("99.5"))),
    ("signed_meeting_stays", lambda w: change(w.signed, conclusion="Khác")),
    ("signed_meeting_stays", lambda w: drop(w.signed)),
    ("signed_roll_stays", lambda w: change(w.signed.roll.first(), reason="Khác")),
    ("signed_roll_stays", lambda w: change(w.draft.roll.first(), meeting_id=w.signed.pk)),
    ("signed_roll_stays", lambda w: copy(w.signed.roll.first(), member_id=w.other_members[0].pk)),
    ("signed_roll_stays", lambda w: drop(w.signed.roll.first())),
    ("signed_visit_stays", lambda w: change(w.signed.visits.get(), attended=False)),
    ("signed_task_stays", lambda w: change(w.signed.tasks.get(), text="Khác")),
    ("signed_task_stays", lambda w: copy(w.signed.tasks.get())),
    (
        "signed_review_stays",
        lambda w: change(review(w), result="Khác"),
    ),
    ("signed_vote_stays", lambda w: change(w.signed.votes.get(), subject="Khác")),
    ("signed_score_stays", lambda w: change(w.signed.score, total=1)),
    ("signed_points_stay", lambda w: change(w.signed.score.lines.first(), note="Khác")),
    ("signed_points_stay", lambda w: drop(w.signed.score.lines.first())),
    ("published_edition_stays", lambda w: change(w.edition, minutes_regular=60)),
    ("published_edition_stays", lambda w: change(w.edition, state="draft")),
    ("published_criterion_stays", lambda w: change(w.edition.criteria.first(), name="Khác")),
    ("published_criterion_stays", lambda w: copy(w.edition.criteria.first(), code="khac")),
    (
        "published_threshold_stays",
        lambda w: change(threshold(w), points=0),
    ),
    ("published_year_rule_stays", lambda w: drop(w.edition.year_rules.first())),
    ("merged_commune", added_after_a_merger),
    (
        "past_commune_in_one_commune",
        lambda w: PastCommune(cell=w.cell, belonged_to=w.other_commune, until=TODAY).save(),
    ),
    ("published_badgerules_stays", lambda w: change(published_rules(w), source="Khác")),
]
# Kinds of rules share one promise; that of badges stands for them.
ALIKE = {f"published_{model._meta.model_name}_stays" for model in subjects()}


# Rows whose two records belong together more closely than by their commune, which services see to.
LOOSE = {
    *("meetings.Criterion", "meetings.ScoreLine", "meetings.SecondScoreLine"),  # of one edition
    "members.Correction",  # an event of the member
    "cells.CommuneMerger",  # tells of two communes
    *("exchange.Import", "exchange.ImportRow", "exchange.Difference"),  # what a list says, dropped afterwards
}


@pytest.mark.parametrize(("name", "act"), BROKEN, ids=[f"{n}-{name}" for n, (name, _act) in enumerate(BROKEN)])
def test_the_database_refuses_by_itself_what_contradicts_what_is_recorded(name, act, world):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act(world)
    assert refused(error.value).messages == [promises()[name][1].get_violation_error_message()]


def test_every_promise_is_broken_once_above():
    assert {name for name, _act in BROKEN} | ALIKE == set(promises())


def owned(model):
    return model is Commune or (getattr(model, "commune_path", "") and model is not User)


def test_what_refers_to_two_records_of_communes_keeps_them_to_one():
    kept = {(model, way.split("__")[0]) for model, one in promises().values() for way in getattr(one, "ways", ())}
    loose = {
        model._meta.label
        for model in apps.get_models()
        if len(ways := [f.name for f in model._meta.concrete_fields if f.is_relation and owned(f.related_model)]) > 1
        and not {(model, way) for way in ways} <= kept
    }
    assert loose == LOOSE


def test_rows_that_meet_on_a_day_but_do_not_share_it_are_taken(world):
    transfer = happen(world.members[1], EventKind.TRANSFER, date(2026, 10, 20), cell=world.other_cell)
    rows = Membership.objects.filter(member=transfer.member).order_by("since").values_list("since", "until")
    assert list(rows) == [(date(2015, 2, 3), date(2026, 10, 20)), (date(2026, 10, 20), None)]
    change(Membership.objects.get(member=transfer.member, until=None), since=date(2026, 10, 21))
    with pytest.raises(IntegrityError), transaction.atomic():
        change(Membership.objects.get(member=transfer.member, until=None), since=date(2026, 10, 19))


def test_reopened_minutes_change_again_and_signed_anew_do_not(world):
    line = world.signed.roll.first()
    minutes.reopen_meeting(meeting=world.signed, reason="ghi sai", at=world.signed.signed_at, by=world.office)
    change(line, reason="")
    minutes.sign_meeting(meeting=world.signed, at=world.signed.signed_at, by=world.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(line, mark="not_recorded")


def test_what_is_thawed_for_a_while_is_frozen_again(world):
    line = world.signed.roll.first()
    with thawed():
        change(line, reason="Khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        change(line, reason="")


def test_a_draft_edition_changes_and_so_do_its_rows(world):
    change(world.sheet, minutes_regular=60)
    change(Criterion.objects.filter(edition=world.sheet).first(), name="Khác")


def test_a_row_saved_without_a_service_is_refused_with_the_sentence(world):
    hamlet = Hamlet.objects.get(pk=world.hamlet.pk)
    with pytest.raises(ValidationError) as error:
        Serving(hamlet=hamlet, cell=world.other_cell, kind="joint", **PAST).save_checked()
    assert error.value.messages == ["Trong khoảng thời gian này, xóm đã có chi bộ khác."]


def test_a_bulk_write_inside_a_service_is_refused_with_the_sentence(world):
    @service
    def write_twice(*, by):
        Membership.objects.bulk_create(
            Membership(member=world.member, cell=world.cell, standing="official", entry="joined", exit="moved", **PAST)
            for _n in range(2)
        )

    with pytest.raises(ValidationError) as error:
        write_twice(by=world.office)
    assert error.value.messages == ["Trong khoảng thời gian này, đảng viên đã sinh hoạt ở một chi bộ."]
