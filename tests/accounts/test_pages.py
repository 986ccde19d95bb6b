from urllib.parse import urlencode

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from accounts.audit import acting
from accounts.models import SentForm, TrailEntry, User
from cells import services as structure
from cells.models import Hamlet
from reports.tables import people

LOGIN = reverse("accounts:login")


def sign_in_with(client, username, password):
    return client.post(LOGIN, {"username": username, "password": password})


def test_signing_in_leads_home_or_where_one_wanted_to_go(world, client):
    assert sign_in_with(client, "bithu", "bithu-mat-khau").headers["Location"] == "/"
    answer = Client().post(
        LOGIN + "?next=/cells/", {"username": "bithu", "password": "bithu-mat-khau", "next": "/cells/"}
    )
    assert answer.headers["Location"] == "/cells/"


def test_another_site_is_never_where_one_is_led(world, client):
    typed = {"username": "bithu", "password": "bithu-mat-khau", "next": "https://example.com/"}
    assert client.post(LOGIN, typed).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("username", "password"), [("bithu", "sai"), ("ai-do", "sai"), ("a\x00", "b"), ("x" * 300, "y")]
)
def test_a_failure_is_one_sentence_that_does_not_tell_which_accounts_exist(username, password, world, client):
    answer = sign_in_with(client, username, password)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "Chưa lưu" not in answer.content.decode()  # nothing was to be saved


def test_an_account_that_is_switched_off_cannot_sign_in(world, client):
    world.secretary.is_active = False
    world.secretary.save()
    answer = sign_in_with(client, "bithu", "bithu-mat-khau")
    assert answer.context["form"].non_field_errors() == ["Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại cả hai."]


def test_after_five_wrong_passwords_signing_in_is_closed(world, client):
    codes = [sign_in_with(client, "bithu", "sai").status_code for _try in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    assert sign_in_with(client, "bithu", "bithu-mat-khau").status_code == 429
    assert sign_in_with(client, "vanphong", "vanphong-mat-khau").status_code == 302


def test_a_new_password_has_to_be_long_and_the_old_one_right(world, sign_in):
    client = sign_in(world.secretary)
    typed = {"old_password": "bithu-mat-khau", "new_password1": "ngan", "new_password2": "ngan"}
    answer = client.post(reverse("accounts:password"), typed)
    assert "Mật khẩu quá ngắn. Cần ít nhất 10 ký tự." in answer.context["form"].errors["new_password2"]
    good = {"new_password1": "mot-mat-khau-dai-2026", "new_password2": "mot-mat-khau-dai-2026"}
    assert client.post(reverse("accounts:password"), good | {"old_password": "sai"}).status_code == 200
    assert client.post(reverse("accounts:password"), good | {"old_password": "bithu-mat-khau"}).status_code == 302


def test_the_language_is_chosen_in_the_page_head_and_not_by_the_browser(world, client):
    assert '<html lang="vi">' in client.get(LOGIN, headers={"accept-language": "en"}).content.decode()
    answer = client.post(reverse("accounts:language"), {"language": "en", "next": "https://example.com/"})
    assert answer.headers["Location"] == "/"
    page = client.get(LOGIN).content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page


@pytest.mark.parametrize("next_page", ["home", "không phải địa chỉ", "NaN", "a\nb", "?q=x"])
def test_a_strange_address_to_go_back_to_breaks_nothing(next_page, client, db):
    assert client.post(reverse("accounts:language"), {"language": "en", "next": next_page}).status_code == 302


OWN = {"origin": "http://testserver"}
SENT = {"name": "<b>Chi bộ</b> của xóm", "was-name": "", "place-2-mark": "x", "form_key": "a" * 32}
SENT |= {"stands": "0a1b2c3d.4e5f6071.8293a4b5"}  # the marks of three fields: nobody typed them


def signed_in_from(page, username):
    """The answer to signing in on `page`, which keeps a form."""
    kept = page.context["kept"]
    typed = {"username": username, "password": f"{username}-mat-khau", "kept": kept}
    return Client().post(LOGIN, typed)


def test_a_form_sent_after_the_session_ended_goes_on_once_one_has_signed_in_on_that_page(world, client):
    page = client.post("/cells/add/?from=1", SENT, headers=OWN)
    text = page.content.decode()
    assert page.status_code == 403
    assert ("Đăng nhập và gửi" in text, 'name="password"' in text) == (True, True)
    assert not any(raw in text for raw in ("was-name", "place-2-mark", "Chi bộ</b>", 'form_key" value="aaaa'))
    wrong = Client().post(LOGIN, {"username": "vanphong", "password": "sai", "kept": page.context["kept"]})
    assert wrong.context["kept"] == page.context["kept"]
    assert "Chưa lưu" not in wrong.content.decode()
    going = signed_in_from(page, "vanphong")
    assert going.context["path"] == "/cells/add/?from=1"
    assert dict(going.context["fields"]) == SENT
    assert "data-go-on" in going.content.decode()
    assert "<b>Chi bộ" not in going.content.decode()


def test_what_is_kept_outlives_too_many_wrong_passwords(world, client):
    kept = client.post("/cells/add/", SENT, headers=OWN).context["kept"]
    typed = {"username": "vanphong", "password": "sai", "kept": kept}
    page = [client.post(LOGIN, typed) for _try in range(5)][-1]
    assert page.status_code == 429
    assert kept in page.content.decode()
    assert client.post(LOGIN, {"kept": kept}).context["kept"] == kept


def test_a_form_of_another_site_or_with_a_password_or_a_file_never_goes_on(world, client):
    foreign = client.post("/cells/add/", SENT, headers={"origin": "https://example.com"})
    secret = client.post("/accounts/password/", {"old_password": "bi mat cua toi"}, headers=OWN)
    assert (foreign.context["kept"], secret.context["kept"]) == ("", "")
    assert "của xóm" in foreign.content.decode()  # to be copied
    assert "bi mat" not in secret.content.decode()
    for false in ("", "x", "x:y:z", foreign.context["csrf_token"]):
        answer = Client().post(LOGIN, {"username": "vanphong", "password": "vanphong-mat-khau", "kept": false})
        assert answer.headers["Location"] == "/"


def test_who_is_signed_in_again_elsewhere_goes_on_from_the_page_too(world, client, sign_in):
    kept = client.post("/cells/add/", SENT, headers=OWN).context["kept"]
    assert dict(sign_in(world.office).post(LOGIN, {"kept": kept}).context["fields"]) == SENT
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.office, backend="cells.sign_in.Backend")
    page = strict.post(LOGIN, {"kept": kept, "username": "x", "password": "y"}, headers=OWN)
    assert dict(page.context["fields"]) == SENT
    assert "data-go-on" not in page.content.decode()
    trap = strict.post(LOGIN, {"kept": kept}, headers={"origin": "https://example.com"})
    assert trap.context["fields"] == []


