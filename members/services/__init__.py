"""Changes of members, each with its rule: lives, files, merged records, ends of cells, honours, work, ratings, data."""

from members.life import MemberRuleError
from members.services.cells import end_cell, merge_cells
from members.services.codes import ship_lists
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
from members.services.import_undo import undo_import
from members.services.imports import apply_import, check_again, check_import, choose_rows, drop_import, settle, take_in
from members.services.life import appoint, correct, enter, project, record
from members.services.listing import remove_filter, rename_filter, save_filter
from members.services.merge import merge, tell_apart, undo_merge
from members.services.person import correct_file, edit_file, reveal
from members.services.privacy import answer_request, forget_looks, note_breach, note_request, report_breach
from members.services.rating import decide_cells, decide_members, rate_cells, rate_members
from members.services.target import set_target
from members.services.training import change_course, enrol, plan_course, record_results
from members.services.work import DutyEntry, change_duty, follow_duties, give_duties

__all__ = [
    "DutyEntry",
    "MemberRuleError",
    "answer_request",
    "apply_import",
    "appoint",
    "award_badge",
    "change_course",
    "change_duty",
    "check_again",
    "check_import",
    "choose_rows",
    "commend",
    "correct",
    "correct_file",
    "decide_badge",
    "decide_cells",
    "decide_members",
    "discipline",
    "drop_import",
    "edit_file",
    "end_cell",
    "enrol",
    "enter",
    "enter_badge",
    "follow_duties",
    "forget_looks",
    "give_duties",
    "merge",
    "merge_cells",
    "note_breach",
    "note_request",
    "plan_course",
    "project",
    "propose_badge",
    "rate_cells",
    "rate_members",
    "record",
    "record_results",
    "refuse_badge",
    "remove_discipline",
    "remove_filter",
    "rename_filter",
    "report_breach",
    "reveal",
    "save_filter",
    "set_target",
    "settle",
    "ship_lists",
    "strike",
    "take_in",
    "tell_apart",
    "undo_import",
    "undo_merge",
]
