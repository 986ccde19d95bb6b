"""What an administrator does at /admin/, narrowed to the own commune."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import TrailEntry
from cells.models import Hamlet
from meetings.models import Meeting
from members import services as people
from tests.world import happen

INLINES = {
    f"{prefix}-{name}": value
    for prefix in ("servings", "former_names")
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
