from os.path import relpath
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import setup_databases, teardown_databases

from config.rulebook import Meetings, Outcome, run

OUR_OWN = settings.ROOT / "tests" / "rulebook"


class Command(BaseCommand):
    help = "Plays cases of the rule-book in a database made for it, and tells which figures are not as expected."

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", type=Path, help="a case, or a folder of cases; ours when left out")

    def handle(self, *, path, **options):
        files = _files(path) if path else sorted(OUR_OWN.glob("*.toml"))
        if not files:
            raise CommandError(f"There is no case in {path}.")
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            meetings = Meetings()
            outcomes = [self._tell(file, meetings) for file in files]
        finally:
            teardown_databases(databases, verbosity=0)
        missed = sum(not outcome.ok for outcome in outcomes)
        if missed:
            raise CommandError(f"{missed} of {len(files)} cases are not ok.")
        self.stdout.write(f"{len(files)} cases, all ok.")

    def _tell(self, file, meetings):
        try:
            outcome = run(file, meetings)
        except Exception as error:  # a fault of ours in one case leaves the others to be told
            outcome = Outcome("", (f"{type(error).__name__}: {error}",), faulty=True)
        word = "ok   " if outcome.ok else "error" if outcome.faulty else "wrong"
        self.stdout.write(f"{word} {relpath(file)}: {outcome.title}")
        for line in outcome.lines:
            self.stdout.write(f"      {line}")
        return outcome


def _files(path):
    if path.is_dir():
        return sorted(path.rglob("*.toml"))
    if path.is_file():
        return [path]
    raise CommandError(f"{path} does not exist.")
