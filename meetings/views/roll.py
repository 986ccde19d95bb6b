from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import get_for, require, scope
from cells.models import Cell
from common.forms import form_page, pressed, taken
from common.pages import page_of
from meetings import services
from meetings.enums import Mark
from meetings.forms import NoticeForm
from meetings.models import Meeting, Notice
from meetings.queries import open_tasks
from meetings.queries.roll import absence_alerts, attendance_of, expected_on_roll
from members.models import Member
from members.queries.namesakes import apart


@require_POST
def refresh_roll(request, pk):
    """Bring the roll of a draft up to the records, and say what changed."""
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, pk=pk)
    said = pressed(request, services.refresh_roll, meeting=meeting)
    if said is None:
        return redirect(meeting)
    for sentence in said or [_("The roll is up to date.")]:
        messages.info(request, sentence)
    return redirect("meetings:record-roll", meeting.pk)


@require_safe
def absences(request):
    """Who said to be absent, and who stayed away too often."""
    require(request.user, Do.SEE_MEETINGS)
    today = timezone.localdate()
    notices = Notice.objects.visible_to(request.user).kept().not_over(today).select_related("member", "cell")
    where = scope(request.user, Do.RECORD_MEETINGS)
    page = page_of(request, notices.order_by("since", "pk"))
    names = apart(row.member for row in page)
    context = {
        "page": page,
        "rows": [(row, names[row.member_id], where.has(commune=row.cell.commune_id, cell=row.cell_id)) for row in page],
        "alerts": absence_alerts(cells=Cell.objects.for_doing(request.user, Do.SEE_MEETINGS), day=today),
        "cells": Cell.objects.for_doing(request.user, Do.RECORD_MEETINGS).active_on(today),
    }
    return render(request, "meetings/absences.html", context)


def absence_add(request, pk):
    """A notice for a member of one cell."""
    cell = get_for(request.user, Do.RECORD_MEETINGS, Cell.objects, pk=pk)
    today = timezone.localdate()
    expected = [member.pk for member in expected_on_roll(cell=cell, day=today)]
    members = Member.objects.filter(pk__in=expected).order_by("sort_key", "pk")
    form = NoticeForm(request.POST or None, members=members, initial={"since": f"{today:%d/%m/%Y}"})
    if taken(request, form, services.give_notice, cell=cell):
        messages.success(request, _("Saved."))
        return redirect("meetings:absences")
    return form_page(
        request, form, _("Notice of absence: %(cell)s") % {"cell": cell}, "meetings:list", "meetings:absences"
    )


@require_POST
def absence_withdraw(request, pk):
    notice = get_for(request.user, Do.RECORD_MEETINGS, Notice.objects, pk=pk)
    services.withdraw_notice(notice=notice, by=request.user)
    messages.success(request, _("The notice is taken back."))
    return redirect("meetings:absences")


@require_safe
def member_attendance(request, pk):
    """One member's attendance over time: each meeting of the roll, and the sums of a year."""
    require(request.user, Do.SEE_MEETINGS)
    member = get_for(request.user, Do.SEE_MEMBERS, Member.objects, pk=pk)
    every = attendance_of(member)
    lines = every.filter(meeting__in=Meeting.objects.visible_to(request.user))
    years = {}
    for year, mark in lines.order_by().values_list("meeting__held_on__year", "mark"):
        years.setdefault(year, dict.fromkeys(Mark.values, 0))[mark] += 1
    marks = [mark for mark in Mark if any(counts[mark] for counts in years.values())]
    context = {
        "member": member,
        "elsewhere": every.count() > lines.count(),
        "marks": [mark.label for mark in marks],
        "years": [(year, [counts[mark] for mark in marks]) for year, counts in sorted(years.items(), reverse=True)],
        "page": page_of(request, lines),
        "tasks": open_tasks(cells=Cell.objects.for_doing(request.user, Do.SEE_MEETINGS)).filter(owner=member),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/member_attendance.html", context)
