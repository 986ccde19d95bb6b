"""Seconds and memory of reading in a long official list, step by step, and of undoing it."""

import resource
import time

import django

django.setup()

from django.utils import timezone, translation  # noqa: E402  models need the settings first

from benchmarks.data import accounts  # noqa: E402
from exchange import services  # noqa: E402
from tests.exchange.sheets import invented, official  # noqa: E402

COUNT = 5000


def read_in(office, count):
    """Read in `count` people and undo it; gives (what, seconds, seconds of work) of each step as it ends."""
    today = timezone.localdate()
    commune = office.grants.get().commune
    cells = list(commune.cells.order_by("pk").values_list("name", flat=True)[:5])
    sheet = {"name": "a.xlsx", "data": official(*invented(count, cells))}
    began, worked = time.perf_counter(), time.process_time()

    def ended(what):
        nonlocal began, worked
        took = what, time.perf_counter() - began, time.process_time() - worked
        began, worked = time.perf_counter(), time.process_time()
        return took

    source = services.take_in(commune=commune, purpose="read_in", today=today, by=office, **sheet)
    yield ended("read")
    columns = source.sheets[0]["columns"]
    source = services.check_import(source=source, columns=columns, today=today, on=today, by=office)
    yield ended("compare")
    services.apply_import(source=source, today=today, by=office)
    yield ended("enter")
    services.undo_import(source=source, reason="thử", by=office)
    yield ended("undo")


def main():
    with translation.override("vi"):
        for what, took, worked in read_in(accounts()["office"], COUNT):
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"import, {COUNT} rows: {what:8}{took:7.1f} s ({worked:.1f} s of work), memory at most {most:.0f} MB")


if __name__ == "__main__":
    main()
