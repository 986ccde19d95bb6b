"""The apps of the project, written once: settings, translations and tests read it."""

# From below upwards: an app may import from those before it.
FLOORS = ("common", "accounts", "cells", "members", "meetings", "development", "oversight", "reports", "config")
# Beside the floors above `members`: only `reports` and `config` may import them.
WINGS = ("exchange", "privacy")
APPS = (*FLOORS, *WINGS)
