"""`make bench`: measures on each database in a process and a folder of its own. README.md tells how to read it."""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager

from tests.run import postgresql


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    options, others = options.parse_known_args()  # the others are those of `benchmarks.run`
    for name in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        with tempfile.TemporaryDirectory() as folder, database(name, folder) as url:
            settings = {"VAR_DIR": folder, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
            command = [sys.executable, "-m", "benchmarks.run", *others]
            code = subprocess.run(command, env=os.environ | settings, check=False).returncode
        if code:
            sys.exit(code)


@contextmanager
def database(name, folder):
    """Address of an empty database."""
    if name == "sqlite":
        yield f"sqlite:///{folder}/db.sqlite3"
    else:
        with postgresql() as server:
            yield server.get_uri("postgres")


if __name__ == "__main__":
    main()
