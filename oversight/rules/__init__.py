"""How things stand on a day: tasks of the Committee, inspections; facts in, answers out."""

from oversight.rules.focus import Counts, Course, briefing_day, counts, course, due_of, report_days

__all__ = ("Counts", "Course", "briefing_day", "counts", "course", "due_of", "report_days")
