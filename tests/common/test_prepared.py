from datetime import date

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count, Q

from cells.models import Cell, CellStatus, Grant
from common.prepared import LENGTHS, asking_once, once, prepared
from members.models import Member, Post
from tests.world import LONG_AGO, TODAY

built = []


@prepared
def statuses_on(cells, day):
    built.append("statuses")
    return CellStatus.objects.on(day).filter(cell__in=cells).order_by("pk")


@prepared
def elsewhere(cells):
    return Cell.objects.exclude(pk__in=cells).order_by("pk").values_list("pk", flat=True)


@prepared
def grants_for(cell):
    return Grant.objects.filter(cell=cell).order_by("pk").values_list("account__username", flat=True)


@prepared
def named(word):
    return Member.objects.filter(search_key__contains=word).order_by("pk").values("full_name", "born")


@prepared
def members_with_cell(number, cells):
    return (
        Post.objects.filter(Q(member=number) | Q(cell__in=cells))
        .select_related("member__commune")
        .annotate(events=Count("member__events"))
        .order_by("pk")
    )


def test_a_statement_is_built_once_and_answers_for_any_values(world, django_assert_num_queries):
    built.clear()
    both = [world.cell.pk, world.other_cell.pk]
    for cells in (both, both[:1], {world.foreign_cell.pk}, (*both, world.foreign_cell.pk)):
        with django_assert_num_queries(1):
            rows = statuses_on(cells=cells, day=TODAY)
        assert rows == list(CellStatus.objects.on(TODAY).filter(cell__in=cells).order_by("pk"))
        assert len(rows) == len(cells)
    assert statuses_on(cells=both, day=date(1990, 1, 1)) == []
    assert len(statuses_on(cells=both, day=LONG_AGO)) == 2
    assert len(built) <= 1


def test_lists_of_any_length_are_answered_and_few_lengths_kept(world):
    found = statuses_on(cells=[world.cell.pk], day=TODAY)
    for length in range(1, LENGTHS + 3):
        assert statuses_on(cells=[world.cell.pk] * length, day=TODAY) == found != []
    kept = connections[DEFAULT_DB_ALIAS].prepared_statements.items()
    [statement] = [one for key, one in kept if statuses_on.build in key and one.sql]
    assert len(statement.written) <= LENGTHS


def test_a_statement_belongs_to_the_connection_that_it_was_built_for(world):
    """A thread may be given another connection: one with an event loop does, as in the browser tests."""
    statuses_on(cells=[world.cell.pk], day=TODAY)
    here = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = other = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        built.clear()
        statuses_on(cells=[world.cell.pk], day=TODAY)
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = here
    assert built == ["statuses"]


def test_rows_are_what_the_query_set_says(world):
    known = CellStatus.objects.get(cell=world.cell)
    [row] = statuses_on(cells=[world.cell.pk], day=TODAY)
    assert (row.cell_id, row.since, row.state) == (known.cell_id, known.since, known.state)
    assert row._changes() == {}  # as loaded, so that saving it writes no trail
    assert named(word="dam") == [{"full_name": "Đàm Quốc Dũng", "born": world.members[4].born}]


def test_rows_bring_what_was_joined_and_counted(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        posts = members_with_cell(number=world.member.pk, cells=[])
        found = [(post.member.full_name, post.member.commune.name, post.events) for post in posts]
    assert found == [("Nông Văn An", "xã Nhà", world.member.events.count())]
    assert members_with_cell(number=world.member.pk, cells=[world.foreign_cell.pk]) != posts


def test_an_empty_list_and_none_mean_what_they_mean_to_the_orm(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert statuses_on(cells=[], day=TODAY) == []
    assert elsewhere(cells=[]) == [world.cell.pk, world.other_cell.pk, world.foreign_cell.pk]
    assert elsewhere(cells=[world.cell.pk]) == [world.other_cell.pk, world.foreign_cell.pk]
    assert grants_for(cell=world.cell.pk) == ["bithu"]
    assert grants_for(cell=None) == list(
        Grant.objects.filter(cell=None).order_by("pk").values_list("account__username", flat=True)
    )


@pytest.mark.parametrize("word", ["%", "_", "'", "%s", "%(word)s", "\\"])
def test_what_people_type_stays_a_value(word, world):
    assert named(word=word) == []


@prepared
def worded(day):
    kept = CellStatus.objects.on(day).filter(state="active").exclude(reason__in=["it's", "5 %", "Nà", "%s"])
    return kept.order_by("pk")


def test_words_of_a_fixed_list_are_written_out_and_nothing_else_is(world):
    """Given as a value, the word of a partial index has SQLite plan the statement anew each time."""
    assert worded(day=TODAY) == list(worded.build(TODAY)) != []
    [statement] = [one for key, one in connections[DEFAULT_DB_ALIAS].prepared_statements.items() if worded.build in key]
    assert "= 'active'" in statement.sql
    assert [param for param in statement.params if isinstance(param, str)] == ["it's", "5 %", "Nà", "%s"]


def test_two_statements_cannot_be_prepared_as_one(world):
    with pytest.raises(TypeError, match="prefetch nothing"):
        prepared(lambda day: CellStatus.objects.on(day).prefetch_related("cell"))(day=TODAY)


def test_a_value_that_is_missing_is_not_guessed(world):
    with pytest.raises(TypeError, match="missing"):
        statuses_on(day=TODAY)
    with pytest.raises(TypeError, match="unexpected"):
        statuses_on(cells=[1], day=TODAY, state="active")


def test_what_is_asked_once_is_forgotten_when_the_page_is_made():
    asked = []
    ask = once(lambda value: asked.append(value) or -value)
    with asking_once():
        assert (ask(1), ask(1), ask(2)) == (-1, -1, -2)
    with asking_once():
        assert ask(1) == -1
    assert (ask(1), ask(1)) == (-1, -1)
    assert asked == [1, 2, 1, 1, 1]
