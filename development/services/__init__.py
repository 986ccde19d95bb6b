"""What the Committee and the cells set out to achieve, and how people become members."""

from development.services.rules import ship_admission_rules
from development.services.target import set_target, set_targets
