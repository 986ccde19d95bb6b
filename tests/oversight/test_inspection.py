"""Inspection and supervision: cases go their way step by step, limits hold on both sides, sensitive ones are hidden."""

from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

import docx
import pytest
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import TrailEntry
from accounts.roles import Do
from cells import services as structure
from cells.models import PaperNumber
from cells.queries import as_issued
from common.errors import RuleError
from common.workdays import WorkCalendar
from development.enums import ItemState
from members import services as people
from members.enums import EventKind, LifeOf
from oversight import services
from oversight.enums import CaseKind, CaseResult, CaseState, CaseStepKind, RemedyState
from oversight.models import InspectionCase, InspectionProgramme, InspectionRemedy, InspectionRules, InspectionSubject
from oversight.queries.inspection import cases_told, cells_not_touched, figures_of, papers_for
from oversight.rules.inspection import (
    fits_a_cell,
    latest_extension,
    limit_of,
    may_follow,
    notice_ahead,
    stand,
    too_far_back,
)
from oversight.rules.inspection import remedy_state as state_of
from reports.needs import needs_of
from reports.tables.inspection import inspections as report
from reports.tables.morning import morning_of
from tests.addresses import a_programme, an_inspection
from tests.world import TODAY, happen, publish

DAY = timedelta(days=1)
WORKING = WorkCalendar.of([(date(2026, 11, 24), True, "Ngày Văn hóa Việt Nam", "NQ 28")])
OPENED = date(2026, 9, 1)
READERS = ("office", "in_charge", "secretary", "leader", "inspection")


def facts(kind, **more):
    about = {"kind": kind, "body": "board", "due_on": date(2026, 12, 20), "received_on": None}
    return SimpleNamespace(**about | more)


def step(kind, on, due_on=None):
    return SimpleNamespace(kind=kind, on=on, due_on=due_on)


@pytest.mark.parametrize(
    ("kind", "limit", "extended"),
    [
        ("theme", date(2026, 10, 1), date(2026, 10, 11)),
        ("supervision", date(2026, 10, 1), date(2026, 10, 11)),
        ("signs", date(2026, 10, 31), date(2026, 11, 20)),
        ("denunciation", date(2026, 11, 30), date(2026, 12, 30)),
        ("complaint", date(2027, 1, 6), None),  # 90 working days, one day off among them
        ("watch", None, None),
    ],
)
def test_each_kind_has_its_limit_and_its_extension(kind, limit, extended):
    case, rules = facts(kind, received_on=OPENED), InspectionRules()
    taken = {CaseStepKind.DECIDE: OPENED, CaseStepKind.OPEN: OPENED}
    assert limit_of(case, taken, rules, WORKING) == limit
    assert latest_extension(case, taken, rules, WORKING) == extended


def test_a_share_of_the_days_is_rounded_down():
    rules = InspectionRules(inspection_days=20, supervision_days=10)
    taken = {CaseStepKind.OPEN: OPENED}
    found = [latest_extension(facts(kind), taken, rules, WORKING) for kind in ("theme", "supervision")]
    assert found == [OPENED + 26 * DAY, OPENED + 13 * DAY]


def test_an_inspection_is_told_further_ahead_than_a_supervision_where_the_rules_say_so():
    rules = InspectionRules(inspection_notice=9, supervision_notice=4)
    assert [notice_ahead(kind, rules) for kind in ("theme", "signs", "supervision", "watch")] == [9, 9, 4, 4]


def test_a_case_is_late_the_day_after_its_limit_and_not_on_it():
    case, steps = facts("theme"), [step("decide", OPENED), step("open", OPENED)]
    rules, limit = InspectionRules(), date(2026, 10, 1)

    def state(day, *more):
        return stand(case, [*steps, *more], rules, WORKING, day).state

    assert [state(day) for day in (limit, limit + DAY)] == [CaseState.UNDER_WAY, CaseState.LATE]
    longer = step("extend", limit, date(2026, 10, 11))
    assert [state(day, longer) for day in (date(2026, 10, 11), date(2026, 10, 12))] == [
        CaseState.UNDER_WAY,
        CaseState.LATE,
    ]
    assert state(limit + DAY, step("conclude", limit)) == CaseState.CONCLUDED
    assert stand(case, [], rules, WORKING, date(2026, 12, 21)).state == CaseState.LATE
    assert stand(case, [], rules, WORKING, date(2026, 12, 20)).state == CaseState.PLANNED
    complaint = stand(facts("complaint", received_on=OPENED), [], rules, WORKING, OPENED)
    assert (complaint.due_on, complaint.next_by) == (date(2027, 1, 6),) * 2


