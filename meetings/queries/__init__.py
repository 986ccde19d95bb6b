"""Figures about meetings, each with one definition. Every screen, file and score asks here."""

from meetings.queries.meeting import (
    RUN_LOOKS_BACK,
    BoardEntry,
    MonthState,
    TaskShare,
    Turnout,
    VotingBase,
    facts,
    longest_excused_run,
    month_board,
    open_tasks,
    score_lines,
    task_shares,
    tasks_before,
    turnout,
    turnouts,
    voting_base,
)

__all__ = [
    "RUN_LOOKS_BACK",
    "BoardEntry",
    "MonthState",
    "TaskShare",
    "Turnout",
    "VotingBase",
    "facts",
    "longest_excused_run",
    "month_board",
    "open_tasks",
    "score_lines",
    "task_shares",
    "tasks_before",
    "turnout",
    "turnouts",
    "voting_base",
]
