from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, get_for, require
from common.errors import REFUSALS
from common.forms import taken
from common.pages import page_of
from members import services
from members.forms import MergeForm
from members.forms.merge import FIRST, SECOND
from members.models import Member, Merge
from members.queries.duplicates import suggestions
from members.queries.relations import counts, described, is_open, relations, shared_occasions


@require_safe
def duplicates(request):
    """Pairs of records that may be of one person; the likeliest first."""
    require(request.user, Do.EDIT_MEMBERS)
    people = Member.objects.for_doing(request.user, Do.EDIT_MEMBERS)
    page = page_of(request, suggestions(people))
    members = people.in_bulk({pk for pair in page for pk in (pair.first, pair.second)})
    rows = [(pair, members[pair.first], members[pair.second]) for pair in page]
    audit.listed(name=_("Duplicates"), commune=commune_id(request.user), what=request.GET.dict())
    return render(request, "members/duplicates.html", {"page": page, "rows": rows})


def compare(request, pk, other):
    """Two records side by side: merge them, or say that they are two persons."""
    people = Member.objects.select_related("hamlet", *Member.code_lists)
    first = get_for(request.user, Do.EDIT_MEMBERS, people, pk=pk)
    second = get_for(request.user, Do.EDIT_MEMBERS, people, pk=other)
    if first == second:
        raise Http404
    if "distinct" in request.POST:
        services.mark_distinct(members=(first, second), on=timezone.localdate(), by=request.user)
        messages.success(request, _("Noted: these are two persons."))
        return redirect("members:duplicates")
    on_file = [
        (relation.label, rows.get(pk, 0), rows.get(other, 0))
        for relation, rows in counts([first, second])
        if _not_sensitive(relation)
    ]
    fuller = SECOND if sum(row[2] for row in on_file) > sum(row[1] for row in on_file) else FIRST
    form = MergeForm(request.POST or None, first=first, second=second, keep=fuller)
    if done := taken(request, form, services.merge, typed=form.merge):
        messages.success(request, _("The two records are one now."))
        return redirect(done)
    lives = [member.events.kept().select_related("cell").order_by("on", "pk") for member in (first, second)]
    context = {
        "first": first,
        "second": second,
        "form": form,
        "on_file": on_file,
        "lives": lives,
        "shared": shared_occasions(first, second),
    }
    return render(request, "members/compare.html", context)


@require_safe
def merges(request):
    require(request.user, Do.EDIT_MEMBERS)
    found = Merge.objects.visible_to(request.user).select_related("kept", "other", "account")
    page = page_of(request, found.order_by("-at", "-pk"))
    return render(request, "members/merges.html", {"page": page})


def merge(request, pk):
    """What a merge moved, changed and left, and its undoing."""
    merges = Merge.objects.select_related("kept", "other", "account", "struck_by")
    merge = get_for(request.user, Do.EDIT_MEMBERS, merges, pk=pk)
    for record in (merge.kept, merge.other):
        audit.seen(record)
    refusal = ""
    if request.method == "POST":
        try:
            services.undo_merge(merge=merge, at=timezone.now(), by=request.user)
        except REFUSALS as error:
            refusal = error.messages[0] if hasattr(error, "messages") else str(error)
        else:
            messages.success(request, _("The merge is undone: these are two records again."))
            return redirect("members:compare", *sorted([merge.kept_id, merge.other_id]))
    fields = {field.attname: field for field in Member._meta.concrete_fields}
    shown = [relation for relation in relations() if _not_sensitive(relation)]
    context = {
        "merge": merge,
        "refusal": refusal,
        "moved": [(r.label, len(merge.moved[r.key])) for r in shown if r.key in merge.moved],
        "stayed": [
            (relation.label, [described(row, relation) for row in _stayed(merge, relation)])
            for relation in shown
            if relation.key in merge.stayed
        ],
        "facts": [fields[name].verbose_name for name in merge.facts],
    }
    return render(request, "members/merge.html", context)


def _not_sensitive(relation):
    return is_open(relation, lambda do: do != Do.SEE_SENSITIVE)


def _stayed(merge, relation):
    return relation.readable_rows([merge.other_id]).filter(pk__in=merge.stayed[relation.key])
