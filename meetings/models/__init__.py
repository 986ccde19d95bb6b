from meetings.models.absence import Notice
from meetings.models.decision import Review, Task, Vote
from meetings.models.feed import Feed
from meetings.models.meeting import Attendance, Draft, Meeting, Reopening, Visit
from meetings.models.plan import PlanChange, PlannedMeeting
from meetings.models.quality import Criterion, Edition, Score, ScoreLine, Step
from meetings.models.second import SecondScore, SecondScoreLine
from meetings.models.yearly import YearRule

__all__ = [
    "Attendance",
    "Criterion",
    "Draft",
    "Edition",
    "Feed",
    "Meeting",
    "Notice",
    "PlanChange",
    "PlannedMeeting",
    "Reopening",
    "Review",
    "Score",
    "ScoreLine",
    "SecondScore",
    "SecondScoreLine",
    "Step",
    "Task",
    "Visit",
    "Vote",
    "YearRule",
]