def test_a_cell_opens_within_working_days_of_its_plan():
    case, rules = facts("theme", body="cell"), InspectionRules()
    friday = date(2026, 11, 20)
    found = stand(case, [step("decide", friday)], rules, WORKING, friday)
    assert (found.next, found.next_by) == (CaseStepKind.OPEN, date(2026, 11, 26))  # the 24th is a day off
    assert stand(case, [], rules, WORKING, friday).next_by == case.due_on
    concluded = [step(kind, friday) for kind in ("decide", "open", "conclude")]
    assert stand(case, concluded, rules, WORKING, friday).next_by is None
    board = stand(facts("theme"), [step("decide", friday)], rules, WORKING, friday)
    assert (board.next, board.next_by, board.state) == (CaseStepKind.OPEN, case.due_on, CaseState.PREPARED)


def test_steps_come_in_their_order_and_none_that_is_needed_is_skipped():
    decided, opened = {CaseStepKind.DECIDE: OPENED}, {CaseStepKind.DECIDE: OPENED, CaseStepKind.OPEN: OPENED}
    concluded = opened | {CaseStepKind.CONCLUDE: OPENED}

    def ways(taken):
        return [kind.value for kind in CaseStepKind if may_follow(kind, taken)]

    assert ways({}) == ["decide"]
    assert ways(decided) == ["open"]
    assert ways(opened) == ["self", "work", "draft", "report", "conclude", "extend"]
    assert ways(opened | {CaseStepKind.WORK: OPENED}) == ["work", "draft", "report", "conclude", "extend"]
    assert ways(concluded) == ["announce"]
    assert ways(concluded | {CaseStepKind.ANNOUNCE: OPENED}) == ["archive"]


def test_periods_beyond_five_years_and_small_cells_are_warned():
    end = date(2026, 2, 28)
    assert too_far_back(date(2021, 2, 28), end, 5)
    assert not too_far_back(date(2021, 3, 1), end, 5)
    sizes = [(7, False), (7, True), (31, False), (30, False)]
    found = [fits_a_cell(kind=CaseKind.SUPERVISION, has_committee=own, members=count, most=30) for count, own in sizes]
    assert found == [False, True, True, False]
    assert fits_a_cell(kind=CaseKind.WATCH, has_committee=False, members=3, most=30)


def test_what_is_to_be_mended_is_late_after_its_day():
    row = InspectionRemedy(due_on=TODAY)
    assert [state_of(row, day) for day in (TODAY, TODAY + DAY)] == [RemedyState.OPEN, RemedyState.LATE]
    assert state_of(InspectionRemedy(due_on=TODAY, done_on=TODAY), TODAY + DAY) == RemedyState.DONE
    assert state_of(InspectionRemedy(due_on=TODAY, not_done="thiếu vốn"), TODAY + DAY) == RemedyState.NOT_DONE


def number(case, kind, on, by=None):
    return services.number_case_paper(case=case, kind=kind, on=on, today=TODAY, by=by)


def take(case, kind, on, **more):
    return services.take_case_step(case=case, kind=kind, on=on, by=None, **more)


def found(case, result):
    results = {row.pk: result for row in case.subjects.kept()}
    services.write_findings(case=case, strengths="Chấp hành nền nếp", faults="", results=results, by=None)


def opened(world, kind="theme", **more):
    case = an_inspection(world, kind, **more)
    number(case, CaseStepKind.DECIDE, date(2026, 10, 1))
    take(case, "open", date(2026, 10, 12))
    return InspectionCase.objects.get(pk=case.pk)


