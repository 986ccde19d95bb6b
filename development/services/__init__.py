"""What the commune and its cells set out to achieve, how people become members, the organisations beside them, and
their movements."""

from development.rules.course import StepRuleError
from development.services.admission import tell_admission_facts
from development.services.candidates import (
    case_of,
    hold_ceremony,
    keep_item,
    learn,
    prolong_probation,
    propose,
    recognise,
    review_list,
    strike_step,
    take_step,
    tell_proposer,
    vote_in_cell,
)
from development.services.classes import ClassRefused, Graduate, finish_class
from development.services.forgetting import forget_case
from development.services.founding import (
    begin_founding,
    choose_way,
    drop_member,
    keep_founding_item,
    name_member,
    number_founding_paper,
    strike_founding_step,
    take_effect,
    take_founding_step,
    type_founding_number,
)
from development.services.movement import (
    add_criterion,
    begin_movement,
    carry_on_movement,
    decide_movement,
    edit_criterion,
    edit_movement,
    end_movement,
    end_part,
    register_movement,
    strike_movement,
    strike_part,
    take_part,
)
from development.services.organisation import (
    add_organisation,
    close_unit,
    edit_organisation,
    end_head,
    found_unit,
    hand_on_units,
    keep_figures,
    keep_persons,
    name_head,
    ship_organisations,
    strike_head,
)
from development.services.papers import number_recognition, number_step, type_number
from development.services.passes import ask_to_pass, decide_pass
from development.services.rules import ship_admission_rules
from development.services.target import set_target, set_targets
