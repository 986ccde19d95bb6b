"""Changes of members, each with its rule: lives, files, the ends of cells, honours, targets."""

from members.life import MemberRuleError
from members.services.cells import end_cell, merge_cells
from members.services.honours import (
    award_badge,
    commend,
    decide_badge,
    discipline,
    enter_badge,
    propose_badge,
    refuse_badge,
    remove_discipline,
    strike,
)
from members.services.life import appoint, correct, enter, project, record
from members.services.person import correct_file, edit_file, reveal
from members.services.rules import publish_rules, ship_lists
from members.services.target import set_target

__all__ = [
    "MemberRuleError",
    "appoint",
    "award_badge",
    "commend",
    "correct",
    "correct_file",
    "decide_badge",
    "discipline",
    "edit_file",
    "end_cell",
    "enter",
    "enter_badge",
    "merge_cells",
    "project",
    "propose_badge",
    "publish_rules",
    "record",
    "refuse_badge",
    "remove_discipline",
    "reveal",
    "set_target",
    "ship_lists",
    "strike",
]
