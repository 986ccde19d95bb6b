"""Who was admitted, and how the targets of admission were met."""

from development.queries.target import (
    YOUTH_TO,
    Among,
    TargetResult,
    TargetState,
    admissions,
    admitted_among,
    target_results,
    target_results_over_years,
    target_state,
)
