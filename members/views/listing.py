from collections import defaultdict

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone

from accounts.roles import Do
from cells.access import require, scope
from cells.models import Cell
from members import queries
from members.enums import DEPARTURES
from members.forms import MemberFilter
from members.models import Member, Membership, Overlay, Post

PER_PAGE = 50


def member_list(request):
    require(request.user, Do.SEE_MEMBERS)
    today = timezone.localdate()
    form = MemberFilter(request.GET, user=request.user)
    form.is_valid()
    chosen = defaultdict(str, form.cleaned_data)
    members = Member.objects.visible_to(request.user).known().named(chosen["name"])
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEMBERS)
    rows = Membership.objects.last_known(today) if chosen["left"] else Membership.objects.on(today)
    if chosen["cell"]:
        rows, cells = rows.filter(cell=chosen["cell"]), cells.filter(pk=chosen["cell"].pk)
    if chosen["standing"]:
        rows = rows.filter(standing=chosen["standing"])
    members = members.filter(pk__in=rows.values("member"))
    if chosen["state"]:
        members = members.filter(pk__in=Overlay.objects.on(today).filter(kind=chosen["state"]).values("member"))
    members = members.prefetch_related(
        Prefetch("memberships", Membership.objects.last_known(today).select_related("cell"), to_attr="last_known"),
        Prefetch("overlays", Overlay.objects.on(today), to_attr="over"),
        Prefetch("posts", Post.objects.on(today), to_attr="posts_now"),
    )
    page = Paginator(members.order_by("sort_key", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "headcount": queries.headcount(cells=cells, day=today),
        "departures": DEPARTURES,
        "may_edit": bool(scope(request.user, Do.EDIT_MEMBERS)),
    }
    return render(request, "members/list.html", context)
