"""Questions of the home page: how far a commune has set itself up, and which cells need somebody."""

from reports.queries.care import Care, CellNow, care_of
from reports.queries.setup import Step, first_steps, who_does
