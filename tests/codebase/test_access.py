import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.access import MATRIX, POSTS, RECORDING_STEPS, ROLES, SHEET_PAGES, in_parts
from tests.addresses import address
from tests.world import undone


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


# All roles ask in one test, part by part of the addresses: their objects are made once, not once for each role.
@pytest.mark.parametrize("names", in_parts(MATRIX))
def test_each_role_gets_what_the_matrix_says(names, world, sign_in):
    addresses = {name: address(name, world) for name in names}
    got = {name: [] for name in names}
    for role in ROLES:
        client = browser(role, world, sign_in)
        for name, url in addresses.items():
            got[name].append(client.get(url).status_code)
    assert got == {name: list(MATRIX[name]) for name in names}


@pytest.mark.parametrize("names", in_parts(POSTS))
def test_each_role_may_send_what_the_matrix_says(names, world, sign_in):
    """What one form does is undone before the next: each finds its object untouched."""
    addresses = {name: address(name, world) for name in names}
    got = {name: [] for name in names}
    for role in ROLES:
        client = browser(role, world, sign_in)
        for name, url in addresses.items():
            with undone():
                got[name].append(client.post(url).status_code)
    assert got == {name: [*POSTS[name][:-1], 403] for name in names}  # a stranger may send none


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
        **{f"meetings:{word}": line.pk for word in ("criterion", "threshold-add")},
        "meetings:threshold": line.thresholds.first().pk,
        "cells:detail": world.foreign_cell.pk,
        "cells:facts": world.foreign_cell.pk,
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
        **dict.fromkeys(RECORDING_STEPS, world.foreign_meeting.pk),
        "meetings:reopen": world.foreign_meeting.pk,
    }
    for name, pk in foreign.items():
        assert client.get(reverse(name, args=[pk])).status_code == 404, name


@pytest.mark.parametrize("role", ["secretary", "in_charge"])
def test_anyone_who_works_for_one_cell_does_not_know_the_other_cells_of_the_commune(role, world, sign_in):
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


@pytest.mark.once  # the site refuses before it looks for what is asked
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
    for url in admin_addresses(world):
        page = client.get(url, follow=True).content.decode()
        assert world.foreign_cell.name not in page, url


def test_every_page_of_the_admin_opens_for_the_administrator(world, sign_in):
    client = sign_in(world.admin)
    for url in (reverse("admin:index"), *admin_addresses(world)):
        assert client.get(url).status_code in (200, 302, 403), url


def test_nothing_can_be_deleted_in_the_admin(world, sign_in):
    client = sign_in(world.admin)
    url = reverse("admin:cells_hamlet_delete", args=[world.hamlet.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
