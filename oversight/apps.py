from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common.panels import add_panel


class OversightConfig(AppConfig):
    name = "oversight"
    verbose_name = _("Guidance and inspection")

    def ready(self):
        from members.queries.contradictions import add_records
        from oversight.queries import RECORDS
        from oversight.services import joined, succession  # noqa: F401  they listen to merged records, ends of cells
        from oversight.views.panels import RemarksPanel

        add_records(*RECORDS)
        add_panel("meetings.Meeting", RemarksPanel())
