"""The rules of the commune, subject by subject: read what is in force, draft a change, publish it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require
from cells.forms.rules import rules_form
from cells.models import subjects
from cells.queries import mark_of_edition, rules_before, subject_of
from cells.services import editions
from common.crumbs import step
from common.editions import differences
from common.forms import CopyForm, form_page, pressed, taken
from common.kept import not_taken, texts_of
from common.periods import month_of


@require_safe
def rules(request):
    """Every subject: what is in force today, since when, by which document, and what is drafted."""
    require(request.user, Do.ADMINISTER)
    commune, today = commune_id(request.user), timezone.localdate()
    found = [subject_of(model, commune=commune, day=today) for model in subjects()]
    return render(request, "cells/rules.html", {"subjects": found})


@require_safe
def rules_of(request, subject):
    """One subject: the rules in force today in words, what drafts and coming editions change, and the past ones."""
    require(request.user, Do.ADMINISTER)
    found = subject_of(_model(subject), commune=commune_id(request.user), day=timezone.localdate())
    context = {
        "subject": found,
        "words": found.in_force.in_words(),
        "changes": [
            (edition, differences(found.in_force.in_words(), edition.in_words()))
            for edition in (*found.coming, *found.drafts)
        ],
    }
    return render(request, "cells/rules_of.html", context)


def rules_draft(request, subject):
    """Begin a change: a draft that starts as the rules in force on its day."""
    require(request.user, Do.ADMINISTER)
    model, commune = _model(subject), commune_id(request.user)
    name = model._meta.verbose_name
    back = step("cells:rules-of", subject, label=capfirst(name))
    return _copied(request, lambda since: model.objects.in_force(commune, since), name, back)


@require_safe
def rule_set(request, subject, pk):
    """One edition: what it rules, and what it changes in the one before."""
    edition = _edition(request, subject, pk)
    return render(
        request, "cells/rule_set.html", {"edition": edition, "name": edition._meta.verbose_name} | _compared(edition)
    )


def rule_set_edit(request, subject, pk):
    edition = _edition(request, subject, pk)
    if edition.published:
        return _published(request, edition)
    form = rules_form(type(edition))(request.POST or None, instance=edition)
    if taken(request, form, editions.edit_edition, edition=edition):
        messages.success(request, _("Saved."))
        return redirect(edition)
    return form_page(request, form, _("Change the draft"), "cells:rules", edition)


def rule_set_copy(request, subject, pk):
    edition = _edition(request, subject, pk)
    return _copied(request, lambda since: edition, edition, edition)


def rule_set_publish(request, subject, pk):
    """Ask once more, since a published edition never changes."""
    edition = _edition(request, subject, pk)
    if edition.published:
        return _published(request, edition)
    if request.method == "POST":
        if pressed(request, editions.publish_edition, edition=edition, shown=request.POST.get("shown", "")):
            messages.success(request, _("%(edition)s is published.") % {"edition": edition})
        return redirect(edition)
    words = _("It is in force from %(day)s.")
    context = {
        "edition": edition,
        "faults": editions.day_taken(edition),
        "sentence": words % {"day": f"{edition.since:%d/%m/%Y}"},
        "today": timezone.localdate(),
        "shown": mark_of_edition(edition, edition.in_words()),
    }
    return render(request, "components/publish.html", context | _compared(edition))


def _model(subject):
    """The kind of RuleSet with this word in its address, or 404."""
    found = next((model for model in subjects() if model.subject == subject), None)
    if found is None:
        raise Http404
    return found


def _edition(request, subject, pk):
    return get_for(request.user, Do.ADMINISTER, _model(subject).objects, pk=pk)


def _compared(edition):
    before = rules_before(edition)
    return {"before": before, "changes": differences(before.in_words(), edition.in_words())}


def _published(request, edition):
    words = _("This edition is published and never changes; copy it to a new one.")
    if texts_of(request):
        return not_taken(request, _("It is published already"), words, edition.get_absolute_url())
    messages.info(request, words)
    return redirect(edition)


def _copied(request, found, name, back):
    """Ask from which day, and begin a draft as `found` gives it for that day."""
    next_month = month_of(timezone.localdate()).until
    form = CopyForm(request.POST or None, initial={"since": f"{next_month:%d/%m/%Y}"})

    def typed():
        since = form.cleaned_data["since"]
        return {"edition": found(since), "since": since}

    if copy := taken(request, form, editions.copy_edition, typed=typed):
        messages.success(request, _("This draft may be changed until it is published."))
        return redirect("cells:edit-rule-set", copy.subject, copy.pk)
    return form_page(request, form, _("Draft: %(rules)s") % {"rules": name}, "cells:rules", back)
