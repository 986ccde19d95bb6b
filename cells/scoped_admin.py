"""Django's admin knows nothing of communes: these classes narrow it. What may be done is asked of `cells.access`."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin, TabularInline
from django.shortcuts import redirect

from accounts.roles import Do
from cells.access import commune_id, may
from common.errors import REFUSALS, sentences
from common.text import search_key


class ScopedAdmin(ModelAdmin):
    """Django's admin within one commune: rows, single objects and choices are those the admin's account reaches.
    Nothing is deleted here.
    """

    do = Do.ADMINISTER

    def has_module_permission(self, request):
        return may(request.user, self.do)

    def has_view_permission(self, request, obj=None):
        return may(request.user, self.do)

    def has_add_permission(self, request):
        return may(request.user, self.do)

    def has_change_permission(self, request, obj=None):
        return may(request.user, self.do)

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, *args, **kwargs):
        """Where somebody else was faster between the check of a form and its saving, it is checked anew: the form then
        says what is wrong, with what was typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except REFUSALS:
            return self._checked_anew(request, *args, **kwargs)

    def _checked_anew(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except REFUSALS as error:
            messages.error(request, sentences(error))
            return redirect(request.get_full_path())

    def lookup_allowed(self, lookup, value, request=None):
        """By what the page offers as a filter alone: nobody finds out a value that is not shown, letter by letter."""
        offered = [*self.list_filter, *filter(None, [self.date_hierarchy])]
        return any(f"{lookup}__".startswith(f"{name}__") for name in offered)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(**{self.model.commune_path: commune_id(request.user)}).distinct()

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_key(search_term))


class ReadAdmin(ScopedAdmin):
    """Records that change by steps with rules, on pages of their own; here they are read."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class OwnCommune(ScopedAdmin):
    """For records that hold their commune: a new one belongs to the account's own."""

    exclude = ("commune",)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)

        class InCommune(form):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                if self.instance.commune_id is None:
                    self.instance.commune_id = commune_id(request.user)

            def _get_validation_exclusions(self):
                # The commune is set here, so constraints that speak of it are checked as well.
                return super()._get_validation_exclusions() - {"commune"}

        return InCommune


class ScopedInline(TabularInline):
    """Rows of a record that is itself narrowed; they may be added and changed, never deleted."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return may(request.user, Do.ADMINISTER)

    has_change_permission = has_view_permission

    def has_add_permission(self, request, obj=None):
        return may(request.user, Do.ADMINISTER)

    def has_delete_permission(self, request, obj=None):
        return False


class ReadInline(ScopedInline):
    """History of a record, to read: it changes on pages that know the rules."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
