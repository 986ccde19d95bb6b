from django.apps import AppConfig
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = capfirst(_("members"))

    def ready(self):
        from members.queries.contradictions import CoursesWitness, add_witness

        add_witness(CoursesWitness())
