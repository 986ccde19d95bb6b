from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cells.access import commune_id
from cells.scoped_admin import ScopedAdmin, ScopedInline
from common.errors import REFUSALS
from meetings import services
from meetings.models import Criterion, Edition, Step, Term


class Frozen:
    """Published editions and their parts are to read; only drafts change."""

    def edition_of(self, obj):
        return obj

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not self.edition_of(obj).published)


class Criteria(Frozen, ScopedInline):
    model = Criterion
    fields = ("position", "code", "name", "max_points", "parent", "thematic_only")
    show_change_link = True
    narrowed = {"parent": "edition__commune"}

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and (obj is None or not obj.published)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "parent":
            edition = request.resolver_match.kwargs.get("object_id")  # none yet while an edition is being added
            field.queryset = field.queryset.filter(edition=edition, parent=None)
            field.choices = list(field.choices)  # asked for once, not once in every row
        return field


class Steps(Frozen, ScopedInline):
    model = Step

    def edition_of(self, obj):
        return obj.edition

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and (obj is None or not obj.edition.published)


@admin.register(Edition)
class EditionAdmin(Frozen, ScopedAdmin):
    list_display = ("title", "number", "state", "since")
    list_filter = ("state",)
    search_fields = ("title",)
    exclude = ("commune",)
    readonly_fields = ("state",)
    inlines = (Criteria,)
    actions = ("publish", "copy")

    def get_search_results(self, request, queryset, search_term):
        return super(ScopedAdmin, self).get_search_results(request, queryset, search_term)

    def save_model(self, request, obj, form, change):
        if obj.commune_id is None:
            obj.commune_id = commune_id(request.user)
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Publish: put in force, unchangeable"))
    def publish(self, request, queryset):
        for edition in queryset:
            try:
                services.publish_edition(edition=edition, by=request.user)
            except REFUSALS as error:
                self.message_user(request, f"{edition}: {error}", messages.ERROR)
            else:
                done = gettext("%(edition)s is published.") % {"edition": edition}
                self.message_user(request, done, messages.SUCCESS)

    @admin.action(description=_("Copy to a new draft"))
    def copy(self, request, queryset):
        for edition in queryset:
            services.copy_edition(edition=edition, since=timezone.localdate(), by=request.user)
        self.message_user(request, gettext("Copied; the new draft is in the list."), messages.SUCCESS)


@admin.register(Criterion)
class CriterionAdmin(Frozen, ScopedAdmin):
    """A criterion with the steps by which points are proposed; reached from its edition."""

    commune_path = "edition__commune"
    list_display = ("name", "edition", "max_points")
    list_select_related = ("edition",)
    list_filter = ("edition__state",)
    search_fields = ("name",)
    fields = ("edition", "position", "code", "name", "max_points", "parent", "thematic_only")
    readonly_fields = ("edition",)
    narrowed = {"parent": "edition__commune"}
    inlines = (Steps,)

    def edition_of(self, obj):
        return obj.edition

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "parent":
            criterion = request.resolver_match.kwargs["object_id"]
            field.queryset = field.queryset.filter(edition__criteria=criterion, parent=None)
        return field

    def get_search_results(self, request, queryset, search_term):
        return super(ScopedAdmin, self).get_search_results(request, queryset, search_term)

    def has_add_permission(self, request):
        return False


@admin.register(Term)
class TermAdmin(ScopedAdmin):
    """To correct a term of office that was entered wrongly; a new one is opened beside the register of papers."""

    list_display = ("__str__", "cell", "since", "until")
    list_select_related = ("cell",)
    search_fields = ("name", "cell__search_key")
    fields = ("cell", "name", "since", "until")
    readonly_fields = ("cell",)

    def has_add_permission(self, request):
        return False
