"""Addresses that only the benchmark has, and all those of the product."""

from dataclasses import dataclass, replace
from datetime import date

from django.shortcuts import render
from django.urls import include, path

from common.periods import Period
from reports.forms import NoChoice
from reports.registry import REPORTS
from reports.views import report_page

YEARS = 3


@dataclass(frozen=True)
class Years(Period):
    """The calendar years up to `year`: a span that the product's own page does not offer yet."""

    @property
    def since(self):
        return date(self.year - YEARS + 1, 1, 1)

    def months(self):
        years = range(self.since.year, self.year + 1)
        return [month for year in years for month in Period("Y", year).months()]


def empty(request):
    """The floor, when `benchmarks.floor` serves it."""
    return render(request, "empty.html")


def frame(request):
    """The product's page without content: head, navigation and foot."""
    return render(request, "base.html")


class ThreeYears(NoChoice):
    """The years up to today, whatever is chosen."""

    @property
    def chosen(self):
        return {"period": Years("Y", self.today.year), "today": self.today}


QUALITY = next(report for report in REPORTS if report.key == "cell-quality")
THREE_YEARS = replace(QUALITY, form=ThreeYears)

urlpatterns = [
    path("benchmark/empty/", empty),
    path("benchmark/frame/", frame),
    path("benchmark/three-years/", report_page, {"report": THREE_YEARS}),
    path("", include("config.urls")),
]
