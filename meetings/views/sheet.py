"""The score sheet editor: an administrator reads editions, changes drafts, tries them on old meetings, publishes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, require
from cells.queries import mark_of_edition
from cells.services.editions import day_taken
from common.editions import differences
from common.errors import REFUSALS, show_refusal
from common.forms import CopyForm, form_page, pressed, taken
from common.kept import not_taken, texts_of
from common.periods import month_of
from common.stale import fresh
from meetings.enums import EARNED, MeetingKind
from meetings.forms.sheet import (
    CriterionForm,
    EditionForm,
    MissingForm,
    PreviewForm,
    ThresholdForm,
    YearRuleForm,
)
from meetings.models import Criterion, Edition, Meeting, Threshold, YearRule
from meetings.queries.preview import preview
from meetings.queries.sheet import sheet_before, sheet_in_words
from meetings.rules import scoring, yearly
from meetings.services import editions


@require_safe
def sheets(request):
    """Every edition of the commune's score sheets; which one is in force."""
    require(request.user, Do.ADMINISTER)
    found = list(Edition.objects.visible_to(request.user).order_by("-since", "-pk"))
    in_force = Edition.objects.in_force(found[0].commune_id, timezone.localdate()) if found else None
    return render(request, "meetings/sheets.html", {"editions": found, "in_force": in_force})


@require_safe
def sheet(request, pk):
    """An edition as a whole, and what must be corrected before it can be published."""
    edition = get_for(request.user, Do.ADMINISTER, Edition.objects, pk=pk)
    rules = sorted(edition.year_rules.all(), key=lambda rule: [band for band, _label in EARNED].index(rule.band))
    context = {
        "edition": edition,
        "groups": _groups(edition),
        "struck": edition.criteria.filter(struck=True).select_related("parent").order_by("position", "pk"),
        "faults": [] if edition.published else _faults(edition),
        "year": [*(yearly.in_words(rule) for rule in rules), yearly.missing_in_words(edition)],
    }
    return render(request, "meetings/sheet.html", context | _compared(edition))


def _faults(edition):
    """Sentences on what publishing the draft would be refused for."""
    return [*day_taken(edition), *editions.what_is_wrong(edition)]


def _compared(edition):
    """What `edition` changes in the one before it, for `components/differences.html`."""
    before = sheet_before(edition)
    changes = before and differences(sheet_in_words(before), sheet_in_words(edition))
    return {"before": before, "changes": changes}


def _groups(edition):
    """[(Criterion, [(points, conditions in words)] of its thresholds, its parts in the same shape)] of those kept."""
    lines = [
        (criterion, [(threshold, scoring.in_words(threshold)) for threshold in criterion.thresholds.all()])
        for criterion in edition.criteria.kept()
    ]
    return [
        (group, thresholds, [(part, inner) for part, inner in lines if part.parent_id == group.pk])
        for group, thresholds in lines
        if group.parent_id is None
    ]


def _published(request, edition):
    words = _("This edition is published and never changes; copy it to a new one.")
    if texts_of(request):
        return not_taken(request, _("It is published already"), words, reverse("meetings:sheet", args=[edition.pk]))
    messages.info(request, words)
    return redirect("meetings:sheet", edition.pk)


def sheet_edit(request, pk):
    edition = get_for(request.user, Do.ADMINISTER, Edition.objects, pk=pk)
    if edition.published:
        return _published(request, edition)
    form = EditionForm(request.POST or None, instance=edition)
    if taken(request, form, editions.edit_edition, edition=edition):
        messages.success(request, _("Saved."))
        return redirect("meetings:sheet", pk)
    return form_page(request, form, _("Rules of the sheet"), "meetings:sheets", edition)


