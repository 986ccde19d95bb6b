from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Personal data")

    def ready(self):
        from cells.services import calendar
        from privacy import services

        calendar.CLOCKS.append(services.reckon_due_days)
