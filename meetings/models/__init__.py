from meetings.models.absence import Notice
from meetings.models.decision import Review, Task, Vote
from meetings.models.education import Session, SessionAttendance
from meetings.models.feed import Feed
from meetings.models.meeting import Attendance, Draft, Meeting, Reopening, Visit
from meetings.models.plan import PlanChange, PlannedMeeting
from meetings.models.quality import Criterion, Edition, Score, ScoreLine, Threshold
from meetings.models.rules import AbsenceRules
from meetings.models.second import SecondScore, SecondScoreLine
from meetings.models.showcase import (
    InvitedCell,
    ModelMeeting,
    Opinion,
    Programme,
    ProgrammeReview,
    ReviewingCell,
    Uptake,
)
from meetings.models.yearly import YearRule
