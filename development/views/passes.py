"""Steps that the office asks to let pass: the administrator sees the number of the case, the step and the rule."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, require
from common.crumbs import step
from common.forms import taken
from common.pages import page_of
from development import services
from development.forms.passes import PassForm
from development.models import Pass


@require_safe
def passes(request):
    """What waits first, then what was decided, the latest first."""
    require(request.user, Do.LET_PASS)
    found = Pass.objects.visible_to(request.user).select_related("asked_by", "decided_by")
    page = page_of(request, sorted(found, key=lambda row: row.granted is not None))
    return render(request, "development/passes.html", {"page": page})


def pass_decide(request, pk):
    row = get_for(request.user, Do.LET_PASS, Pass.objects, related=("candidate", "asked_by", "decided_by"), pk=pk)
    form = PassForm(request.POST or None)
    if row.granted is None and taken(request, form, services.decide_pass, row=row, on=timezone.localdate()):
        messages.success(request, _("Decided."))
        return redirect("development:passes")
    return render(request, "development/pass.html", {"row": row, "form": form, "back": step("development:passes")})
