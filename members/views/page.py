from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render

from cells.outgoing import send_tables, wants_excel
from common.remembered import sort_of
from members.models import Member


def table_page(request, template, table, context):
    """A page that shows `table` in the order asked for, or with ?as=xlsx the same as a file."""
    table = table.in_order(sort_of(request))
    if wants_excel(request):
        return send_tables(request, table)
    return render(request, template, {"table": table, **context})


def leads_to_kept(view):
    """For a page of a member: the address of a record that was merged leads on to the record that was kept."""

    @wraps(view)
    def page(request, pk):
        try:
            return view(request, pk)
        except Http404:
            try:
                kept = Member.objects.visible_to(request.user).filter(merged=pk).first()
            except OverflowError:  # a number that no record can have
                kept = None
            if kept is None:
                raise
            return redirect(request.resolver_match.view_name, kept.pk)

    return page
