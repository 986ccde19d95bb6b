"""Changes of members, each with its rule: lives, files, merged records, the ends of cells, targets, data requests."""

from members.life import MemberRuleError
from members.services.cells import end_cell, merge_cells
from members.services.life import appoint, correct, enter, project, record
from members.services.merge import merge, tell_apart, undo_merge
from members.services.person import correct_file, edit_file, reveal
from members.services.privacy import answer_request, forget_looks, note_breach, note_request, report_breach
from members.services.rules import copy_rules, publish_rules, ship_lists
from members.services.target import set_target

__all__ = [
    "MemberRuleError",
    "answer_request",
    "appoint",
    "copy_rules",
    "correct",
    "correct_file",
    "edit_file",
    "end_cell",
    "enter",
    "forget_looks",
    "merge",
    "merge_cells",
    "note_breach",
    "note_request",
    "project",
    "publish_rules",
    "record",
    "report_breach",
    "reveal",
    "set_target",
    "ship_lists",
    "tell_apart",
    "undo_merge",
]
