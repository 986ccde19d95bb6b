from collections import defaultdict
from contextlib import suppress

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require
from cells.models import Commune
from cells.outgoing import send_blank, send_tables, wants_excel
from common.errors import REFUSALS, sentences
from common.forms import form_page, pressed, reads_first, taken
from common.masking import masked
from common.pages import PER_PAGE, page_of
from exchange import services
from exchange.enums import ImportPurpose, ImportState, Outcome
from exchange.forms import ColumnsForm, DifferenceFilter, RowFilter, SettleForm, UndoForm, UploadForm
from exchange.models import Difference, Import
from exchange.queries.plan import label_of
from exchange.tables import differences_table, template
from members.models import Member, Membership
from members.queries.namesakes import apart

SAMPLES = 3  # values of a column shown beside its heading


@require_safe
def import_list(request):
    require(request.user, Do.EDIT_MEMBERS)
    sources = Import.objects.visible_to(request.user).with_left().select_related("account").order_by("-at", "-pk")
    page = page_of(request, sources)
    return render(request, "exchange/list.html", {"page": page})


@require_safe
def import_template(request):
    require(request.user, Do.EDIT_MEMBERS)
    return send_blank(request, template(), title="Mẫu danh sách đảng viên")


def _uploaded(request):
    """The form with the file, which is read by asking whether it is whole."""
    require(request.user, Do.EDIT_MEMBERS)
    form = UploadForm(request.POST or None, request.FILES or None)
    form.is_valid()
    return form


@reads_first(_uploaded)
def import_add(request):
    require(request.user, Do.EDIT_MEMBERS)
    form = request.read_first
    commune = Commune.objects.get(pk=commune_id(request.user))
    about = {"commune": commune, "today": timezone.localdate()}
    if source := taken(request, form, services.keep_lists, typed=form.facts, **about):
        return redirect("exchange:import-columns", source.pk)
    return render(request, "exchange/add.html", {"form": form})


def _confirmed(request):
    """(the Import, which of its sheets, the form of its columns, the Plan that follows from them when they were
    sent)."""
    source = get_for(request.user, Do.EDIT_MEMBERS, Import.objects, pk=request.resolver_match.kwargs["pk"])
    asked = request.GET.get("sheet", "")
    sheet = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else source.sheet
    sheet = min(sheet, len(source.sheets) - 1)
    form, plan = ColumnsForm(request.POST or None, source=source, sheet=sheet, user=request.user), None
    if source.open and form.is_valid():
        with suppress(*REFUSALS):  # the service says why
            plan = services.plan_import(source=source, today=timezone.localdate(), sheet=sheet, **form.options())
    return source, sheet, form, plan


@reads_first(_confirmed)
def import_columns(request, pk):
    """Confirm what the columns mean; `?sheet=` chooses among several sheets."""
    source, sheet, form, plan = request.read_first
    if not source.open:
        return redirect(source)
    about = {"source": source, "sheet": sheet, "today": timezone.localdate(), "plan": plan}
    if taken(request, form, services.check_import, typed=form.options, **about):
        return redirect(source)
    first = list(source.rows.filter(sheet=sheet).order_by("number")[:SAMPLES])
    columns = [(form[name], _samples(source, sheet, number, first)) for number, name in enumerate(form.names)]
    context = {"source": source, "form": form, "columns": columns, "sheet": sheet}
    return render(request, "exchange/columns.html", context)


def _samples(source, sheet, number, rows):
    """Values of a column to know it by; numbers are shown in part here too."""
    hidden = source.sheets[sheet]["columns"][number] in Member.masked
    return ", ".join(masked(row.cells[number]) if hidden else row.cells[number] for row in rows if row.cells[number])


def import_rows(request, pk):
    """What the sheet would do, row by row; afterwards, what it did."""
    source = get_for(request.user, Do.EDIT_MEMBERS, Import.objects.select_related("cell"), pk=pk)
    if source.state == ImportState.READ:
        return redirect("exchange:import-columns", pk)
    form = RowFilter(request.GET)
    form.is_valid()
    rows = source.chosen_rows().select_related("member", "cell")
    show = form.cleaned_data.get("show")
    if show:
        rows = rows.filter(outcome=show)
    page = page_of(request, rows.order_by("number"))
    if request.method == "POST":
        try:
            _choose(request, source)
        except REFUSALS as error:
            messages.error(request, sentences(error))
        else:
            messages.success(request, _("The choice is kept."))
        return redirect(request.get_full_path())
    people = _candidates(page)
    names = apart(row.member for row in page if row.member)
    counts = source.counts()
    context = {
        "source": source,
        "form": form,
        "page": page,
        "rows": [
            (row, names.get(row.member_id, row.name), _sentences(source, row), _changes(row), people(row))
            for row in page
        ],
        "counts": [(outcome, source.outcome_text(outcome), counts[outcome]) for outcome in Outcome],
        "errors": counts[Outcome.ERROR],
        "chosen": counts["chosen"],
        "differences_left": source.differences.left().count(),
        "compares": source.purpose == ImportPurpose.COMPARE,
        "open": source.state == ImportState.CHECKED,
        "following": source.next_sheet(),
    }
    return render(request, "exchange/rows.html", context)


def _choose(request, source):
    """Keep which of the rows on the page that was sent are to be applied, and whom the unclear ones mean.

    Returns whether that asks for another look: somebody was named.
    """
    shown = [int(text) for text in request.POST.getlist("row") if text.isascii() and text.isdigit() and len(text) < 19]
    rows = source.chosen_rows().filter(pk__in=shown[:PER_PAGE])
    left_out, answers = {}, {}
    for row in rows:
        if row.outcome in (Outcome.NEW, Outcome.CHANGED):
            left_out[row.pk] = f"take-{row.pk}" not in request.POST
        answer = request.POST.get(f"answer-{row.pk}", "")[:20]
        if row.candidates and answer not in ("", row.answer):
            answers[row.pk] = answer
    services.choose_rows(source=source, left_out=left_out, answers=answers, today=timezone.localdate(), by=request.user)
    return bool(answers)


