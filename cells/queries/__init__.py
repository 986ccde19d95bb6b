"""Questions about structure, rules, terms of office and papers, each asked in one way."""

from cells.queries.calendar import work_calendar
from cells.queries.register import (
    as_issued,
    changed_since,
    committee_terms,
    commune_of,
    current_number,
    current_numbers,
    kinds_begun,
    mark_of,
    owners,
    term_over,
    terms_of,
    terms_over,
)
from cells.queries.rules import communes_in_turn, mark_of_edition, rules_before, subject_of
from cells.queries.structure import (
    at_work_during,
    before_and_after,
    came_from,
    cells_as_they_are,
    cells_at_work,
    charge_now,
    committee_secretary,
    former_names_of,
    hamlets_within,
    history_of,
    in_charge,
    names_of_cells,
    origins,
    past_communes_of,
)
