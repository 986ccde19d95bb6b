"""Who was admitted, how targets were met, what organisations and movements there are."""

from development.queries.admission import YOUTH_TO, Among, admissions, admitted_among, events_of, facts_of
from development.queries.movement import came_from, counts_of, hamlets_of, movements_of, people_in, took_part
from development.queries.organisation import (
    figures_of,
    leaders_of,
    memberships_of,
    organisations_in,
    organisations_on,
    persons_of,
    trades_in,
)
from development.queries.results import COMMUNE, Result, Tally, Where, period_of
from development.queries.target import (
    Outcome,
    TargetResult,
    admitted_by_month,
    outcomes,
    proposed_in_words,
    shared_out,
    target_results,
    target_results_over_years,
)
