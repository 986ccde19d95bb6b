"""Seconds and memory of reading in a long official list, step by step, and of undoing it."""

import resource
import time

import django

COUNT = 5000


def main():
    django.setup()
    from django.utils import timezone, translation

    from benchmarks.data import accounts
    from exchange import services
    from tests.members.sheets import invented, official

    office, today = accounts()["office"], timezone.localdate()
    commune = office.grants.get().commune
    cells = list(commune.cells.order_by("pk").values_list("name", flat=True)[:5])
    data = official(*invented(COUNT, cells))

    def step(what, service, **typed):
        began, worked = time.perf_counter(), time.process_time()
        done = service(by=office, **typed)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"import, {COUNT} rows: {what:8}{took:7.1f} s ({worked:.1f} s of work), process at most {peak:.0f} MB")
        return done

    with translation.override("vi"):
        sheet = {"commune": commune, "purpose": "read_in", "name": "a.xlsx", "data": data}
        source = step("read", services.take_in, today=today, **sheet)
        columns = source.sheets[0]["columns"]
        source = step("preview", services.check_import, source=source, columns=columns, today=today, on=today)
        step("apply", services.apply_import, source=source, today=today)
        counts = {str(outcome): number for outcome, number in type(source).objects.get(pk=source.pk).counts().items()}
        step("undo", services.undo_import, source=source, reason="thử")
    print(counts, flush=True)


if __name__ == "__main__":
    main()
