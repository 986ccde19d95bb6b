"""Steps that an administrator lets pass without seeing the person: asked, decided, used once, for these rules alone."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import TrailEntry
from development import services
from development.enums import Lack, PassState, StepKind, Waivable
from development.models import Pass
from development.rules.course import StepRuleError
from reports.needs import needs_of
from tests.development.test_candidates import ALLOWED, CLASS, FILED, LISTED, VOTED, on_the_way, propose, step
from tests.world import TODAY

LAST = date(2026, 12, 31)


def ask(world, case, kind, *rules):
    return services.ask_to_pass(
        candidate=case, kind=kind, rules=rules, reason="theo chỉ đạo", on=TODAY, by=world.office
    )


def decide(world, row, granted=True, until=LAST, by=None):
    about = {"granted": granted, "because": "đồng ý theo công văn 5", "valid_until": until}
    return services.decide_pass(row=row, on=TODAY, by=by or world.admin, **about)


@pytest.fixture
def allowing(world):
    """A case on the list without helper and certificate: two rules refuse to allow its file."""
    case = propose(world)
    step(world, case, StepKind.LIST, LISTED)
    return case


def refused(world, case, kind, on, **facts):
    with pytest.raises(StepRuleError) as error:
        step(world, case, kind, on, **facts)
    return error.value.waivable


def test_only_the_rules_that_were_granted_are_let_pass_and_the_step_tells_why(world, allowing):
    assert refused(world, allowing, StepKind.ALLOW, ALLOWED) == {Waivable.NO_HELPER}
    decide(world, ask(world, allowing, StepKind.ALLOW, Waivable.NO_HELPER))
    assert refused(world, allowing, StepKind.ALLOW, ALLOWED) == {Waivable.NOT_CERTIFIED}
    row = decide(world, ask(world, allowing, StepKind.ALLOW, Waivable.NOT_CERTIFIED))
    made = step(world, allowing, StepKind.ALLOW, ALLOWED)
    assert made.override == "đồng ý theo công văn 5; đồng ý theo công văn 5"
    row.refresh_from_db()
    assert (row.state, row.used) == (PassState.USED, made)
    assert step(world, allowing, StepKind.FILE, FILED).override == ""  # the case is played anew


def test_what_was_let_pass_lets_no_other_rule_pass_when_the_case_changes_later(world, allowing):
    decide(world, ask(world, allowing, StepKind.ALLOW, Waivable.NO_HELPER, Waivable.NOT_CERTIFIED))
    made = step(world, allowing, StepKind.ALLOW, ALLOWED)
    listed = allowing.steps.get(kind=StepKind.LIST)
    with pytest.raises(StepRuleError, match="cảm tình Đảng"):
        services.strike_step(step=listed, reason="nhầm", by=world.office)
    services.strike_step(step=made, reason="sai ngày", by=world.office)
    assert Pass.objects.get().state == PassState.GRANTED, "a step that does not count has not used it up"
    assert step(world, allowing, StepKind.ALLOW, ALLOWED).override


def test_what_cannot_be_so_stays_refused_whatever_was_granted(world):
    case = propose(world)
    decide(world, ask(world, case, StepKind.UNLIST, Waivable.NOT_LISTED))
    assert refused(world, case, StepKind.UNLIST, LISTED, because="other") == set()


@pytest.mark.parametrize(("until", "granted"), [(ALLOWED, True), (date(2026, 4, 9), False)])
def test_it_holds_for_a_step_up_to_the_day(until, granted, world):
    case = on_the_way(world, until=CLASS)
    services.strike_step(step=case.steps.get(kind=StepKind.CLASS), reason="nhầm", by=world.office)
    decide(world, ask(world, case, StepKind.ALLOW, Waivable.NOT_CERTIFIED), until=until)
    if granted:
        assert step(world, case, StepKind.ALLOW, ALLOWED).override
    else:
        assert refused(world, case, StepKind.ALLOW, ALLOWED) == {Waivable.NOT_CERTIFIED}


def test_it_is_used_once_only_where_it_was_needed_and_not_after_a_refusal(world):
    case = on_the_way(world, until=FILED, diploma=False)
    with pytest.raises(StepRuleError) as error:
        services.vote_in_cell(candidate=case, on=VOTED, in_favour=4, by=world.office)
    assert error.value.waivable == {Lack.EDUCATION}
    row = ask(world, case, StepKind.CELL_VOTE, Lack.EDUCATION)
    no = decide(world, row, granted=False)
    assert (no.state, no.valid_until) == (PassState.REFUSED, None)
    with pytest.raises(StepRuleError):
        services.vote_in_cell(candidate=case, on=VOTED, in_favour=4, by=world.office)
    yes = decide(world, ask(world, case, StepKind.CELL_VOTE, Lack.EDUCATION))
    services.learn(candidate=case, on=FILED, diploma=True, by=world.office)
    made = services.vote_in_cell(candidate=case, on=VOTED, in_favour=4, by=world.office)
    yes.refresh_from_db()
    assert (made.override, yes.state) == ("", PassState.GRANTED)  # no rule refused it any more
    services.learn(candidate=case, on=VOTED, diploma=False, by=world.office)
    services.vote_in_cell(candidate=case, on=date(2026, 6, 11), in_favour=4, by=world.office)
    with pytest.raises(StepRuleError):
        services.vote_in_cell(candidate=case, on=date(2026, 6, 12), in_favour=4, by=world.office)


def test_nobody_decides_for_themselves_twice_or_without_a_day(world, allowing):
    row = ask(world, allowing, StepKind.ALLOW, Waivable.NO_HELPER)
    with pytest.raises(ValidationError, match="đang chờ quản trị viên"):
        ask(world, allowing, StepKind.ALLOW, Waivable.NO_HELPER)
    with pytest.raises(StepRuleError, match="Người đề nghị"):
        decide(world, row, by=world.office)
    with pytest.raises(StepRuleError, match="đến ngày nào"):
        decide(world, row, until=None)
    decide(world, row)
    with pytest.raises(StepRuleError):
        decide(world, row)


def test_the_office_asks_on_the_page_of_the_step_and_the_administrator_decides_without_a_name(world, allowing, sign_in):
    office, url = sign_in(world.office), reverse("development:candidate-step", args=[allowing.pk, "allow"])
    assert "Đề nghị quản trị viên" not in office.get(url).content.decode()
    page = office.post(url, {"on": "10/04/2026"}).content.decode()
    assert "Đề nghị quản trị viên cho qua, vì" in page
    answer = office.post(url, {"on": "10/04/2026", "asks": "theo chỉ đạo"}, follow=True).content.decode()
    assert "Đã đề nghị" in answer
    assert "chờ quản trị viên" in answer
    row, admin = Pass.objects.get(), sign_in(world.admin)
    [need] = [need for group in needs_of(world.admin, TODAY) if group.key == "passes" for need in group.needs]
    assert (need.text, need.url) == (
        f"Hồ sơ số {allowing.pk}, cho phép làm hồ sơ: đề nghị cho qua",
        row.get_absolute_url(),
    )
    for address in (reverse("development:passes"), row.get_absolute_url(), "/"):
        page = admin.get(address).content.decode()
        assert f"ồ sơ số {allowing.pk}" in page
        assert "Hoàng Thị Mới" not in page
    typed = {"granted": "yes", "because": "công văn 5"}
    assert "Ghi rõ đến ngày nào" in admin.post(row.get_absolute_url(), typed).content.decode()
    assert admin.post(row.get_absolute_url(), typed | {"valid_until": "31/12/2026"}).status_code == 302
    assert [entry.action for entry in TrailEntry.objects.filter(subject_kind="development.pass").order_by("pk")] == [
        "created", "changed",
    ]  # fmt: skip
    [need] = [need for group in needs_of(world.office, TODAY) if group.key == "passes" for need in group.needs]
    assert need.url == url
    assert not [group for group in needs_of(world.secretary, TODAY) if group.key == "passes"]  # the Committee's step
    assert "công văn 5" in sign_in(world.secretary).get(allowing.get_absolute_url()).content.decode()
    assert "công văn 5" in admin.get(row.get_absolute_url()).content.decode()
