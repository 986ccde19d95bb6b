"""What each page costs on sample data, as a ratio to an empty page of the same server. Measured, never tested."""

import os
import statistics
import tempfile
import time


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"VAR_DIR": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        call_command("load_demo")
        print(f"sample data loaded in {time.perf_counter() - began:.1f} s")
        measure()
        measure_import()


def measure_import(count=5000):
    """Seconds and memory of reading in a long official list, step by step, and of undoing it."""
    import resource
    from datetime import date

    from accounts.models import User
    from exchange import services
    from exchange.models import Import
    from tests.members.sheets import invented, official

    office = User.objects.get(username="vanphong")
    commune = office.grants.get().commune
    cells = list(commune.cells.order_by("pk").values_list("name", flat=True)[:5])
    data = official(*invented(count, cells))
    today = date.today()

    def step(what, service, **typed):
        began, worked = time.perf_counter(), time.process_time()
        done = service(by=office, **typed)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"import, {count} rows: {what:8} {took:6.1f} s ({worked:.1f} s of work), process at most {peak:.0f} MB")
        return done

    source = step("read", services.take_in, commune=commune, purpose="read_in", name="a.xlsx", data=data, today=today)
    columns = source.sheets[0]["columns"]
    source = step("preview", services.check_import, source=source, columns=columns, today=today, on=today)
    step("apply", services.apply_import, source=source, today=today)
    print({str(outcome): number for outcome, number in Import.objects.get(pk=source.pk).counts().items()})
    step("undo", services.undo_import, source=source, reason="thử")


def measure():
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from cells.models import Cell
    from meetings.models import Meeting

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="vanphong"), backend="django.contrib.auth.backends.ModelBackend")
    cell = Cell.objects.get(name="Chi bộ Lũng Mật")
    draft, signed = Meeting.objects.get(state="draft"), Meeting.objects.signed().filter(cell=cell).first()
    pages = {
        "empty page": "/reports/",
        "home": "/",
        "member list, 50 rows": "/members/",
        "member list, 300 rows": "/members/?rows=300&left=on",
        "a name among the members": "/members/?name=n%C3%B4ng+an",
        "one member": f"/members/{cell.memberships.first().member_id}/",
        "meeting list": "/meetings/",
        "one meeting": f"/meetings/{signed.pk}/",
        "recording page": f"/meetings/{draft.pk}/record/",
        "month board": "/reports/month-board/",
        "quality, a quarter": "/reports/cell-quality/?period=2026-Q3",
        "quality, a year": "/reports/cell-quality/?period=2025",
        "targets over the years": "/reports/targets/",
        "structure of the members": "/reports/structure/",
        "changes in a year": "/reports/flow/?period=2025",
        "growth over the years": "/reports/growth/",
    }
    costs = {name: [] for name in pages}
    for _round in range(15):  # in turn, and in time of the processor: other work on the machine slows all alike
        for name, address in pages.items():
            began = time.process_time()
            client.get(address)
            costs[name].append(time.process_time() - began)
    empty = statistics.median(costs["empty page"])
    for name, address in pages.items():
        median = statistics.median(costs[name])
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(address).content)
        print(
            f"{name:26} {median * 1000:6.1f} ms {median / empty:5.1f} x {len(queries):3} queries {size / 1000:6.1f} kB"
        )


if __name__ == "__main__":
    main()
