"""Wrong passwords: who has to wait, for how long, and who must never be locked out by others."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.lockout import OF_ACCOUNT, OF_ACCOUNT_HERE, OF_ADDRESS, client_address
from tests.conftest import NOON

LOGIN = reverse("accounts:login")
OFFICE, STRANGER = "203.0.113.5", "198.51.100.7"


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings):
    settings.TRUSTED_PROXIES = 1


def try_to_sign_in(username, password=None, at=OFFICE, minutes=0):
    """What the answer is `minutes` after noon."""
    with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
        typed = {"username": username, "password": password or f"{username}-mat-khau"}
        return Client().post(LOGIN, typed, headers={"X-Forwarded-For": f"192.0.2.1, {at}"}).status_code


def fail(times, username="bithu", at=OFFICE, minutes=0):
    return [try_to_sign_in(username, "sai", at, minutes) for _try in range(times)]


@pytest.mark.parametrize(
    ("proxies", "said", "address"),
    [
        (0, "203.0.113.5", "127.0.0.1"), (1, "203.0.113.5", "203.0.113.5"), (1, "1.1.1.1, 203.0.113.5", "203.0.113.5"),
        (2, "1.1.1.1, 203.0.113.5, 10.0.0.1", "203.0.113.5"), (2, "203.0.113.5", "127.0.0.1"), (1, "", "127.0.0.1"),
        (1, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::"), (1, "::ffff:203.0.113.5", "203.0.113.5"), (1, "xx", "127.0.0.1"),
        (1, "203.0.113.5:4411", "203.0.113.5"), (1, "[2001:db8:1:2::9]:4411", "2001:db8:1:2::"),
    ],
)  # fmt: skip
def test_the_address_is_what_the_outermost_trusted_proxy_saw(proxies, said, address, settings):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(RequestFactory().get("/", headers={"X-Forwarded-For": said})) == address


@pytest.mark.parametrize(
    ("proxies", "nearest", "address"),
    [(0, "2001:db8:1:2::9", "2001:db8:1:2::"), (1, "2001:db8:1:2::9", "2001:db8:1:2::"), (1, "", None)],
)
def test_where_no_proxy_tells_an_address_it_is_that_of_the_connection(proxies, nearest, address, settings):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(RequestFactory(REMOTE_ADDR=nearest).get("/")) == address


def test_each_wrong_password_more_doubles_the_wait_up_to_a_limit():
    minutes = [OF_ACCOUNT_HERE.wait(failures) / timedelta(minutes=1) for failures in (4, 5, 6, 7, 8, 1000)]
    assert minutes == [0, 15, 30, 60, 60, 60]


def test_whoever_waited_may_try_again_and_waits_longer_after_another_mistake(world):
    assert fail(5) == [200, 200, 200, 200, 429]
    assert try_to_sign_in("bithu", minutes=14) == 429
    assert fail(1, minutes=15) == [429]
    assert try_to_sign_in("bithu", minutes=44) == 429
    assert try_to_sign_in("bithu", minutes=45) == 302
    assert fail(1, minutes=46) == [200]  # forgotten after signing in


def test_a_stranger_elsewhere_locks_nobody_out(world):
    assert try_to_sign_in("bithu") == 302
    for number in range(OF_ACCOUNT.failures + 5):
        fail(1, at=f"198.51.100.{number}")
    assert try_to_sign_in("bithu") == 302  # from where the account is known
    assert try_to_sign_in("bithu", at=STRANGER) == 429  # guessing from many addresses ends
    assert try_to_sign_in("vanphong", at=STRANGER) == 302


def test_guessing_at_many_accounts_from_one_address_ends_and_the_office_there_goes_on(world):
    known_for = 60 * 24 * 60
    assert try_to_sign_in("lanhdao", minutes=-known_for) == 302  # too long ago
    assert try_to_sign_in("vanphong", minutes=1 - known_for) == 302
    for number in range(OF_ADDRESS.failures):
        fail(1, username=f"ai{number}")
    assert try_to_sign_in("lanhdao") == 429
    assert try_to_sign_in("vanphong") == 302
    assert try_to_sign_in("lanhdao", at=STRANGER) == 302
    assert try_to_sign_in("lanhdao", minutes=2) == 302
    assert OF_ADDRESS.wait(10_000) == timedelta(minutes=15)


def test_the_present_password_is_not_guessed_on_the_page_that_changes_it(world, sign_in):
    client, url = sign_in(world.secretary), reverse("accounts:password")
    new = {"new_password1": "mot-mat-khau-dai-2026", "new_password2": "mot-mat-khau-dai-2026"}
    codes = [client.post(url, new | {"old_password": "sai", "form_key": "a" * 32}).status_code for _try in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    assert client.post(url, new | {"old_password": "bithu-mat-khau"}).status_code == 429


def test_no_other_page_changes_a_password(world, sign_in):
    client = sign_in(world.admin)
    for method in (client.get, client.post):
        assert method(reverse("admin:password_change")).url == reverse("accounts:password")
