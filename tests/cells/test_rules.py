"""Rules of one subject: drafted, compared, published, in force from a day; what is published never changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import TrailEntry
from cells.models import TermRules, subjects
from cells.services import editions
from common.errors import RuleError
from common.prepared import asking_once
from members.models import BadgeRules, RatingRules
from tests.world import publish

YEAR = date(2027, 1, 1)
TYPED = {"since": "01/01/2027", "source": "HD 09", "badge_years": "45, 30 40;30", "award_dates": "19/05, 3/2"}


def at(name, edition):
    return reverse(f"cells:{name}", args=[edition.subject, edition.pk])


def test_every_subject_has_one_small_set_of_rules_and_a_page(world, sign_in):
    client = sign_in(world.admin)
    assert [model.subject for model in subjects()] == [
        "absences", "admission", "admission-choices", "admission-forms", "badges", "certificates", "commendation",
        "democracy", "discipline", "dues", "focus", "groups", "guidance", "inspection", "needs", "privacy", "ratings",
        "reporting", "stays", "suspensions", "terms", "training", "transfers", "warnings",
    ]  # fmt: skip
    for model in subjects():
        page = client.get(reverse("cells:rules-of", args=[model.subject])).content.decode()
        for label, text in model.objects.in_force(world.commune, world.today).in_words().items():
            assert label in page
            assert text in page
    assert client.get("/rules/không-có/").status_code == 404
    assert client.get(reverse("cells:rules-of", args=["none"])).status_code == 404


def test_rules_are_in_force_on_their_day_and_not_the_day_before(world):
    first = publish(TermRules, world.commune, date(2026, 1, 1), term_months=30)
    second = publish(TermRules, world.commune, YEAR, term_months=36)
    editions.copy_edition(edition=second, since=date(2026, 6, 1), by=world.admin)  # a draft is never in force
    days = date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), YEAR
    one_by_one = [TermRules.objects.in_force(world.commune, day) for day in days]
    on = TermRules.objects.over_time([world.commune.pk, world.other_commune.pk])
    assert [found.pk for found in one_by_one] == [None, first.pk, first.pk, second.pk]
    assert [on(world.commune.pk, day).pk for day in days] == [None, first.pk, first.pk, second.pk]
    with asking_once():
        assert [TermRules.objects.in_force(world.commune, day) for day in days[1:]] == one_by_one[1:]
        assert TermRules.objects.in_force(world.other_commune, YEAR).pk is None
        assert TermRules.objects.over_time([world.commune.pk])(world.commune.pk, YEAR) == second
    assert one_by_one[0].term_months == 60  # as shipped
    assert on(world.other_commune.pk, YEAR).pk is None


def test_a_draft_is_changed_compared_and_published_on_the_pages(world, sign_in):
    client = sign_in(world.admin)
    answer = client.post(reverse("cells:draft-rules", args=["badges"]), {"since": "01/01/2027"})
    draft = BadgeRules.objects.exclude(pk=world.rules.pk).get()
    assert answer.headers["Location"] == at("edit-rule-set", draft)
    assert client.post(at("edit-rule-set", draft), TYPED).headers["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert (draft.badge_years, draft.award_dates, draft.source) == ([30, 40, 45], ["03/02", "19/05"], "HD 09")
    for url in (draft.get_absolute_url(), at("publish-rule-set", draft)):
        assert client.get(url).context["changes"] == {
            "Các mốc Huy hiệu Đảng (năm)": (
                "30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90", "30, 40, 45",
            ),
            "Các đợt tặng Huy hiệu Đảng": ("03/02, 19/05, 02/09, 07/11", "03/02, 19/05"),
        }  # fmt: skip
    sent = {"form_key": "3" * 32}
    for _time in range(2):
        assert client.post(at("publish-rule-set", draft), sent).headers["Location"] == draft.get_absolute_url()
    assert BadgeRules.objects.in_force(world.commune, YEAR) == draft
    kinds = TrailEntry.objects.filter(subject_kind="members.badgerules", subject_id=draft.pk).order_by("pk")
    assert [(entry.action, entry.account) for entry in kinds] == [
        ("created", world.admin), ("changed", world.admin), ("changed", world.admin),
    ]  # fmt: skip
    page = client.get(reverse("cells:rules")).content.decode()
    assert "HD 09" not in page  # not yet
    assert "01/01/2027" in page


def test_the_list_tells_what_is_in_force_since_when_and_by_which_document(world, sign_in):
    publish(RatingRules, world.commune, date(2026, 2, 1), source="HD 21")
    publish(RatingRules, world.other_commune, date(2026, 3, 1), source="HD của xã khác")
    page = sign_in(world.admin).get(reverse("cells:rules")).content.decode()
    assert "HD 21" in page
    assert "01/02/2026" in page
    assert "HD của xã khác" not in page


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("badge_years", ""), ("badge_years", "30, bốn mươi"), ("badge_years", "0"), ("badge_years", "101"),
        ("badge_years", "[30]"), ("award_dates", "31/02"), ("award_dates", "03/02/2027"), ("award_dates", "mai"),
        ("award_dates", ""), ("since", "31/02/2027"), ("since", ""), ("source", "x" * 201),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field_and_what_was_typed_is_kept(field, text, world, sign_in):
    url = at("edit-rule-set", world.rules)
    answer = sign_in(world.admin).post(url, TYPED | {field: text})
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert len(form.errors[field]) == 1
    assert form[field].value() == text
    world.rules.refresh_from_db()
    assert world.rules.source == ""


def test_two_published_from_one_day_are_refused_with_a_sentence(world, sign_in):
    publish(BadgeRules, world.commune, YEAR)
    publish(BadgeRules, world.other_commune, YEAR)
    with pytest.raises(ValidationError, match="phiên bản khác"):
        editions.publish_edition(edition=world.rules, by=world.admin)
    answer = sign_in(world.admin).post(at("publish-rule-set", world.rules), follow=True)
    assert "phiên bản khác" in answer.content.decode()
    assert not BadgeRules.objects.get(pk=world.rules.pk).published


def test_published_rules_never_change_no_matter_who_writes_them(world, sign_in):
    draft = BadgeRules.objects.get(pk=world.rules.pk)
    editions.publish_edition(edition=world.rules, by=world.admin)
    draft.source = "Khác"  # read before it was published
    for act in (
        draft.save,
        draft.save_checked,
        lambda: BadgeRules.objects.bulk_update([draft], ["source"]),
        lambda: editions.edit_edition(edition=draft, source="Khác", by=world.admin),
        lambda: editions.publish_edition(edition=draft, by=world.admin),
    ):
        with pytest.raises(RuleError, match="đã ban hành"):
            act()
    with pytest.raises(TypeError):
        BadgeRules.objects.filter(pk=draft.pk).update(source="Khác")
    client = sign_in(world.admin)
    for name in ("edit-rule-set", "publish-rule-set"):
        for answer in (client.get(at(name, draft)), client.post(at(name, draft), {})):
            assert answer.headers["Location"] == draft.get_absolute_url()
    late = client.post(at("edit-rule-set", draft), TYPED | {"source": "Quy định gõ sau khi ban hành"})
    assert (late.status_code, "Quy định gõ sau khi ban hành" in late.context["texts"]) == (409, True)
    assert BadgeRules.objects.get(pk=draft.pk).source == ""


def test_a_copy_begins_as_a_draft_with_the_same_rules(world, sign_in):
    first = publish(BadgeRules, world.commune, date(2026, 1, 1), badge_years=[30], source="HD 1")
    answer = sign_in(world.admin).post(at("copy-rule-set", first), {"since": "01/02/2027"})
    copy = BadgeRules.objects.latest("pk")
    assert answer.headers["Location"] == at("edit-rule-set", copy)
    assert (copy.state, copy.since, copy.badge_years, copy.source) == ("draft", date(2027, 2, 1), [30], "HD 1")


def test_the_state_of_a_draft_changes_by_publishing_only(world):
    with pytest.raises(TypeError):
        editions.edit_edition(edition=world.rules, state="published", by=world.admin)


def test_rules_of_another_commune_are_not_found(world, sign_in):
    theirs = publish(BadgeRules, world.other_commune, YEAR)
    client = sign_in(world.admin)
    for name in ("rule-set", "edit-rule-set", "copy-rule-set", "publish-rule-set"):
        assert client.get(at(name, theirs)).status_code == 404
    assert client.get(reverse("cells:rule-set", args=["terms", world.rules.pk])).status_code == 404
