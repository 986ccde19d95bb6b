"""A form that was opened before somebody else changed the same record overwrites nothing unasked: every form about a
record, wherever it is."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from cells import services as structure
from cells.models import Cell
from common.stale import FIELD
from tests.access import MATRIX, POSTS, ROLES
from tests.addresses import address

# Every form about one record. Forms of many rows merge field by field (`common.merging`), others only add.
ABOUT_A_RECORD = {
    *("cells:edit", "cells:edit-commune", "cells:edit-hamlet", "cells:edit-calendar-day", "cells:edit-rule-set"),
    *("members:edit", "members:duty", "members:edit-course"),
    *("meetings:sheet-edit", "meetings:sheet-year", "meetings:criterion", "meetings:threshold"),
    *("meetings:edit-planned", "meetings:edit-programme", "meetings:edit-model-meeting", "meetings:model-meeting-held"),
    *("meetings:edit-review", "meetings:edit-opinion", "meetings:edit-uptake", "meetings:edit-session"),
    *("meetings:move", "meetings:second-score"),
    *("development:candidate-facts", "development:candidate-item", "development:paper-no"),
    "development:candidate-proposer",
    *("development:set-targets", "development:admission-facts", "development:edit-organisation"),
    *("development:founding-step", "development:founding-item", "development:founding-paper-no"),
    *("development:edit-movement", "development:edit-criterion"),
    *("oversight:edit-focus-task", "oversight:edit-agency", "oversight:edit-conclusion"),
    "oversight:edit-democracy-check",
    *("oversight:edit-briefing", "oversight:attendance", "oversight:edit-inspection-programme"),
    *("oversight:edit-inspection", "oversight:inspection-findings"),
    *("oversight:edit-information", "oversight:classify-information"),
    *("reports:send-cell-report", "reports:write-committee-report"),
    *("privacy:edit-request", "privacy:answer-request", "privacy:edit-breach"),
}
SAID = "Trong lúc đó người khác đã sửa"


class Fields(HTMLParser):
    """`forms` [{name: values}] of a page that a browser without scripts would post as they stand."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.sent, self.select, self.area = [], {}, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, kind = attrs.get("name"), attrs.get("type", "text")
        if tag == "form":
            self.sent = {}
            if attrs.get("method") == "post":
                self.forms.append(self.sent)
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in attrs):
            self.add(name, attrs.get("value", "on" if kind in ("checkbox", "radio") else ""))
        elif tag in ("select", "textarea"):
            self.select, self.area = (name, None) if tag == "select" else (None, name)
            self.text = ""
        elif tag == "option" and "selected" in attrs:
            self.add(self.select, attrs["value"])

    def handle_data(self, data):
        if self.area:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.add(self.area, self.text.removeprefix("\n"))
            self.area = None

    def add(self, name, value):
        self.sent.setdefault(name, []).append(value)


def reader(name):
    """The first role that may open and send the form at this address."""
    both = zip(ROLES, MATRIX[name], POSTS.get(name, ()), strict=False)
    return next((role for role, opens, sends in both if opens == 200 and sends in (200, 302)), None)


def main_form(answer):
    """{name: values} of the form of a page that carries marks, else of the longest; {} where it has none."""
    forms = Fields(answer.content.decode(errors="ignore")).forms
    return max(forms, key=lambda sent: (any(field.endswith(FIELD) for field in sent), len(sent)), default={})


def drawn(client, url):
    return main_form(client.get(url))


def test_every_form_about_a_record_carries_what_stood_in_it(world, sign_in):
    found = set()
    for name in POSTS:
        if role := reader(name):
            sent = drawn(sign_in(world.accounts[role]), address(name, world))
            found |= {name} if any(field.endswith(FIELD) for field in sent) else set()
    assert found == ABOUT_A_RECORD
    assert {name for name in POSTS if ":edit" in name} <= ABOUT_A_RECORD


