"""Education: sessions planned and held, who attended, and who has had none this year."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Cell, Commune
from cells.outgoing import send_tables, wants_excel
from common.forms import form_page, pressed, taken
from common.pages import page_of
from common.people import told_apart
from common.remembered import sort_of
from common.rows import Row, locked, rows_page, saved
from common.tables import Column, Figure, Table
from meetings import services
from meetings.enums import Mark
from meetings.forms.education import ChangeSessionForm, EducationFilter, LearnerForm, SessionForm
from meetings.models import Session
from meetings.queries.education import attendance_of_session, came_by_cell, came_to, education_roll, learners
from members.enums import Standing
from members.queries import headcounts

SESSIONS = Session.objects.select_related("cell", "meeting")
MARKED = {Mark.PRESENT: True, Mark.EXCUSED: False, Mark.UNEXCUSED: False}
TONES = {True: "ok", False: "warn", None: ""}


@require_safe
def education(request):
    """The sessions of a year, with how many of the cells one sees came."""
    require(request.user, Do.SEE_MEETINGS)
    form = EducationFilter(request.GET, user=request.user, today=timezone.localdate(), ahead=1)
    form.is_valid()
    chosen = form.cleaned_data
    cells = form.fields["cell"].queryset
    sessions = Session.objects.visible_to(request.user).dated().select_related("cell", "meeting")
    sessions = sessions.filter(day_held__year=form.chosen_year)
    if chosen.get("cell"):
        cells = cells.filter(pk=chosen["cell"].pk)
        sessions = sessions.filter(cell=chosen["cell"]) | sessions.filter(cell=None)
    page = page_of(request, sessions.order_by("-day_held", "-pk"))
    came = came_to(list(page), cells=cells.values("pk"))
    context = {
        "form": form,
        "page": page,
        "rows": [(session, came.get(session.pk)) for session in page],
        "may_record": may(request.user, Do.RECORD_MEETINGS),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/education.html", context)


def session_add(request):
    require(request.user, Do.RECORD_MEETINGS)
    form = SessionForm(request.POST or None, **_places(request.user))
    commune = Commune.objects.get(pk=commune_id(request.user))
    if session := taken(request, form, services.plan_session, commune=commune):
        messages.success(request, _("The session is recorded."))
        return redirect(session)
    return form_page(request, form, _("New session of education"), "meetings:list", "meetings:education")


def session_edit(request, pk):
    session = get_for(request.user, Do.RECORD_MEETINGS, SESSIONS, pk=pk)
    form = ChangeSessionForm(request.POST or None, instance=session, **_places(request.user))
    if taken(request, form, services.change_session, session=session):
        messages.success(request, _("Saved."))
        return redirect("meetings:session", pk)
    return form_page(request, form, _("Change the session"), "meetings:education", session)


def _places(user):
    """Of which cells `user` may plan sessions, and whether also of the whole commune."""
    cells = Cell.objects.for_doing(user, Do.RECORD_MEETINGS).order_by("search_key", "pk")
    return {"cells": cells, "whole": bool(scope(user, Do.RECORD_MEETINGS).communes)}


@require_safe
def session(request, pk):
    """One session, cell by cell, and by name those of the cells one sees; as a file the same."""
    session = get_for(request.user, Do.SEE_MEETINGS, SESSIONS, pk=pk)
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEETINGS)
    cells = cells.filter(pk=session.cell_id) if session.cell_id else cells.active_on(session.day)
    cells = list(cells.order_by("search_key", "pk"))
    people = attendance_of_session(session, cells=cells)
    if wants_excel(request):
        return send_tables(request, _people_table(session, people))
    page = page_of(request, people)
    where = scope(request.user, Do.RECORD_MEETINGS)
    told = came_to([session], cells=cells) if session.meeting_id else came_by_cell(session)
    heads = headcounts(cells=cells, day=session.day)
    context = {
        "session": session,
        "rows": [
            (
                cell,
                heads[cell.pk].attendance_base if cell.pk in heads else 0,
                told.get(session.pk if session.meeting_id else cell.pk, (0, 0)),
                where.has(commune=cell.commune_id, cell=cell.pk),
            )
            for cell in cells
        ],
        "page": page,
        "table": _people_table(session, page),
        "may_edit": where.has(commune=session.commune_id, cell=session.cell_id),
        "records": not session.meeting_id and not session.struck and session.on <= timezone.localdate(),
    }
    return render(request, "meetings/session.html", context)


def _people_table(session, people):
    if session.meeting_id:
        rows = [(row.member, row.meeting.cell, row.get_mark_display(), MARKED.get(row.mark)) for row in people]
    else:
        words = {True: pgettext("state", "came"), False: pgettext("state", "did not come"), None: _("not recorded")}
        rows = [(row.member, row.cell, words[row.came], row.came) for row in people]
    names = told_apart(member for member, *_said in rows)
    return Table(
        title=session.title,
        subtitle=f"{session.day:%d/%m/%Y} · {session.of}",
        columns=(
            Column(_("full name"), width=28),
            Column(_("cell"), width=30),
            Column(_("came"), width=24, by_name=True),
        ),
        rows=tuple(
            (Figure(names[member.pk], by=member.sort_key), Figure(cell.name), Figure(word, tone=TONES[came]))
            for member, cell, word, came in rows
        ),
    )


def session_attendance(request, pk, cell):
    """Who of one cell came, saved row by row."""
    session, cell = _session_and_cell(request, pk, cell)
    data = request.POST if request.method == "POST" else None
    with locked(request, session):
        came = dict(session.attendances.values_list("member", "came"))
        learning = education_roll(session, cell)
        names = told_apart(learning)
        rows = [
            Row(names[member.pk], LearnerForm(data, member=member, came=came.get(member.pk)), _note(facts))
            for member, facts in learning.items()
        ]
        head = forms.Form(data)

        def save():
            marks = {row.form.member.pk: row.form.said() for row in rows if row.form.changed}
            services.record_education(
                session=session, cell=cell, marks=marks, today=timezone.localdate(), by=request.user
            )

        if saved(request, head, rows, save):
            messages.success(request, _("Saved."))
            return redirect(session)
    heading = _("Attendance: %(cell)s") % {"cell": cell}
    return rows_page(request, head, rows, heading, session.get_absolute_url(), str(session))


@require_POST
def session_everybody(request, pk, cell):
    """Everybody of one cell came of whom nothing is recorded yet; then the exceptions."""
    session, cell = _session_and_cell(request, pk, cell)
    count = pressed(request, services.mark_everybody, session=session, cell=cell, today=timezone.localdate())
    if count is None:
        return redirect(session)
    words = ngettext(
        "%(count)s member is marked as present. Now the exceptions.",
        "%(count)s members are marked as present. Now the exceptions.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("meetings:session-attendance", session.pk, cell.pk)


def _session_and_cell(request, pk, cell):
    """A session one sees, and a cell it is for whose attendance one records; 404 else."""
    session = get_for(request.user, Do.SEE_MEETINGS, SESSIONS, pk=pk)
    cell = get_for(request.user, Do.RECORD_MEETINGS, Cell.objects, pk=cell)
    if cell.commune_id != session.commune_id or session.cell_id not in (None, cell.pk) or session.meeting_id:
        raise Http404
    return session, cell


def _note(facts):
    return facts["not_expected"].label if facts["not_expected"] else ""


@require_safe
def without_education(request):
    """Who has had no session in a year: cell by cell, or by name those of one cell."""
    require(request.user, Do.SEE_MEETINGS)
    today = timezone.localdate()
    form = EducationFilter(request.GET, user=request.user, today=today)
    form.is_valid()
    chosen = form.cleaned_data
    day = min(today, date(form.chosen_year, 12, 31))
    cells = list(form.fields["cell"].queryset.active_on(day))
    cell = chosen.get("cell") or (cells[0] if len(cells) == 1 else None)
    people = learners(cells=[cell] if cell else cells, day=day)
    table = _of_cell(cell, people, day) if cell else _of_cells(cells, people, day)
    table = table.in_order(sort_of(request))
    if wants_excel(request):
        return send_tables(request, table)
    return render(request, "meetings/without_education.html", {"form": form, "table": table, "cell": cell})


def _of_cell(cell, people, day):
    """By name: those without a session first, then the exempt ones."""
    missing = [row for row in people if not row.sessions]
    names = told_apart(row.member for row in missing)
    rows = [
        (Figure(names[row.member.pk], by=row.member.sort_key), Figure(Standing(row.standing).label), _state(row))
        for row in sorted(missing, key=lambda row: row.exempt)
    ]
    return Table(
        title=_("Without education in %(year)s: %(cell)s") % {"year": day.year, "cell": cell},
        subtitle=_("Members on %(day)s.") % {"day": f"{day:%d/%m/%Y}"},
        columns=(Column(_("full name"), width=28), Column(_("standing"), width=16), Column(_("state"), width=30)),
        rows=tuple(rows),
        notes=_notes(),
    )


def _of_cells(cells, people, day):
    of = {cell.pk: [] for cell in cells}
    for row in people:
        of[row.cell.pk].append(row)

    def counted(rows):
        came = sum(row.sessions > 0 for row in rows)
        none = sum(row.without for row in rows)
        return len(rows), came, none, len(rows) - came - none

    rows = []
    for cell in cells:
        total, came, none, exempt = counted(of[cell.pk])
        link = f"?year={day.year}&cell={cell.pk}"
        rows.append(
            (
                Figure(cell.name, link),
                Figure(total),
                Figure(came),
                Figure(none, link if none else "", tone="warn" if none else ""),
                Figure(exempt),
            )
        )
    return Table(
        title=_("Without education in %(year)s") % {"year": day.year},
        subtitle=_("Members on %(day)s.") % {"day": f"{day:%d/%m/%Y}"},
        columns=(
            Column(_("cell"), width=30),
            Column(_("members"), "number"),
            Column(_("Had a session"), "number"),
            Column(_("had none"), "number"),
            Column(_("Exempt without one"), "number"),
        ),
        rows=tuple(rows),
        total=(Figure(capfirst(_("all"))), *(Figure(number) for number in counted(people))) if cells else (),
        notes=_notes(),
    )


def _state(row):
    if row.exempt:
        return Figure(_("exempt"))
    return Figure(_("had none"), tone="warn", note=row.over.label if row.over else "")


def _notes():
    return (
        _("Official and probationary members of the day; from 1 January until then, in whichever cell they attended."),
        _("A thematic meeting counts when its minutes are signed. Members exempt from meetings are shown separately."),
    )
