"""Papers of briefings and of inspections."""

from oversight.papers.briefing import notice_of, notice_subject

__all__ = ("notice_of", "notice_subject")
