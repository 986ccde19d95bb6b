"""What is sensitive exists for the inspection board and for who is named, and for nobody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import TrailEntry
from accounts.roles import MAY, Do, Role
from cells import services as structure
from cells.access import may, trail_of
from cells.enums import PaperKind
from cells.models import Paper, PaperNumber, Trust
from common.documents import Document, Letterhead, Signature
from common.errors import RuleError
from tests.world import TODAY

DAY = timedelta(days=1)


def sees(user):
    """As somebody who signs in anew."""
    fresh = type(user).objects.get(pk=user.pk)
    return may(fresh, Do.SEE_SENSITIVE)


def test_the_right_comes_with_no_role_but_that_of_the_inspection_board_and_with_ones_name():
    holders = {role for role in Role if Do.SEE_SENSITIVE in MAY[role]}
    assert holders == {Role.INSPECTION, Role.ENTRUSTED}
    assert {role for role in Role if Do.KEEP_SENSITIVE in MAY[role]} == {Role.INSPECTION}


def test_who_is_named_sees_from_the_first_day_to_before_the_last(world):
    about = {"commune": world.commune, "account": world.leader, "because": "Thường trực", "today": TODAY}
    structure.entrust(since=TODAY, until=TODAY + DAY, by=world.inspection, **about)
    later = structure.entrust(since=TODAY + DAY, by=world.inspection, **about)
    assert sees(world.leader)
    structure.end_trust(trust=Trust.objects.earliest("since"), today=TODAY, by=world.inspection)
    assert not sees(world.leader)
    structure.end_trust(trust=later, today=TODAY, by=world.inspection)
    assert [str(row.until) for row in Trust.objects.order_by("since")] == ["2026-11-24", "2026-11-25"]


def test_neither_an_administrator_nor_who_they_could_sign_in_as_nor_oneself_is_named_and_nothing_is_dated_back(world):
    def entrust(account, by, since=TODAY):
        facts = {"account": account, "commune": world.commune, "because": "x", "since": since, "today": TODAY}
        structure.entrust(by=by, **facts)

    structure.set_password(account=world.office, password="mot-mat-khau-dai-9", today=TODAY, by=world.admin)
    refused = ((world.admin, world.inspection), (world.leader, world.inspection, TODAY - DAY))
    for about in (*refused, (world.office, world.inspection)):
        with pytest.raises(RuleError):
            entrust(*about)
    with pytest.raises(ValidationError):
        entrust(world.inspection, world.inspection)


def test_who_is_named_is_beyond_an_administrator(world):
    structure.entrust(
        account=world.office, commune=world.commune, because="x", since=TODAY, today=TODAY, by=world.inspection
    )
    with pytest.raises(RuleError):
        structure.set_password(account=world.office, password="mot-mat-khau-dai-9", today=TODAY, by=world.admin)
    with pytest.raises(RuleError):
        structure.give_role(
            account=world.office, commune=world.commune, role=Role.ADMIN, since=TODAY, today=TODAY, by=world.admin
        )


def test_the_board_names_and_ends_on_the_page_and_who_is_named_reads_it_only(world, sign_in):
    url, board = reverse("cells:trusts"), sign_in(world.inspection)
    facts = {"account": world.leader.pk, "because": "QĐ 12", "since": "24/11/2026", "form_key": "a" * 32}
    assert board.post(url, facts).status_code == 302
    trust = Trust.objects.get()
    leader = sign_in(world.leader)
    assert "QĐ 12" in leader.get(url).content.decode()
    assert leader.post(url, facts | {"form_key": "b" * 32}).status_code == 403
    end = reverse("cells:end-trust", args=[trust.pk])
    assert [sign_in(who).post(end, {"form_key": "c" * 32}).status_code for who in (world.leader, world.admin)] == [
        403,
        404,
    ]
    assert board.post(end, {"form_key": "d" * 32}).status_code == 302
    trust.refresh_from_db()
    assert trust.until == TODAY
    page = sign_in(world.admin).get(reverse("cells:account-trail")).content.decode()
    assert "QĐ 12" not in page, "the paper may name a case"


def a_number(world, **paper):
    letterhead = Letterhead("Đảng bộ tỉnh", "Đảng ủy xã Nhà", "Nhà")
    document = Document(
        letterhead=letterhead,
        title="Thông báo",
        subject="",
        on=TODAY,
        parts=(),
        signatures=(Signature("T/M Đảng ủy", "Bí thư", ""),),
    )
    paper = Paper(commune=world.commune, kind=PaperKind.NOTICE, **paper)
    subject = "Dấu hiệu vi phạm" if paper.only_for else "Việc thường"
    return structure.number_paper(
        paper=paper, on=TODAY, subject=subject, draw=lambda number: document, today=TODAY, by=world.inspection
    )


def test_papers_of_the_board_are_numbered_apart_and_sensitive_ones_are_not_found(world):
    committee, board = a_number(world), a_number(world, board=True)
    apart = a_number(world, board=True, only_for=Do.SEE_SENSITIVE)
    assert [one.text for one in (committee, board, apart)] == ["01-TB/ĐU", "01-TB/UBKTĐU", "02-TB/UBKTĐU"]
    found = {
        who: set(PaperNumber.objects.visible_to(world.accounts[who]).filter(kind=PaperKind.NOTICE))
        for who in ("office", "leader", "inspection", "outsider")
    }
    plain = {committee, board}
    assert found == {"office": plain, "leader": plain, "inspection": plain | {apart}, "outsider": set()}


def test_who_is_named_and_keeps_the_register_strikes_no_number_of_a_sensitive_case(world, sign_in):
    number = a_number(world, board=True, only_for=Do.SEE_SENSITIVE)
    facts = {"account": world.office, "because": "x", "since": TODAY, "today": TODAY}
    structure.entrust(commune=world.commune, by=world.inspection, **facts)
    office, strike = sign_in(world.office), reverse("meetings:strike-paper", args=[number.pk])
    page = office.get(reverse("meetings:papers")).content.decode()
    assert (number.text in page, f'href="{strike}"' in page, office.get(strike).status_code) == (True, False, 404)


def test_the_trail_of_what_is_sensitive_is_read_by_who_may_know_of_it(world, sign_in):
    number = a_number(world, board=True, only_for=Do.SEE_SENSITIVE)
    sign_in(world.inspection).get(reverse("meetings:issued-paper", args=[number.pk]))
    lines = TrailEntry.objects.filter(only_for=Do.SEE_SENSITIVE)
    assert {line.subject_kind for line in lines} == {"cells.paper", "cells.papernumber", "export"}
    assert not set(lines) & set(trail_of(world.admin))
    assert set(lines) <= set(trail_of(world.inspection))
    admin = sign_in(world.admin)
    pages = (reverse("privacy:access-log"), reverse("admin:accounts_trailentry_changelist"))
    assert not any(number.text in admin.get(url).content.decode() for url in pages)
    assert admin.get(reverse("admin:accounts_trailentry_change", args=[lines[0].pk])).status_code == 302
