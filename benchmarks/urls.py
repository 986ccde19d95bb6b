"""Addresses that only the benchmark has, and all those of the product."""

from django.shortcuts import render
from django.urls import include, path


def empty(request):
    """The floor, when `benchmarks.floor` serves it."""
    return render(request, "empty.html")


def frame(request):
    """The product's page without content: head, navigation and foot."""
    return render(request, "base.html")


urlpatterns = [
    path("benchmark/empty/", empty),
    path("benchmark/frame/", frame),
    path("", include("config.urls")),
]
