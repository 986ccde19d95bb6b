"""A form counts once, however often a slow link or a double click sends it."""

import re

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import SentForm
from common.kept import carried

KEY = re.compile(r"[0-9a-f]{32}")


def every_try_counts(view):
    """For a page that has to remember a form with errors too; two equal forms are two tries there."""
    view.every_try_counts = True
    return view


class OnceMiddleware:
    """Runs a POST with a `form_key` in one transaction that also keeps the key; the second sender is led to the
    outcome of the first. A form that comes back with errors has had no effect, so its key stays usable."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        key = request.POST.get("form_key", "") if request.method == "POST" else ""
        background = "X-Requested-With" in request.headers  # a draft saved while typing sends the same key
        if not KEY.fullmatch(key) or background or not request.user.is_authenticated:
            return None
        if getattr(view, "every_try_counts", False):
            return None
        if hasattr(view, "read_first"):
            request.read_first = view.read_first(request)
        try:
            with transaction.atomic():
                sent = SentForm.objects.create(key=key, account=request.user)
                response = view(request, *args, **kwargs)
                if hasattr(response, "render") and not response.is_rendered:
                    response.render()
                if 300 <= response.status_code < 400:
                    sent.led_to = response["Location"][:500]
                    sent.save(update_fields=["led_to"])
                else:
                    transaction.set_rollback(True)
            return response
        except IntegrityError:
            earlier = SentForm.objects.filter(key=key, account=request.user).first()
            if earlier is None:
                other = SentForm.objects.filter(key=key).exists()
                template = "errors/other_account.html" if other else "errors/at_once.html"
                context = carried(request, fresh=other) | {"goes_on": False}
                return render(request, template, context, status=409)
            messages.info(request, _("This form had already been received; it counted once."))
            return HttpResponseRedirect(earlier.led_to or "/")
