"""The first command of an office: it asks in Vietnamese, refuses what is weak, and may be run again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Role
from cells.access import roles
from cells.models import Commune

ANSWERS = ("xã Trường Hà", "Đảng bộ tỉnh Cao Bằng", "quantri.th", "Nông Văn Quản")
PASSWORD = "rung-xanh-suoi-dai"


def run(*given, **options):
    """(what the command said, what it refused)."""
    out, err = StringIO(), StringIO()
    call_command("create_commune", *given, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def answers(monkeypatch):
    """`answers(typed, secret)`: lines that somebody types, and what they type unseen; then nothing more comes."""

    def come(typed=(), secret=()):
        def reads(lines):
            rest = iter(lines)

            def read(_question):
                try:
                    return next(rest)
                except StopIteration as end:
                    raise EOFError from end

            return read

        monkeypatch.setattr("builtins.input", reads(typed))
        monkeypatch.setattr("config.management.commands.create_commune.getpass", reads(secret))

    return come


def test_it_makes_a_commune_with_its_administrator_who_may_begin_at_once(db):
    said, refused = run(*ANSWERS, password=PASSWORD)
    made = User.objects.get(username="quantri.th")
    commune = Commune.objects.get(name="xã Trường Hà")
    assert (commune.organisation, commune.committee, commune.place) == (
        "Đảng bộ xã Trường Hà",
        "Đảng ủy xã Trường Hà",
        "Trường Hà",
    )
    assert (made.commune, made.first_password, roles(made)) == (commune.pk, False, {Role.ADMIN})
    assert commune.editions.filter(state="published").count() == 1
    assert "“Những việc đầu tiên”" in said
    assert refused == ""


def test_it_asks_for_what_is_missing_and_again_for_what_does_not_fit(world, answers):
    typed = ("", "Phường Tân Giang", "Đảng bộ tỉnh Cao Bằng", "quản trị", "quantri", "quantri.tg", "Bế Thị Giang")
    answers(typed, ("123456", "123456", PASSWORD, "khác", PASSWORD, PASSWORD))
    _said, refused = run()
    assert Commune.objects.get(name="phường Tân Giang").committee == "Đảng ủy phường Tân Giang"
    assert User.objects.get(username="quantri.tg").check_password(PASSWORD)
    assert refused.splitlines()[:3] == [
        "Hãy nhập mục này.",
        "Chỉ dùng chữ không dấu, chữ số và . _ -",
        "Tên đăng nhập này đã có người dùng.",
    ]
    assert "Mật khẩu quá ngắn. Cần ít nhất 10 ký tự." in refused
    assert refused.splitlines()[-1] == "Hai mật khẩu khác nhau. Hãy nhập lại."


@pytest.mark.parametrize("password", ["123456", "matkhau", "12345678901234"])
def test_a_weak_password_makes_nothing(password, db, answers):
    answers()
    with pytest.raises(CommandError, match="Còn thiếu: Mật khẩu"):
        run(*ANSWERS, password=password)
    assert not Commune.objects.filter(name="xã Trường Hà").exists()


def test_what_nobody_answers_is_named_in_vietnamese(db, answers):
    answers()
    with pytest.raises(CommandError, match="Còn thiếu: Tên xã"):
        run()


def test_run_again_it_changes_nothing(db):
    run(*ANSWERS, password=PASSWORD)
    said, _refused = run("Trường Hà", *ANSWERS[1:], password="mat-khau-khac-2026")
    assert said.strip() == "Đã có xã Trường Hà, quản trị viên: quantri.th. Không thay đổi gì."
    assert User.objects.get(username="quantri.th").check_password(PASSWORD)
