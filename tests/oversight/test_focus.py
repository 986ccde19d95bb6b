"""Tasks of the Committee: how they stand on a day, who reports and who accepts, what a period brought."""

import io
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db.models import QuerySet
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from common.errors import RuleError
from common.periods import Span, parse
from common.workdays import WorkCalendar
from members import services as people
from oversight import services
from oversight.enums import FocusState, FocusStepKind, Rhythm
from oversight.models import FocusPeriod, FocusTask
from oversight.queries import figures_of_period, told
from oversight.queries.focus import sum_of
from oversight.rules.focus import Counts, counts, course, due_of, report_days
from reports.needs import needs_of
from tests.addresses import a_focus_task, an_agency
from tests.common.test_stale import main_form
from tests.world import TODAY

GIVEN, DUE = date(2026, 10, 1), date(2026, 10, 31)


def task(**facts):
    return SimpleNamespace(**({"given_on": GIVEN, "due_on": DUE, "every": "", "every_day": None} | facts))


def step(kind, on, **facts):
    return SimpleNamespace(**({"kind": kind, "on": on, "due_on": None, "answers_on": None} | facts))


REPORT, BACK = step(FocusStepKind.REPORT, date(2026, 10, 20)), step(FocusStepKind.RETURN, date(2026, 10, 22))
ACCEPT, DROP = step(FocusStepKind.ACCEPT, date(2026, 10, 25)), step(FocusStepKind.DROP, date(2026, 10, 25))
LATER = step(FocusStepKind.POSTPONE, date(2026, 10, 15), due_on=date(2026, 11, 30))


@pytest.mark.parametrize(
    ("steps", "day", "state"),
    [
        ([], DUE, FocusState.OPEN),
        ([], DUE + timedelta(days=1), FocusState.LATE),
        ([LATER], date(2026, 11, 30), FocusState.OPEN),
        ([LATER], date(2026, 12, 1), FocusState.LATE),
        ([LATER], date(2026, 10, 14), FocusState.OPEN),
        ([REPORT], date(2026, 10, 19), FocusState.OPEN),
        ([REPORT], date(2026, 10, 20), FocusState.REPORTED),
        ([REPORT], date(2026, 12, 1), FocusState.REPORTED),
        ([REPORT, BACK], date(2026, 10, 22), FocusState.OPEN),
        ([REPORT, BACK], date(2026, 11, 1), FocusState.LATE),
        ([REPORT, ACCEPT], date(2026, 10, 24), FocusState.REPORTED),
        ([REPORT, ACCEPT], date(2026, 10, 25), FocusState.DONE),
        ([DROP], date(2026, 12, 1), FocusState.DROPPED),
    ],
)
def test_a_task_stands_as_its_steps_and_its_due_day_say(steps, day, state):
    assert course(task(), steps, day).state == state


def test_what_was_given_back_is_not_reported_any_more():
    told = [course(task(), steps, date(2026, 10, 22)).reported_on for steps in ([], [REPORT], [REPORT, BACK])]
    assert told == [None, REPORT.on, None]


def test_a_task_without_a_due_day_is_never_late():
    assert course(task(due_on=None), [], date(2036, 1, 1)).state == FocusState.NO_DUE


@pytest.mark.parametrize(
    ("every", "day", "due", "days"),
    [
        (Rhythm.MONTH, 23, None, [date(2026, 10, 23), date(2026, 11, 23), date(2026, 12, 23)]),
        (Rhythm.MONTH, 1, None, [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]),
        (Rhythm.MONTH, 31, None, [date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)]),
        (Rhythm.MONTH, 23, date(2026, 11, 23), [date(2026, 10, 23), date(2026, 11, 23)]),
        (Rhythm.MONTH, 23, date(2026, 11, 22), [date(2026, 10, 23)]),
        (Rhythm.QUARTER, 5, None, [date(2026, 10, 5)]),
    ],
)
def test_regular_reports_are_asked_for_on_their_day_while_the_task_lasts(every, day, due, days):
    assert report_days(task(every=every, every_day=day, due_on=due), [], date(2026, 12, 31)) == days


def test_the_day_up_to_which_reports_are_asked_for_is_one_of_them():
    first = task(every=Rhythm.MONTH, every_day=1, due_on=None)
    assert report_days(first, [], date(2026, 11, 1)) == [date(2026, 10, 1), date(2026, 11, 1)]
    assert report_days(first, [], date(2026, 10, 31)) == [date(2026, 10, 1)]


