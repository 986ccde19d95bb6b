from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.access import require_in_office
from cells.services import keep_open
from common.errors import RuleError
from oversight.enums import ENDS
from oversight.models import Difficulty, FollowUp


@service
def raise_difficulty(*, cell, raised_on, text, owner, due_on, by, meeting=None, raised_by="", wish=""):
    """Write down what the cell cannot solve by itself; `meeting` where it was raised, if at one."""
    keep_open(cells=[cell], field="raised_on")
    require_in_office(by, Do.RAISE_DIFFICULTIES, cell, raised_on, "raised_on")
    if meeting is not None and meeting.cell_id != cell.pk:
        raise RuleError(_("The meeting is one of another cell."), "meeting")
    return Difficulty(
        cell=cell,
        meeting=meeting,
        raised_on=raised_on,
        raised_by=raised_by,
        text=text,
        wish=wish,
        owner=owner,
        due_on=due_on,
    ).save_checked()


@service
def follow_up(*, difficulty, kind, on, text, by):
    """A step, an answer or the end of a difficulty. After its end nothing follows."""
    difficulty = Difficulty.objects.select_for_update().get(pk=difficulty.pk)
    if on < difficulty.raised_on:
        raise RuleError(_("The day cannot be before the difficulty was raised."), "on")
    if difficulty.follow_ups.filter(kind__in=ENDS).exists():
        raise RuleError(_("This difficulty is closed; raise it anew if it came back."))
    last = difficulty.follow_ups.order_by("-on").first()
    if kind in ENDS and last and on < last.on:
        raise RuleError(_("The end cannot be before the last step."), "on")
    return FollowUp(difficulty=difficulty, kind=kind, on=on, text=text).save_checked()
