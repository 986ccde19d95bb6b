import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from members import services as people
from members.enums import LifeOf
from privacy.services import note_breach, note_request
from tests.access import MATRIX, MODEL_FORMS, POSTS, PROGRAMME_FORMS, ROLES, RULE_SET_PAGES, SHEET_PAGES
from tests.members.sheets import NEW, listing
from tests.members.test_import_sheets import bring
from tests.world import join

IMPORTS = {f"exchange:import{part}" for part in ("", "-columns", "-apply", "-undo", "-drop")} | {"exchange:differences"}


def an_import(world):
    """A checked list of the secretary's commune; made for every address anew, because one of them puts it aside."""
    return bring(world, listing(NEW))


def address(name, world):
    """The address of `name` for the objects of the secretary's cell, and for the commune's draft of a score sheet."""
    line = world.sheet.criteria.get(code="time")
    objects = {
        **{f"meetings:{word}": world.sheet.pk for word in SHEET_PAGES},
        **{f"meetings:{word}": line.pk for word in ("criterion", "step-add")},
        "meetings:step": line.steps.first().pk,
        "meetings:second-score": world.signed.pk,
        "cells:hamlet": world.hamlet.pk,
        "cells:serve": world.hamlet.pk,
        **{f"members:{word}": world.member.pk for word in ("detail", "edit", "correct", "reveal", "life")},
        **{f"members:{word}": world.member.pk for word in ("honours", "commend", "discipline")},
        **{f"members:{word}": world.member.pk for word in ("enter-badge", "propose-badge")},
        "members:remove-discipline": world.discipline.pk,
        **{f"members:{word}": world.cell.pk for word in ("cell-honours", "commend-cell")},
        "members:correct-event": world.member.events.first().pk,
        "meetings:detail": world.signed.pk,
        "meetings:reopen": world.signed.pk,
        "meetings:strike-paper": world.paper.pk,
        "reports:month-sheet": "2026-10",
        **{f"meetings:{word}": world.draft.pk for word in ("record", "move", "draft", "drop-draft", "refresh-roll")},
        **{f"oversight:{word}": world.cell.pk for word in ("add-difficulty", "hand-over", "plan-visit")},
        **{f"oversight:{word}": world.difficulty.pk for word in ("difficulty", "step")},
        "oversight:withdraw-visit": world.planned_visit.pk,
        "oversight:remark": world.signed.pk,
        **{f"meetings:{word}": world.cell.pk for word in ("plan", "draft-plan", "add-planned")},
        **{f"meetings:{word}": world.planned.pk for word in ("planned", "edit-planned", "move-planned")},
        **{f"meetings:{word}": world.planned.pk for word in ("cancel-planned", "invitation", "planned-blank")},
        "meetings:invitation-word": world.planned.pk,
        "meetings:blank": world.draft.pk,
        "calendar-feed": world.feed_token,
        "meetings:add-absence": world.cell.pk,
        "meetings:withdraw-absence": world.notice.pk,
        "meetings:member-attendance": world.member.pk,
        **dict.fromkeys(("meetings:programme", *PROGRAMME_FORMS), world.programme.pk),
        **dict.fromkeys(MODEL_FORMS, world.model_meeting.pk),
        **{f"meetings:{word}": world.model_meeting.pk for word in ("model-meeting", "invitations", "invite")},
        "reports:model-meeting": world.model_meeting.pk,
        "meetings:edit-review": world.review.pk,
        "meetings:edit-view": world.view.pk,
        "meetings:edit-uptake": world.uptake.pk,
        **{f"meetings:{word}": world.session.pk for word in ("session", "edit-session")},
        **{f"cells:{word}": world.cell.pk for word in ("detail", "edit", "change-status", "assign", "cell-who-may")},
        "members:end-cell": world.cell.pk,
        "members:rename-filter": world.saved.pk,
        "members:remove-filter": world.saved.pk,
        "members:record": world.member.pk,
        "members:duty": world.duty.pk,
        **{f"members:{word}": world.cell.pk for word in ("give-duties", "follow-duties", "rate", "decide")},
        **{f"members:{word}": world.course.pk for word in ("course", "edit-course", "enrol", "results")},
    }
    if name in RULE_SET_PAGES:
        return reverse(name, args=["badges", world.rules.pk])
    if name in ("cells:rules-of", "cells:draft-rules"):
        return reverse(name, args=["badges"])
    if name == "members:compare":
        return reverse(name, args=[member.pk for member in world.members[:2]])
    if name == "members:merge":
        return reverse(name, args=[a_merge(world).pk])
    if name in ("privacy:request", "privacy:edit-request", "privacy:answer-request", "privacy:request-file"):
        return reverse(name, args=[a_request(world).pk])
    if name in ("privacy:breach", "privacy:edit-breach", "privacy:report-breach"):
        return reverse(name, args=[a_breach(world).pk])
    if name in IMPORTS:
        return reverse(name, args=[an_import(world).pk])
    if name == "members:event":
        return reverse(name, args=[world.member.pk, "transfer"])
    if name in ("meetings:session-attendance", "meetings:session-everybody"):
        return reverse(name, args=[world.session.pk, world.cell.pk])
    if name == "meetings:paper":
        return reverse(name, args=[world.signed.pk, "minutes"])
    if name == "members:strike":
        return reverse(name, args=["commendation", world.commendation.pk])
    return reverse(name, args=[objects[name]] if name in objects else [])