def browsers(username):
    """Two browsers in which the same account is signed in."""
    both = Client(), Client()
    assert [sign_in_with(one, username, f"{username}-mat-khau").status_code for one in both] == [302, 302]
    return both


def opens(*clients):
    return [client.get(reverse("home")).status_code for client in clients]


def test_signing_in_or_out_in_one_browser_leaves_the_other_as_it_is(world):
    one, other = browsers("vanphong")
    assert opens(one, other) == [200, 200]
    one.post(reverse("accounts:logout"))
    assert opens(one, other) == [302, 200]


@pytest.mark.parametrize("locked", [False, True])
def test_a_new_password_or_a_lock_ends_the_other_browser_whose_form_is_kept(locked, world):
    """With the new password it goes on; who is locked out has it on the page still."""
    one, other = browsers("vanphong")
    old, new = "vanphong-mat-khau", "mot-mat-khau-dai-2026"
    if locked:
        structure.lock_account(account=world.office, by=world.admin)
    else:
        typed = {"old_password": old, "new_password1": new, "new_password2": new}
        assert one.post(reverse("accounts:password"), typed).status_code == 302
    assert opens(one, other) == [302 if locked else 200, 302]
    page = other.post("/cells/add/", SENT, headers=OWN)
    assert page.status_code == 403
    again = {"username": "vanphong", "kept": page.context["kept"]}
    for password in (old, new):
        answer = other.post(LOGIN, again | {"password": password})
        if password == old or locked:
            assert answer.context["kept"] == page.context["kept"]
            assert answer.context["form"].errors
        else:
            assert dict(answer.context["fields"]) == SENT


def test_two_at_once_get_a_sentence_and_keep_what_was_typed(world, sign_in, monkeypatch):
    def a_moment_late(**_facts):
        raise IntegrityError

    monkeypatch.setattr("meetings.services.give_notice", a_moment_late)
    typed = {"member": world.members[0].pk, "since": "24/11", "reason": "đi viện tỉnh", "form_key": "b" * 32}
    address = reverse("meetings:add-absence", args=[world.cell.pk])
    page = sign_in(world.office).post(address, typed, headers=OWN)
    assert (page.status_code, page.templates[0].name) == (409, "errors/at_once.html")
    assert dict(page.context["fields"])["form_key"] == "b" * 32
    assert page.context["texts"] == ["đi viện tỉnh"]


