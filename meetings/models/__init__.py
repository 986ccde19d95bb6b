from meetings.models.absence import Notice
from meetings.models.decision import Review, Task, Vote
from meetings.models.meeting import Attendance, Draft, Meeting, Reopening, Visit
from meetings.models.quality import Criterion, Edition, Score, ScoreLine, Step
from meetings.models.second import SecondScore, SecondScoreLine
from meetings.models.yearly import YearRule

__all__ = [
    "Attendance",
    "Criterion",
    "Draft",
    "Edition",
    "Meeting",
    "Notice",
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
