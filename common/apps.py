from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CommonConfig(AppConfig):
    name = "common"

    def ready(self):
        from common.promises import tell_sqlite

        connection_created.connect(tell_sqlite)
