"""Addresses that only the benchmark has, and all those of the product."""

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path


def empty(request):
    """The floor, when `benchmarks.floor` serves it."""
    return render(request, "empty.html")


def frame(request):
    """The product's page without content: head, navigation and foot."""
    return render(request, "base.html")


def change(request):
    """As after a change in the commune: what was kept is made anew."""
    cache.clear()
    return HttpResponse()


urlpatterns = [
    path("benchmark/change/", change),
    path("benchmark/empty/", empty),
    path("benchmark/frame/", frame),
    path("", include("config.urls")),
]
