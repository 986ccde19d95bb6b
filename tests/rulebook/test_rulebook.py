"""Every case beside this file, played through the services."""

from pathlib import Path

import pytest

from config.rulebook import Outcome, run
from config.rulebook.reading import read

CASES = sorted(Path(__file__).parent.glob("*.toml"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_figures_of_the_case_come_out(path):
    outcome = run(path)
    assert outcome == Outcome(outcome.title)


def test_every_case_has_its_own_title():
    titles = [read(path).title for path in CASES]
    assert len(set(titles)) == len(titles) >= 190
