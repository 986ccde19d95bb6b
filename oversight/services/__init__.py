"""What Committee members plan, see and get solved in their cells, and what the Committee gives to be done."""

from oversight.services.briefing import (
    conclude,
    edit_briefing,
    edit_conclusion,
    hold_briefing,
    mark_attendance,
    note_speech,
    number_notice,
    strike_briefing,
    strike_conclusion,
)
from oversight.services.commendation import (
    correct_award_decision,
    decide_awards,
    propose_award,
    refuse_award,
    strike_award,
)
from oversight.services.democracy import (
    change_check,
    note_vote,
    record_findings,
    start_check,
    strike_check,
    strike_vote,
)
from oversight.services.difficulty import follow_up, raise_difficulty
from oversight.services.discipline import (
    begin_discipline,
    close_discipline,
    complain,
    decide_discipline,
    record_ballot,
    settle_complaint,
    strike_ballot,
    strike_discipline,
    tell_discipline,
)
from oversight.services.duty import hand_over
from oversight.services.focus import (
    add_agency,
    change_agency,
    change_task,
    close_period,
    give_task,
    ship_agencies,
    strike_agency,
    strike_period,
    strike_step,
    strike_task,
    take_step,
)
from oversight.services.information import (
    change_information,
    classify_information,
    join_information,
    look_into_information,
    open_case_on,
    receive_information,
    send_information,
    strike_information,
)
from oversight.services.inspection import (
    add_remedy,
    add_subject,
    change_case,
    change_programme,
    close_remedy,
    drop_subject,
    drop_team_member,
    keep_checklist,
    mark_items,
    name_team_member,
    number_case_paper,
    plan_case,
    start_programme,
    strike_case,
    strike_case_step,
    strike_remedy,
    take_case_step,
    turn_case,
    write_findings,
)
from oversight.services.visit import plan_visit, remark, withdraw_visit
