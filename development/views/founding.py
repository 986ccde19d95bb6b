"""Foundings of cells: the list, where one stands and what is missing, each step."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, get_for, may, may_open, require, scope
from cells.models import Commune, Hamlet
from cells.outgoing import send_paper
from cells.queries import as_issued, current_number
from common.crumbs import Crumb, step
from common.documents import Letterhead, day_in_words
from common.forms import form_page, give_number, taken
from common.tables import Column, Figure, Table
from development import services
from development.enums import FoundingPaper, FoundingStage, FoundingStepKind, ItemState
from development.forms.candidate import StrikeStepForm
from development.forms.founding import (
    FIELDS,
    BeginForm,
    EffectForm,
    FoundingItemForm,
    FoundingNumberForm,
    FoundingStepForm,
    NameForm,
    WayForm,
)
from development.models import Founding, FoundingItem, FoundingMember, FoundingStep
from development.papers.founding import issues_of, label_of, numbers_of, paper_of, shown
from development.queries.founding import founding_file, founding_files, left_short, told
from development.rules.founding import MAY_BE_PLANNED, can_be_struck, mend
from members.models import Membership
from members.queries import open_files
from members.queries.namesakes import apart


@require_safe
def foundings(request):
    """Foundings of cells, those under way first: for which hamlets, where each stands, what is missing next."""
    require(request.user, Do.SEE_FOUNDINGS)
    today = timezone.localdate()
    files = founding_files(Founding.objects.visible_to(request.user).order_by("-pk"))
    files.sort(key=lambda file: file.progress.stage.over)
    context = {
        "table": _table_of(files, today),
        "open": sum(not file.progress.stage.over for file in files),
        "may_add": may(request.user, Do.EDIT_FOUNDINGS),
    }
    return render(request, "development/foundings.html", context)


def _table_of(files, today):
    def row(file):
        found = file.progress
        late = found.late(today)
        return (
            Figure(", ".join(hamlet.name for hamlet in file.hamlets), file.url),
            Figure(found.stage.label, tone="warn" if found.fell_back else found.stage.tone),
            Figure(" ".join(found.lacks) or mend(found.stage)),
            Figure(found.due_on, tone="bad" if late else ""),
            Figure(file.founding.effective_on),
        )

    return Table(
        title=_("foundings of cells"),
        columns=(
            Column(_("hamlets")),
            Column(_("state"), by_name=True),
            Column(_("Missing next")),
            Column(_("next step due on"), "date"),
            Column(_("takes effect on"), "date"),
        ),
        rows=tuple(map(row, files)),
    )


@require_safe
def founding(request, pk):
    """Where the founding of a cell stands, what is missing and what would mend it; its people, papers and steps."""
    found = get_for(request.user, Do.SEE_FOUNDINGS, Founding.objects, related=("cell", "commune"), pk=pk)
    today, file = timezone.localdate(), founding_file(found)
    edits = scope(request.user, Do.EDIT_FOUNDINGS).has(commune=found.commune_id, cell=None)
    stage, steps = file.progress.stage, sorted(file.steps, key=lambda row: (row.on, row.pk), reverse=True)
    numbers = numbers_of(file)
    papers = shown(file, numbers, today, edits)
    opens_hamlet = set(Hamlet.objects.visible_to(request.user).filter(founding_places__founding=found))
    context = {
        "founding": found,
        "file": file,
        "progress": file.progress,
        "today": today,
        "mend": mend(stage),
        "people": _people(request.user, file),
        "dropped": _dropped(found),
        "short": [] if found.cell_id or stage.over else left_short(file),
        "hamlets": [(hamlet, hamlet in opens_hamlet) for hamlet in file.hamlets],
        "cell": found.cell if found.cell and may_open(request.user, Do.SEE_CELLS)(found.cell) else None,
        "steps": [(row, told(row, numbers), edits and can_be_struck(row, file.progress)) for row in steps],
        "may_edit": edits and not stage.over,
        "may_plan": edits and stage in MAY_BE_PLANNED,
        "papers": papers,
        "act": _act(file, today, papers) if edits else None,
    }
    return render(request, "development/founding.html", context)


def _people(user, file):
    """[(FoundingMember, whether the file opens, the Membership of the day on which the cell is to work, or None)]."""
    members = [row.member_id for row in file.named]
    opens = open_files(user, members) if members else set()
    on = file.founding.effective_on
    rows = Membership.objects.on(on).filter(member__in=members).select_related("cell") if members else ()
    where = {row.member_id: row for row in rows}
    return [(row, row.member_id in opens, where.get(row.member_id)) for row in file.named]


def _dropped(found):
    """[(FoundingMember, name)] of those who were struck out, with the reason."""
    rows = list(found.named.filter(struck=True).select_related("member"))
    names = apart(row.member for row in rows)
    return [(row, names[row.member_id]) for row in rows]


def _act(file, today, papers):
    """The one thing to do next, as a Crumb, or None where only time is waited for. `papers` [ShownPaper]."""
    stage, pk = file.progress.stage, file.founding.pk
    missing = next((item for item in file.items if item.state == ItemState.MISSING), None)
    if stage == FoundingStage.MEMBERS:
        return Crumb(_("Name a member"), reverse("development:name-founder", args=[pk]))
    if stage == FoundingStage.DOSSIER and missing:
        label = _("Record a paper of the dossier")
        return Crumb(label, reverse("development:founding-item", args=[pk, missing.kind]))
    if stage == FoundingStage.MEETING:
        return Crumb(_("To the page of the cell"), file.founding.cell.get_absolute_url())
    kind = file.progress.next_step
    if kind == FoundingStepKind.EFFECT and any(paper.may_number for paper in papers):
        return Crumb(_("Number the decisions"), f"{file.url}#papers")
    if kind is None or (kind == FoundingStepKind.EFFECT and file.founding.effective_on > today):
        return None
    labels = {
        FoundingStepKind.WAY: _("Choose the way"),
        FoundingStepKind.PROPOSE: _("Record the proposal"),
        FoundingStepKind.APPRAISE: _("Record the vote of the Committee"),
        FoundingStepKind.DECIDE: _("Record the decisions"),
        FoundingStepKind.EFFECT: _("Found the cell"),
        FoundingStepKind.ANNOUNCE: _("Record the announcement"),
        FoundingStepKind.CONGRESS: _("Record the congress"),
    }
    return Crumb(labels[kind], reverse("development:founding-step", args=[pk, kind]))


def add_founding(request):
    require(request.user, Do.EDIT_FOUNDINGS)
    commune = Commune.objects.get(pk=commune_id(request.user))
    chosen = {"hamlets": request.GET.getlist("hamlet")}
    form = BeginForm(request.POST or None, commune=commune, today=timezone.localdate(), initial=chosen)
    if made := taken(request, form, services.begin_founding, commune=commune):
        messages.success(request, _("Saved."))
        return redirect(made)
    return form_page(request, form, _("Begin the founding of a cell"), "development:foundings")


def founding_step(request, pk, kind):
    if kind not in (FoundingStepKind.WAY, FoundingStepKind.EFFECT, *FIELDS):
        raise Http404
    kind = FoundingStepKind(kind)
    found = get_for(request.user, Do.EDIT_FOUNDINGS, Founding.objects, related=("commune",), pk=pk)
    if kind == FoundingStepKind.EFFECT:
        return _effect(request, found)
    if kind == FoundingStepKind.WAY:
        names = ", ".join(hamlet.name for hamlet in founding_file(found).hamlets)
        proposed = {} if found.way else {"cell_name": _("Cell %(hamlets)s") % {"hamlets": names}}
        form, service = WayForm(request.POST or None, instance=found, initial=proposed), services.choose_way
    else:
        form = FoundingStepForm(request.POST or None, kind=kind, founding=found)
        service = partial(services.take_founding_step, kind=kind)
    if taken(request, form, service, founding=found):
        messages.success(request, _("Saved."))
        return redirect(found)
    return _page(request, form, found, kind.label)


def _effect(request, found):
    form, file = EffectForm(request.POST if request.method == "POST" else None), founding_file(found)
    if cell := taken(request, form, services.take_effect, founding=found, today=timezone.localdate()):
        messages.success(request, _("%(cell)s is founded, its members are transferred.") % {"cell": cell})
        return redirect(found)
    context = {"form": form, "file": file, "founding": found, "way": _way(file)}
    return render(request, "development/found_cell.html", context)


def _way(file):
    return [step("development:foundings"), Crumb(file.title, file.url)]


def _page(request, form, found, what, **more):
    file = founding_file(found)
    return form_page(request, form, f"{file.title}: {what}", "development:foundings", _way(file)[-1], **more)


def name_founder(request, pk):
    found = get_for(request.user, Do.EDIT_FOUNDINGS, Founding.objects, pk=pk)
    form = NameForm(request.POST or None, founding=found, today=timezone.localdate())
    if taken(request, form, services.name_member, founding=found):
        messages.success(request, _("Saved."))
        return redirect(found)
    return _page(request, form, found, _("Name a member"))


def drop_founder(request, pk):
    row = get_for(request.user, Do.EDIT_FOUNDINGS, FoundingMember.objects, related=("founding", "member"), pk=pk)
    form = StrikeStepForm(request.POST or None)
    if taken(request, form, services.drop_member, row=row):
        messages.success(request, _("Struck out; it no longer counts."))
        return redirect(row.founding)
    name = next((one.name for one in founding_file(row.founding).named if one.pk == row.pk), row.member)
    return _page(request, form, row.founding, name, button=_("Strike out"))


def founding_item(request, pk, kind):
    if kind not in FoundingPaper:
        raise Http404
    found = get_for(request.user, Do.EDIT_FOUNDINGS, Founding.objects, pk=pk)
    item = found.items.filter(kind=kind).first() or FoundingItem(founding=found, kind=kind)
    form = FoundingItemForm(request.POST or None, instance=item)
    if taken(request, form, services.keep_founding_item, founding=found, kind=FoundingPaper(kind)):
        messages.success(request, _("Saved."))
        return redirect(found)
    return _page(request, form, found, FoundingPaper(kind).label)


def founding_paper(request, pk, slot):
    """The Word file of a paper of a step, as issued where it is numbered. A POST gives it a number first."""
    row, file, issue = _paper(request, Do.SEE_FOUNDINGS, pk, slot)
    number = current_number(getattr(row, f"{issue.field}_id"))
    if request.method == "POST":
        _paper(request, Do.EDIT_FOUNDINGS, pk, slot)
        give = partial(services.number_founding_paper, step=row, slot=slot)
        then = reverse("development:founding-paper", args=[pk, slot])
        return give_number(request, give, number, label_of(issue), then, way=("development:foundings", _way(file)[-1]))
    document = as_issued(number) or paper_of(file, issue, row, number)
    title = f"{document.title} {document.number.replace('......-', '')} {file.founding.cell_name}"
    return send_paper(request, document, title=title, known_as=document.title, founding=row.founding_id, step=pk)


def _paper(request, do, pk, slot):
    """(FoundingStep, its FoundingFile, FoundingIssue); 404 where the step asks for no such paper."""
    rows = FoundingStep.objects.kept()
    row = get_for(request.user, do, rows, related=("founding__commune", "founding__cell"), pk=pk)
    file = founding_file(row.founding)
    issue = next((one for one in issues_of(file, row) if one.slot == slot), None)
    if issue is None:
        raise Http404
    return row, file, issue


def founding_paper_no(request, pk, slot):
    """The number of a paper of a step that was issued elsewhere."""
    row, _file, issue = _paper(request, Do.EDIT_FOUNDINGS, pk, slot)
    form = FoundingNumberForm(request.POST or None, initial={"paper_no": getattr(row, issue.typed)})
    if taken(request, form, services.type_founding_number, step=row, slot=slot):
        messages.success(request, _("Saved."))
        return redirect(row)
    return _page(request, form, row.founding, label_of(issue))


@require_safe
def founding_dossier(request, pk):
    """What the proposal is handed in with, to be printed; always in Vietnamese."""
    found = get_for(request.user, Do.SEE_FOUNDINGS, Founding.objects, related=("commune",), pk=pk)
    file, today = founding_file(found), timezone.localdate()
    audit.seen(found, kind="exported")
    with override("vi"):
        heads = found.commune.heads_on(today)
        sheet = {
            "letterhead": Letterhead(heads.superior, heads.committee, heads.place),
            "day": day_in_words(today),
            "people": _people(request.user, file),
            "missing": sum(item.state == ItemState.MISSING for item in file.items),
            "way": _way(file)[-1],
        }
        return render(request, "development/founding_dossier.html", {"founding": found, "file": file, "sheet": sheet})


def strike_founding_step(request, pk):
    row = get_for(request.user, Do.EDIT_FOUNDINGS, FoundingStep.objects, related=("founding",), pk=pk)
    form = StrikeStepForm(request.POST or None)
    if taken(request, form, services.strike_founding_step, step=row):
        messages.success(request, _("Struck out; it no longer counts."))
        return redirect(row.founding)
    heading = _("Strike out: %(what)s") % {"what": row}
    return _page(request, form, row.founding, heading, button=_("Strike out"))
