"""Lists that are read in, compared, applied and undone."""

from exchange.services.imports import (
    apply_import,
    check_again,
    check_import,
    choose_rows,
    drop_import,
    keep_lists,
    plan_import,
    settle,
    take_in,
)
from exchange.services.undo import undo_import
