from cells.services.structure import (
    CellRuleError,
    assign,
    begin_planned_cell,
    change_cell_status,
    edit_cell,
    found_cell,
    found_commune,
    found_hamlet,
    grant,
    seat_committee_member,
    serve_hamlet,
)

__all__ = [
    "CellRuleError",
    "assign",
    "begin_planned_cell",
    "change_cell_status",
    "edit_cell",
    "found_cell",
    "found_commune",
    "found_hamlet",
    "grant",
    "seat_committee_member",
    "serve_hamlet",
]
