"""Who is proposed as chair and secretary of a meeting while nobody is chosen."""

from common.prepared import prepared
from meetings.models import Meeting
from members.enums import PostKind
from members.models import Post


def proposed_people(recorded):
    """{"chair" or "clerk": number of a member} of what nobody has chosen yet: the secretary of the cell chairs, and who
    took the minutes last does so again, where they stand on the roll and may come."""
    meeting = recorded.meeting
    wanted = [name for name in ("chair", "clerk") if not getattr(meeting, f"{name}_id")]
    if not wanted:
        return {}
    about = {"cell": meeting.cell_id, "day": meeting.held_on}
    last = next(iter(_last(**about)), (None, None))
    usual = {"chair": [*_secretary(**about), last[0]], "clerk": [last[1]]}
    free = {line.member_id for line in recorded.roll if not line.not_expected}
    found = {name: next((pk for pk in usual[name] if pk in free), None) for name in wanted}
    return {name: pk for name, pk in found.items() if pk}


@prepared
def _last(cell, day):
    """(chair, clerk) of the last meeting before `day`."""
    earlier = Meeting.objects.kept().filter(cell=cell, held_on__lt=day, clerk__isnull=False)
    return earlier.order_by("-held_on", "-pk").values_list("chair", "clerk")[:1]


@prepared
def _secretary(cell, day):
    return Post.objects.on(day).filter(cell=cell, kind=PostKind.SECRETARY).values_list("member", flat=True)
