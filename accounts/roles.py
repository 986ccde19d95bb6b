"""What each role may do, and how far: the whole table in one place."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    ADMIN = "admin", _("Administrator")
    OFFICE = "office", _("Party Committee office")
    LEADER = "leader", _("Standing Committee")
    IN_CHARGE = "in_charge", _("Committee member in charge of cells")
    SECRETARY = "secretary", _("Cell secretary")
    INSPECTION = "inspection", _("Inspection board")
    UPPER = "upper", _("The level above")


class Do(TextChoices):
    SEE_CELLS = "see_cells", _("see hamlets and cells")
    EDIT_STRUCTURE = "edit_structure", _("change hamlets, cells and assignments")
    SEE_MEMBERS = "see_members", _("see members")
    EDIT_MEMBERS = "edit_members", _("record changes of members")
    REVEAL_NUMBERS = "reveal_numbers", _("see identity, card and phone numbers in full")
    SEE_MEETINGS = "see_meetings", _("read meetings and minutes")
    RECORD_MEETINGS = "record_meetings", _("record and sign meetings")
    REOPEN_MEETINGS = "reopen_meetings", _("reopen signed meetings")
    SCORE_MEETINGS = "score_meetings", _("score meetings beside the cell")
    SEE_TARGETS = "see_targets", _("see targets and results")
    SET_TARGETS = "set_targets", _("set targets")
    SEE_REPORTS = "see_reports", _("read reports")
    ADMINISTER = "administer", _("keep accounts and score sheets")


class Reach(TextChoices):
    COMMUNE = "commune", _("whole commune")
    CELLS = "cells", _("own cells")


def _all(reach, *things):
    return dict.fromkeys(things, reach)


READ = (Do.SEE_CELLS, Do.SEE_MEMBERS, Do.SEE_MEETINGS, Do.SEE_TARGETS, Do.SEE_REPORTS)

# Reports hold figures without names, so Committee members compare all cells; the records behind a figure
# open only for the cells in their charge.
MAY = {
    Role.ADMIN: _all(Reach.COMMUNE, Do.SEE_CELLS, Do.EDIT_STRUCTURE, Do.SEE_TARGETS, Do.SEE_REPORTS, Do.ADMINISTER),
    Role.OFFICE: _all(
        Reach.COMMUNE,
        *READ,
        Do.EDIT_STRUCTURE,
        Do.EDIT_MEMBERS,
        Do.REVEAL_NUMBERS,
        Do.RECORD_MEETINGS,
        Do.REOPEN_MEETINGS,
        Do.SET_TARGETS,
    ),
    Role.LEADER: _all(Reach.COMMUNE, *READ, Do.REVEAL_NUMBERS),
    Role.IN_CHARGE: _all(Reach.CELLS, Do.SEE_CELLS, Do.SEE_MEMBERS, Do.SEE_MEETINGS, Do.SCORE_MEETINGS)
    | _all(Reach.COMMUNE, Do.SEE_TARGETS, Do.SEE_REPORTS),
    Role.SECRETARY: _all(Reach.CELLS, *READ, Do.RECORD_MEETINGS),
    Role.INSPECTION: _all(Reach.COMMUNE, *READ),
    Role.UPPER: _all(Reach.COMMUNE, Do.SEE_TARGETS, Do.SEE_REPORTS),
}