def told(world, case, day=TODAY):
    [one] = cases_told(InspectionCase.objects.filter(pk=case.pk), world.commune.pk, day)
    return one


def test_a_case_goes_from_its_decision_to_the_archive(world):
    case = opened(world)
    assert case.code == "KT-01/2026-UBKT"
    with pytest.raises(RuleError, match=r"."):
        number(case, CaseStepKind.CONCLUDE, date(2026, 10, 20))  # nothing is written of the subjects
    found(case, "good")
    with pytest.raises(RuleError) as error:
        number(case, CaseStepKind.CONCLUDE, date(2026, 9, 30))  # before the decision
    assert error.value.field == "on"
    notice = number(case, CaseStepKind.CONCLUDE, date(2026, 10, 20))
    assert number(case, CaseStepKind.CONCLUDE, date(2026, 10, 20)) == notice
    take(case, "announce", date(2026, 10, 22))
    take(case, "archive", date(2026, 11, 2))
    decision = PaperNumber.objects.get(paper__inspection_decision=case)
    assert [decision.text, notice.text] == ["01-QĐ/UBKTĐU", "01-TB/UBKTĐU"]
    assert told(world, case).stand.state == CaseState.CLOSED
    said = str(notice.content)
    assert "01-QĐ/UBKTĐU" in said
    assert "Bổ sung sổ" in said
    assert world.members[1].full_name not in notice.subject
    with pytest.raises(RuleError):
        services.add_remedy(case=case, text="x", owner="y", due_on=TODAY, by=None)
    with pytest.raises(RuleError):
        found(case, "faults")


def test_a_step_out_of_turn_and_too_long_an_extension_are_refused_and_the_last_step_can_be_struck(world):
    case = opened(world)
    with pytest.raises(RuleError):
        take(case, "announce", date(2026, 10, 20))
    with pytest.raises(RuleError):
        take(case, "self", date(2026, 10, 11))
    for day in (date(2026, 11, 11), date(2026, 11, 22)):  # the limit itself, and a day beyond a third of it
        with pytest.raises(RuleError) as error:
            take(case, "extend", date(2026, 10, 20), due_on=day)
        assert error.value.field == "due_on"
    last = take(case, "extend", date(2026, 10, 20), due_on=date(2026, 11, 21))
    assert told(world, case).stand.due_on == date(2026, 11, 21)
    with pytest.raises(RuleError):
        services.strike_case_step(step=case.steps.first(), by=None)
    services.strike_case_step(step=last, by=None)
    assert told(world, case).stand.due_on == date(2026, 11, 11)
    services.strike_case_step(step=case.steps.get(kind="open"), by=None)
    services.strike_case_step(step=case.steps.get(kind="decide"), by=None)
    assert [one.struck for one in PaperNumber.objects.filter(paper__inspection_decision=case)] == [True]
    assert number(case, CaseStepKind.DECIDE, date(2026, 10, 2)).text == "02-QĐ/UBKTĐU"


def test_nobody_inspects_themselves_and_who_has_gone_can_be_a_subject(world):
    case = an_inspection(world)
    subject, inspector, other = world.members[1], world.members[2], world.members[3]
    with pytest.raises(RuleError) as error:
        services.name_team_member(case=case, member=subject, leads=False, by=None)
    assert error.value.field == "name"
    with pytest.raises(RuleError):
        services.add_subject(case=case, member=inspector, by=None)
    happen(other, EventKind.LEAVE, date(2026, 9, 1))
    assert services.add_subject(case=case, member=other, by=None).member == other