@pytest.mark.parametrize(
    ("on", "asked"),
    [
        (date(2026, 10, 31), [(10, 23), (11, 23), (12, 23)]),  # put off in time: it goes on being told
        (date(2026, 11, 23), [(10, 23), (11, 23), (12, 23)]),
        (date(2026, 11, 24), [(10, 23), (12, 23)]),  # on the 23rd it was over due, and no report was asked for
    ],
)
def test_reports_are_asked_for_up_to_the_day_to_which_a_task_was_put_off_by_then(on, asked):
    later = step(FocusStepKind.POSTPONE, on, due_on=date(2026, 12, 23))
    monthly = task(every=Rhythm.MONTH, every_day=23)
    assert report_days(monthly, [later], date(2027, 3, 1)) == [date(2026, *day) for day in asked]
    assert course(monthly, [later], date(2026, 12, 24)).missed == [date(2026, *day) for day in asked]
    assert course(monthly, [later], date(2026, 12, 23)).next_report == date(2026, 12, 23)


def test_a_regular_report_is_missed_from_the_day_after():
    monthly = task(every=Rhythm.MONTH, every_day=23, due_on=None)
    answer = step(FocusStepKind.INTERIM, date(2026, 10, 22), answers_on=date(2026, 10, 23))
    on_the_day, after = (course(monthly, [], date(2026, 10, day)) for day in (23, 24))
    assert (on_the_day.missed, on_the_day.next_report) == ([], date(2026, 10, 23))
    assert (after.missed, after.next_report) == ([date(2026, 10, 23)], date(2026, 11, 23))
    answered = course(monthly, [answer], date(2026, 10, 24))
    assert (answered.missed, answered.next_report) == ([], date(2026, 11, 23))
    ended = course(monthly, [DROP], date(2026, 11, 24))
    assert (ended.missed, ended.next_report) == ([], None)


def test_a_task_is_due_ten_days_after_it_is_given_or_on_the_next_working_day():
    working = WorkCalendar.of([(date(2026, 11, 30), True, "nghỉ", "TB"), (date(2026, 11, 14), False, "bù", "TB")])
    due = {given: due_of(date(2026, 11, given), 10, working).day for given in (2, 4, 5, 18, 19)}
    assert due == {2: 12, 4: 14, 5: 16, 18: 1, 19: 1}  # on the 14th there is work, on the 30th none
    assert due_of(date(2026, 7, 2), 10, working) == date(2026, 7, 13)  # domain 33, case 24: the 12th is a Sunday


NOTHING = Counts()
ONE = Counts(total=1)


@pytest.mark.parametrize(
    ("steps", "since", "last_day", "found"),
    [
        ([], date(2026, 9, 1), date(2026, 9, 30), NOTHING),
        ([], date(2026, 10, 1), date(2026, 10, 31), replace(ONE, added=1, open=1)),
        ([], date(2026, 10, 2), date(2026, 11, 1), replace(ONE, open=1, late=1, new_late=1)),
        ([], date(2026, 11, 1), date(2026, 11, 30), replace(ONE, open=1, late=1, new_late=1)),
        ([], date(2026, 11, 2), date(2026, 11, 30), replace(ONE, open=1, late=1)),
        ([REPORT], date(2026, 11, 1), date(2026, 11, 30), replace(ONE, open=1, reported=1)),
        ([REPORT, ACCEPT], date(2026, 10, 25), date(2026, 10, 25), replace(ONE, done=1, on_time=1)),
        ([REPORT, ACCEPT], date(2026, 10, 26), date(2026, 10, 31), NOTHING),
        ([REPORT, ACCEPT], date(2026, 10, 1), date(2026, 10, 24), replace(ONE, added=1, open=1, reported=1)),
        ([DROP], date(2026, 10, 1), date(2026, 10, 31), replace(ONE, added=1, dropped=1)),
    ],
)
def test_a_period_counts_a_task_once_by_what_became_of_it(steps, since, last_day, found):
    assert counts(task(), steps, since, last_day) == found


