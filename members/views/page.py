from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render

from members.models import Member


def form_page(request, form, heading, back, *args):
    """A page with one form; `back` and `args` name the address that "Cancel" leads to."""
    return render(request, "components/form_page.html", {"form": form, "heading": heading, "back": back, "args": args})


def leads_to_kept(view):
    """For a page of a member: the address of a record that was merged leads on to the record that was kept."""

    @wraps(view)
    def page(request, pk):
        try:
            return view(request, pk)
        except Http404:
            kept = Member.objects.visible_to(request.user).filter(merged=pk).first()
            if kept is None:
                raise
            return redirect(request.resolver_match.view_name, kept.pk)

    return page