def test_the_key_of_another_accounts_form_is_a_sentence_and_what_was_typed_is_kept(world, sign_in):
    SentForm.objects.create(key="c" * 32, account=world.secretary)
    page = sign_in(world.office).post("/cells/add/", SENT | {"form_key": "c" * 32}, headers=OWN)
    assert (page.status_code, page.templates[0].name) == (409, "errors/other_account.html")
    again = dict(page.context["fields"])
    assert again["name"] == SENT["name"]
    assert again["form_key"] != "c" * 32


def test_whatever_fails_what_was_typed_is_on_the_page(world, sign_in, monkeypatch):
    def broken(**_facts):
        raise RuntimeError

    monkeypatch.setattr("common.forms.taken", broken)
    monkeypatch.setattr("cells.views.structure.taken", broken)
    client = sign_in(world.office)
    client.raise_request_exception = False
    page = client.post("/cells/add/", SENT, headers=OWN)
    text = page.content.decode()
    assert (page.status_code, page.context["texts"]) == (500, [SENT["name"]])
    assert "&lt;b&gt;Chi bộ&lt;/b&gt; của xóm" in text
    assert "Gửi lại" in text
    for address, status in (("/khong-co/", 404), (f"/cells/{world.cell.pk}/edit/", 403)):
        answer = sign_in(world.secretary).post(address, SENT, headers=OWN)
        assert answer.status_code == status
        assert "của xóm" in answer.content.decode()


def test_a_form_with_an_old_security_key_shows_what_was_typed_but_never_a_password(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.office, backend="cells.sign_in.Backend")
    text = client.post("/cells/add/", {"name": "Chi bộ Mới"}, headers=OWN).content.decode()
    assert "Chi bộ Mới" in text
    assert "Gửi lại" in text
    secret = client.post("/accounts/password/", {"old_password": "bi-mat"}, headers=OWN).content.decode()
    assert "bi-mat" not in secret
    foreign = client.post("/cells/add/", {"name": "X"}, headers={"origin": "https://example.com"}).content.decode()
    assert "Gửi lại" not in foreign


@pytest.mark.parametrize("language", ["vi", "en"])
def test_error_pages_stand_in_the_layout(language, world, sign_in, settings):
    client = sign_in(world.secretary)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.raise_request_exception = False
    for address, status in (("/khong-co/", 404), ("/admin/", 302), (f"/cells/{world.cell.pk}/edit/", 403)):
        answer = client.get(address)
        assert answer.status_code == status
        assert status == 302 or '<main id="main"' in answer.content.decode()


def test_a_fault_of_ours_is_a_page_without_any_secret(world, sign_in, monkeypatch):
    monkeypatch.setattr(people, "headcounts", None)
    client = sign_in(world.office)
    client.raise_request_exception = False
    answer = client.get(reverse("reports:members"))
    assert answer.status_code == 500
    assert "Có lỗi xảy ra" in answer.content.decode()


def test_a_change_is_written_down_with_old_and_new_value(world):
    with acting(world.office):
        world.hamlet.name = "Lũng Mới"
        world.hamlet.save()
    entry = TrailEntry.objects.filter(subject_kind="cells.hamlet", action="changed").get()
    assert entry.changes["name"] == ["Lũng Mật", "Lũng Mới"]
    assert (entry.account_name, entry.commune) == (str(world.office), world.commune.pk)


def test_a_password_never_stands_in_the_trail(world):
    world.office.set_password("mot-mat-khau-khac")
    world.office.save()
    assert TrailEntry.objects.filter(subject_kind="accounts.user", action="changed").get().changes == {
        "password": ["…", "…"]
    }


def test_nothing_is_deleted_and_no_bulk_change_goes_without_a_trail(world):
    for forbidden in (world.hamlet.delete, Hamlet.objects.all().delete, lambda: Hamlet.objects.update(name="x")):
        with pytest.raises(TypeError):
            forbidden()
    with pytest.raises((TypeError, ProtectedError)):
        User.objects.all().delete()


@pytest.mark.once
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": "Bàn về đường xóm. " * 80_000, "version": "04db8ee656619d71bb2eaa947cc9f404"}, "tối đa 2,5 MB"),
        ({"reason": "Bàn về đường xóm."} | {f"n{place}": "1" for place in range(5000)}, "tối đa 5000 ô"),
    ],
)
def test_more_than_one_form_takes_is_told_with_its_limit_and_what_was_typed_can_be_copied(sent, said, world, sign_in):
    url, body = reverse("meetings:strike", args=[world.signed.pk]), urlencode(sent)
    for client, shown in ((sign_in(world.secretary), True), (Client(), False)):
        form = {"content_type": "application/x-www-form-urlencoded", "headers": {"referer": f"http://testserver{url}"}}
        answer = client.post(url, body, **form)
        text = answer.content.decode()
        assert (answer.status_code, said in text, sent["reason"].strip() in text) == (413, True, shown)
        assert (f'href="{url}"' in text, "04db8ee" in text) == (True, False)
