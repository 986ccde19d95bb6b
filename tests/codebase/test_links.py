"""No page leads its reader to a page that does not open for them."""

import re

import pytest

from members.enums import EventKind
from tests.access import MATRIX
from tests.addresses import address
from tests.world import TODAY, happen, work

PERSON = re.compile(r'href="(/(?:members|meetings/members)/\d+/[^"#]*)')  # a page about one member


@pytest.mark.parametrize("role", ["secretary", "in_charge"])
def test_who_has_moved_to_another_cell_is_named_there_without_a_link(role, world, sign_in):
    work(world.cell, world.member)
    happen(world.member, EventKind.TRANSFER, TODAY, cell=world.other_cell)
    client, leads = sign_in(world.accounts[role]), {}
    for name in MATRIX:
        answer = client.get(address(name, world))
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            for url in PERSON.findall(answer.content.decode()):
                leads.setdefault(url, name)
    assert {url: name for url, name in leads.items() if client.get(url).status_code == 404} == {}
