from django.contrib import admin

from cells.scoped_admin import OwnCommune
from members.models import Code
from members.services.codes import keep_entry


@admin.register(Code)
class CodeAdmin(OwnCommune):
    """Entries of the lists that a member's file chooses from; one that is out of use stays in old files."""

    list_display = ("name", "list", "code", "position", "in_use")
    list_filter = ("list", "in_use")
    search_fields = ("name", "code", "aliases")

    def get_readonly_fields(self, request, obj=None):
        return ("list", "code") if obj else ()

    def save_model(self, request, obj, form, change):
        keep_entry(entry=obj, by=request.user)

    def get_search_results(self, request, queryset, search_term):
        return super(OwnCommune, self).get_search_results(request, queryset, search_term)
