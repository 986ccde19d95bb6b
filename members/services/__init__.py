"""Changes of members, each with its rule: lives, files, the ends of cells, targets."""

from members.life import MemberRuleError
from members.services.cells import end_cell, merge_cells
from members.services.import_undo import undo_import
from members.services.imports import apply_import, check_again, check_import, choose_rows, drop_import, settle, take_in
from members.services.life import appoint, correct, enter, project, record
from members.services.person import correct_file, edit_file, reveal
from members.services.rules import publish_rules, ship_lists
from members.services.target import set_target

__all__ = [
    "MemberRuleError",
    "apply_import",
    "appoint",
    "check_again",
    "check_import",
    "choose_rows",
    "correct",
    "correct_file",
    "drop_import",
    "edit_file",
    "end_cell",
    "enter",
    "merge_cells",
    "project",
    "publish_rules",
    "record",
    "reveal",
    "set_target",
    "settle",
    "ship_lists",
    "take_in",
    "undo_import",
]
