"""Who of a cell has not paid Party dues."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.roles import Do
from cells.access import get_for
from cells.models import Cell
from common.people import told_apart
from common.rows import Row, locked, rows_page, saved
from members import services
from members.forms import ArrearsForm
from members.queries import guests_of_cell, members_of_cell
from members.queries.dues import open_arrears


def dues(request, pk):
    """Of every member and guest of a cell, since which month no dues were paid."""
    cell = get_for(request.user, Do.KEEP_DUES, Cell.objects, pk=pk)
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    with locked(request, cell):
        people = [row.member for row, _over in members_of_cell(cell=cell, day=today)]
        people += guests_of_cell(cell=cell, day=today)
        names = told_apart(people)
        since = {row.member_id: row.since for row in open_arrears(members=[member.pk for member in people])}
        rows = [
            Row(names[one.pk], ArrearsForm(data, member=one, since=since.get(one.pk), today=today)) for one in people
        ]
        head = forms.Form(data)

        def save():
            unpaid = {
                member.pk: row.form.cleaned_data["since"]
                for member, row in zip(people, rows, strict=True)
                if row.form.changed
            }
            services.keep_dues(members=people, unpaid=unpaid, today=today, by=request.user)

        if saved(request, head, rows, save):
            messages.success(request, _("Saved."))
            return redirect(cell)
    heading = _("Party dues not paid")
    audit.listed(name=heading, commune=cell.commune_id, what={"cell": cell.pk})
    return rows_page(request, head, rows, heading, cell.get_absolute_url(), cell.name)
