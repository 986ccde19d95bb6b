from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevelopmentConfig(AppConfig):
    name = "development"
    verbose_name = _("Development")

    def ready(self):
        from development import services  # noqa: F401  it listens to ends of cells