def test_the_board_and_the_committee_settle_complaints_and_receipts_have_a_day(world):
    about = {"title": "x", "content": "other", "since": TODAY, "last_day": TODAY, "due_on": TODAY, "added": True}
    plan = services.start_programme(commune=world.commune, body="cell", cell=world.cell, year=2026, by=None)
    with pytest.raises(RuleError) as error:
        services.plan_case(programme=plan, kind="complaint", today=TODAY, by=None, received_on=TODAY, **about)
    assert error.value.field == "kind"
    with pytest.raises(RuleError) as error:
        services.plan_case(programme=plan, kind="denunciation", today=TODAY, by=None, received_on=None, **about)
    assert error.value.field == "received_on"
    about["received_on"] = date(2026, 10, 1)
    case = services.plan_case(programme=plan, kind="denunciation", today=TODAY, by=None, cell=world.cell, **about)
    with pytest.raises(RuleError, match="ngày nhận đơn"):
        number(case, CaseStepKind.DECIDE, date(2026, 9, 30))
    plan = as_issued(number(case, CaseStepKind.DECIDE, date(2026, 10, 1)))
    head = plan.letterhead
    assert (head.superior, head.body, plan.number) == ("Đảng bộ xã Nhà", "Chi bộ Lũng Mật", "01-KH/CB-KT")
    assert [one.name for one in plan.signatures] == ["Nông Văn An"]


def test_a_supervision_turns_into_an_inspection_that_is_counted_for_itself_and_told_to_nobody_else(world, sign_in):
    case = opened(world, "supervision")
    cell, member = case.subjects.order_by("pk")
    with pytest.raises(RuleError, match="chưa được triển khai"):  # the day before it was opened
        services.turn_case(
            case=case, subjects=[], programme=case.programme, on=date(2026, 10, 11), due_on=TODAY, today=TODAY, by=None
        )
    typed = {"subjects": "9" * 40, "programme": case.programme_id, "on": "24/11/2026", "due_on": "31/01/2027"}
    turn = reverse("oversight:turn-inspection", args=[case.pk])
    assert list(sign_in(world.inspection).post(turn, typed).context["form"].errors) == ["subjects"]
    services.write_findings(
        case=case, strengths="", faults="", results={cell.pk: "good", member.pk: "limited"}, by=None
    )
    with pytest.raises(RuleError):
        services.write_findings(case=case, strengths="", faults="", results={cell.pk: "disciplined"}, by=None)
    new = services.turn_case(
        case=case, subjects=[member], programme=case.programme, on=TODAY, due_on=date(2027, 1, 31), today=TODAY, by=None
    )
    assert (new.code, new.sensitive, new.origin) == ("DH-01/2026-UBKT", True, case)
    assert [row.member for row in new.subjects.all()] == [world.members[1]]
    services.strike_case(case=new, reason="Ghi nhầm", by=None)
    assert not case.subjects.get(pk=member.pk).result
    new = services.turn_case(
        case=case, subjects=[member], programme=case.programme, on=TODAY, due_on=date(2027, 1, 31), today=TODAY, by=None
    )
    number(case, CaseStepKind.CONCLUDE, TODAY)
    services.name_team_member(case=new, member=world.members[2], leads=True, by=None)
    decision = number(new, CaseStepKind.DECIDE, TODAY)
    cases = InspectionCase.objects.kept().filter(commune=world.commune)
    figures = figures_of(cases_told(cases, world.commune.pk, TODAY))
    assert (figures.cases, figures.concluded, figures.organisations, figures.members) == (2, 1, 1, 2)
    rows = {who: report(user=world.accounts[who], year=2026, today=TODAY) for who in ("inspection", "leader", "upper")}
    assert [len(table.rows) for table in rows.values()] == [9, 6, 6]
    assert [table.total[1].value for table in rows.values()] == [2, 1, 1]
    url = case.get_absolute_url()
    page = sign_in(world.leader).get(url).content.decode()
    assert "DH-0" not in page
    assert "chuyển kiểm tra" not in page.lower()
    assert new.get_absolute_url() in sign_in(world.inspection).get(url).content.decode()
    assert decision not in PaperNumber.objects.visible_to(world.office)
    apart = TrailEntry.objects.filter(only_for=Do.SEE_SENSITIVE)
    assert {"oversight.inspectioncase", "cells.papernumber", "oversight.inspectionsubject"} <= {
        line.subject_kind for line in apart
    }
    plain = TrailEntry.objects.filter(only_for="")
    assert not plain.filter(subject_kind="oversight.inspectioncase", subject_id=new.pk).exists()
    assert not [line for line in plain if "DH-0" in line.subject_name or "turned" in str(line.changes)]