@pytest.mark.parametrize(
    ("due", "reported", "kept"),
    [
        (15, 15, {"on_time": 1}),
        (15, 16, {"done_late": 1}),
        (None, 16, {}),  # outside the rate of what is on time
    ],
)
def test_a_task_is_done_on_time_by_the_day_of_its_report_not_of_its_acceptance(due, reported, kept):
    """Domain 33, case 23."""
    one = task(due_on=due and date(2026, 11, due))
    steps = [step(FocusStepKind.REPORT, date(2026, 11, reported)), step(FocusStepKind.ACCEPT, date(2026, 11, 20))]
    assert counts(one, steps, date(2026, 11, 1), date(2026, 11, 30)) == replace(ONE, done=1, **kept)


def test_a_task_without_a_due_day_is_counted_apart():
    found = counts(task(due_on=None), [], date(2026, 11, 1), date(2026, 11, 30))
    assert found == replace(ONE, open=1, no_due=1)


DAYS = some.integers(0, 60).map(lambda count: GIVEN + timedelta(days=count))


@given(
    due=some.none() | DAYS,
    turns=some.lists(some.tuples(some.sampled_from(FocusStepKind), DAYS), max_size=6),
    cut=DAYS,
)
def test_what_is_open_at_the_end_of_one_period_is_there_in_the_next(due, turns, cut):
    """In any order of steps: all of the second period = open at the end of the first + added in the second."""
    turns = sorted(turns, key=lambda turn: turn[1])
    steps = [step(kind, on, due_on=on + timedelta(days=9), answers_on=None) for kind, on in turns]
    one, last = task(due_on=due), GIVEN + timedelta(days=90)
    first, second = counts(one, steps, GIVEN, cut), counts(one, steps, cut + timedelta(days=1), last)
    for found in (first, second):
        assert found.total == found.done + found.dropped + found.open
        assert found.open >= found.late + found.reported + found.no_due
        assert found.late >= found.new_late
        assert found.done >= found.on_time + found.done_late
    assert second.total == first.open + second.added


def rows_of(answer):
    """What stands in the Excel file of an answer."""
    return [list(row) for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)]


def steps_of(one):
    return list(one.steps.values_list("kind", "on"))


def test_a_unit_reports_and_the_office_accepts(world, sign_in):
    one = a_focus_task(world)
    secretary, office = sign_in(world.secretary), sign_in(world.office)
    url = reverse("oversight:focus-step", args=[one.pk, "report"])
    done = {"text": "Đã xong 2 km", "document_no": "", "on": "20/11/2026"}
    assert secretary.post(url, done).status_code == 302
    assert secretary.post(reverse("oversight:focus-step", args=[one.pk, "accept"]), done).status_code == 403
    page = office.get(one.get_absolute_url()).content.decode()
    assert "Chấp nhận đã xong" in page
    accept = reverse("oversight:focus-step", args=[one.pk, "accept"])
    assert office.post(accept, done | {"on": "24/11/2026"}).status_code == 302
    assert steps_of(one) == [("report", date(2026, 11, 20)), ("accept", TODAY)]
    assert told(FocusTask.objects.all(), TODAY)[0].course.state == FocusState.DONE


@pytest.mark.parametrize(
    ("steps", "kind", "facts", "said"),
    [
        ([], "accept", {}, "chưa báo cáo"),
        ([], "return", {}, "chưa báo cáo"),
        (["report"], "report", {}, "đã báo cáo"),
        (["report", "accept"], "progress", {}, "đã kết thúc"),
        (["drop"], "report", {}, "đã kết thúc"),
        ([], "postpone", {"due_on": TODAY + timedelta(days=20)}, "muộn hơn"),
        ([], "postpone", {"due_on": None}, "muộn hơn"),
        ([], "progress", {"on": date(2026, 10, 25)}, "không được trước"),
        (["report"], "progress", {"on": TODAY - timedelta(days=1)}, "không được trước"),
        ([], "interim", {"answers_on": TODAY}, "Không có báo cáo"),
    ],
)
def test_steps_out_of_turn_are_refused_with_a_sentence(steps, kind, facts, said, world):
    one = a_focus_task(world)  # given on 26/10/2026, due on 14/12/2026
    about = {"task": one, "text": "Nội dung", "by": world.office}
    for before in steps:
        services.take_step(**about, kind=before, on=TODAY)
    with pytest.raises(RuleError, match=said):
        services.take_step(**about, **({"kind": kind, "on": TODAY} | facts))


