"""What the Committee and the cells set out to achieve, and how people become members."""

from development.rules.course import StepRuleError
from development.services.candidates import (
    case_of,
    hold_ceremony,
    keep_item,
    learn,
    prolong_probation,
    propose,
    review_list,
    strike_step,
    take_step,
    vote_in_cell,
)
from development.services.rules import ship_admission_rules
from development.services.target import set_target, set_targets
