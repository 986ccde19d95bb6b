"""Checks of grassroots democracy: of a hamlet in a year, its findings, the decisions of its households."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, require, scope
from cells.models import Hamlet
from common.crumbs import step
from common.forms import form_page, taken
from common.rows import Row, locked, rows_page, saved
from oversight import services, tables
from oversight.enums import TO_MEND
from oversight.forms import DemocracyCheckForm, FindingForm, HouseholdVoteForm, StrikeTaskForm
from oversight.models import DemocracyCheck, HouseholdVote


@require_safe
def check(request, pk):
    """What was found in a hamlet in a year, what is to be mended, what its households decided."""
    check = get_for(request.user, Do.SEE_OVERSIGHT, DemocracyCheck.objects, related=("hamlet",), pk=pk)
    commune = check.hamlet.commune_id
    may_check = scope(request.user, Do.CHECK_DEMOCRACY).has(commune=commune, cell=None) and not check.struck
    context = {
        "check": check,
        "facts": tables.facts_of_check(check),
        "findings": tables.findings_of(check, timezone.localdate()),
        "votes": tables.votes_of(check, may_check),
        "may_check": may_check,
    }
    return render(request, "oversight/democracy_check.html", context)


def check_add(request, pk, year):
    """A new check of a hamlet for a year."""
    require(request.user, Do.CHECK_DEMOCRACY)
    hamlet, today = get_for(request.user, Do.SEE_CELLS, Hamlet.objects, pk=pk), timezone.localdate()
    if not 2011 <= year <= today.year:
        raise Http404
    form = DemocracyCheckForm(request.POST or None, initial={"on": f"{today:%d/%m/%Y}"})
    if check := taken(request, form, services.start_check, hamlet=hamlet, year=year):
        messages.success(request, _("Saved. Next: what was found of each item."))
        return redirect("oversight:democracy-findings", check.pk)
    heading = _("Grassroots democracy in %(hamlet)s, %(year)s") % {"hamlet": hamlet, "year": year}
    return form_page(request, form, heading, step("reports:democracy", year=year))


def check_edit(request, pk):
    check = _to_change(request, pk)
    form = DemocracyCheckForm(request.POST or None, instance=check)
    return _step(request, check, form, services.change_check, _("Change %(name)s"))


def check_strike(request, pk):
    check = _to_change(request, pk)
    form = StrikeTaskForm(request.POST or None)
    return _step(request, check, form, services.strike_check, _("%(name)s: recorded by mistake"))


def vote_add(request, pk):
    check = _to_change(request, pk)
    form = HouseholdVoteForm(request.POST or None, initial={"households": check.households})
    return _step(request, check, form, services.note_vote, _("Decision of the households: %(name)s"))


def _step(request, check, form, service, heading):
    """A page of one form about a check, and what is done with it."""
    heading = heading % {"name": DemocracyCheck.objects.get(pk=check.pk)}
    if taken(request, form, service, check=check):
        messages.success(request, _("Saved."))
        return redirect(check)
    return form_page(request, form, heading, step("reports:democracy", year=check.year), check)


def vote_strike(request, pk):
    vote = get_for(request.user, Do.CHECK_DEMOCRACY, HouseholdVote.objects, related=("of_check__hamlet",), pk=pk)
    form = StrikeTaskForm(request.POST or None)
    if taken(request, form, services.strike_vote, vote=vote):
        messages.success(request, _("Struck out."))
        return redirect(vote.of_check)
    heading = _("%(name)s: recorded by mistake") % {"name": vote}
    return form_page(request, form, heading, step("reports:democracy", year=vote.of_check.year), vote.of_check)


def findings(request, pk):
    """What was found of every item, on one page."""
    check = _to_change(request, pk)
    data = request.POST if request.method == "POST" else None
    with locked(request, check):
        found = list(check.findings.all())
        rows = [_row(row, FindingForm(data, finding=row)) for row in found]
        changed = {row.form.row.pk: row.form for row in rows if row.form.changed}
        head = forms.Form(data)

        def save():
            changes = {pk: form.taken() for pk, form in changed.items()}
            services.record_findings(check=check, changes=changes, by=request.user)

        if saved(request, head, rows, save):
            messages.success(request, _("Saved."))
            return redirect(check)
    way = step("reports:democracy", year=check.year), check
    return rows_page(request, head, rows, _("What the check found"), check.get_absolute_url(), way=way)


def _row(finding, form):
    """An item with its state; what is to be mended stands open until it is."""
    mending = finding.state in TO_MEND and not finding.mended_on
    return Row(finding.text, form, finding.get_heading_display(), folded=("mend", "mend_by", "mended_on"), open=mending)


def _to_change(request, pk):
    return get_for(request.user, Do.CHECK_DEMOCRACY, DemocracyCheck.objects, related=("hamlet",), pk=pk)
