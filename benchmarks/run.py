"""Measures on one database, which the environment names. See `benchmarks.__main__`."""

import argparse
import subprocess
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402  models need the settings first

from benchmarks.data import accounts, add_communes, add_years, fill  # noqa: E402
from benchmarks.measure import measure  # noqa: E402
from benchmarks.recorders import measure_recorders  # noqa: E402
from benchmarks.show import show_growth, show_pages, show_roles  # noqa: E402

MOST_ON_SQLITE = 10


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument(
        "--pages", default="", help="only those whose names hold one of these words, with commas between"
    )
    options.add_argument("--growth", type=int, nargs="*", default=[], help="numbers of communes, as 10 60")
    options.add_argument("--years", type=int, default=12, help="years of meetings when growth is measured")
    options.add_argument("--recorders", type=int, default=0, help="how many record meetings at the same time")
    options.add_argument("--minutes", type=float, default=10, help="for which they do so")
    options = options.parse_args()
    print(f"--- {connection.display_name}, today's sample data", flush=True)
    began = time.perf_counter()
    fill()
    print(f"loaded in {time.perf_counter() - began:.1f} s", flush=True)
    names = [name for name in options.pages.split(",") if name]
    if options.recorders:
        add_communes(1, options.recorders // 12 + 1)  # of 12 cells
        measure_recorders(options.recorders, options.minutes)
    elif options.growth:
        measure_growth(options.growth, options.years, rounds=options.rounds, names=names)
    else:
        measure_pages(rounds=options.rounds, names=names)


def measure_pages(*, rounds, names):
    costs = measure(accounts(), rounds=rounds, names=names)
    show_pages(costs)
    show_roles(costs)
    if not names:
        subprocess.run([sys.executable, "-m", "benchmarks.reading_in"], check=True)


def measure_growth(sizes, years, *, rounds, names):
    """Each page of the office in one commune, then in a copy of it among so many others."""
    found, there = {}, 1
    for size in (1, *sorted(sizes)):
        if connection.vendor == "sqlite" and size > MOST_ON_SQLITE:
            print(f"{size} communes are left out: SQLite is for a few")
            continue
        began = time.perf_counter()
        if size == 1:
            add_years(years)
        else:
            add_communes(there, size - 1)
            there = size
        print(f"{size} communes x {years} years, written in {time.perf_counter() - began:.1f} s", flush=True)
        found[size] = measure(accounts(size - 1), rounds=rounds, names=names, roles=("office",))
        show_pages(found[size])
    show_growth(found)


if __name__ == "__main__":
    main()
