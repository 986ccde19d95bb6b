from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common.panels import add_panel


class DevelopmentConfig(AppConfig):
    name = "development"
    verbose_name = _("Development")

    def ready(self):
        from development import services  # noqa: F401  it listens to ends of cells
        from development.queries.deadlines import due_days
        from development.queries.organisation import headed_by_who_left, headships_left
        from development.queries.records import RECORDS
        from development.views import panels
        from meetings.queries.feed import add_days
        from members.queries.contradictions import add_records
        from members.queries.handing_on import add_keeper

        add_panel("cells.Cell", panels.FoundingDecisionPanel())
        add_panel("development.AdmissionRules", panels.EditionPanel())
        add_panel("development.AdmissionChoices", panels.EditionPanel())
        add_panel("cells.Hamlet", panels.HamletUnitsPanel())
        add_panel("members.Member", panels.WayPanel())
        add_panel("members.Member", panels.HeadshipsPanel())
        add_panel("members.Course", panels.ClassPanel())
        add_keeper(headships_left, headed_by_who_left)
        add_days(due_days)
        add_records(*RECORDS)
