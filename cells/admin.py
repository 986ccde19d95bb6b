from collections import defaultdict

from axes.utils import reset
from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.db.models import Q
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import TrailEntry, User
from accounts.roles import Do
from cells.access import commune_id
from cells.models import (
    Assignment,
    Cell,
    CellStatus,
    CommitteeMember,
    Commune,
    FormerCellName,
    FormerCommuneName,
    FormerHamletName,
    Grant,
    Hamlet,
    Serving,
    Term,
)
from cells.scoped_admin import OwnCommune, ScopedAdmin, ScopedInline
from cells.services.register import edit_term


class FormerCommuneNames(ScopedInline):
    model = FormerCommuneName


class FormerHamletNames(ScopedInline):
    model = FormerHamletName


class FormerCellNames(ScopedInline):
    model = FormerCellName


class Servings(ScopedInline):
    """Which cells served a hamlet, to read: they change through the page of the hamlet, which knows the rules."""

    model = Serving

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class Statuses(ScopedInline):
    """History of a cell, to read: its state changes through the pages of the cell, which know the rules."""

    model = CellStatus

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class Assignments(ScopedInline):
    model = Assignment
    narrowed = {"cell": "commune", "committee_member": "commune"}


@admin.register(Commune)
class CommuneAdmin(ScopedAdmin):
    list_display = ("name", "organisation", "superior")
    search_fields = ("search_key",)
    inlines = (FormerCommuneNames,)

    def has_add_permission(self, request):
        return False  # another commune is another office's: made at the command line


@admin.register(Hamlet)
class HamletAdmin(OwnCommune):
    list_display = ("name", "highland", "specially_difficult", "former_commune", "ended_on")
    list_filter = ("highland", "specially_difficult")
    search_fields = ("search_key",)
    inlines = (Servings, FormerHamletNames)


@admin.register(Cell)
class CellAdmin(OwnCommune):
    list_display = ("name", "kind", "founded_on", "meeting_place")
    list_filter = ("kind",)
    search_fields = ("search_key",)
    inlines = (Statuses, FormerCellNames)

    def has_add_permission(self, request):
        return False  # founding a cell is a step with rules: its page is cells:add


@admin.register(CommitteeMember)
class CommitteeMemberAdmin(OwnCommune):
    list_display = ("full_name", "position", "account", "since", "until")
    search_fields = ("search_key",)
    narrowed = {"account": "grants__commune"}
    inlines = (Assignments,)


@admin.register(Assignment)
class AssignmentAdmin(ScopedAdmin):
    list_display = ("committee_member", "cell", "since", "until", "decision_no")
    list_select_related = ("committee_member", "cell")
    search_fields = ("committee_member__search_key", "cell__search_key")
    narrowed = {"cell": "commune", "committee_member": "commune"}


class Grants(ScopedInline):
    model = Grant
    fields = ("role", "cell", "since", "until")
    narrowed = {"cell": "commune"}
    extra = 1

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.min_num, formset.validate_min = 1, True  # an account without a role would belong to no commune

        class InCommune(formset.form):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                if self.instance.commune_id is None:
                    self.instance.commune_id = commune_id(request.user)

            def _get_validation_exclusions(self):
                return super()._get_validation_exclusions() - {"commune"}

        formset.form = InCommune
        return formset


class AccountForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "full_name")


class AccountChangeForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("username", "full_name", "is_active")


@admin.register(User)
class AccountAdmin(ScopedAdmin, UserAdmin):
    """Accounts of the commune. An account with a role or a seat elsewhere is another admin's."""

    form, add_form, change_password_form = AccountChangeForm, AccountForm, AdminPasswordChangeForm
    fieldsets = ((None, {"fields": ("username", "full_name", "is_active")}),)
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "full_name", "password1", "password2")}),)
    list_display = ("username", "full_name", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "full_name")
    ordering = ("full_name", "pk")
    filter_horizontal = ()
    inlines = (Grants,)
    actions = ("unlock",)

    def get_queryset(self, request):
        own = commune_id(request.user)
        accounts = User.objects.filter(Q(grants__commune=own) | Q(committee_seats__commune=own))
        elsewhere = Q(grants__isnull=False) & ~Q(grants__commune=own)
        return accounts.exclude(pk__in=User.objects.filter(elsewhere).values("pk")).distinct()

    def get_search_results(self, request, queryset, search_term):
        return super(ScopedAdmin, self).get_search_results(request, queryset, search_term)

    @admin.action(description=_("Unlock after wrong passwords"))
    def unlock(self, request, queryset):
        for account in queryset:
            reset(username=account.username)
        self.message_user(request, gettext("The accounts may sign in again."), messages.SUCCESS)


