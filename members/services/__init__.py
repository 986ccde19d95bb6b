"""Changes of members, each with its rule: lives, files, the ends of cells, targets."""

from members.life import MemberRuleError
from members.services.cells import end_cell, merge_cells
from members.services.life import appoint, correct, enter, project, record
from members.services.listing import remove_filter, rename_filter, save_filter
from members.services.person import correct_file, edit_file, reveal
from members.services.rules import publish_rules, ship_lists
from members.services.target import set_target

__all__ = [
    "MemberRuleError",
    "appoint",
    "correct",
    "correct_file",
    "edit_file",
    "end_cell",
    "enter",
    "merge_cells",
    "project",
    "publish_rules",
    "record",
    "remove_filter",
    "rename_filter",
    "reveal",
    "save_filter",
    "set_target",
    "ship_lists",
]
