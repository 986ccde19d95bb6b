"""What the commune and its cells set out to achieve, and the organisations that work beside them."""

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
from development.services.target import set_target, set_targets
