"""Addresses drawn by the hundred are those that Django answers."""

import pytest
from django.urls import reverse, set_script_prefix

from common.addresses import address, address_of


@pytest.mark.parametrize("prefix", ["/", "/so10/"])
@pytest.mark.parametrize("pk", [0, 7, 100, 590000001])
def test_an_address_is_the_one_that_django_reverses(prefix, pk):
    set_script_prefix(prefix)
    try:
        assert address("members:list") == reverse("members:list")
        assert address_of("meetings:detail", pk) == reverse("meetings:detail", args=[pk])
        step = "development:candidate-step"
        assert address_of(step, pk, "class") == reverse(step, args=[pk, "class"])
        assert address_of("members:detail", pk) == reverse("members:detail", args=[pk])
    finally:
        set_script_prefix("/")
