import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from accounts.audit import acting
from accounts.models import TrailEntry, User
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


def test_a_form_sent_after_the_session_ended_shows_what_was_typed(world, client):
    page = client.post(
        "/cells/add/", {"name": "<b>Chi bộ</b>", "form_key": "k"}, headers={"origin": "http://testserver"}
    )
    text = page.content.decode()
    assert page.status_code == 403
    assert "&lt;b&gt;Chi bộ&lt;/b&gt;" in text
    assert "<b>Chi bộ" not in text
    assert "Gửi lại" in text


def test_a_form_with_an_old_security_key_shows_what_was_typed_but_never_a_password(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.office, backend="cells.sign_in.Backend")
    own = {"origin": "http://testserver"}
    text = client.post("/cells/add/", {"name": "Chi bộ Mới"}, headers=own).content.decode()
    assert "Chi bộ Mới" in text
    assert "Gửi lại" in text
    secret = client.post("/accounts/password/", {"old_password": "bi-mat"}, headers=own).content.decode()
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
        assert status == 302 or '<main class="wide"' in answer.content.decode()


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