def a_merge(world):
    other = join(world.cell, "Nông Văn Ân")
    return people.merge(kept=world.member, other=other, taken=set(), life=LifeOf.KEPT, reason="Trùng", by=world.office)


def a_request(world):
    facts = {"name": world.member.full_name, "kind": "know", "member": world.member, "received_at": "08:00"}
    return note_request(commune=world.commune, received_on=world.today, by=None, **facts)


def a_breach(world):
    facts = {"what": "Mất máy", "affected": "Một chi bộ", "noticed_at": timezone.now()}
    return note_breach(commune=world.commune, by=None, **facts)


def browser(role, world, sign_in):
    return Client() if role == "anonymous" else sign_in(world.accounts[role])


def names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield prefix + pattern.name
        elif pattern.namespace != "admin":
            yield from names(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)


def test_every_address_stands_in_the_matrix():
    assert set(names(get_resolver().url_patterns)) == set(MATRIX)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_matrix_says(role, world, sign_in):
    client = browser(role, world, sign_in)
    got = {name: client.get(address(name, world)).status_code for name in MATRIX}
    assert got == {name: row[ROLES.index(role)] for name, row in MATRIX.items()}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_each_role_may_send_what_the_matrix_says(role, world, sign_in):
    client = browser(role, world, sign_in)
    got = {name: client.post(address(name, world)).status_code for name in POSTS}
    assert got == {name: row[ROLES.index(role)] for name, row in POSTS.items()}


