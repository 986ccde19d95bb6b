from meetings.models.absence import Notice
from meetings.models.decision import Review, Task, Vote
from meetings.models.meeting import Attendance, Draft, Meeting, Reopening, Visit
from meetings.models.paper import PaperNumber, Term
from meetings.models.quality import Criterion, Edition, Score, ScoreLine, Step

__all__ = [
    "Attendance",
    "Criterion",
    "Draft",
    "Edition",
    "Meeting",
    "Notice",
    "PaperNumber",
    "Reopening",
    "Review",
    "Score",
    "ScoreLine",
    "Step",
    "Task",
    "Term",
    "Visit",
    "Vote",
]