def test_nothing_in_a_supervision_of_a_cell_tells_its_secretary_that_it_was_turned_into_an_inspection(world, sign_in):
    """Whose result is hidden has one all the same, on the page, in the form and in the sums."""
    plan = services.start_programme(commune=world.commune, body="cell", cell=world.cell, year=2026, by=None)
    about = {"title": "x", "content": "other", "since": TODAY, "last_day": TODAY, "due_on": TODAY, "added": False}
    case = services.plan_case(programme=plan, kind="watch", member=world.members[1], today=TODAY, by=None, **about)
    number(case, CaseStepKind.DECIDE, TODAY)
    take(case, "open", TODAY)
    row, days = case.subjects.get(), {"on": TODAY, "due_on": TODAY, "today": TODAY}
    services.turn_case(case=case, subjects=[row], programme=a_programme(world), by=None, **days)
    secretary, url = sign_in(world.secretary), reverse("oversight:inspection-findings", args=[case.pk])
    assert f"{row}: {CaseResult.LIMITED.label}" in secretary.get(case.get_absolute_url()).content.decode()
    assert secretary.get(url).context["form"].fields[f"result-{row.pk}"].initial == CaseResult.LIMITED
    sent = {f"result-{row.pk}": "good", "strengths": "Tốt", "form_key": "a" * 32}
    assert secretary.post(url, sent).status_code == 302
    row.refresh_from_db()
    assert row.result == CaseResult.TURNED
    totals = {who: report(user=world.accounts[who], year=2026, today=TODAY).total for who in ("leader", "inspection")}
    assert [total[10].value for total in totals.values()] == [1, 0]  # members with faults or shortcomings
    services.write_findings(case=case, strengths="", faults="", results={row.pk: "good"}, by=None)
    lines = TrailEntry.objects.filter(subject_kind="oversight.inspectionsubject", changes__has_key="result")
    assert [line.only_for for line in lines] == [Do.SEE_SENSITIVE] * 2


def test_results_are_read_by_who_reads_disciplinary_measures(world, sign_in):
    case = opened(world)
    found(case, "to-discipline")
    words = str(CaseResult.TO_DISCIPLINE.label)
    pages = {who: sign_in(world.accounts[who]).get(case.get_absolute_url()).content.decode() for who in READERS}
    assert {who: page.count(words) for who, page in pages.items()} == {
        "office": 0,
        "in_charge": 0,
        "secretary": 1,  # of the cell itself
        "leader": 2,
        "inspection": 2,
    }


def test_the_word_file_of_the_year_tells_what_its_page_does_and_sensitive_blocks_to_who_may_know(world, sign_in):
    for kind, result in (("theme", "faults"), ("signs", "faults"), ("supervision", "limited")):
        case = opened(world, kind, title=kind)
        found(case, result)
    services.close_remedy(remedy=case.remedies.get(), done_on=TODAY, outcome="đã sửa", by=None)
    papers = {}
    for who in ("inspection", "leader"):
        answer = sign_in(world.accounts[who]).get(reverse("reports:inspection"), {"year": 2026, "as": "docx"})
        [grid] = [table for table in docx.Document(BytesIO(answer.content)).tables if len(table.columns) == 4]
        papers[who] = [tuple(cell.text for cell in row.cells) for row in grid.rows][1:]
        page = report(user=world.accounts[who], year=2026, today=TODAY).total
        cases = [int(row[1]) for row in papers[who] if row[0].endswith(("số cuộc", "số vụ"))]
        told = dict(row[:2] for row in papers[who])
        assert sum(cases) == page[1].value
        assert [told["G. Việc phải khắc phục"], told["Đã khắc phục"]] == [str(figure.value) for figure in page[-2:]]
    assert papers["leader"][:6] == [
        ("A. Kiểm tra: số cuộc", "1", "0", "–"),
        ("Tổ chức đảng", "1", "0", "–"),
        ("Đảng viên", "1", "0", "–"),
        ("Thực hiện tốt (tổ chức đảng và đảng viên)", "0", "0", "–"),
        ("Có khuyết điểm, vi phạm chưa đến mức kỷ luật", "2", "0", "–"),
        ("Phải thi hành hoặc đã thi hành kỷ luật", "0", "0", "–"),
    ]
    letters = {who: {row[0][0] for row in rows if row[0][1:2] == "."} for who, rows in papers.items()}
    assert letters == {"inspection": set("ABCDEFGHIJ"), "leader": set("ACDGIJ")}
    assert [[row[1] for row in papers[who][-6:]] for who in ("inspection", "leader")] == [
        ["3", "2", "3", "0", "0", "0"],  # papers of the year, members inspected, planned, concluded, added, concluded
        ["2", "1", "2", "0", "0", "0"],
    ]


