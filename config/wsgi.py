import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.checks import production_is_closed  # noqa: E402  settings first

if errors := production_is_closed():
    sys.exit("\n".join(error.msg for error in errors))

# What is loaded by now lives as long as the process: the collector need not look at it again, and looks less often.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
