from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common.panels import add_panel


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self):
        from meetings.papers.contradictions import PapersWitness
        from meetings.queries.contradictions import RECORDS, RollsWitness
        from meetings.queries.task import tasks_left, tasks_of_who_left
        from meetings.services import (
            signed,  # noqa: F401  it listens to merges of members
            succession,  # noqa: F401  it listens to ends of cells
        )
        from meetings.views.panels import AttendancePanel
        from members.queries.contradictions import add_records, add_witness
        from members.queries.handing_on import add_keeper

        add_keeper(tasks_left, tasks_of_who_left)
        add_panel("members.Member", AttendancePanel())

        for witness in (RollsWitness(), PapersWitness()):
            add_witness(witness)
        add_records(*RECORDS)