def test_days_on_the_edge_are_taken(world):
    one = a_focus_task(world)
    about = {"task": one, "text": "Nội dung", "by": world.office}
    services.take_step(**about, kind="progress", on=one.given_on)
    services.take_step(**about, kind="postpone", on=TODAY, due_on=one.due_on + timedelta(days=1))
    [now] = told(FocusTask.objects.all(), TODAY)
    assert now.course.due_on == one.due_on + timedelta(days=1)


def test_once_steps_are_recorded_the_first_due_day_stays(world, sign_in):
    one, office = a_focus_task(world), sign_in(world.office)
    url = reverse("oversight:edit-focus-task", args=[one.pk])
    form = office.get(url).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    typed |= {name: f"{typed[name]:%d/%m/%Y}" for name in ("document_on", "given_on", "due_on")}
    assert office.post(url, typed | {"title": "Làm 3 km đường"}).status_code == 302
    services.take_step(task=one, kind="progress", on=TODAY, text="Đang làm", by=world.office)
    refused = office.post(url, typed | {"due_on": "31/12/2026"})
    assert "ghi một bước riêng" in refused.content.decode()
    one.refresh_from_db()
    assert (one.title, one.due_on) == ("Làm 3 km đường", TODAY + timedelta(days=20))


def test_what_somebody_else_changed_names_the_unit(world, sign_in):
    """A task was drawn while the cell led it; meanwhile it was given to a body of the commune."""
    one = a_focus_task(world)
    client, url = sign_in(world.office), reverse("oversight:edit-focus-task", args=[one.pk])
    sent = main_form(client.get(url))
    QuerySet(FocusTask).filter(pk=one.pk).update(cell=None, agency=an_agency(world))
    [said] = client.post(url, sent | {"title": "Làm 3 km đường"}).context["form"].non_field_errors()
    assert "“Ủy ban nhân dân xã”" in said


def test_a_body_of_the_commune_stands_on_the_list_once_whatever_its_capitals(world, sign_in):
    url = reverse("oversight:agencies")
    an_agency(world)
    refused = sign_in(world.office).post(url, {"name": "ủy ban Nhân dân XÃ", "position": "9"})
    assert "đã có trong danh sách" in refused.content.decode()
    assert sign_in(world.office).post(url, {"name": "Ủy ban nhân dân xa", "position": "9"}).status_code == 302


def test_a_body_of_the_commune_does_not_bear_the_name_of_a_cell(world):
    for name in (world.cell.name, world.other_cell.name.upper()):
        for refused in (
            lambda **facts: services.add_agency(commune=world.commune, **facts),
            lambda **facts: services.change_agency(agency=an_agency(world), **facts),
        ):
            with pytest.raises(RuleError, match="Một chi bộ đã mang tên này"):
                refused(name=name, position=9, by=None)
    assert services.add_agency(commune=world.commune, name=f"{world.cell} A", position=9, by=None).pk


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"document_no": ""}, "document_no"),
        ({"content": ""}, "content"),
        ({"lead": ""}, "lead"),
        ({"given_on": "24/10/2026", "document_on": "25/10/2026"}, "given_on"),
        ({"due_on": "25/10/2026"}, "due_on"),
        ({"every": "month"}, "every_day"),
        ({"every_day": "23"}, "every"),
        ({"every": "month", "every_day": "32"}, "every_day"),
        ({"due_on": "31/02/2027"}, "due_on"),
    ],
)
def test_what_a_task_lacks_is_said_beside_the_field(change, field, world, sign_in):
    typed = {
        **{"title": "Làm đường", "source": "plan", "document_no": "5-KH/ĐU", "document_on": "20/10/2026"},
        **{"content": "Nội dung", "lead": f"c{world.cell.pk}", "given_on": "26/10/2026", "scope": "short"},
    }
    client, url = sign_in(world.office), reverse("oversight:add-focus-task")
    refused = client.post(url, typed | change)
    assert list(refused.context["form"].errors) == [field]
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed | {"lead": f"a{an_agency(world).pk}"}).status_code == 302
    assert [str(row.unit) for row in FocusTask.objects.order_by("pk")] == ["Chi bộ Lũng Mật", "Ủy ban nhân dân xã"]


