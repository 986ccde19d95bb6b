from cells.services.accounts import (
    AccountRuleError,
    add_committee_member,
    confirm,
    decline,
    end_role,
    end_seat,
    end_trust,
    entrust,
    give_role,
    give_seat_account,
    lock_account,
    open_account,
    set_password,
    unlock_account,
)
from cells.services.locks import lock, lock_body
from cells.services.register import PaperRuleError, issue_paper, number_paper, open_term, strike_paper
from cells.services.structure import (
    CellRuleError,
    assign,
    begin_planned_cell,
    change_cell_status,
    edit_cell,
    edit_commune,
    edit_hamlet,
    found_cell,
    found_commune,
    found_hamlet,
    grant,
    keep_former_name,
    keep_name,
    keep_open,
    seat_committee_member,
    serve_hamlet,
    told_ended,
)
from cells.services.succession import cell_succeeded, succeed, take_over
