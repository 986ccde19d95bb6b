import re

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, require, scope
from cells.models import Commune
from cells.outgoing import send_tables, wants_excel
from common.forms import form_page, taken
from common.masking import masked
from common.pages import page_of
from members import queries, services
from members.forms import FilterNameForm, MemberFilter, NumberForm
from members.models import Member, SavedFilter
from members.queries import listing

PER_PAGE = MemberFilter.PER_PAGE
NUMBER = re.compile(r"\d{6,}")  # no name holds this; an identity number has no place in an address


@require_safe
def member_list(request):
    """Members by any part of the name and by the facts of their files, on any day."""
    require(request.user, Do.SEE_MEMBERS)
    if NUMBER.search(request.GET.get("name", "").replace(" ", "")):
        return _without_number(request)
    form = MemberFilter(request.GET, user=request.user)
    choice, today = form.choice, timezone.localdate()
    day = choice["on"] or today
    page = _page(request, form, day, choice)
    group = listing.spelled_group(request.user, choice["name"])
    instead = bool(group) and not page.paginator.count
    if instead:  # nobody is called so: the ethnic group is meant
        choice = choice | {"name": "", "ethnicity": group.pk}
        page = _page(request, form, day, choice)
    about = {"user": request.user, "day": day, "change": choice["change"]}
    if wants_excel(request):
        rows, names = listing.chosen_rows(cells=form.cells, day=day, choice=choice), form.visible_cells
        return send_tables(
            request, listing.as_table(rows, title=_("List of members"), masked=masked, names=names, **about)
        )
    audit.listed(name=_("List of members"), commune=commune_id(request.user), what=request.GET.dict())
    names = {pk: escape(name) for pk, name in form.visible_cells.items()}
    page.object_list = listing.shown(page.object_list, names=names, **about)
    context = {
        "form": form,
        "page": page,
        "sort": choice["sort"] or "name",
        "day": day if choice["on"] else None,
        "group": group,
        "instead": instead,
        "headcount": queries.headcount(cells=form.cells, day=day),
        "saved": listing.saved_filters(account=request.user.pk),
        "may_edit": bool(scope(request.user, Do.EDIT_MEMBERS)),
    }
    return render(request, "members/list.html", context)


def _page(request, form, day, choice):
    rows = int(choice["rows"] or PER_PAGE)
    return page_of(request, listing.Listed(cells=form.cells, day=day, choice=choice, rows=rows), rows)


def _without_number(request):
    kept = request.GET.copy()
    del kept["name"]
    messages.warning(request, _("Only names are searched here; that was a number."))
    return redirect(f"{request.path}?{kept.urlencode()}")


def member_find(request):
    """Who has a number, typed whole. It is sent as a form, so that it stays in no address, and never shown again."""
    require(request.user, Do.EDIT_MEMBERS)
    found = None
    if request.method == "POST":
        form = NumberForm(request.POST)
        found = _numbered(request.user, form.cleaned_data["number"]) if form.is_valid() else []
    return render(request, "members/find.html", {"form": NumberForm(), "found": found})


def _numbered(user, number):
    """[Member] who have `number`; that `user` looked for it is written down, with its last digits only."""
    members = Member.objects.for_doing(user, Do.EDIT_MEMBERS).known()
    found = list(members.numbered(number).order_by("sort_key", "pk"))
    reason = _("Number looked for: %(number)s") % {"number": masked(number)}
    for member in found:
        audit.seen(member, reason=reason)
    if not found:
        audit.listed(name=_("Find by number"), commune=commune_id(user), what={"reason": reason})
    return found


@require_safe
def saved_filters(request):
    require(request.user, Do.SEE_MEMBERS)
    return render(request, "members/filters.html", {"saved": SavedFilter.objects.of(request.user)})


def filter_save(request):
    """Keep the choice that stands in this page's own address."""
    require(request.user, Do.SEE_MEMBERS)
    query = MemberFilter(request.GET, user=request.user).query
    form = FilterNameForm(request.POST or None)
    commune = Commune.objects.get(pk=commune_id(request.user))
    if taken(request, form, services.save_filter, commune=commune, query=query):
        messages.success(request, _("The choice is saved."))
        return redirect(f"{reverse('members:list')}?{query}")
    return form_page(request, form, _("Save this choice"), "members:list")


def filter_rename(request, pk):
    require(request.user, Do.SEE_MEMBERS)
    saved = get_object_or_404(SavedFilter.objects.of(request.user), pk=pk)
    form = FilterNameForm(request.POST or None, initial={"name": saved.name})
    if taken(request, form, services.rename_filter, saved=saved):
        messages.success(request, _("Saved."))
        return redirect("members:filters")
    return form_page(request, form, _("Rename “%(name)s”") % {"name": saved}, "members:list", "members:filters")


@require_POST
def filter_remove(request, pk):
    require(request.user, Do.SEE_MEMBERS)
    saved = get_object_or_404(SavedFilter.objects.of(request.user), pk=pk)
    services.remove_filter(saved=saved, by=request.user)
    messages.success(request, _("“%(name)s” is removed.") % {"name": saved})
    return redirect("members:filters")
