"""Questions of the home page and of what reports open on: how far a commune has set itself up, which cells need
somebody, which month has something to show."""

from reports.queries.care import Care, CellNow, care_of
from reports.queries.opening import month_to_show
from reports.queries.setup import FirstStep, first_steps, in_turn
