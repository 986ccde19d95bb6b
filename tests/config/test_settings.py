import pytest

from config.checks import production_is_closed

GOOD = {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP", "DEBUG": False, "ALLOWED_HOSTS": ["a.vn"]}


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, []),
        ({"SECRET_KEY": "short"}, ["sochibo.E001"]),
        ({"SECRET_KEY": "x" * 60}, ["sochibo.E001"]),
        ({"DEBUG": True}, ["sochibo.E002"]),
        ({"ALLOWED_HOSTS": ["*"]}, ["sochibo.E003"]),
        ({"ALLOWED_HOSTS": []}, ["sochibo.E003"]),
    ],
)
def test_production_refuses_what_would_leave_it_open(changed, refused, settings):
    for name, value in (GOOD | changed).items():
        setattr(settings, name, value)
    settings.PRODUCTION = True
    assert [error.id for error in production_is_closed()] == refused


def test_on_this_machine_nothing_is_asked(settings):
    settings.PRODUCTION = False
    settings.SECRET_KEY = "short"
    assert production_is_closed() == []
