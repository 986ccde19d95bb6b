"""Changes of members, each with its rule: lives, files, merged records, ends of cells, decisions, work, ratings."""

from members.rules.life import MemberRuleError
from members.services.accounts import keep_account
from members.services.codes import ship_lists
from members.services.decisions import (
    award_badge,
    change_discipline,
    commend,
    conclude_inquiry,
    decide_badge,
    discipline,
    discipline_cell,
    enter_badge,
    enter_discipline,
    lift_discipline,
    open_inquiry,
    propose_badge,
    refuse_badge,
    strike,
)
from members.services.dues import keep_dues
from members.services.end_of_cell import end_cell, merge_cells
from members.services.hamlet_roles import end_hamlet_role, name_in_hamlet
from members.services.life import appoint, correct, enter, lock_lives, name_decision, project, record
from members.services.listing import remove_filter, rename_filter, save_filter
from members.services.merge import mark_distinct, merge, records_joined, undo_merge
from members.services.person import correct_file, edit_file, reveal
from members.services.rating import decide_cells, decide_members, rate_cells, rate_members
from members.services.slips import give_slip, number_slip, present_slip, strike_slip
from members.services.training import change_course, enrol, plan_course, record_results
from members.services.work import DutyEntry, change_duty, follow_duties, give_duties
