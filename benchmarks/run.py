"""Measures on one database, which the environment names. See `benchmarks.__main__`."""

import argparse
import subprocess
import sys
import time

import django


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument(
        "--pages", default="", help="only those whose names hold one of these words, with commas between"
    )
    options.add_argument("--growth", type=int, nargs="*", default=[], help="numbers of communes, as 10 60")
    options.add_argument("--years", type=int, default=12, help="years of meetings when growth is measured")
    options = options.parse_args()
    django.setup()
    from django.db import connection

    from benchmarks.data import fill

    print(f"--- {connection.display_name}, today's sample data", flush=True)
    began = time.perf_counter()
    fill()
    print(f"loaded in {time.perf_counter() - began:.1f} s", flush=True)
    names = [name for name in options.pages.split(",") if name]
    if options.growth:
        measure_growth(options.growth, options.years, rounds=options.rounds, names=names)
    else:
        measure_pages(rounds=options.rounds, names=names)


def measure_pages(*, rounds, names):
    from benchmarks.data import accounts
    from benchmarks.measure import measure
    from benchmarks.show import show_pages, show_roles

    costs = measure(accounts(), rounds=rounds, names=names)
    show_pages(costs)
    show_roles(costs)
    if not names:
        subprocess.run([sys.executable, "-m", "benchmarks.reading_in"], check=True)


def measure_growth(sizes, years, *, rounds, names):
    """Each page of the office in one commune, then in a copy of it among so many others."""
    from django.db import connection

    from benchmarks.data import accounts, add_communes, add_years
    from benchmarks.measure import measure
    from benchmarks.show import show_growth, show_pages

    add_years(years)
    found, there = {}, 1
    for size in (1, *sorted(sizes)):
        if connection.vendor == "sqlite" and size > 10:
            print(f"{size} communes: left out, SQLite is for an office or two")
            continue
        began = time.perf_counter()
        if size > there:
            add_communes(there, size - 1)
            there = size
        print(f"{size} communes x {years} years, written in {time.perf_counter() - began:.1f} s", flush=True)
        found[size] = measure(accounts(size - 1), rounds=rounds, names=names, roles=("office",))
        show_pages(found[size])
    show_growth(found)


if __name__ == "__main__":
    main()
