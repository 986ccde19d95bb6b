"""The product as it is, with the addresses of `benchmarks.urls` beside its own."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
