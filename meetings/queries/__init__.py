"""Figures about meetings, each with one definition. Every screen, file and score asks here."""

from meetings.queries.board import MISSED, BoardEntry, MonthState, month_board, on_time_day
from meetings.queries.decision import VotingBase, VotingPlace, voting_base, voting_base_of, voting_place
from meetings.queries.paper import (
    MeetingPaper,
    invitation_number,
    invitation_of,
    kinds_begun,
    papers_of,
    sheet_number,
)
from meetings.queries.roll import RUN_LOOKS_BACK, Turnout, longest_excused_run, turnout, turnouts
from meetings.queries.score import awaiting_second_score, facts, minutes_required, score_lines
from meetings.queries.task import TaskShare, open_tasks, task_shares, tasks_before
