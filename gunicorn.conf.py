"""How the app is served; gunicorn reads this by itself."""

import os

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True
loglevel = "warning"
# Longer than a proxy in front keeps an idle connection (nginx: 60 s): the app must not be the one that closes it, or a
# request that is just under way is lost.
keepalive = 75
