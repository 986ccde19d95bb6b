"""What the commune and its cells set out to achieve."""

from development.services.target import set_target, set_targets