def test_who_is_named_reads_a_sensitive_case_and_does_not_change_it(world, sign_in):
    case = an_inspection(world, "signs", title="Vụ việc A")
    url, edit = case.get_absolute_url(), reverse("oversight:edit-inspection", args=[case.pk])
    everybody = ("office", "leader", "in_charge", "secretary", "inspection", "admin", "upper", "outsider")
    seen = [who for who in everybody if sign_in(world.accounts[who]).get(url).status_code == 200]
    assert seen == ["inspection"]
    named = {"account": world.leader, "because": "QĐ 12", "since": TODAY, "today": TODAY}
    structure.entrust(commune=world.commune, by=world.inspection, **named)
    leader = sign_in(world.leader)
    assert [leader.get(one).status_code for one in (url, edit)] == [200, 403]
    files = leader.get(reverse("oversight:inspection-index", args=[case.pk]))
    assert "muc-luc-ho-so-dh-012026-ubkt" in files.headers["Content-Disposition"]
    assert TrailEntry.objects.filter(action="exported").latest("pk").only_for == Do.SEE_SENSITIVE
    assert "DH-01" in sign_in(world.inspection).get(reverse("oversight:inspections")).content.decode()
    assert "DH-01" not in sign_in(world.office).get(reverse("oversight:inspections")).content.decode()


def test_who_is_named_and_reads_no_other_cases_finds_those_entrusted_and_no_others(world, sign_in):
    """Also those of another year; the level above reads no inspections otherwise."""
    an_inspection(world, "signs", title="Vụ việc A")
    an_inspection(world, title="Chuyên đề B")
    url = reverse("oversight:inspections")
    assert sign_in(world.upper).get(url).status_code == 403
    named = {"account": world.upper, "because": "QĐ 12", "since": TODAY, "today": TODAY}
    structure.entrust(commune=world.commune, by=world.inspection, **named)
    reader = sign_in(world.upper)
    page = reader.get(url)
    assert [one.case.code for one in page.context["rows"]] == ["DH-01/2026-UBKT"]
    assert (page.context["programmes"], page.context["cells"]) == ([], [])
    assert f'href="{url}"' in reader.get(reverse("oversight:discipline")).content.decode()
    QuerySet(InspectionProgramme).update(year=2025)
    assert [one.case.code for one in reader.get(url, {"year": 2025}).context["rows"]] == ["DH-01/2025-UBKT"]


@pytest.mark.parametrize("struck", [False, True])
def test_two_records_that_are_subject_and_inspector_of_one_case_do_not_become_one(struck, world):
    """Who merges them reads only whom to ask: the case may be sensitive."""
    case = an_inspection(world, "signs", title="Vụ việc A")
    twin, inspector = world.members[1], world.members[2]
    join = {"kept": inspector, "other": twin, "taken": set(), "life": LifeOf.KEPT, "reason": "Trùng"}
    if struck:
        services.drop_team_member(row=case.team.get(), by=None)
        assert people.merge(**join, by=world.office).kept == inspector
        return
    with pytest.raises(RuleError, match="hãy hỏi Ủy ban Kiểm tra") as error:
        people.merge(**join, by=world.office)
    assert "DH-01" not in str(error.value)
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_a_name_in_the_title_of_a_sensitive_case_is_asked_about(world, sign_in):
    url = reverse("oversight:add-inspection", args=[a_programme(world).pk])
    sent = {"kind": "signs", "title": f"Vi phạm của {world.members[1].full_name}", "content": "other"}
    sent |= {"since": "1/1/2025", "last_day": "30/6/2026", "due_on": "20/12/2026"}
    board = sign_in(world.inspection)
    page = board.post(url, sent | {"form_key": "a" * 32})
    turned = board.post(url, sent | {"kind": "theme", "since": "1/7/2026", "form_key": "d" * 32})
    assert [list(one.context["form"].errors) for one in (page, turned)] == [["title"], ["last_day"]]
    assert not InspectionCase.objects.exists()
    assert board.post(url, sent | {"sure": "on", "form_key": "b" * 32}).status_code == 302
    plain = sent | {"kind": "theme", "form_key": "c" * 32}
    assert board.post(url, plain).status_code == 302  # only sensitive cases ask
    assert [case.code for case in InspectionCase.objects.order_by("pk")] == ["DH-01/2026-UBKT", "KT-01/2026-UBKT"]


