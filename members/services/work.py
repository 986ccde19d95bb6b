"""Work given to members for a year, followed up, and its result (38-HD/BTCTW §IV.2; 06-HD/TW §2.3)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import lock
from common.facts import write
from members.enums import Area
from members.models import Duty, Member
from members.queries.work import followers_in, work_of
from members.rules.life import MemberRuleError

DUTY = ("task", "area", "follower", "start", "due", "state", "report", "result", "remark")
FOLLOWED_UP = ("state", "result", "remark")


@dataclass(frozen=True)
class DutyEntry:
    member: Member
    task: str
    area: Area


@service
def give_duties(*, cell, year, entries, start, due, follower, day, by):
    """The cell gives work for `year` to many at once: `entries` [DutyEntry].

    Only those who take part in the cell on `day` are given work; `follower` is of its committee that day, or None, and
    nobody follows up the own work. What somebody has been given already is not given twice. Returns the new rows.
    """
    lock(cells=[cell])
    _require_follower(cell, follower, day)
    lines = {line.member.pk: line for line in work_of(cells=[cell], year=year, day=day)[cell.pk]}
    given = {(pk, duty.task) for pk, line in lines.items() for duty in line.duties}
    new = {}
    for entry in entries:
        line = lines.get(entry.member.pk)
        if line is None or not line.here:
            raise MemberRuleError(_("%(name)s does not take part in this cell.") % {"name": entry.member})
        duty = Duty(
            cell=cell,
            member=entry.member,
            year=year,
            task=entry.task,
            area=entry.area,
            follower=follower if follower != entry.member else None,
            start=start,
            due=due,
        )
        duty.clean_fields(exclude=("cell", "member", "follower"))
        duty.clean()
        if due < start:
            raise MemberRuleError(_("The work cannot be due before it starts."), "due")
        if (duty.member_id, duty.task) not in given:
            new.setdefault((duty.member_id, duty.task), duty)
    return Duty.objects.bulk_create(new.values())


@service
def change_duty(*, duty, day, by, **facts):
    """The work changed in the course of the year, or its result became known: `facts` {field of DUTY: value}."""
    lock(cells=[duty.cell_id])
    duty = Duty.objects.select_related("cell", "member").get(pk=duty.pk)
    follower = facts.get("follower", duty.follower)
    if follower == duty.member:
        raise MemberRuleError(_("Nobody follows up their own work."), "follower")
    if follower != duty.follower:
        _require_follower(duty.cell, follower, day)
    return write(duty, facts, DUTY).save_checked()


@service
def follow_duties(*, cell, year, changes, by):
    """What became of the work of a cell: `changes` {number of a Duty: {field of FOLLOWED_UP: value}}.

    Work and fields not named stay as they are.
    """
    lock(cells=[cell])
    duties = list(Duty.objects.select_related("member").filter(cell=cell, year=year, pk__in=changes))
    for duty in duties:
        duty.cell = cell
        write(duty, changes[duty.pk], FOLLOWED_UP)
        duty.clean_fields(exclude=("cell", "member", "follower"))
    Duty.objects.bulk_update(duties, FOLLOWED_UP)
    return duties


def _require_follower(cell, follower, day):
    if follower and not followers_in(cell=cell, day=day).filter(pk=follower.pk).exists():
        raise MemberRuleError(
            _("%(name)s is neither in the cell committee nor its secretary.") % {"name": follower}, "follower"
        )
