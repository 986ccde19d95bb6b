"""Model meetings: hosts chosen, cells invited, who came, what was said, who took it up, and the reviews."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.models import Cell
from common.facts import write
from meetings.models import InvitedCell, ModelMeeting, Opinion, Programme, ProgrammeReview, ReviewingCell, Uptake
from meetings.services.base import MeetingRuleError

TOLD = ("came", "number", "names")
PROGRAMME = ("title", "policy", "aim", "since", "until")
MODEL_MEETING = ("cell", "kind", "theme", "on", "place", "chair", "decision_no", "plan")
OPINION = ("cell", "body", "text")
UPTAKE = ("cell", "on", "what", "result")
REVIEW = ("kind", "on", "text", "conclusions")


@service
def start_programme(*, commune, by, **facts):
    """A programme of the commune: `facts` {field of PROGRAMME: value}."""
    return write(Programme(commune=commune), facts, PROGRAMME).save_checked()


@service
def change_programme(*, programme, by, **facts):
    """Put right or end a programme; what belongs to it stays within its days."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    write(programme, facts, PROGRAMME)
    inside = [row.day for row in programme.model_meetings.kept().select_related("meeting")]
    reviewed = [review.on for review in programme.reviews.all()]
    if any(day < programme.since for day in (*inside, *reviewed)):
        raise MeetingRuleError(_("A model meeting or a review of an earlier day belongs to it."), "since")
    if programme.until and any(day >= programme.until for day in inside):  # the final review may follow the end
        raise MeetingRuleError(_("A model meeting of a later day belongs to it."), "until")
    return programme.save_checked()


@service
def plan_model_meeting(*, programme, by, **facts):
    """A cell of the commune is chosen as host: `facts` {field of MODEL_MEETING: value}."""
    return _fitting(write(ModelMeeting(programme=programme), facts, MODEL_MEETING)).save_checked()


@service
def change_model_meeting(*, model_meeting, by, **facts):
    """Move a model meeting, change its plan, or call it off. Once somebody came, host and kind stay."""
    row = _locked(model_meeting)
    before = (row.cell_id, row.kind)
    write(row, facts, (*MODEL_MEETING, "struck"))
    held = row.meeting_id or row.invited_cells.filter(came=True).exists()
    if held and (row.cell_id, row.kind) != before:
        raise MeetingRuleError(_("It was held: host and kind can no longer change."), "cell")
    if held and row.struck:
        raise MeetingRuleError(_("It was held, so it was not called off."), "struck")
    if row.invited_cells.filter(cell=row.cell_id).exists():
        raise MeetingRuleError(_("This cell is invited as a guest already."), "cell")
    return _fitting(row).save_checked()


def _fitting(row):
    """`row`, refused unless its host works in the commune on its day, within its programme."""
    if not row.programme.holds_on(row.on):
        raise MeetingRuleError(_("This day lies outside the programme."), "on")
    if not row.cell.works_on(row.on):
        raise MeetingRuleError(_("%(cell)s is not at work on that day.") % {"cell": row.cell}, "cell")
    return row


@service
def record_model_meeting(*, model_meeting, meeting, lessons, by):
    """It was held: `meeting` are the signed minutes of the host, or None while there are none; `lessons` drawn."""
    row = _locked(model_meeting)
    if meeting is not None:
        if row.struck:
            raise MeetingRuleError(_("It was called off."), "meeting")
        if meeting.cell_id != row.cell_id or meeting.kind != row.kind:
            raise MeetingRuleError(
                _("These are not the minutes of a meeting of this kind in the host cell."), "meeting"
            )
        if not meeting.signed and meeting.pk != row.meeting_id:
            raise MeetingRuleError(_("The minutes of the host are not signed yet."), "meeting")
        if not row.programme.holds_on(meeting.held_on):
            raise MeetingRuleError(_("That meeting lies outside the programme."), "meeting")
    row.meeting, row.lessons = meeting, lessons
    return row.save_checked()


