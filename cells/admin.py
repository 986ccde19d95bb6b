from collections import defaultdict

from django.apps import apps
from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import TrailEntry, User
from cells.access import trail_of
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
from cells.scoped_admin import ReadAdmin, ReadInline, ScopedAdmin, ScopedInline
from cells.services.register import edit_term
from cells.services.structure import keep_former_name
from common.forms import pressed


class FormerCommuneNames(ScopedInline):
    model = FormerCommuneName


class FormerHamletNames(ScopedInline):
    model = FormerHamletName


class FormerCellNames(ScopedInline):
    model = FormerCellName


class Servings(ReadInline):
    model = Serving


class Statuses(ReadInline):
    model = CellStatus


class Assignments(ReadInline):
    model = Assignment


class NamesAdmin(ScopedAdmin):
    """A record that changes on pages of its own; here its former names are put right."""

    exclude = ("commune", "search_key")

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        fields = [field for field in self.opts.fields if field.editable and not field.primary_key]
        return [field.name for field in fields if field.name not in self.exclude]

    def save_model(self, request, obj, form, change):
        """Nothing of the record itself changes here."""

    def save_formset(self, request, form, formset, change):
        for row in formset.save(commit=False):
            pressed(request, keep_former_name, row=row)


@admin.register(Commune)
class CommuneAdmin(NamesAdmin):
    list_display = ("name", "organisation", "superior")
    search_fields = ("search_key",)
    inlines = (FormerCommuneNames,)


@admin.register(Hamlet)
class HamletAdmin(NamesAdmin):
    list_display = ("name", "highland", "specially_difficult", "former_commune", "ended_on")
    list_filter = ("highland", "specially_difficult")
    search_fields = ("search_key",)
    inlines = (Servings, FormerHamletNames)


@admin.register(Cell)
class CellAdmin(NamesAdmin):
    list_display = ("name", "kind", "founded_on", "meeting_place")
    list_filter = ("kind",)
    search_fields = ("search_key",)
    inlines = (Statuses, FormerCellNames)


@admin.register(CommitteeMember)
class CommitteeMemberAdmin(ReadAdmin):
    list_display = ("full_name", "position", "account", "since", "until")
    search_fields = ("search_key",)
    inlines = (Assignments,)


@admin.register(Assignment)
class AssignmentAdmin(ReadAdmin):
    list_display = ("committee_member", "cell", "since", "until", "decision_no")
    list_select_related = ("committee_member", "cell")
    search_fields = ("committee_member__search_key", "cell__search_key")


class Grants(ReadInline):
    model = Grant
    fk_name = "account"
    fields = readonly_fields = ("role", "cell", "since", "until", "given_by", "unconfirmed", "waiting", "confirmed_by")


@admin.register(User)
class AccountAdmin(ReadAdmin):
    """Accounts of the commune, to read: they change on the pages of accounts, which know the rules."""

    fields = ("username", "full_name", "is_active", "last_login", "created_at")
    list_display = ("username", "full_name", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "full_name")
    ordering = ("full_name", "pk")
    inlines = (Grants,)

    def get_search_results(self, request, queryset, search_term):
        return super(ScopedAdmin, self).get_search_results(request, queryset, search_term)


def _model(kind):
    """The model of that label; None for a list, or a kind of record that is no more."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


@admin.register(TrailEntry)
class TrailAdmin(ReadAdmin):
    """Who did what; to read only. What a record is called and what stands in it is told of records that the account may
    see anyway; of others only which fields were changed. Nobody finds an entry by what stands in it."""

    list_display = ("at", "account_name", "action", "kind", "record")
    fields = ("at", "account_name", "action", "kind", "record", "changed")
    readonly_fields = ("kind", "record", "changed")
    list_filter = ("action",)
    search_fields = ("account_name",)
    date_hierarchy = "at"

    def get_queryset(self, request):
        return trail_of(request.user)

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


@admin.register(Term)
class TermAdmin(ScopedAdmin):
    """To correct a term of office that was entered wrongly; a new one is opened beside the register of papers."""

    list_display = ("__str__", "cell", "since", "until")
    list_select_related = ("cell",)
    search_fields = ("name", "cell__search_key")
    fields = ("cell", "name", "since", "until", "assumed")
    readonly_fields = ("cell",)

    def get_queryset(self, request):
        return super().get_queryset(request).told()

    def save_model(self, request, obj, form, change):
        edit_term(term=obj, by=request.user)

    def has_add_permission(self, request):
        return False
