"""Changes of meetings, each with its rule: minutes, rolls, scores, score sheets, model meetings, education, plans."""

from meetings.services.base import MeetingRuleError
from meetings.services.editions import EditionRuleError, copy_edition, publish_edition, ship_score_sheets
from meetings.services.education import (
    change_session,
    mark_everybody,
    plan_session,
    record_education,
)
from meetings.services.feed import make_feed, revoke_feed
from meetings.services.handing_on import hand_task
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
    strike_meeting,
)
from meetings.services.paper import number_invitation, number_meeting_paper
from meetings.services.plan import cancel_planned, draft_year, edit_planned, move_planned, plan_meeting
from meetings.services.roll import give_notice, refresh_roll, withdraw_notice
from meetings.services.second import give_second_score, who_may_score
from meetings.services.showcase import (
    change_model_meeting,
    change_opinion,
    change_programme,
    change_review,
    change_uptake,
    invite_all,
    note_opinion,
    plan_model_meeting,
    record_model_meeting,
    record_who_came,
    review_programme,
    start_programme,
    take_up,
)