def sheet_year(request, pk):
    """What a year asks for each band."""
    edition = get_for(request.user, Do.ADMINISTER, Edition.objects, pk=pk)
    if edition.published:
        return _published(request, edition)
    there = {rule.band: rule for rule in edition.year_rules.all()}
    missing = MissingForm(request.POST or None, instance=edition)
    rules = [
        (band, label, YearRuleForm(request.POST or None, instance=there.get(band) or YearRule(band=band), prefix=band))
        for band, label in EARNED
    ]
    forms = [missing, *(form for *_band, form in rules)]
    if request.method == "POST" and all([fresh(form) and form.is_valid() for form in forms]):
        asked = {band: form.cleaned_data for band, _label, form in rules}
        try:
            editions.set_year_rules(edition=edition, rules=asked, by=request.user, **missing.cleaned_data)
        except REFUSALS as error:
            show_refusal(missing, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("meetings:sheet", pk)
    return render(request, "meetings/sheet_year.html", {"edition": edition, "missing": missing, "rules": rules})


def sheet_publish(request, pk):
    """Ask once more, since a published edition never changes."""
    edition = get_for(request.user, Do.ADMINISTER, Edition.objects, pk=pk)
    if edition.published:
        return _published(request, edition)
    if request.method == "POST":
        if pressed(request, editions.publish_edition, edition=edition, shown=request.POST.get("shown", "")):
            messages.success(request, _("%(edition)s is published.") % {"edition": edition})
        return redirect("meetings:sheet", pk)
    words = _("Meetings from %(day)s on that are recorded after this moment are scored with it.")
    context = {
        "edition": edition,
        "faults": _faults(edition),
        "sentence": words % {"day": f"{edition.since:%d/%m/%Y}"},
        "shown": mark_of_edition(edition, sheet_in_words(edition)),
    }
    return render(request, "components/publish.html", context | _compared(edition))


def sheet_copy(request, pk):
    edition = get_for(request.user, Do.ADMINISTER, Edition.objects, pk=pk)
    next_month = month_of(timezone.localdate()).until
    form = CopyForm(request.POST or None, initial={"since": f"{next_month:%d/%m/%Y}"})
    if copy := taken(request, form, editions.copy_edition, edition=edition):
        messages.success(request, _("Copied: this draft may be changed until it is published."))
        return redirect("meetings:sheet", copy.pk)
    return form_page(
        request, form, _("Copy “%(edition)s” to a new edition") % {"edition": edition}, "meetings:sheets", edition
    )


@require_safe
def sheet_preview(request, pk):
    """What the sheet would have made of a meeting that was held; figures only, no names."""
    edition = get_for(request.user, Do.ADMINISTER, Edition.objects, pk=pk)
    form = PreviewForm(request.GET or None, user=request.user, today=timezone.localdate())
    context = {"edition": edition, "form": form}
    if form.is_valid():
        month = form.cleaned_data["month"]
        meetings = Meeting.objects.for_doing(request.user, Do.SEE_REPORTS).signed()
        meetings = meetings.in_period(month.since, month.until).filter(
            cell=form.cleaned_data["cell"], kind=MeetingKind.REGULAR
        )
        meeting = meetings.select_related("cell", "edition", "score").order_by("held_on").first()
        context |= {"meeting": meeting, "preview": meeting and preview(edition, meeting)}
    return render(request, "meetings/sheet_preview.html", context)


def criterion_add(request, pk):
    """A new group, or with ?group= a part of one."""
    edition = get_for(request.user, Do.ADMINISTER, Edition.objects, pk=pk)
    if edition.published:
        return _published(request, edition)
    group = _group(edition, request.GET.get("group"))
    siblings = edition.criteria.kept().filter(parent=group)
    form = CriterionForm(request.POST or None, siblings=siblings)
    if made := taken(request, form, editions.add_criterion, edition=edition, parent=group):
        messages.success(request, _("“%(name)s” stands in the sheet.") % {"name": made})
        return redirect("meetings:sheet", pk)
    heading = _("New part of “%(name)s”") % {"name": group} if group else _("New criterion")
    return form_page(request, form, heading, "meetings:sheets", edition)


def _group(edition, number):
    """The group of `edition` with this number, None for none; 404 for one that is not its own."""
    if not number:
        return None
    found = edition.criteria.kept().filter(parent=None)
    group = found.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    if group is None:
        raise Http404
    return group


def criterion(request, pk):
    """A criterion of a draft, with the thresholds by which the records propose its points."""
    found = get_for(request.user, Do.ADMINISTER, Criterion.objects.select_related("edition", "parent"), pk=pk)
    if found.edition.published:
        return _published(request, found.edition)
    siblings = found.edition.criteria.kept().filter(parent=found.parent)
    form = CriterionForm(request.POST or None, instance=found, siblings=siblings)
    if taken(request, form, editions.edit_criterion, criterion=found):
        messages.success(request, _("Saved."))
        return redirect("meetings:sheet", found.edition_id)
    context = {
        "criterion": found,
        "name": Criterion.objects.get(pk=pk).name,  # the form writes what was typed into its own copy
        "form": form,
        "thresholds": [
            (threshold, scoring.in_words(threshold))
            for threshold in found.thresholds.order_by("struck", "position", "pk")
        ],
        "has_parts": found.parts.kept().exists(),
    }
    return render(request, "meetings/criterion.html", context)


def threshold_add(request, pk):
    found = get_for(request.user, Do.ADMINISTER, Criterion.objects.select_related("edition"), pk=pk)
    if found.edition.published:
        return _published(request, found.edition)
    form = ThresholdForm(request.POST or None, thresholds=found.thresholds.kept())
    return _threshold(request, form, found, _("New step of “%(name)s”") % {"name": found})


def threshold(request, pk):
    found = get_for(request.user, Do.ADMINISTER, Threshold.objects.select_related("criterion__edition"), pk=pk)
    if found.criterion.edition.published:
        return _published(request, found.criterion.edition)
    form = ThresholdForm(request.POST or None, instance=found, thresholds=found.criterion.thresholds.kept())
    return _threshold(request, form, found.criterion, _("Step of “%(name)s”") % {"name": found.criterion}, found)


def _threshold(request, form, of, heading, changed=None):
    if taken(request, form, editions.write_threshold, criterion=of, threshold=changed):
        messages.success(request, _("Saved."))
        return redirect("meetings:criterion", of.pk)
    return form_page(request, form, heading, of.edition, of)
