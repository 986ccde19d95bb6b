"""What is kept while nothing has changed is made anew as soon as something has, and never shown to somebody else."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts import audit
from accounts.models import TrailEntry, User
from cells.services import grant
from cells.unchanged import FINISHED_WITHIN, unchanged
from members.models import Membership, Overlay, Post
from tests.world import TODAY


@pytest.fixture
def make(world):
    """Makes something for the office, or an account, and returns how many times that was done so far."""
    made = []

    def ask(account=world.office, day=TODAY):
        return unchanged(account, "test", day, lambda: made.append(1) or len(made))

    assert ask() == ask() == 1
    return ask


def rename(hamlet, name="Xóm Đổi Tên"):
    hamlet.name = name
    hamlet.save()


def test_a_change_makes_it_anew_once(world, make):
    rename(world.hamlet)
    assert (make(), make()) == (2, 2)


def test_a_look_does_not(world, make):
    audit.seen(world.member)
    assert make() == 1


def test_nor_does_a_change_in_another_commune(world, make):
    rename(world.other_commune.hamlets.first() or world.other_commune.hamlets.create(name="Xóm Xa"))
    assert make() == 1


def test_a_record_of_no_commune_makes_it_anew(make):
    User.objects.create_user("moi", password=None, full_name="Người mới")
    assert make() == 2


def test_each_account_day_and_language_has_its_own(world, make):
    assert make(world.leader) == 2
    assert make(day=TODAY + timedelta(days=1)) == 3
    with translation.override("en"):
        assert make() == 4
    assert make() == 1


def test_who_is_given_a_role_sees_at_once_what_it_opens(world, make):
    account = world.accounts["nobody"]
    assert make(account) == 2
    grant(account=account, role="leader", commune=world.commune, since=TODAY, by=None)
    assert make(User.objects.get(pk=account.pk)) == 3


@pytest.mark.parametrize(("before", "seen"), [(FINISHED_WITHIN, 2), (FINISHED_WITHIN + timedelta(seconds=1), 1)])
def test_a_change_written_before_and_finished_after_is_seen(before, seen, world, make):
    with time_machine.travel(timezone.now() - before, tick=False):
        rename(world.hamlet)
    assert make() == seen


HOME = [("/", role) for role in ("office", "leader", "in_charge", "secretary", "admin", "upper", "inspection")]
MORNING = [("/reports/morning/", role) for role in ("office", "leader")]


@pytest.mark.parametrize(("page", "role"), HOME + MORNING)
def test_a_page_that_is_kept_reads_only_records_that_leave_a_trail(page, role, world, sign_in):
    client = sign_in(world.accounts[role])
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(query["sql"] for query in captured.captured_queries)))
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    silent = {models[table] for table in read if not issubclass(models[table], audit.Tracked)}
    follow_from_events = {Membership, Overlay, Post}  # which leave one
    assert silent - follow_from_events == {Session, TrailEntry}
