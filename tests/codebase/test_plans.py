"""What PostgreSQL reads for a page: the rows of one's own commune, however many other communes share the database."""

import pytest
from django.db import connection

from benchmarks.data import add_communes
from benchmarks.pages import objects_for
from tests.access import STEPS

MORE = 150  # times the communes of the world
PAGES = (
    "/",
    "/cells/",
    "/cells/{cell}/",
    "/hamlets/",
    "/members/",
    "/members/?rows=300&left=on",
    "/members/?name=nong+an",
    "/members/{member}/",
    "/members/{member}/life/",
    "/meetings/",
    "/meetings/{meeting}/",
    *(f"/meetings/{{draft}}/record/{step}/" for step in STEPS),
    "/meetings/tasks/",
    "/development/",
    "/development/candidates/",
    "/development/outlook/",
    "/reports/members/",
    "/reports/month-board/",
    "/reports/cell-quality/?period={quarter}",
    "/reports/structure/",
    "/reports/flow/?period={year}",
    "/reports/growth/",
    "/reports/targets/",
    "/reports/warnings/",
    "/reports/party-building/",
    "/reports/glance/",
    "/reports/statistics/",
    "/reports/inspection/",
    "/reports/periods/",
    "/oversight/",
    "/oversight/tasks/",
    "/oversight/inspections/",
    "/oversight/duties/",
    "/oversight/democracy/",
    "/members/training/map/",
)


@pytest.mark.parametrize("who", ["office", "secretary"])
def test_a_page_reads_no_row_of_another_commune(who, world, sign_in):
    client, words = sign_in(world.accounts[who]), objects_for(world.accounts[who], world.today)
    asked = {address: asked_for(client, address.format(**words)) for address in PAGES}
    before = {question: rows_read(*question) for questions in asked.values() for question in questions}
    add_communes(1, MORE)
    grown = [
        f"{address}: {before[sql, params]:.0f} rows, then {after:.0f}: {sql}"
        for address, questions in asked.items()
        for sql, params in questions
        if (after := rows_read(sql, params)) > 2 * before[sql, params] + MORE / 2
    ]
    assert not grown, "\n".join(grown)


def asked_for(client, address):
    """{(sql, params)} of the rows that a page asks for."""
    found = set()

    def noted(execute, sql, params, many, context):
        if sql.lstrip("(").startswith("SELECT"):
            found.add((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        assert client.get(address).status_code == 200
    return found


def rows_read(sql, params):
    """How many rows the plan of a statement touches. In small tables the planner may read all: here it may not."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        [[plan]] = cursor.fetchone()
    return touched(plan["Plan"])


def touched(node):
    """Rows that a node of a plan and those below it took from tables.

    What a bitmap found in an index is not counted: it holds the rows that earlier tests took back, too.
    """
    below = sum(touched(part) for part in node.get("Plans", ()))
    if "Relation Name" not in node:
        return below
    left_out = sum(node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck"))
    return below + (node["Actual Rows"] + left_out) * node["Actual Loops"]