def test_a_unit_that_joins_in_reads_the_task_and_does_not_report(world, sign_in):
    joins = [{"agency": None, "cell": world.cell}, {"agency": an_agency(world), "cell": None}]
    one = a_focus_task(world, cell=world.other_cell, joining=joins)
    secretary, office = sign_in(world.secretary), sign_in(world.office)
    page = secretary.get(one.get_absolute_url())
    assert "Chi bộ Lũng Mật, Ủy ban nhân dân xã" in page.content.decode()
    assert secretary.get(reverse("oversight:focus-step", args=[one.pk, "report"])).status_code == 403
    url = reverse("oversight:edit-focus-task", args=[one.pk])
    form = office.get(url).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    typed |= {name: f"{typed[name]:%d/%m/%Y}" for name in ("document_on", "given_on", "due_on")}
    refused = office.post(url, typed | {"joining": [f"c{world.other_cell.pk}"]})
    assert list(refused.context["form"].errors) == ["joining"]
    for joining, seen in (([f"a{an_agency(world).pk}"], 404), ([f"c{world.cell.pk}"], 200)):
        assert office.post(url, typed | {"joining": joining}).status_code == 302
        assert secretary.get(one.get_absolute_url()).status_code == seen
    assert one.joined.count() == len(joins), "who leaves and comes back stays one row"


def test_a_unit_of_another_commune_cannot_lead(world, sign_in):
    typed = {
        **{"title": "Làm đường", "source": "plan", "document_no": "5-KH/ĐU", "document_on": "20/10/2026"},
        **{"content": "Nội dung", "lead": f"c{world.foreign_cell.pk}", "given_on": "26/10/2026", "scope": "short"},
    }
    refused = sign_in(world.office).post(reverse("oversight:add-focus-task"), typed)
    assert list(refused.context["form"].errors) == ["lead"]


def test_a_closed_period_stays_as_it_was_and_says_what_has_changed(world, sign_in):
    one = a_focus_task(world, due_on=date(2026, 10, 30))
    a_focus_task(world, title="Tiêm phòng", cell=None, agency=an_agency(world), due_on=None)
    october = parse("2026-10")
    period = services.close_period(commune=world.commune, period=october, today=TODAY, by=world.office)
    agency = {"total": 1, "added": 1, "done": 0, "dropped": 0, "open": 1, "late": 0, "new_late": 0, "reported": 0}
    agency |= {"on_time": 0, "done_late": 0}
    assert period.figures == [
        ["Ủy ban nhân dân xã", agency | {"no_due": 1}],
        ["Chi bộ Lũng Mật", agency | {"late": 1, "new_late": 1, "no_due": 0}],
    ]
    assert sum_of(period.figures) == agency | {"total": 2, "added": 2, "open": 2, "late": 1, "new_late": 1, "no_due": 1}
    client = sign_in(world.leader)
    said = "Hồ sơ của kỳ này đã thay đổi"
    assert said not in client.get(period.get_absolute_url()).content.decode()
    for _unit, numbers in period.figures:
        numbers.pop("on_time")  # it was closed before that was counted
    period.save()
    assert said not in client.get(period.get_absolute_url()).content.decode()
    services.strike_task(task=one, reason="Ghi nhầm", by=world.office)
    assert said in client.get(period.get_absolute_url()).content.decode()
    period.refresh_from_db()
    assert sum_of(period.figures)["total"] == 2
    sheet = rows_of(client.get(period.get_absolute_url(), {"as": "xlsx"}))
    assert ["Ủy ban nhân dân xã", 1, 1, 0, None, 0, 0, 1, 0, 0, 0, 1] in sheet


