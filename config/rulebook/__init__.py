"""Rules of member work proved by cases written as data; the format is told in docs/rulebook.md."""

from config.rulebook.run import Outcome, run
from config.rulebook.score import Meetings
