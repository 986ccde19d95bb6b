"""The server as `make run` starts it, and a client that keeps its connection."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.cookies import SimpleCookie
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

# A kept connection waits for its next turn as long as it takes.
GUNICORN = ["--threads", "4", "--preload", "--keep-alive", "600", "--log-level", "warning"]


class Answer(NamedTuple):
    status: int
    location: str
    body: bytes


class Server(NamedTuple):
    port: int
    process: subprocess.Popen
    backend: str  # who says whose session it is

    def work(self):
        """Seconds of a processor that its workers have taken so far; 0 where the system does not tell."""
        workers = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if not workers.exists():
            return 0
        tasks = (task for pid in workers.read_text().split() for task in Path(f"/proc/{pid}/task").glob("*/schedstat"))
        return sum(int(task.read_text().split()[0]) for task in tasks) / 10**9


@contextmanager
def serving(module, workers=1):
    """The Server with the settings `module`; one worker is enough for one client."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", *GUNICORN]
    command += ["--workers", str(workers)]
    server = subprocess.Popen(command, env=os.environ | {"DJANGO_SETTINGS_MODULE": module})
    try:
        _wait_for(port, server)
        yield Server(port, server, import_module(module).AUTHENTICATION_BACKENDS[-1])
    finally:
        server.terminate()
        server.wait()


def _wait_for(port, server):
    for _attempt in range(600):
        if server.poll() is not None:
            raise RuntimeError("The server has ended.")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server does not answer.")


class Browser:
    """Somebody signed in at a Server."""

    def __init__(self, server, user):
        self.server = server
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
        client = Client()
        client.force_login(user, backend=server.backend)
        self.cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}

    def get(self, address):
        return self._send("GET", address)

    def post(self, address, fields):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", address, urlencode(fields), headers)

    def _send(self, method, address, body=None, headers=None):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, address, body, {"Cookie": cookies, **(headers or {})})
        response = self.connection.getresponse()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(response.status, response.headers.get("Location", ""), response.read())


class LocalBrowser:
    """The same without a server, in this process."""

    def __init__(self, user):
        self.client = Client(headers={"host": "localhost"})
        self.client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])

    def get(self, address):
        return self._answer(self.client.get(address))

    def post(self, address, fields):
        return self._answer(self.client.post(address, dict(fields)))

    def _answer(self, response):
        return Answer(response.status_code, response.headers.get("Location", ""), response.content)