@service
def invite_all(*, model_meeting, by):
    """Invite the committees of all cells at work on its day but the host's; who is invited already stays so.

    Returns the new InvitedCells.
    """
    row = _locked(model_meeting)
    if row.struck:
        raise MeetingRuleError(_("It was called off."))
    cells = Cell.objects.filter(commune=row.programme.commune_id).active_on(row.day).exclude(pk=row.cell_id)
    there = set(row.invited_cells.values_list("cell", flat=True))
    new = [cell for cell in cells.order_by("search_key", "pk") if cell.pk not in there]
    return InvitedCell.objects.bulk_create(InvitedCell(model_meeting=row, cell=cell) for cell in new)


@service
def record_who_came(*, model_meeting, changes, today, by):
    """Which committees came: `changes` {number of an InvitedCell: {field of TOLD: value}}; others stay as they are."""
    row = _locked(model_meeting)
    if row.struck:
        raise MeetingRuleError(_("It was called off."))
    if row.day > today:
        raise MeetingRuleError(_("This day has not come yet."))
    invited_cells = list(row.invited_cells.filter(pk__in=changes))
    for invited in invited_cells:
        write(invited, changes[invited.pk], TOLD)
        invited.full_clean(exclude=("model_meeting", "cell"), validate_unique=False)
    InvitedCell.objects.bulk_update(invited_cells, TOLD)
    return invited_cells


@service
def note_opinion(*, model_meeting, by, **facts):
    """What a cell or another body said: `facts` {field of OPINION: value}."""
    return write(Opinion(model_meeting=model_meeting), facts, OPINION).save_checked()


@service
def change_opinion(*, opinion, by, **facts):
    opinion = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    return write(opinion, facts, OPINION).save_checked()


@service
def take_up(*, model_meeting, by, **facts):
    """A cell took up what was shown: `facts` {field of UPTAKE: value}."""
    return _after(write(Uptake(model_meeting=model_meeting), facts, UPTAKE)).save_checked()


@service
def change_uptake(*, uptake, by, **facts):
    """Put right what a cell took up, or add the result."""
    uptake = Uptake.objects.select_for_update(of=("self",)).get(pk=uptake.pk)
    return _after(write(uptake, facts, UPTAKE)).save_checked()


def _after(uptake):
    model = uptake.model_meeting
    if uptake.cell_id == model.cell_id:
        raise MeetingRuleError(_("This cell was the host."), "cell")
    if uptake.on < model.day:
        raise MeetingRuleError(_("It cannot be taken up before the model meeting."), "on")
    return uptake


@service
def review_programme(*, programme, cells, by, **facts):
    """An interim or the final review, with the committees of `cells`: `facts` {field of REVIEW: value}."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    return _reviewed(write(ProgrammeReview(programme=programme), facts, REVIEW), cells)


@service
def change_review(*, review, cells, by, **facts):
    review = ProgrammeReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    return _reviewed(write(review, facts, REVIEW), cells)


def _reviewed(review, cells):
    """Save `review` and which cells attended: a row for each cell at work on its day, so that absence is told too."""
    if review.on < review.programme.since:
        raise MeetingRuleError(_("The review cannot be before the programme."), "on")
    came = {cell.pk for cell in cells}
    invited = Cell.objects.filter(commune=review.programme.commune_id).active_on(review.on).order_by("search_key", "pk")
    invited = list(invited.values_list("pk", flat=True))
    if came - set(invited):
        raise MeetingRuleError(_("A cell that is not at work on that day is ticked."), "cells")
    review.save_checked()
    there = {row.cell_id: row for row in review.reviewing.all()}
    for row in there.values():
        row.came = row.cell_id in came
    ReviewingCell.objects.bulk_update(list(there.values()), ["came"])
    new = [ReviewingCell(review=review, cell_id=pk, came=pk in came) for pk in invited if pk not in there]
    ReviewingCell.objects.bulk_create(new)
    return review


def _locked(model_meeting):
    rows = ModelMeeting.objects.select_for_update(of=("self",)).select_related("programme", "cell", "meeting")
    return rows.get(pk=model_meeting.pk)
