from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cells.scoped_admin import Frozen, OwnCommune
from common.errors import REFUSALS
from members import services
from members.models import Code, RuleSet


@admin.register(RuleSet)
class RuleSetAdmin(Frozen, OwnCommune):
    """The rules of member work, with the day from which they are in force. A change begins as a copy."""

    list_display = ("__str__", "since", "state", "source")
    list_filter = ("state",)
    readonly_fields = ("state",)
    actions = ("publish", "copy")

    @admin.action(description=_("Publish: put in force, unchangeable"))
    def publish(self, request, queryset):
        for rules in queryset:
            try:
                services.publish_rules(rules=rules, by=request.user)
            except REFUSALS as error:
                sentence = error.messages[0] if hasattr(error, "messages") else error
                self.message_user(request, f"{rules}: {sentence}", messages.ERROR)
            else:
                self.message_user(request, gettext("%(rules)s: published.") % {"rules": rules}, messages.SUCCESS)

    @admin.action(description=_("Copy to a new draft"))
    def copy(self, request, queryset):
        for rules in queryset:
            services.copy_rules(rules=rules, since=timezone.localdate(), by=request.user)
        self.message_user(request, gettext("Copied; the new draft is in the list."), messages.SUCCESS)


@admin.register(Code)
class CodeAdmin(OwnCommune):
    """Entries of the lists that a member's file chooses from; one that is out of use stays in old files."""

    list_display = ("name", "list", "code", "position", "in_use")
    list_filter = ("list", "in_use")
    search_fields = ("name", "code", "aliases")

    def get_search_results(self, request, queryset, search_term):
        return super(OwnCommune, self).get_search_results(request, queryset, search_term)