def _planned(request):
    """(the Import, its Plan where it may be applied)."""
    source = get_for(request.user, Do.EDIT_MEMBERS, Import.objects, pk=request.resolver_match.kwargs["pk"])
    checked = source.state == ImportState.CHECKED
    return source, services.plan_import(source=source, today=timezone.localdate()) if checked else None


@require_POST
@reads_first(_planned)
def import_apply(request, pk):
    """Do what the preview shows, with the choice that was made on the page from which the button was pressed."""
    source, plan = request.read_first
    today = timezone.localdate()
    try:
        if _choose(request, source):
            messages.info(request, _("The choice is kept. Look at what would happen, then go on."))
            return redirect(source)
        services.apply_import(source=source, today=today, plan=plan, by=request.user)
    except REFUSALS as error:
        messages.error(request, sentences(error))
        if getattr(error, "field", "") == "check":
            services.check_again(source=source, today=today, by=request.user)
        return redirect(source)
    if following := Import.objects.filter(follows=pk).first():
        done = {"sheet": source.sheet_name, "next": following.sheet_name}
        messages.success(request, _("Sheet %(sheet)s is done with. The next one of the file is %(next)s.") % done)
        return redirect("exchange:import-columns", following.pk)
    if source.purpose == ImportPurpose.COMPARE:
        return redirect("exchange:differences", pk)
    messages.success(request, _("The sheet is read in."))
    return redirect(source)


def import_undo(request, pk):
    source = get_for(request.user, Do.EDIT_MEMBERS, Import.objects, pk=pk)
    form = UndoForm(request.POST or None)
    if taken(request, form, services.undo_import, source=source):
        kept = source.chosen_rows().exclude(kept="").count()
        if kept:
            text = _("The import is undone, except for %(count)s rows: see below why.") % {"count": kept}
            messages.warning(request, text)
        else:
            messages.success(request, _("The import is undone."))
        return redirect(source)
    return form_page(request, form, _("Undo the import of %(name)s") % {"name": source}, "exchange:imports", source)


@require_POST
def import_drop(request, pk):
    source = get_for(request.user, Do.EDIT_MEMBERS, Import.objects, pk=pk)
    if not pressed(request, services.drop_import, source=source):
        return redirect(source)
    if len(source.sheets) > 1:
        names = {"names": ", ".join(one["name"] for one in source.sheets)}
        messages.success(request, _("The file is put aside with its sheets %(names)s; nothing was changed.") % names)
    else:
        messages.success(request, _("The sheet is put aside; nothing was changed."))
    return redirect("exchange:imports")


def differences(request, pk):
    """Where the sheet and our records do not agree: a list to work through."""
    source = get_for(request.user, Do.EDIT_MEMBERS, Import.objects, pk=pk)
    rows = Difference.objects.visible_to(request.user).filter(source=source)
    form = DifferenceFilter(request.GET)
    form.is_valid()
    chosen = defaultdict(str, form.cleaned_data)
    shown = rows.filter(kind=chosen["kind"]) if chosen["kind"] else rows
    if chosen["settled"] != "all":
        shown = shown.filter(settled=chosen["settled"] == "yes")
    shown = shown.select_related("member", "account").order_by("kind", "row", "name", "pk")
    if wants_excel(request):
        return send_tables(request, differences_table(source, shown))
    settles = request.POST.get("act") != "reopen"
    settle_form = SettleForm(request.POST or None, settles=settles)
    ticked = [int(text) for text in request.POST.getlist("one") if text.isascii() and text.isdigit()][:PER_PAGE]
    ticked = rows.filter(pk__in=ticked)
    if taken(request, settle_form, services.settle, differences=ticked, settled=settles) is not None:
        messages.success(request, _("Saved."))
        return redirect(request.get_full_path())
    page = page_of(request, shown)
    names = apart(one.member for one in page if one.member)
    context = {
        "source": source,
        "form": form,
        "settle_form": settle_form,
        "page": page,
        "rows": [(one, names.get(one.member_id, one.name), label_of(one.field) if one.field else "") for one in page],
        "left": rows.left().count(),
        "all": rows.count(),
    }
    return render(request, "exchange/differences.html", context)


def _sentences(source, row):
    """[(level, sentence)] of what is wrong in a row, with the place it stands."""
    found = []
    for level, column, what in row.problems:
        where = {"row": row.number, "what": what}
        if column is None:
            found.append((level, _("Row %(row)s: %(what)s.") % where))
        else:
            where["column"] = source.headings[column]
            found.append((level, _("Row %(row)s, column %(column)s: %(what)s.") % where))
    return found


def _changes(row):
    """[(label, old, new)] of what the row changes, as shown."""
    told = [(change[0], *change[3:]) for change in row.changes if change[3] or change[4]]
    return [(label_of(Member._meta.get_field(name).name), old, new) for name, old, new in told]


def _candidates(page):
    """A function that gives [(member, cell)] of whom a row may speak."""
    numbers = {number for row in page for number in row.candidates}
    people = Member.objects.in_bulk(numbers)
    cells = {m.member_id: m.cell for m in Membership.objects.open().filter(member__in=numbers).select_related("cell")}
    return lambda row: [(people[number], cells.get(number)) for number in row.candidates]