def test_a_secretary_keeps_the_plan_of_the_own_cell_and_reads_what_is_about_it(world, sign_in):
    by_board = an_inspection(world)
    plan = services.start_programme(commune=world.commune, body="cell", cell=world.cell, year=2026, by=None)
    url = reverse("oversight:add-inspection", args=[plan.pk])
    secretary = sign_in(world.secretary)
    sent = {"kind": "watch", "title": "Giám sát đảng viên", "content": "example", "since": "1/1/2026"}
    sent |= {"last_day": "30/11/2026", "due_on": "20/12/2026", "form_key": "a" * 32}
    assert secretary.post(url, sent).status_code == 302
    own = InspectionCase.objects.get(kind="watch")
    assert own.code == f"GSTX-01/2026-{world.cell}"
    subject = reverse("oversight:add-inspection-subject", args=[own.pk])
    secretary.post(subject, {"name": world.members[1].full_name, "form_key": "b" * 32})
    assert [str(row) for row in own.subjects.all()] == [world.members[1].full_name]
    stranger = secretary.post(subject, {"name": world.other_members[1].full_name, "form_key": "c" * 32})
    assert stranger.status_code == 200
    answers = [secretary.get(reverse(f"oversight:{word}", args=[by_board.pk])) for word in ("inspection", "add-remedy")]
    assert [one.status_code for one in answers] == [200, 403]
    assert number(own, CaseStepKind.DECIDE, TODAY).text.endswith("-KH/CB")


def test_the_dossier_has_the_papers_of_its_checklist_and_says_why_one_is_not_asked_for(world):
    services.keep_checklist(
        commune=world.commune, kind="theme", body="board", since=TODAY, papers="Tờ trình\nQuyết định", by=None
    )
    assert papers_for(world.commune, "theme", "board", TODAY) == ["Tờ trình", "Quyết định"]
    assert len(papers_for(world.commune, "theme", "board", TODAY - DAY)) == 13
    assert papers_for(world.commune, "signs", "board", TODAY)[0] == "Báo cáo về dấu hiệu vi phạm"
    case = an_inspection(world)
    first, second = case.items.all()
    gone = {"state": ItemState.NOT_APPLICABLE, "number": "", "on": None, "reason": ""}
    with pytest.raises(RuleError) as error:
        services.mark_items(case=case, items={second.pk: gone}, by=None)
    assert error.value.field == f"item-{second.pk}-reason"
    here = {"state": ItemState.HAVE, "number": "03-TTr", "on": TODAY, "reason": ""}
    services.mark_items(case=case, items={first.pk: here, second.pk: gone | {"reason": "có kế hoạch"}}, by=None)
    assert [(row.state, row.reason) for row in case.items.all()] == [("have", ""), ("not_applicable", "có kế hoạch")]


def test_nothing_is_due_or_mended_before_the_case_began(world):
    case = opened(world)
    eve, remedy = date(2026, 9, 30), case.remedies.get()
    for service, about in (
        (services.add_remedy, {"case": case, "text": "x", "owner": "y", "due_on": eve}),
        (services.close_remedy, {"remedy": remedy, "done_on": eve, "outcome": "xong"}),
    ):
        with pytest.raises(RuleError, match="ngày 01/10/2026"):
            service(**about, by=None)
    services.add_remedy(case=case, text="x", owner="y", due_on=eve + DAY, by=None)
    assert services.close_remedy(remedy=remedy, done_on=eve + DAY, outcome="xong", by=None).done_on


