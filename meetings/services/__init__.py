"""Changes of meetings, each with its rule: minutes, rolls, scores, score sheets."""

from meetings.services.base import MeetingRuleError
from meetings.services.minutes import (
    CannotSign,
    EditionRuleError,
    MarkEntry,
    PointsEntry,
    ReviewEntry,
    TaskEntry,
    VoteEntry,
    copy_edition,
    drop_draft,
    keep_draft,
    move_meeting,
    publish_edition,
    reopen_meeting,
    save_minutes,
    ship_score_sheets,
    sign_meeting,
    start_meeting,
    what_is_missing,
)
from meetings.services.paper import PaperRuleError, number_paper, open_term, strike_paper
from meetings.services.roll import give_notice, refresh_roll, withdraw_notice

__all__ = [
    "CannotSign",
    "EditionRuleError",
    "MarkEntry",
    "MeetingRuleError",
    "PaperRuleError",
    "PointsEntry",
    "ReviewEntry",
    "TaskEntry",
    "VoteEntry",
    "copy_edition",
    "drop_draft",
    "give_notice",
    "keep_draft",
    "move_meeting",
    "number_paper",
    "open_term",
    "publish_edition",
    "refresh_roll",
    "reopen_meeting",
    "save_minutes",
    "ship_score_sheets",
    "sign_meeting",
    "start_meeting",
    "strike_paper",
    "what_is_missing",
    "withdraw_notice",
]
