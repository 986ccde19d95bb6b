"""Addresses that only the benchmark has, and all those of the product."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone

from accounts.roles import Do
from cells.access import require
from common.periods import Period
from reports.forms import QualityForm
from reports.tables.plots import line_plot
from reports.tables.quality import cell_quality

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


def three_years(request):
    """The quality report as `reports.views` draws it, of three years."""
    require(request.user, Do.SEE_REPORTS)
    today = timezone.localdate()
    report = cell_quality(user=request.user, period=Years("Y", today.year), today=today)
    labels = [f"{month.number:02}/{month.year}" for month, _mean, _count in report.trend]
    plot = line_plot("", labels, {"": [mean for _month, mean, _count in report.trend]}, highest=100)
    form = QualityForm({"period": str(today.year)}, user=request.user, today=today)
    return render(request, "reports/cell_quality.html", {"form": form, "table": report.table, "plot": plot})


urlpatterns = [
    path("benchmark/empty/", empty),
    path("benchmark/frame/", frame),
    path("benchmark/three-years/", three_years),
    path("", include("config.urls")),
]