def test_figures_of_a_period_are_looked_at_before_they_are_kept_and_kept_as_they_were_shown(world, sign_in):
    a_focus_task(world, due_on=date(2026, 10, 30))
    client, url = sign_in(world.office), reverse("oversight:focus-periods")
    shown = client.post(url, {"period": "2026-10"})
    assert (FocusPeriod.objects.count(), shown.context["figures"].total[1].value) == (0, 1)
    sent = {"period": "2026-10", "shown": shown.context["form"]["shown"].value()}
    assert f'value="{sent["shown"]}"' in shown.content.decode()
    a_focus_task(world, title="Tiêm phòng", cell=None, agency=an_agency(world))
    for typed in (sent, sent | {"period": "2026-Q3"}):
        answer = client.post(url, typed)
        assert "Hãy xem lại nội dung hiện nay" in answer.content.decode()
    assert not FocusPeriod.objects.exists()
    again = sent | {"shown": client.post(url, sent).context["form"]["shown"].value()}
    assert client.post(url, again).status_code == 302
    assert sum_of(FocusPeriod.objects.get().figures)["total"] == 2
    assert "đã chốt" in client.post(url, again).content.decode()


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2026, 12, 1)])
def test_a_period_is_closed_once_it_is_over_and_once_only(day, world):
    close = {"commune": world.commune, "period": parse("2026-11"), "today": day, "by": world.office}
    if day.month == 11:
        with pytest.raises(RuleError, match="chưa kết thúc"):
            services.close_period(**close)
        return
    closed = services.close_period(**close)
    with pytest.raises(Exception, match="đã chốt"):
        services.close_period(**close)
    services.strike_period(period=closed, by=world.office)
    services.close_period(**close)
    assert FocusPeriod.objects.count() == 2


def test_the_list_counts_what_the_period_counts(world, sign_in):
    a_focus_task(world, due_on=date(2026, 11, 1))
    one = a_focus_task(world, title="Tiêm phòng", cell=None, agency=an_agency(world))
    services.take_step(task=one, kind="report", on=TODAY, text="Xong", by=world.office)
    a_focus_task(world, title="Rà soát hộ nghèo", due_on=None)
    client, url = sign_in(world.leader), reverse("oversight:focus")
    sums = sum_of(figures_of_period(commune=world.commune.pk, since=date(2026, 1, 1), last_day=TODAY))
    shown = {state: len(client.get(url, {"show": state}).context["rows"]) for state in FocusState.values}
    assert shown == {"late": 1, "open": 0, "no-due": 1, "reported": 1, "done": 0, "dropped": 0}
    assert sums == {
        **{"total": 3, "added": 3, "done": 0, "dropped": 0, "open": 3},
        **{"late": 1, "new_late": 1, "reported": 1, "no_due": 1, "on_time": 0, "done_late": 0},
    }
    titles = [row.task.title for row in client.get(url).context["rows"]]
    assert titles == ["Làm đường vào xóm", "Tiêm phòng", "Rà soát hộ nghèo"], "late first, without a due day last"
    sheet = rows_of(client.get(url, {"as": "xlsx"}))
    assert [row[1] for row in sheet if row and row[0] in (1, 2, 3)] == titles


def test_each_reads_what_waits_for_him(world):
    late = a_focus_task(world, due_on=TODAY - timedelta(days=1))
    soon = a_focus_task(world, title="Gần đến hạn", due_on=TODAY + timedelta(days=7))
    a_focus_task(world, title="Còn lâu", due_on=TODAY + timedelta(days=8))
    other = a_focus_task(world, title="Việc của xóm bên", cell=world.other_cell, due_on=TODAY - timedelta(days=3))
    done = a_focus_task(world, title="Đã báo cáo", cell=world.other_cell)
    services.take_step(task=done, kind="report", on=TODAY, text="Xong", by=world.office)

    def urls(role):
        [group] = [group for group in needs_of(world.accounts[role], TODAY) if group.key == "focus"]
        return [need.url for need in group.needs]

    assert urls("office") == [one.get_absolute_url() for one in (other, late, done)]
    assert urls("leader") == [one.get_absolute_url() for one in (other, late)]
    assert urls("secretary") == [one.get_absolute_url() for one in (late, soon)]


