from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate, pre_migrate


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self):
        from common.promises import drop_triggers, write_triggers
        from config import checks  # noqa: F401  registers them

        one = apps.get_app_config("accounts")  # the signals come for each app with models, and once is enough
        pre_migrate.connect(drop_triggers, sender=one)
        post_migrate.connect(write_triggers, sender=one)


class SiteConfig(AdminConfig):
    default_site = "config.admin.Site"
