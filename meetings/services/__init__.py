"""Changes of meetings, each with its rule: minutes, rolls, scores, score sheets, plans."""

from meetings.services.base import MeetingRuleError
from meetings.services.editions import EditionRuleError, copy_edition, publish_edition, ship_score_sheets
from meetings.services.feed import make_feed, revoke_feed
from meetings.services.minutes import (
    CannotSign,
    MarkEntry,
    PointsEntry,
    ReviewEntry,
    TaskEntry,
    VoteEntry,
    drop_draft,
    keep_draft,
    move_meeting,
    reopen_meeting,
    save_minutes,
    sign_meeting,
    start_meeting,
    what_is_missing,
)
from meetings.services.plan import cancel_planned, draft_year, edit_planned, move_planned, plan_meeting
from meetings.services.roll import give_notice, refresh_roll, withdraw_notice

__all__ = [
    "CannotSign",
    "EditionRuleError",
    "MarkEntry",
    "MeetingRuleError",
    "PointsEntry",
    "ReviewEntry",
    "TaskEntry",
    "VoteEntry",
    "cancel_planned",
    "copy_edition",
    "draft_year",
    "drop_draft",
    "edit_planned",
    "give_notice",
    "keep_draft",
    "make_feed",
    "move_meeting",
    "move_planned",
    "plan_meeting",
    "publish_edition",
    "refresh_roll",
    "reopen_meeting",
    "revoke_feed",
    "save_minutes",
    "ship_score_sheets",
    "sign_meeting",
    "start_meeting",
    "what_is_missing",
    "withdraw_notice",
]