def test_missed_regular_reports_wait_for_the_unit_and_are_told_to_who_reads_the_task(world):
    days = {"given_on": date(2026, 9, 1), "due_on": None, "every": Rhythm.MONTH, "every_day": 23}
    own = a_focus_task(world, title="Báo cáo tháng", **days)
    a_focus_task(world, title="Không phải báo", given_on=date(2026, 9, 1), due_on=None)
    other = a_focus_task(world, title="Của cơ quan", cell=None, agency=an_agency(world), **days | {"every_day": 24})

    def told(role, day=TODAY):
        groups = [group for group in needs_of(world.accounts[role], day) if group.key == "focus"]
        return sorted((need.text, need.url) for group in groups for need in group.needs)

    interim = reverse("oversight:focus-step", args=[own.pk, "interim"])
    words = "Chi bộ Lũng Mật: Báo cáo tháng, thiếu"
    assert told("secretary") == [(f"{words} 3 kỳ báo cáo định kỳ, kỳ đầu 23/09/2026.", interim)]
    services.take_step(task=own, kind="interim", on=TODAY, text="Đạt", answers_on=date(2026, 9, 23), by=world.office)
    assert told("secretary") == [(f"{words} 2 kỳ báo cáo định kỳ, kỳ đầu 23/10/2026.", interim)]
    assert told("leader") == [
        (f"{words} 2 kỳ báo cáo định kỳ, kỳ đầu 23/10/2026.", own.get_absolute_url()),
        (
            "Ủy ban nhân dân xã: Của cơ quan, thiếu 2 kỳ báo cáo định kỳ, kỳ đầu 24/09/2026.",
            other.get_absolute_url(),
        ),
    ]  # the report of today is not missed yet
    services.take_step(task=own, kind="report", on=TODAY, text="Xong", by=world.office)
    assert told("secretary") == []


def test_the_last_step_is_struck_out_and_the_task_stands_as_before_it(world, sign_in):
    one, by = a_focus_task(world), world.office
    client = sign_in(world.secretary)
    report = services.take_step(task=one, kind="report", on=TODAY, text="Xong", by=world.secretary)
    accept = services.take_step(task=one, kind="accept", on=TODAY, text="Được", by=by)
    with pytest.raises(RuleError, match="sau cùng"):
        services.strike_step(step=report, reason="nhầm", by=by)
    place = {row.kind: reverse("oversight:strike-focus-step", args=[row.pk]) for row in (report, accept)}
    assert client.post(place["accept"], {"reason": "nhầm"}).status_code == 403  # the office accepts
    assert place["accept"] not in client.get(one.get_absolute_url()).content.decode()
    assert sign_in(by).post(place["accept"], {"reason": "chấp nhận nhầm"}).status_code == 302
    assert told(FocusTask.objects.all(), TODAY)[0].course.state == FocusState.REPORTED
    page = client.get(one.get_absolute_url()).content.decode()
    assert (place["report"] in page, "chấp nhận nhầm" in page) == (True, True)
    assert client.post(place["report"], {"reason": "báo nhầm việc"}).status_code == 302
    assert list(one.steps.values_list("kind", "struck", "account")) == [
        ("report", True, world.secretary.pk),
        ("accept", True, by.pk),
    ]
    services.take_step(task=one, kind="report", on=TODAY, text="Xong thật", by=by)
    services.take_step(task=one, kind="accept", on=TODAY, text="Được", by=by)
    with pytest.raises(RuleError):
        services.strike_step(step=accept, reason="nhầm", by=by)  # it is struck out already


def test_what_a_cell_had_to_do_passes_to_the_cell_that_takes_over(world):
    one, done = a_focus_task(world), a_focus_task(world, title="Đã xong")
    services.take_step(task=done, kind="drop", on=TODAY, text="Thôi", by=world.office)
    people.end_cell(cell=world.cell, state="merged", on=TODAY, move_to=world.other_cell, by=world.office)
    assert {row.title: row.cell for row in FocusTask.objects.all()} == {
        one.title: world.other_cell,
        done.title: world.cell,
    }


def test_a_cell_that_has_ended_gets_no_task_and_raises_no_difficulty(world):
    cell = world.other_cell
    people.end_cell(cell=cell, state="merged", on=TODAY, move_to=world.cell, by=world.office)
    difficulty = {"raised_on": TODAY - timedelta(days=1), "text": "Dột", "owner": "UBND", "due_on": TODAY}
    for act in (
        lambda: a_focus_task(world, cell=cell),
        lambda: a_focus_task(world, joining=[{"agency": None, "cell": cell}]),
        lambda: services.raise_difficulty(cell=cell, by=world.office, **difficulty),
    ):
        with pytest.raises(RuleError, match="đã kết thúc hoạt động: hãy chọn chi bộ tiếp nhận"):
            act()


def test_spans_and_periods_are_closed_alike(world):
    span = Span(date(2026, 10, 1), date(2026, 10, 31))
    closed = services.close_period(commune=world.commune, period=span, today=TODAY, by=world.office)
    assert (closed.since, closed.last_day, closed.figures) == (span.since, span.last_day, [])
