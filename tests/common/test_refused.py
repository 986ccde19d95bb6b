"""What was refused is told above the form; every line names its field and leads to it."""

import re

import pytest
from django.urls import reverse

from members.models import Member


@pytest.fixture
def refused(sign_in):
    """The page after a form was refused: [(what a line leads to, its words)], and the text of the page."""

    def answer(account, address, typed):
        text = sign_in(account).post(address, typed).content.decode()
        note = text[text.index('<div class="note error"') :].split("</div>")[0]
        assert "autofocus" in note
        assert 'tabindex="-1"' in note
        lines = re.findall(r'<li>(?:<a href="#([^"]+)">)?([^<]+)', note)
        for target, _words in lines:
            assert not target or f'id="{target}"' in text, target
        assert "Trường này là bắt buộc" not in text
        return lines, text

    return answer


def test_every_line_names_its_field_and_leads_to_it(world, refused):
    lines, text = refused(world.office, reverse("meetings:start"), {"cell": "", "kind": "x", "held_on": "31/02"})
    assert ("id_cell", "Chi bộ: chưa chọn.") in lines
    assert [target for target, _words in lines] == ["id_cell", "id_kind", "id_held_on"]
    assert lines[1][1].endswith("không chọn được, hoặc không còn trong danh sách; hãy chọn lại.")  # not what was sent
    assert lines[2][1].startswith("Ngày: Nhập ngày có thật")
    assert 'value="31/02"' in text
    assert 'id="id_held_on_error"' in text  # beside the field too, where its aria-describedby leads


def test_a_line_about_one_of_several_choices_leads_to_the_first_of_them_if_there_is_one(world, refused):
    for choices, first in (
        (reverse("oversight:add-focus-task"), "id_joining_0_0"),
        (reverse("oversight:decide-awards"), ""),
    ):
        lines, _text = refused(world.office, choices, {"joining": "x", "proposals": "x"})
        assert first in [target for target, _words in lines], lines


def test_a_line_of_a_row_says_whom_it_is_about(world, refused):
    criterion, line = world.draft.edition.criteria.leaves().first(), world.draft.roll.select_related("member").first()
    typed = {
        "preparation": ({"starts_at": "25h"}, "Bắt đầu: Nhập giờ"),
        "roll": ({f"roll-{line.pk}-mark": "x"}, f"{line.member.full_name}: Dự họp: "),
        "resolution": ({"task-new1-text": "Sửa mương"}, "Nhiệm vụ mới 2: "),
        "votes": ({"vote-new0-in_favour": "3"}, "Biểu quyết mới 1: "),
        "score": ({f"points-{criterion.pk}-points": "999"}, f"{criterion.name}: Điểm: "),
    }
    for step, (fields, words) in typed.items():
        address = reverse(f"meetings:record-{step}", args=[world.draft.pk])
        lines, text = refused(world.secretary, address, fields)
        assert [said.startswith(words) for _target, said in lines] == [True] * len(lines) != [], (step, lines)
        assert all(f'id="{target}"' in text for target, _words in lines), step


def test_rows_of_a_whole_cell_lead_to_the_row(world, refused):
    member = Member.objects.get(pk=world.members[0].pk)
    lines, _text = refused(
        world.secretary,
        reverse("members:give-duties", args=[world.cell.pk]),
        {"start": "1/1/26", "due": "", f"new-{member.pk}-0-task": "Việc", f"new-{member.pk}-0-area": ""},
    )
    assert ("id_due", "Thời hạn: chưa nhập.") in lines
    assert any(target == f"id_new-{member.pk}-0-area" and said.startswith(member.full_name) for target, said in lines)


def test_what_is_missing_before_signing_leads_to_its_field_in_its_step(world, sign_in):
    client = sign_in(world.secretary)
    address = reverse("meetings:record-sign", args=[world.draft.pk])
    shown = client.get(address)
    for url, one in shown.context["missing"]:
        page, target = url.split("#")
        assert page == reverse(f"meetings:record-{one.step}", args=[world.draft.pk])
        assert f'id="{target}"' in client.get(page).content.decode(), one
    blank = world.draft.edition.criteria.leaves().first().name
    assert f"Chưa có điểm: {blank}" in shown.content.decode()
    assert 'role="alert"' not in shown.content.decode()
    again = client.post(address, {"version": shown.context["version"]})
    assert again.status_code == 200
    assert [one for _url, one in again.context["missing"]] == [one for _url, one in shown.context["missing"]]
    assert 'id="missing" role="alert" tabindex="-1" autofocus' in again.content.decode()
    assert again.context["version"] == shown.context["version"]
    world.draft.refresh_from_db()
    assert not world.draft.signed


def test_what_was_typed_is_shown_when_a_colleague_signed_meanwhile(world, sign_in):
    page = sign_in(world.secretary).post(
        reverse("meetings:record-resolution", args=[world.signed.pk]),
        {"conclusion": "Kết luận gõ muộn", "was-conclusion": ""},
    )
    text = page.content.decode()
    assert page.status_code == 409
    assert "Kết luận gõ muộn" in text
    assert world.signed.signed_by.full_name in text
    world.signed.refresh_from_db()
    assert world.signed.conclusion != "Kết luận gõ muộn"
