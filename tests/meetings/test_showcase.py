"""Model meetings: hosts, invitations, who came, opinions, who took it up, reviews; all cell committees read them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import services as structure
from cells.enums import CellState
from common.errors import REFUSALS, RuleError
from meetings import services
from meetings.models import InvitedCell, ModelMeeting, ReviewingCell, Uptake
from meetings.queries.showcase import Response, groups, responses
from tests.world import LONG_AGO, TODAY, record, show

HELD = date(2026, 8, 3)


def a_cell(world, name, since=LONG_AGO):
    return structure.found_cell(commune=world.commune, name=f"Chi bộ {name}", founded_on=since, by=None)


def came(world, invited, **facts):
    facts = {"came": True, "number": 2, "names": "Chi ủy"} | facts
    return services.record_who_came(
        model_meeting=invited.model_meeting, changes={invited.pk: facts}, today=TODAY, by=world.office
    )


def refused(field, service, **facts):
    with pytest.raises(REFUSALS) as error:
        service(**facts)
    named = [*error.value.error_dict] if isinstance(error.value, ValidationError) else [error.value.field]
    assert named == [field]


def test_all_cells_at_work_on_the_day_are_invited_once_and_the_host_is_not(world):
    a_cell(world, "Mới", since=HELD)
    a_cell(world, "Sau", since=HELD + timedelta(days=1))
    closed = a_cell(world, "Nghỉ")
    structure.change_cell_status(cell=closed, state=CellState.DISSOLVED, on=HELD, by=None)
    facts = {"model_meeting": world.model_meeting, "by": world.office}
    assert [row.cell.name for row in services.invite_all(**facts)] == ["Chi bộ Mới"]
    assert services.invite_all(**facts) == []
    names = set(InvitedCell.objects.values_list("cell__name", flat=True))
    assert names == {"Chi bộ Pác Tao", "Chi bộ Mới"}  # not the host, not a cell of later, closed or of another commune


def test_a_host_works_in_the_commune_on_a_day_of_the_programme(world):
    facts = {"kind": "regular", "theme": "x", "programme": world.programme, "by": world.office}
    plan = services.plan_model_meeting
    refused("on", plan, cell=world.other_cell, on=date(2025, 12, 31), **facts)
    assert plan(cell=world.other_cell, on=date(2026, 1, 1), **facts).pk
    refused("cell", plan, cell=world.foreign_cell, on=HELD, **facts)
    refused("cell", plan, cell=a_cell(world, "Mới", since=HELD), on=HELD - timedelta(days=1), **facts)
    with pytest.raises(ValidationError):
        plan(cell=world.cell, on=HELD, **facts)
    with pytest.raises(ValidationError):
        plan(cell=world.cell, on=HELD, **facts | {"kind": "congress"})


def test_what_belongs_to_a_programme_stays_within_its_days(world):
    change = {"programme": world.programme, "by": world.office}
    refused("since", services.change_programme, since=HELD + timedelta(days=1), **change)
    refused("until", services.change_programme, until=HELD, **change)
    ended = services.change_programme(since=HELD, until=HELD + timedelta(days=1), **change)
    assert (ended.since, ended.until) == (HELD, date(2026, 8, 4))


def test_who_came_is_unknown_until_said_and_only_of_those_who_came_is_told_who(world):
    assert responses([world.model_meeting]) == {world.model_meeting.pk: Response(1, 0, 1, 1)}
    came(world, world.invited_cell)
    assert responses([world.model_meeting]) == {world.model_meeting.pk: Response(1, 1, 0, 1)}
    with pytest.raises(ValidationError):
        came(world, world.invited_cell, came=False)
    came(world, world.invited_cell, came=False, number=None, names="")
    assert responses([world.model_meeting]) == {world.model_meeting.pk: Response(1, 0, 0, 1)}
    assert groups(world.model_meeting) == {
        "host": [world.cell.pk],
        "came": [],
        "absent": [world.other_cell.pk],
        "not_said": [],
    }


def test_nobody_came_before_the_day_or_to_what_was_called_off(world):
    tomorrow = show(world.programme, world.cell, TODAY + timedelta(days=1), by=world.office)
    services.invite_all(model_meeting=tomorrow, by=world.office)
    refused(None, came, world=world, invited=tomorrow.invited_cells.get())
    facts = {"model_meeting": tomorrow, "by": world.office}
    services.change_model_meeting(on=TODAY, **facts)
    services.change_model_meeting(struck=True, **facts)
    refused(None, came, world=world, invited=tomorrow.invited_cells.get())
    refused(None, services.invite_all, **facts)
    services.change_model_meeting(struck=False, **facts)
    came(world, tomorrow.invited_cells.get())
    refused("struck", services.change_model_meeting, struck=True, **facts)
    refused("cell", services.change_model_meeting, cell=world.other_cell, **facts)


def test_it_leads_to_signed_minutes_of_the_host_and_has_their_day(world):
    facts = {"model_meeting": world.model_meeting, "lessons": "Chuẩn bị kỹ", "by": world.office}
    other = record(world.other_cell, date(2026, 10, 3), world.office)
    special = record(world.cell, date(2026, 10, 9), world.office, kind="thematic")
    for wrong in (other, special, world.draft, world.foreign_meeting):
        refused("meeting", services.record_model_meeting, meeting=wrong, **facts)
    held = services.record_model_meeting(meeting=world.signed, **facts)
    assert (held.day, held.on, held.lessons) == (date(2026, 10, 3), HELD, "Chuẩn bị kỹ")
    refused("struck", services.change_model_meeting, model_meeting=held, struck=True, by=world.office)
    with pytest.raises(RuleError):  # a cell is taken up after the day on which it was held
        services.change_uptake(uptake=world.uptake, on=date(2026, 10, 2), by=world.office)
    assert services.change_uptake(uptake=world.uptake, on=date(2026, 10, 3), by=world.office).result == ""


def test_a_cell_takes_it_up_once_from_the_day_of_the_model_meeting_on(world):
    facts = {"model_meeting": world.model_meeting, "what": "Cách giao việc", "by": world.office}
    third = a_cell(world, "Mới")
    refused("on", services.take_up, cell=third, on=HELD - timedelta(days=1), **facts)
    refused("cell", services.take_up, cell=world.cell, on=HELD, **facts)
    refused("cell", services.take_up, cell=world.foreign_cell, on=HELD, **facts)
    services.take_up(cell=third, on=HELD, **facts)
    with pytest.raises(ValidationError):
        services.take_up(cell=third, on=TODAY, **facts)
    services.change_uptake(uptake=world.uptake, result="Tốt", by=world.office)
    assert set(Uptake.objects.values_list("cell__name", "result")) == {("Chi bộ Mới", ""), ("Chi bộ Pác Tao", "Tốt")}


def test_an_opinion_is_that_of_a_cell_or_of_another_body(world):
    facts = {"model_meeting": world.model_meeting, "text": "Nên làm", "by": world.office}
    assert services.note_opinion(cell=None, body="Huyện ủy", **facts).whose == "Huyện ủy"
    for cell, body in ((None, ""), (world.other_cell, "Huyện ủy")):
        with pytest.raises(ValidationError):
            services.note_opinion(cell=cell, body=body, **facts)
    refused("cell", services.note_opinion, cell=world.foreign_cell, body="", **facts)


def test_a_review_tells_of_every_cell_whether_it_attended(world):
    assert dict(ReviewingCell.objects.values_list("cell__name", "came")) == {
        "Chi bộ Lũng Mật": True,
        "Chi bộ Pác Tao": False,
    }
    services.change_review(review=world.review, cells=[world.other_cell], by=world.office)
    assert set(ReviewingCell.objects.filter(came=True).values_list("cell__name", flat=True)) == {"Chi bộ Pác Tao"}
    facts = {"programme": world.programme, "kind": "final", "text": "Tổng kết", "by": world.office}
    review = services.review_programme
    refused("on", review, on=date(2025, 12, 31), cells=[], **facts)
    refused("cells", review, on=TODAY, cells=[world.foreign_cell], **facts)
    review(on=TODAY, cells=[], **facts)
    with pytest.raises(ValidationError):
        review(on=TODAY - timedelta(days=1), cells=[], **facts)


def test_a_secretary_of_another_cell_reads_the_model_meeting_and_not_the_minutes_of_the_host(world, sign_in):
    model = show(world.programme, world.other_cell, date(2026, 10, 3), by=world.office)
    meeting = record(world.other_cell, date(2026, 10, 3), world.office)
    services.record_model_meeting(model_meeting=model, meeting=meeting, lessons="Bài học chung", by=world.office)
    guest, office = sign_in(world.secretary), sign_in(world.office)
    page, full = (client.get(model.get_absolute_url()).content.decode() for client in (guest, office))
    assert "Bài học chung" in page
    link = f'href="{meeting.get_absolute_url()}"'  # the page's own address may end with the same number
    assert link in full
    assert link not in page
    assert guest.get(meeting.get_absolute_url()).status_code == 404
    assert guest.get(reverse("meetings:edit-model-meeting", args=[model.pk])).status_code == 403


def test_another_commune_does_not_know_of_it(world, sign_in):
    client = sign_in(world.outsider)
    assert list(client.get(reverse("meetings:programmes")).context["page"]) == []
    assert list(sign_in(world.secretary).get(reverse("meetings:programmes")).context["page"]) == [world.programme]
    for name in ("model-meeting", "invitations", "who-came", "edit-model-meeting", "take-up"):
        assert client.get(reverse(f"meetings:{name}", args=[world.model_meeting.pk])).status_code == 404


def test_the_office_records_on_one_page_who_came_and_others_marks_stay(world, sign_in):
    third = a_cell(world, "Mới")
    services.invite_all(model_meeting=world.model_meeting, by=world.office)
    own, other = (InvitedCell.objects.get(cell=cell) for cell in (world.other_cell, third))
    url, client = reverse("meetings:who-came", args=[world.model_meeting.pk]), sign_in(world.office)
    came(world, other)
    sent = {f"was-invited-{own.pk}-came": "", f"invited-{own.pk}-came": "yes", f"invited-{own.pk}-number": "3"}
    assert client.post(url, sent).status_code == 302
    assert set(InvitedCell.objects.values_list("cell", "came", "number")) == {
        (world.other_cell.pk, True, 3),
        (third.pk, True, 2),
    }
    clash = {f"was-invited-{other.pk}-came": "", f"invited-{other.pk}-came": "no"}
    assert client.post(url, clash).status_code == 200  # somebody wrote another answer meanwhile
    for value in ("0", "51", "ba"):
        assert client.post(url, {f"invited-{own.pk}-number": value}).status_code == 200
    assert client.post(url, {f"invited-{own.pk}-names": "x" * 301}).status_code == 200
    assert InvitedCell.objects.get(pk=own.pk).number == 3


ABOVE = {("until",): ["__all__"]}  # what is said of two fields stands above the form


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("add-programme", {"title": ""}),
        ("add-programme", {"title": "x" * 201}),
        ("add-programme", {"since": "31/02/2026"}),
        ("add-programme", {"until": "01/01/2026"}),
        ("add-model-meeting", {"on": "31/02/2026"}),
        ("add-model-meeting", {"theme": ""}),
        ("add-model-meeting", {"cell": "foreign"}),
        ("add-opinion", {"text": ""}),
        ("add-opinion", {"text": "x" * 4001}),
        ("add-opinion", {"cell": "foreign"}),
        ("add-opinion", {"body": "Huyện ủy"}),
        ("take-up", {"on": "25/11/2026"}),
        ("take-up", {"on": "31/02/2026"}),
        ("take-up", {"cell": "foreign"}),
        ("review-programme", {"on": "25/11/2026"}),
        ("review-programme", {"cells": "foreign"}),
        ("review-programme", {"text": ""}),
    ],
)
def test_bad_input_is_marked_at_its_field_and_changes_nothing(name, wrong, world, sign_in):
    third = a_cell(world, "Mới")
    good = {
        "add-programme": {"title": "Đợt hai", "since": "01/02/2026"},
        "add-model-meeting": {"cell": third.pk, "kind": "regular", "theme": "Chủ đề", "on": "03/09/2026"},
        "add-opinion": {"cell": third.pk, "text": "Nên làm"},
        "take-up": {"cell": third.pk, "on": "24/11/2026", "what": "Cách giao việc"},
        "review-programme": {"kind": "final", "on": "24/11/2026", "text": "Tổng kết", "cells": [third.pk]},
    }[name]
    args = {"add-programme": [], "add-model-meeting": [world.programme.pk], "review-programme": [world.programme.pk]}
    url, client = reverse(f"meetings:{name}", args=args.get(name, [world.model_meeting.pk])), sign_in(world.office)
    sent = {key: world.foreign_cell.pk if value == "foreign" else value for key, value in wrong.items()}
    response = client.post(url, good | sent)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() & {*wrong, *ABOVE.get(tuple(wrong), ())}
    assert client.post(url, good).status_code == 302


def test_the_minutes_of_another_cell_cannot_be_chosen(world, sign_in):
    other = record(world.other_cell, date(2026, 10, 3), world.office)
    url, client = reverse("meetings:model-meeting-held", args=[world.model_meeting.pk]), sign_in(world.office)
    for wrong in (other.pk, world.draft.pk, world.foreign_meeting.pk, "x"):
        assert client.post(url, {"meeting": wrong, "lessons": ""}).context["form"].errors.keys() == {"meeting"}
    assert client.post(url, {"meeting": world.signed.pk, "lessons": "Bài học"}).status_code == 302
    assert ModelMeeting.objects.get(pk=world.model_meeting.pk).meeting == world.signed


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_pages_cost_the_same_with_one_cell_and_with_many(world, sign_in):
    client, model = sign_in(world.office), [world.model_meeting.pk]
    urls = [reverse("meetings:programmes"), reverse("meetings:programme", args=[world.programme.pk])]
    urls += [reverse(f"meetings:{name}", args=model) for name in ("model-meeting", "invitations", "who-came")]
    urls.append(reverse("reports:model-meeting", args=model))
    client.get(urls[0])
    few = {url: queries_of(client, url) for url in urls}
    for number in range(12):
        cell = a_cell(world, f"Số {number}")
        show(world.programme, cell, date(2026, 9, 3), by=world.office)
        facts = {"model_meeting": world.model_meeting, "cell": cell, "by": world.office}
        services.take_up(on=TODAY, what="Cách làm", **facts)
        services.note_opinion(body="", text="Nên làm", **facts)
        record(cell, date(2026, 9, 3), world.office, full=False)
    services.invite_all(model_meeting=world.model_meeting, by=world.office)
    assert {url: queries_of(client, url) for url in urls} == few
    assert max(few.values()) <= 16
