"""What Committee members plan, see and get solved in the cells in their charge."""

from oversight.services.difficulty import follow_up, raise_difficulty
from oversight.services.visit import plan_visit, remark, withdraw_visit
