"""What an administrator does at /admin/, narrowed to the own commune."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.urls import reverse

from accounts.models import TrailEntry
from cells import services
from cells.models import Commune, FormerHamletName
from meetings.models import Meeting
from members import services as people
from members.models import Code
from tests.world import LONG_AGO, happen


def form_of(client, url, **typed):
    """The fields of a page of the admin as they stand, with what is typed over them."""
    page = client.get(url).context
    stands = {}
    for inline in page["inline_admin_formsets"]:
        formset = inline.formset
        stands |= {formset.add_prefix(name): value for name, value in formset.management_form.initial.items()}
        for one in formset.initial_forms:
            stands |= {one.add_prefix(name): one[name].value() or "" for name in one.fields}
    return stands | typed


def named(**fields):
    """A former name typed into the first empty row."""
    return {"former_names-TOTAL_FORMS": "1"} | {f"former_names-0-{key}": value for key, value in fields.items()}


@pytest.mark.parametrize("kind", ["commune", "hamlet", "cell"])
def test_what_has_pages_of_its_own_is_only_read_but_for_its_former_names(kind, world, sign_in):
    client, record = sign_in(world.admin), getattr(world, kind)
    url = reverse(f"admin:cells_{kind}_change", args=[record.pk])
    assert client.get(reverse(f"admin:cells_{kind}_add")).status_code == 403
    typed = {"name": "Khác", "ended_on": "01/01/2026", "founded_on": "01/01/2020", "superior": "Khác"}
    before = type(record).objects.filter(pk=record.pk).values().get()
    assert client.post(url, form_of(client, url, **typed)).status_code == 302
    assert type(record).objects.filter(pk=record.pk).values().get() == before
    first = named(name="Tên cũ", since="01/01/2001", until="01/01/2010")
    assert client.post(url, form_of(client, url) | first).status_code == 302
    assert list(record.former_names.values_list("name", "until")) == [("Tên cũ", date(2010, 1, 1))]


@pytest.mark.parametrize(
    ("since", "until", "taken"),
    [
        ("01/01/2010", "01/01/2012", True),
        ("31/12/2009", "01/01/2012", False),
        ("", "01/01/2001", True),
        ("", "02/01/2001", False),
        ("", "01/01/2012", False),
    ],
)
def test_former_names_of_one_record_do_not_overlap(since, until, taken, world, sign_in):
    client, url = sign_in(world.admin), reverse("admin:cells_hamlet_change", args=[world.hamlet.pk])
    held = FormerHamletName(hamlet=world.hamlet, name="Tên cũ", since=date(2001, 1, 1), until=date(2010, 1, 1))
    services.keep_former_name(row=held, by=world.admin)
    more = {"TOTAL_FORMS": "2", "1-name": "Tên khác", "1-since": since, "1-until": until}
    answer = client.post(url, form_of(client, url) | {f"former_names-{key}": value for key, value in more.items()})
    assert (answer.status_code, world.hamlet.former_names.count()) == ((302, 2) if taken else (200, 1))
    if not taken:
        assert "Trong khoảng thời gian này đã có tên cũ khác." in answer.content.decode()


def test_the_commune_changes_on_its_page_and_keeps_its_former_name_and_head(world, sign_in):
    client, url = sign_in(world.admin), reverse("cells:edit-commune")
    stands = {"organisation": "Đảng bộ xã Mới", "committee": "Đảng ủy xã Mới", "superior": "Đảng bộ tỉnh Mới"}
    typed = {"name": "xã Mới", "place": "Mới", "privacy_basis": "Luật", **stands}
    assert client.post(url, typed | {"renamed_on": "01/07/2025"}).url == reverse("cells:office")
    commune = Commune.objects.get(pk=world.commune.pk)
    assert {name: getattr(commune, name) for name in typed} == typed
    assert list(commune.former_names.values_list("name", "superior", "since", "until")) == [
        ("xã Nhà", "Đảng bộ tỉnh", None, date(2025, 7, 1))
    ]
    same_name, too_early = {"renamed_on": "01/07/2026"}, {"name": "xã Nữa", "renamed_on": "01/07/2025"}
    for wrong, field in ((same_name, "name"), (too_early, "renamed_on")):
        assert list(client.post(url, typed | wrong).context["form"].errors) == [field]


@pytest.mark.parametrize(("day", "taken"), [(LONG_AGO, True), (LONG_AGO + timedelta(days=1), False)])
def test_a_cell_was_founded_on_the_day_on_which_it_began_its_work_or_earlier(day, taken, world, sign_in):
    typed = {"name": world.cell.name, "kind": "hamlet", "founded_on": f"{day:%d/%m/%Y}", "meeting_day": "3"}
    answer = sign_in(world.office).post(reverse("cells:edit", args=[world.cell.pk]), typed)
    assert answer.status_code == (302 if taken else 200)
    if not taken:
        assert list(answer.context["form"].errors) == ["founded_on"]


def test_a_row_of_the_admin_is_found_without_diacritics(world, sign_in):
    listed = sign_in(world.admin).get(reverse("admin:cells_hamlet_changelist"), {"q": "lung mat"}).content.decode()
    assert "Lũng Mật" in listed
    assert "Pác Tao" not in listed


def test_a_form_of_the_admin_sent_twice_counts_once(world, sign_in):
    client, url = sign_in(world.admin), reverse("admin:cells_hamlet_change", args=[world.hamlet.pk])
    typed = form_of(client, url) | named(name="Tên cũ", until="01/01/2010") | {"form_key": "a" * 32}
    assert [client.post(url, typed).status_code for _time in range(2)] == [302, 302]
    assert world.hamlet.former_names.count() == 1


def test_a_form_of_the_admin_that_another_was_faster_to_send_says_so_and_is_no_fault(world, sign_in):
    """As when the same entry comes between the check of a form and its saving."""
    client, url = sign_in(world.admin), reverse("admin:members_code_add")
    typed = {"list": "ethnicity", "code": "999", "name": "Thử", "aliases": "", "position": "5", "in_use": "on"}

    def refuse(sender, **sent):
        raise ValidationError("Có rồi.")

    pre_save.connect(refuse, Code)
    try:
        answer = client.post(url, typed, follow=True)
    finally:
        pre_save.disconnect(refuse, Code)
    assert (answer.status_code, "Có rồi." in answer.content.decode()) == (200, True)
    assert not Code.objects.filter(code="999").exists()
    assert client.post(url, typed).status_code == 302


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
    services.found_hamlet(commune=world.commune, name="Nà Phái", by=world.admin)
    entry = TrailEntry.objects.get(subject_kind="cells.hamlet", subject_name="Nà Phái")
    for address in ("admin:accounts_trailentry_changelist", "admin:accounts_trailentry_change"):
        page = client.get(reverse(address, args=[entry.pk] if address.endswith("change") else [])).content.decode()
        assert "xóm" in page
        assert "cells.hamlet" not in page


def test_the_trail_tells_what_stands_in_a_record_only_where_the_record_may_be_seen(world, sign_in):
    """Of every kind of entry, as the administrator reads it: not one value of a record that is closed to them."""
    client = sign_in(world.admin)
    people.edit_file(member=world.member, by=world.office, residence="Nhà số 7", phone="0912345678")
    happen(world.member, "exempt", date(2026, 5, 4), reason="Sức khỏe yếu")
    secret = ("Bàn việc của xóm", "Nhà số 7", "0912345678", "Sức khỏe yếu", "Nhà văn hóa dột", "1980-05-01", "đi xa")
    told, entries = "", {}
    for entry in TrailEntry.objects.filter(commune=world.commune.pk):
        entries.setdefault((entry.subject_kind, entry.action, *entry.changes), entry)
    for entry in entries.values():
        told += client.get(reverse("admin:accounts_trailentry_change", args=[entry.pk])).content.decode()
    told += client.get(reverse("admin:accounts_trailentry_changelist")).content.decode()
    assert [value for value in secret if value in told] == []
    assert str(Meeting._meta.get_field("discussion").verbose_name) in told  # which fields were changed
    services.found_hamlet(commune=world.commune, name="Nà Phái", by=world.admin)
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


@pytest.mark.parametrize(
    ("page", "lookup"),
    [
        ("accounts_user", "password__startswith"),
        ("cells_committeemember", "account__password__startswith"),
    ],
)
def test_a_list_of_the_admin_is_filtered_by_what_it_offers_alone(page, lookup, world, sign_in):
    client, address = sign_in(world.admin), reverse(f"admin:{page}_changelist")
    assert client.get(address, {lookup: "p"}).status_code == 400
    assert client.get(reverse("admin:accounts_user_changelist"), {"is_active__exact": "1"}).status_code == 200
