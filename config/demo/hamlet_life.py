"""Sample transfer slips, standings in hamlets, unpaid Party dues, and a case that is not concluded."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from members import services as people
from members.enums import EventKind, HamletRoleKind, SlipKind
from members.models import Event
from members.queries import members_of_cell

FAR = "Đảng ủy phường Mẫu, tỉnh Mẫu"


def live_in_hamlets(cells, today, by):
    _give_slips(cells, today, by)
    month = today.replace(day=1)
    for number, cell in enumerate(cells[:4]):
        rows = [row for row, over in members_of_cell(cell=cell, day=today) if over is None]
        serving = cell.servings.on(today).select_related("hamlet").first()
        for row, kind in zip(rows[3:6], HamletRoleKind, strict=False):
            facts = {"hamlet": serving.hamlet, "kind": kind, "since": date(2023, 6, 1)}
            people.name_in_hamlet(member=row.member, by=by, **facts)
        late = {rows[7].member.pk: month - relativedelta(months=2 + number)}
        people.keep_dues(members=[rows[7].member], unpaid=late, today=today, by=by)
    case = {"member": rows[8].member, "since": today - timedelta(days=20), "decision_no": "05-KH/UBKT"}
    people.open_inquiry(by=by, **case)


def _give_slips(cells, today, by):
    """Of those who went since last year; all but the last two are known to have presented theirs."""
    kinds = {EventKind.TRANSFER_OUT: SlipKind.OUT, EventKind.GO_AWAY: SlipKind.TEMPORARY}
    gone = Event.objects.kept().filter(kind__in=kinds, on__gte=date(today.year - 1, 1, 1), cell=None)
    gone = list(gone.filter(member__memberships__cell__in=cells).distinct().order_by("on", "pk"))
    for number, event in enumerate(gone, start=1):
        facts = {"kind": kinds[event.kind], "to": FAR, "until": event.until, "reason": "Chuyển nơi ở (mẫu)"}
        changed_on = event.on - timedelta(days=30 + 40 * (number % 3))
        slip = people.give_slip(member=event.member, on=event.on, changed_on=changed_on, by=by, **facts)
        people.number_slip(slip=slip, on=slip.on, today=today, by=by)
        if number < len(gone) - 1:
            people.present_slip(slip=slip, on=min(slip.on + timedelta(days=25 + 10 * (number % 3)), today), by=by)
