"""What an administrator does at /admin/, narrowed to the own commune."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import TrailEntry, User
from accounts.roles import Role
from cells.access import roles
from cells.models import Assignment, Hamlet
from meetings.models import Meeting
from members import services as people
from tests.world import happen

INLINES = {
    f"{prefix}-{name}": value
    for prefix in ("servings", "former_names", "grants", "assignments")
    for name, value in {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}.items()
}


def add(client, model, **typed):
    return client.post(reverse(f"admin:{model}_add"), INLINES | typed)


def test_a_hamlet_is_added_to_the_own_commune_and_found_without_diacritics(world, sign_in):
    client = sign_in(world.admin)
    assert add(client, "cells_hamlet", name="Nà Phái").status_code == 302
    assert Hamlet.objects.get(name="Nà Phái").commune == world.commune
    listed = client.get(reverse("admin:cells_hamlet_changelist"), {"q": "na phai"}).content.decode()
    assert "Nà Phái" in listed
    assert "Lũng Mật" not in listed


def test_the_same_name_twice_is_one_sentence_and_no_fault(world, sign_in):
    answer = add(sign_in(world.admin), "cells_hamlet", name="Lũng Mật")
    assert answer.status_code == 200
    assert "Xã đã có xóm mang tên này." in answer.content.decode()


def test_a_form_of_the_admin_sent_twice_counts_once(world, sign_in):
    client = sign_in(world.admin)
    for _time in range(2):
        answer = add(client, "cells_hamlet", name="Nà Phái", form_key="a" * 32)
        assert answer.status_code == 302
    assert Hamlet.objects.filter(name="Nà Phái").count() == 1


def test_a_cell_with_a_member_in_charge_gets_no_second_one(world, sign_in):
    typed = {"committee_member": world.seat.pk, "cell": world.cell.pk, "since": "01/11/2026"}
    answer = add(sign_in(world.admin), "cells_assignment", **typed)
    assert "hãy kết thúc trước" in answer.content.decode()
    assert Assignment.objects.filter(cell=world.cell).count() == 1


def account(**changed):
    return {
        "username": "moi",
        "full_name": "Nông Thị Mới",
        "password1": "mat-khau-dai-2026",
        "password2": "mat-khau-dai-2026",
        "grants-TOTAL_FORMS": "1",
        "grants-0-role": "leader",
        "grants-0-since": "01/11/2026",
        **changed,
    }


def test_an_account_is_made_with_its_role_in_the_own_commune(world, sign_in):
    assert add(sign_in(world.admin), "accounts_user", **account()).status_code == 302
    made = User.objects.get(username="moi")
    assert roles(made) == {Role.LEADER}
    assert made.grants.get().commune == world.commune
    assert made.check_password("mat-khau-dai-2026")


@pytest.mark.parametrize(
    "changed",
    [
        {"grants-TOTAL_FORMS": "0"},
        {"grants-0-role": "secretary"},
        {"grants-0-role": "in_charge"},
        {"username": "bithu"},
        {"password2": "khac"},
        {"grants-0-since": "31/02/2026"},
    ],
)
def test_an_account_without_a_fitting_role_is_refused(changed, world, sign_in):
    assert add(sign_in(world.admin), "accounts_user", **account(**changed)).status_code == 200
    assert not User.objects.filter(username="moi").exists()


def test_a_secretary_of_a_foreign_cell_cannot_be_made_by_its_number(world, sign_in):
    changed = {"grants-0-role": "secretary", "grants-0-cell": str(world.foreign_cell.pk)}
    assert add(sign_in(world.admin), "accounts_user", **account(**changed)).status_code == 200
    assert not User.objects.filter(username="moi").exists()


def test_an_administrator_sets_a_password_of_the_own_commune_only(world, sign_in):
    client = sign_in(world.admin)
    new = {"password1": "mat-khau-khac-2026", "password2": "mat-khau-khac-2026"}
    for who, changed in ((world.secretary, True), (world.outsider, False)):
        client.post(reverse("admin:auth_user_password_change", args=[who.pk]), new | {"usable_password": "true"})
        who.refresh_from_db()
        assert who.check_password("mat-khau-khac-2026") is changed


def test_score_sheets_are_read_in_the_admin_and_written_elsewhere(world, sign_in):
    client = sign_in(world.admin)
    for edition in (world.edition, world.sheet):
        page = client.get(reverse("admin:meetings_edition_change", args=[edition.pk])).content.decode()
        assert edition.criteria.first().name in page
        assert 'name="title"' not in page
        assert 'name="_save"' not in page
    assert client.get(reverse("admin:meetings_edition_add")).status_code == 403


def test_the_trail_names_the_kind_of_a_record_in_words(world, sign_in):
    client = sign_in(world.admin)
    add(client, "cells_hamlet", name="Nà Phái")
    entry = TrailEntry.objects.get(subject_kind="cells.hamlet", subject_name="Nà Phái")
    for address in ("admin:accounts_trailentry_changelist", "admin:accounts_trailentry_change"):
        page = client.get(reverse(address, args=[entry.pk] if address.endswith("change") else [])).content.decode()
        assert "xóm" in page
        assert "cells.hamlet" not in page


def test_the_trail_tells_what_stands_in_a_record_only_where_the_record_may_be_seen(world, sign_in):
    """Of every entry of the world, as the administrator reads it: not one value of a record that is closed to them."""
    client = sign_in(world.admin)
    people.edit_file(member=world.member, by=world.office, residence="Nhà số 7", phone="0912345678")
    happen(world.member, "exempt", date(2026, 5, 4), reason="Sức khỏe yếu")
    secret = ("Bàn việc của xóm", "Nhà số 7", "0912345678", "Sức khỏe yếu", "Nhà văn hóa dột", "1980-05-01", "đi xa")
    told = ""
    for entry in TrailEntry.objects.filter(commune=world.commune.pk):
        told += client.get(reverse("admin:accounts_trailentry_change", args=[entry.pk])).content.decode()
    told += client.get(reverse("admin:accounts_trailentry_changelist")).content.decode()
    assert [value for value in secret if value in told] == []
    assert str(Meeting._meta.get_field("discussion").verbose_name) in told  # which fields were changed
    add(client, "cells_hamlet", name="Nà Phái")
    entry = TrailEntry.objects.get(subject_kind="cells.hamlet", subject_name="Nà Phái")
    assert ": – → Nà Phái" in client.get(reverse("admin:accounts_trailentry_change", args=[entry.pk])).content.decode()


@pytest.mark.parametrize(
    "lookup", ["changes__icontains", "subject_name__icontains", "account__password__startswith", "subject_id"]
)
def test_nobody_finds_an_entry_of_the_trail_by_what_stands_in_it(lookup, world, sign_in):
    client, address = sign_in(world.admin), reverse("admin:accounts_trailentry_changelist")
    assert client.get(address, {lookup: "1"}).status_code == 400
    assert client.get(address, {"action__exact": "changed", "at__year": "2026"}).status_code == 200
    assert client.get(address, {"q": "Lũng Mật"}).context["cl"].result_count == 0