def test_a_form_sent_without_signing_in_changes_nothing(world):
    for name in POSTS:
        assert Client().post(address(name, world)).status_code == 403


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("outsider", "anonymous")])
def test_nobody_reaches_an_object_of_another_commune(role, world, sign_in):
    client = browser(role, world, sign_in)
    sheet = world.foreign_meeting.edition
    line = sheet.criteria.get(code="time")
    foreign = {
        **{f"meetings:{word}": world.foreign_cell.pk for word in ("plan", "draft-plan", "add-planned")},
        **{f"meetings:{word}": world.foreign_planned.pk for word in ("planned", "edit-planned", "move-planned")},
        **{f"meetings:{word}": world.foreign_planned.pk for word in ("cancel-planned", "invitation", "planned-blank")},
        "meetings:invitation-word": world.foreign_planned.pk,
        "meetings:blank": world.foreign_meeting.pk,
        "meetings:second-score": world.foreign_meeting.pk,
        **{f"meetings:{word}": sheet.pk for word in SHEET_PAGES},
        **{f"meetings:{word}": line.pk for word in ("criterion", "step-add")},
        "meetings:step": line.steps.first().pk,
        "cells:detail": world.foreign_cell.pk,
        "cells:edit": world.foreign_cell.pk,
        "cells:cell-who-may": world.foreign_cell.pk,
        "cells:hamlet": world.foreign_hamlet.pk,
        "members:detail": world.foreign_member.pk,
        "members:edit": world.foreign_member.pk,
        "members:life": world.foreign_member.pk,
        "members:honours": world.foreign_member.pk,
        "members:discipline": world.foreign_member.pk,
        "members:propose-badge": world.foreign_member.pk,
        "members:cell-honours": world.foreign_cell.pk,
        "members:correct-event": world.foreign_member.events.first().pk,
        "members:end-cell": world.foreign_cell.pk,
        "members:record": world.foreign_member.pk,
        **{f"members:{word}": world.foreign_cell.pk for word in ("give-duties", "follow-duties", "rate", "decide")},
        "meetings:detail": world.foreign_meeting.pk,
        "meetings:record": world.foreign_meeting.pk,
        "meetings:reopen": world.foreign_meeting.pk,
    }
    for name, pk in foreign.items():
        assert client.get(reverse(name, args=[pk])).status_code == 404, name


@pytest.mark.parametrize("role", ["secretary", "in_charge"])
def test_whoever_works_for_one_cell_does_not_know_the_other_cells_of_the_commune(role, world, sign_in):
    client = browser(role, world, sign_in)
    assert client.get(reverse("cells:detail", args=[world.other_cell.pk])).status_code == 404
    assert client.get(reverse("members:detail", args=[world.other_members[0].pk])).status_code == 404
    listed = client.get(reverse("members:list")).content.decode()
    assert world.member.full_name in listed
    assert world.other_members[0].full_name not in listed


def admin_addresses(world):
    site = admin.site
    for model in site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"admin:{name}_changelist")
        yield reverse(f"admin:{name}_add")
        for pk in model._default_manager.values_list("pk", flat=True)[:3]:
            yield reverse(f"admin:{name}_change", args=[pk])
            yield reverse(f"admin:{name}_history", args=[pk])
            yield reverse(f"admin:{name}_delete", args=[pk])


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("admin", "anonymous")])
def test_only_administrators_enter_the_admin(role, world, sign_in):
    client = browser(role, world, sign_in)
    for url in (reverse("admin:index"), *admin_addresses(world)):
        assert client.get(url, follow=True).status_code == 403, url


def test_the_admin_of_one_commune_never_sees_another(world, sign_in):
    client = sign_in(world.admin)
    foreign = {
        "cells_commune": world.other_commune.pk,
        "cells_cell": world.foreign_cell.pk,
        "cells_hamlet": world.foreign_hamlet.pk,
        "accounts_user": world.outsider.pk,
        "meetings_edition": world.foreign_meeting.edition_id,
        "members_code": world.other_commune.codes.first().pk,
    }
    for name, pk in foreign.items():
        assert client.get(reverse(f"admin:{name}_change", args=[pk])).status_code == 302, name
        listed = client.get(reverse(f"admin:{name}_changelist")).content.decode()
        assert reverse(f"admin:{name}_change", args=[pk]) not in listed
    choices = client.get(reverse("admin:cells_assignment_add")).content.decode()
    assert world.cell.name in choices
    assert world.foreign_cell.name not in choices


def test_every_page_of_the_admin_opens_for_the_administrator(world, sign_in):
    client = sign_in(world.admin)
    for url in (reverse("admin:index"), *admin_addresses(world)):
        assert client.get(url).status_code in (200, 302, 403), url


def test_nothing_can_be_deleted_in_the_admin(world, sign_in):
    client = sign_in(world.admin)
    url = reverse("admin:cells_hamlet_delete", args=[world.hamlet.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