def _model(kind):
    """The model of that label; None for a list, or a kind of record that is no more."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


@admin.register(TrailEntry)
class TrailAdmin(ScopedAdmin):
    """Who did what; to read only. What a record is called and what stands in it is told of records that the account may
    see anyway; of others only which fields were changed. Nobody finds an entry by what stands in it."""

    do = Do.ADMINISTER
    list_display = ("at", "account_name", "action", "kind", "record")
    fields = ("at", "account_name", "action", "kind", "record", "changed")
    readonly_fields = ("kind", "record", "changed")
    list_filter = ("action",)
    search_fields = ("account_name",)
    date_hierarchy = "at"

    def lookup_allowed(self, lookup, value, request=None):
        return lookup.split("__")[0] in ("action", "at")

    def get_changelist_instance(self, request):
        page = super().get_changelist_instance(request)
        page.result_list = list(page.result_list)
        self._note_open(request, page.result_list)
        return page

    def get_object(self, request, object_id, from_field=None):
        entry = super().get_object(request, object_id, from_field)
        if entry:
            self._note_open(request, [entry])
        return entry

    def _note_open(self, request, entries):
        """Write on each entry whether the account may see the record it tells of; one query for each kind."""
        numbers = defaultdict(set)
        for entry in entries:
            numbers[entry.subject_kind].add(entry.subject_id)
        seen = {(kind, pk) for kind, pks in numbers.items() for pk in self._seen(request, _model(kind), pks)}
        for entry in entries:
            entry.record_is_open = (entry.subject_kind, entry.subject_id) in seen

    def _seen(self, request, model, numbers):
        if model is None:
            return ()
        registered = self.admin_site._registry
        rows = model._default_manager.all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(request.user)
        elif model in registered:
            rows = registered[model].get_queryset(request)
        elif not any(inline.model is model for one in registered.values() for inline in one.inlines):
            return ()
        return rows.filter(pk__in=numbers).values_list("pk", flat=True)

    @admin.display(description=_("kind of record"), ordering="subject_kind")
    def kind(self, entry):
        model = _model(entry.subject_kind)
        return model and model._meta.verbose_name

    @admin.display(description=pgettext_lazy("trail", "record"))
    def record(self, entry):
        """Its name; a person is named in the access log too."""
        model = _model(entry.subject_kind)
        named = model is None or entry.record_is_open or getattr(model, "looks_leave_a_trail", False)
        return entry.subject_name if named else f"№ {entry.subject_id}"

    @admin.display(description=_("changes"))
    def changed(self, entry):
        model = _model(entry.subject_kind)
        columns = {field.attname: field.verbose_name for field in model._meta.concrete_fields} if model else {}
        lines = []
        for name, value in entry.changes.items():
            said = " → ".join(
                "–" if one is None else str(one) for one in (value if isinstance(value, list) else [value])
            )
            lines.append((columns.get(name, name), f": {said}" if entry.record_is_open else ""))
        return format_html_join(mark_safe("<br>"), "{}{}", lines)

    def get_search_results(self, request, queryset, search_term):
        return super(ScopedAdmin, self).get_search_results(request, queryset, search_term)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Term)
class TermAdmin(ScopedAdmin):
    """To correct a term of office that was entered wrongly; a new one is opened beside the register of papers."""

    list_display = ("__str__", "cell", "since", "until")
    list_select_related = ("cell",)
    search_fields = ("name", "cell__search_key")
    fields = ("cell", "name", "since", "until", "assumed")
    readonly_fields = ("cell",)

    def save_model(self, request, obj, form, change):
        edit_term(term=obj, by=request.user)

    def has_add_permission(self, request):
        return False
