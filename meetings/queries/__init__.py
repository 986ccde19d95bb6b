"""Figures about meetings, each with one definition. Every screen, file and score asks here."""

from meetings.queries.board import (
    HELD,
    MISSED,
    OWED,
    BoardEntry,
    MonthState,
    month_board,
    on_time_by,
    on_time_day,
    standing_for_month,
)
from meetings.queries.decision import VotingBase, VotingPlace, voting_base, voting_base_of, voting_place
from meetings.queries.roll import RUN_LOOKS_BACK, Turnout, longest_excused_run, turnout_of
from meetings.queries.score import awaiting_second_score, facts, minutes_required, score_lines
from meetings.queries.signed import MeetingFacts, figures, meetings_held, of_period, turnout, turnouts
from meetings.queries.task import first_found_done, open_tasks, tasks_before, tasks_listed, tasks_taken_up
