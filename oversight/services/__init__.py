"""What Committee members plan, see and get solved in the cells in their charge."""

from oversight.services.difficulty import raise_difficulty, take_step
from oversight.services.visit import plan_visit, remark, withdraw_visit
