"""Score sheets to read; they are written at /meetings/sheets/."""

from django.contrib import admin

from cells.scoped_admin import ReadAdmin, ReadInline, ScopedAdmin
from meetings.models import Criterion, Edition, Threshold, YearRule


class Criteria(ReadInline):
    model = Criterion
    fields = ("position", "code", "name", "max_points", "parent", "thematic_only", "gate", "struck")
    show_change_link = True


class YearRules(ReadInline):
    model = YearRule


class Thresholds(ReadInline):
    model = Threshold


@admin.register(Edition)
class EditionAdmin(ReadAdmin):
    list_display = ("title", "number", "state", "since")
    list_filter = ("state",)
    search_fields = ("title",)
    exclude = ("commune",)
    inlines = (Criteria, YearRules)

    def get_search_results(self, request, queryset, search_term):
        return super(ScopedAdmin, self).get_search_results(request, queryset, search_term)


@admin.register(Criterion)
class CriterionAdmin(ReadAdmin):
    """A criterion with the thresholds by which points are proposed; reached from its edition."""

    list_display = ("name", "edition", "max_points", "struck")
    list_select_related = ("edition",)
    list_filter = ("edition__state",)
    search_fields = ("name",)
    fields = ("edition", "position", "code", "name", "max_points", "parent", "thematic_only", "gate", "struck")
    inlines = (Thresholds,)

    def get_search_results(self, request, queryset, search_term):
        return super(ScopedAdmin, self).get_search_results(request, queryset, search_term)
