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
from cells.queries import kinds_begun
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


def test_no_gap_in_a_register_and_no_term_tells_of_a_paper_of_a_sensitive_case(world):
    """Of the Committee, its board and a cell: the sensitive one is numbered first, in a series of its own."""
    bodies = {"ĐU": {}, "UBKTĐU": {"board": True}, "CB": {"cell": world.other_cell}}
    about = {"commune": world.commune, "cell": world.other_cell}
    for body, paper in bodies.items():
        assert a_number(world, **paper, only_for=Do.SEE_SENSITIVE).text == f"01-TB/{body}-KT"
        assert a_number(world, **paper, only_for=Do.SEE_SENSITIVE).text == f"02-TB/{body}-KT"
    begun = {
        one: kinds_begun(commune=world.commune, cell=world.other_cell, day=TODAY, apart=one) for one in (False, True)
    }
    assert {one: PaperKind.NOTICE in kinds for one, kinds in begun.items()} == {False: False, True: True}
    structure.open_term(**about, name="", since=TODAY, by=None)
    plain = {a_number(world, **paper) for paper in bodies.values()}
    assert {number.text for number in plain} == {f"01-TB/{body}" for body in bodies}
    found = {
        who: set(PaperNumber.objects.visible_to(world.accounts[who]).filter(kind=PaperKind.NOTICE))
        for who in ("office", "leader", "inspection", "outsider")
    }
    apart = set(PaperNumber.objects.filter(apart=True))
    assert found == {"office": plain, "leader": plain, "inspection": plain | apart, "outsider": set()}


def test_a_term_that_began_with_a_paper_of_a_sensitive_case_is_told_nowhere(world, sign_in):
    """A cell without a number so far: its first term is assumed."""
    cell = world.other_cell
    number = a_number(world, cell=cell, only_for=Do.SEE_SENSITIVE)
    offered = {}
    for told in (False, True):
        if told:
            a_number(world, cell=cell)
        form = sign_in(world.office).get(reverse("meetings:papers")).context["form"]
        listed = sign_in(world.admin).get(reverse("admin:cells_term_changelist")).context["cl"].queryset
        offered[told] = (number.term in form.fields["term"].queryset, number.term in listed)
    assert offered == {False: (False, False), True: (True, True)}
    lines = TrailEntry.objects.filter(subject_kind="cells.term", subject_id=number.term_id)
    assert [line.only_for for line in lines] == [Do.SEE_SENSITIVE]


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
    assert {line.subject_kind for line in lines} == {"cells.term", "cells.paper", "cells.papernumber", "export"}
    assert not set(lines) & set(trail_of(world.admin))
    assert set(lines) <= set(trail_of(world.inspection))
    admin = sign_in(world.admin)
    pages = (reverse("privacy:access-log"), reverse("admin:accounts_trailentry_changelist"))
    assert not any(number.text in admin.get(url).content.decode() for url in pages)
    assert admin.get(reverse("admin:accounts_trailentry_change", args=[lines[0].pk])).status_code == 302