@pytest.mark.parametrize("name", sorted(ABOUT_A_RECORD))
def test_what_others_changed_since_it_was_drawn_is_not_overwritten_unasked(name, world, sign_in):
    client, url = sign_in(world.accounts[reader(name)]), address(name, world)
    sent = drawn(client, url)
    overtaken = {
        field: [".".join("0" * 8 for _mark in values[0].split("."))] if field.endswith(FIELD) else values
        for field, values in sent.items()
    }
    before = list(TrailEntry.objects.exclude(action="seen").values_list("pk", flat=True))
    answer = client.post(url, overtaken)
    assert (answer.status_code, SAID in answer.content.decode()) == (200, True)
    assert list(TrailEntry.objects.exclude(action="seen").values_list("pk", flat=True)) == before
    again = main_form(answer)
    assert {field: again[field] for field in sent if field not in ("csrfmiddlewaretoken", "form_key")} == {
        field: values for field, values in sent.items() if field not in ("csrfmiddlewaretoken", "form_key")
    }
    assert SAID not in client.post(url, again).content.decode()


@pytest.fixture
def opened(world, sign_in):
    """(client, address, the form of a cell as the office has it open)."""
    client, url = sign_in(world.office), reverse("cells:edit", args=[world.cell.pk])
    return client, url, drawn(client, url)


def change(world, **facts):
    """What somebody else changes meanwhile."""
    stands = Cell.objects.filter(pk=world.cell.pk).values(*structure.structure.EDITABLE).get()
    structure.edit_cell(cell=world.cell, by=world.admin, **stands | facts)


def facts(world):
    return Cell.objects.filter(pk=world.cell.pk).values_list("name", "meeting_place", "meeting_day").get()


def test_a_form_that_nobody_overtook_is_taken(world, opened):
    client, url, sent = opened
    assert client.post(url, sent | {"meeting_place": "Nhà văn hóa"}).status_code == 302
    assert facts(world) == ("Chi bộ Lũng Mật", "Nhà văn hóa", 3)


def test_what_one_did_not_touch_becomes_what_others_wrote_and_what_one_typed_stays(world, opened):
    client, url, sent = opened
    change(world, name="Chi bộ Lũng Mật 1", meeting_day=5)
    answer = client.post(url, sent | {"meeting_place": "Nhà văn hóa", "meeting_day": "7"})
    assert facts(world) == ("Chi bộ Lũng Mật 1", "", 5)
    [said] = answer.context["form"].non_field_errors()
    assert said.startswith(f"{SAID}, nay ghi: Tên: “Chi bộ Lũng Mật 1”, Ngày sinh hoạt thường lệ: “5”.")
    again = main_form(answer)
    assert [again[name] for name in ("name", "meeting_place", "meeting_day")] == [
        ["Chi bộ Lũng Mật 1"],
        ["Nhà văn hóa"],
        ["7"],
    ]
    assert client.post(url, again).status_code == 302
    assert facts(world) == ("Chi bộ Lũng Mật 1", "Nhà văn hóa", 7)


def test_who_is_overtaken_twice_is_asked_twice(world, opened):
    client, url, sent = opened
    change(world, meeting_day=5)
    again = main_form(client.post(url, sent | {"meeting_day": "7"}))
    change(world, meeting_day=9)
    assert "“9”" in client.post(url, again).content.decode()
    assert facts(world)[2] == 9


def test_a_tick_that_somebody_else_set_stays_set(world, sign_in):
    client, url = sign_in(world.office), reverse("cells:edit-hamlet", args=[world.hamlet.pk])
    sent = drawn(client, url)
    structure.edit_hamlet(hamlet=world.hamlet, highland=True, by=world.admin)
    again = main_form(client.post(url, sent | {"former_commune": "xã cũ"}))
    assert client.post(url, again).status_code == 302
    world.hamlet.refresh_from_db()
    assert (world.hamlet.highland, world.hamlet.former_commune) == (True, "xã cũ")
