from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common.panels import add_panel


class OversightConfig(AppConfig):
    name = "oversight"
    verbose_name = _("Guidance and inspection")

    def ready(self):
        from oversight.views.panels import RemarksPanel

        add_panel("meetings.Meeting", RemarksPanel())
