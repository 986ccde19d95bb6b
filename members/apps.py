from django.apps import AppConfig
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = capfirst(_("members"))

    def ready(self):
        from common.panels import add_panel
        from members.queries.contradictions import RecordsWitness, add_records, add_witness
        from members.queries.handing_on import accounts_left, add_keeper, charges_left, roles_left, work_left
        from members.queries.records import RECORDS, SlipsWitness
        from members.views.panels import AccountPanel, DuesPanel, HamletPeoplePanel, OtherwisePanel

        add_panel("accounts.User", AccountPanel())
        add_panel("cells.Cell", OtherwisePanel())
        add_panel("cells.Cell", DuesPanel())
        add_panel("cells.Hamlet", HamletPeoplePanel())
        add_witness(RecordsWitness())
        add_witness(SlipsWitness())
        add_records(*RECORDS)
        for keeper in (accounts_left, charges_left, work_left, roles_left):
            add_keeper(keeper)
