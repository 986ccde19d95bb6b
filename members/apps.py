from django.apps import AppConfig
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = capfirst(_("members"))

    def ready(self):
        from common.panels import add_panel
        from members.queries import handing_on
        from members.queries.contradictions import RecordsWitness, add_records, add_witness
        from members.queries.records import RECORDS, SlipsWitness
        from members.views.panels import AccountPanel, DuesPanel, HamletPeoplePanel, OtherwisePanel

        add_panel("accounts.User", AccountPanel())
        for place in ("cells.Cell", "cells.Hamlet", "cells.CommitteeMember"):
            add_panel(place, OtherwisePanel())
        add_panel("cells.Cell", DuesPanel())
        add_panel("cells.Hamlet", HamletPeoplePanel())
        add_witness(RecordsWitness())
        add_witness(SlipsWitness())
        add_records(*RECORDS)
        handing_on.add_keeper(handing_on.accounts_left, handing_on.accounts_of_secretaries)
        handing_on.add_keeper(handing_on.charges_left, handing_on.in_charge_of_who_left)
        handing_on.add_keeper(handing_on.work_left, handing_on.work_in_other_hands)
        handing_on.add_keeper(handing_on.roles_left, handing_on.roles_of_who_left)