def test_the_dossier_is_marked_row_by_row_and_a_row_opens_where_something_is_missing(world, sign_in):
    case, board = an_inspection(world), sign_in(world.inspection)
    url, (first, second, *_rest) = reverse("oversight:inspection-items", args=[case.pk]), case.items.all()
    assert "<details open" not in board.get(url).content.decode()
    sent = {f"item-{row.pk}-state": row.state for row in case.items.all()}
    sent |= {f"item-{first.pk}-state": "have", f"item-{first.pk}-number": "03-TTr"}
    page = board.post(url, sent | {f"item-{second.pk}-state": "not_applicable", "form_key": "a" * 32}).content.decode()
    assert page.count("<details open") == 1
    assert f'id="id_item-{second.pk}-reason_error"' in page
    assert board.post(url, sent | {"form_key": "b" * 32}).headers["Location"] == case.get_absolute_url()
    assert [(row.state, row.number) for row in case.items.all()[:2]] == [("have", "03-TTr"), ("missing", "")]


def test_home_tells_what_is_late_by_its_code_to_who_may_know(world):
    plain, apart = an_inspection(world), an_inspection(world, "signs", due_on=date(2026, 11, 1))
    for case in (plain, apart):
        row = case.remedies.get()
        row.due_on = TODAY - DAY
        row.save()

    def needs(who):
        found = [one for one in needs_of(world.accounts[who], TODAY) if one.key in ("inspections", "sensitive")]
        return [need.text.split(":")[0] for group in found for need in group.needs]

    assert needs("leader") == ["KT-01/2026-UBKT"]
    assert needs("inspection") == ["KT-01/2026-UBKT", "DH-01/2026-UBKT", "DH-01/2026-UBKT"]
    assert needs("upper") == []
    told = " ".join(need.text for group in needs_of(world.inspection, TODAY) for need in group.needs)
    assert told.count("Chi ủy") == 1, "who mends what follows from a sensitive case may be a name"
    remedy = plain.remedies.get()
    with pytest.raises(RuleError):
        services.close_remedy(remedy=remedy, done_on=TODAY, by=None)
    services.close_remedy(remedy=remedy, done_on=TODAY, outcome="đã bổ sung", by=None)
    assert needs("leader") == []
    named = {"account": world.leader, "because": "QĐ 12", "since": TODAY, "today": TODAY}
    structure.entrust(commune=world.commune, by=world.inspection, **named)
    leader = type(world.leader).objects.get(pk=world.leader.pk)
    sheet = [figure.value for table in morning_of(leader, TODAY).tables for row in table.rows for figure in row]
    assert any(group.key == "sensitive" for group in needs_of(leader, TODAY))
    assert not [value for value in sheet if "nhạy cảm" in str(value) or "DH-01" in str(value)], "others read it too"


def test_a_cell_is_reached_once_a_case_about_it_was_opened(world):
    cells = [world.cell, world.other_cell]
    case = an_inspection(world)
    since = date(2026, 1, 1)
    assert cells_not_touched(world.commune, since, TODAY) == (cells, cells)
    number(case, CaseStepKind.DECIDE, date(2026, 10, 1))
    take(case, "open", date(2026, 10, 12))
    assert cells_not_touched(world.commune, since, TODAY) == (cells, [world.other_cell])
    assert cells_not_touched(world.commune, date(2026, 10, 13), TODAY) == (cells, cells)


def test_rules_of_the_day_of_the_decision_count(world):
    publish(InspectionRules, world.commune, date(2026, 10, 2), inspection_days=10)
    assert told(world, opened(world)).stand.due_on == date(2026, 11, 11)


def test_cases_are_read_in_the_same_number_of_queries_however_many(world, django_assert_num_queries):
    for _number in range(3):
        an_inspection(world)
    with django_assert_num_queries(5):
        assert len(cases_told(InspectionCase.objects.all(), world.commune.pk, TODAY)) == 3
    assert InspectionSubject.objects.count() == 6
