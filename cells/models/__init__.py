from cells.models.access import Grant, Trust
from cells.models.calendar import CalendarDay
from cells.models.cell import Cell, CellStatus, FormerCellName
from cells.models.committee import Assignment, CommitteeMember
from cells.models.merger import CommuneMerger, PastCommune
from cells.models.register import Paper, PaperNumber, Term
from cells.models.rules import RuleSet, TermRules, subjects
from cells.models.succession import Succession
from cells.models.territory import Commune, FormerCommuneName, FormerHamletName, Hamlet, Serving
