"""Changes of members, each with its rule: lives, files, the ends of cells, targets, work, training, ratings."""

from members.life import MemberRuleError
from members.services.cells import end_cell, merge_cells
from members.services.life import appoint, correct, enter, project, record
from members.services.person import correct_file, edit_file, reveal
from members.services.rating import decide_cells, decide_members, rate_cells, rate_members
from members.services.rules import publish_rules, ship_lists
from members.services.target import set_target
from members.services.training import change_course, enrol, plan_course, record_results
from members.services.work import DutyEntry, change_duty, follow_duties, give_duties

__all__ = [
    "DutyEntry",
    "MemberRuleError",
    "appoint",
    "change_course",
    "change_duty",
    "correct",
    "correct_file",
    "decide_cells",
    "decide_members",
    "edit_file",
    "end_cell",
    "enrol",
    "enter",
    "follow_duties",
    "give_duties",
    "merge_cells",
    "plan_course",
    "project",
    "publish_rules",
    "rate_cells",
    "rate_members",
    "record",
    "record_results",
    "reveal",
    "set_target",
    "ship_lists",
]
