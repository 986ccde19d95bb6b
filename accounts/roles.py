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
    ENTRUSTED = "entrusted", _("Entrusted with sensitive cases")


class Do(TextChoices):
    SEE_CELLS = "see_cells", _("see hamlets and cells")
    EDIT_STRUCTURE = "edit_structure", _("change hamlets, cells and assignments")
    SEE_MEMBERS = "see_members", _("see members")
    EDIT_MEMBERS = "edit_members", _("record changes of members")
    SEE_DISCIPLINE = "see_discipline", _("see disciplinary measures")
    EDIT_DISCIPLINE = "edit_discipline", _("record disciplinary measures")
    SEE_SENSITIVE = "see_sensitive", _("know of sensitive cases: signs of breach, denunciations, discipline in hand")
    KEEP_SENSITIVE = "keep_sensitive", _("record sensitive cases, and entrust others with them by name")
    REVEAL_NUMBERS = "reveal_numbers", _("see identity, card and phone numbers in full")
    ASSIGN_WORK = "assign_work", _("give work to members")
    KEEP_DUES = "keep_dues", _("record who has not paid Party dues")
    RATE = "rate", _("enter self-ratings and proposed ratings")
    DECIDE_RATINGS = "decide_ratings", _("record the decided ratings")
    PROPOSE_COMMENDATIONS = "propose_commendations", _("record what a cell proposes to commend")
    DECIDE_COMMENDATIONS = "decide_commendations", _("record decisions on commendations")
    SEE_MEETINGS = "see_meetings", _("read meetings and minutes")
    RECORD_MEETINGS = "record_meetings", _("record and sign meetings")
    REOPEN_MEETINGS = "reopen_meetings", _("reopen signed meetings")
    SEE_MODEL_MEETINGS = "see_model_meetings", _("see model meetings of the commune")
    EDIT_MODEL_MEETINGS = "edit_model_meetings", _("plan model meetings and record who took them up")
    SEE_OVERSIGHT = "see_oversight", _("see visits, remarks and difficulties of cells")
    RAISE_DIFFICULTIES = "raise_difficulties", _("raise difficulties of a cell")
    FOLLOW_DIFFICULTIES = "follow_difficulties", _("take steps on difficulties and close them")
    GUIDE_CELLS = "guide_cells", _("plan visits to cells and remark on their meetings")
    SCORE_MEETINGS = "score_meetings", _("score meetings beside the cell")
    SEE_FOCUS = "see_focus", _("see the tasks that the Committee gives")
    REPORT_FOCUS = "report_focus", _("report on the tasks that a unit leads")
    GIVE_FOCUS = "give_focus", _("give tasks of the Committee, accept what was done, close periods")
    CHECK_DEMOCRACY = "check_democracy", _("record checks of grassroots democracy")
    SEE_INSPECTIONS = "see_inspections", _("see inspections and supervisions, without sensitive cases")
    KEEP_INSPECTIONS = "keep_inspections", _("plan and record inspections and supervisions")
    SEE_CANDIDATES = "see_candidates", _("see people on their way into the Party")
    EDIT_CANDIDATES = "edit_candidates", _("record the steps of people on their way into the Party")
    DECIDE_CANDIDATES = "decide_candidates", _("record votes of the Committee, admission decisions and ceremonies")
    LET_PASS = "let_pass", _("let a step pass although a rule of admission refuses it")
    SEE_FOUNDINGS = "see_foundings", _("see foundings of cells")
    EDIT_FOUNDINGS = "edit_foundings", _("record the steps of foundings of cells")
    SEE_TARGETS = "see_targets", _("see targets and results")
    SET_TARGETS = "set_targets", _("set targets")
    SEE_ORGANISATIONS = "see_organisations", _("see mass organisations and movements")
    EDIT_ORGANISATIONS = "edit_organisations", _("record mass organisations and movements")
    SEE_REPORTS = "see_reports", _("read reports")
    SEND_REPORTS = "send_reports", _("send the reports of a cell")
    KEEP_PERIODS = "keep_periods", _("open and close reporting periods, write reports of the Committee")
    KEEP_PRIVACY = "keep_privacy", _("keep data requests and breaches")
    ADMINISTER = "administer", _("keep accounts and score sheets")
    CONFIRM_ROLES = "confirm_roles", _("see accounts and their trail, confirm roles that others gave")


class Reach(TextChoices):
    COMMUNE = "commune", _("whole commune")
    CELLS = "cells", _("own cells")


def _all(reach, *things):
    return dict.fromkeys(things, reach)


READ = (Do.SEE_CELLS, Do.SEE_MEMBERS, Do.SEE_MEETINGS, Do.SEE_OVERSIGHT, Do.SEE_TARGETS, Do.SEE_REPORTS)

# Reports hold figures without names, so Committee members compare all cells; the records behind a figure
# open only for the cells in their charge. All cell committees are invited to model meetings, so all see them.
MAY = {
    Role.ADMIN: _all(
        Reach.COMMUNE,
        Do.SEE_CELLS,
        Do.EDIT_STRUCTURE,
        Do.SEE_TARGETS,
        Do.SET_TARGETS,
        Do.SEE_REPORTS,
        Do.KEEP_PRIVACY,
        Do.ADMINISTER,
        Do.CONFIRM_ROLES,
        Do.LET_PASS,
    ),
    Role.OFFICE: _all(
        Reach.COMMUNE,
        *READ,
        Do.EDIT_STRUCTURE,
        Do.EDIT_MEMBERS,
        Do.REVEAL_NUMBERS,
        Do.ASSIGN_WORK,
        Do.KEEP_DUES,
        Do.RATE,
        Do.DECIDE_RATINGS,
        Do.PROPOSE_COMMENDATIONS,
        Do.DECIDE_COMMENDATIONS,
        Do.RECORD_MEETINGS,
        Do.REOPEN_MEETINGS,
        Do.SEE_MODEL_MEETINGS,
        Do.EDIT_MODEL_MEETINGS,
        Do.RAISE_DIFFICULTIES,
        Do.FOLLOW_DIFFICULTIES,
        Do.SEE_FOCUS,
        Do.REPORT_FOCUS,
        Do.GIVE_FOCUS,
        Do.CHECK_DEMOCRACY,
        Do.SEE_INSPECTIONS,
        Do.SEE_CANDIDATES,
        Do.EDIT_CANDIDATES,
        Do.DECIDE_CANDIDATES,
        Do.SEE_FOUNDINGS,
        Do.EDIT_FOUNDINGS,
        Do.SET_TARGETS,
        Do.SEE_ORGANISATIONS,
        Do.EDIT_ORGANISATIONS,
        Do.SEND_REPORTS,
        Do.KEEP_PERIODS,
        Do.KEEP_PRIVACY,
    ),
    Role.LEADER: _all(
        Reach.COMMUNE,
        *READ,
        Do.SEE_FOCUS,
        Do.SEE_INSPECTIONS,
        Do.SEE_CANDIDATES,
        Do.SEE_FOUNDINGS,
        Do.REVEAL_NUMBERS,
        Do.SEE_DISCIPLINE,
        Do.SEE_MODEL_MEETINGS,
        Do.SEE_ORGANISATIONS,
    ),
    Role.IN_CHARGE: _all(
        Reach.CELLS,
        Do.SEE_CELLS,
        Do.SEE_MEMBERS,
        Do.SEE_MEETINGS,
        Do.SEE_OVERSIGHT,
        Do.SEE_INSPECTIONS,
        Do.SEE_CANDIDATES,
        Do.SEE_FOUNDINGS,
        Do.RAISE_DIFFICULTIES,
        Do.FOLLOW_DIFFICULTIES,
        Do.GUIDE_CELLS,
        Do.SCORE_MEETINGS,
        Do.SEE_ORGANISATIONS,
    )
    | _all(Reach.COMMUNE, Do.SEE_MODEL_MEETINGS, Do.SEE_TARGETS, Do.SEE_REPORTS, Do.SEE_FOCUS),
    Role.SECRETARY: _all(
        Reach.CELLS,
        *READ,
        Do.SEE_FOCUS,
        Do.REPORT_FOCUS,
        Do.SEE_INSPECTIONS,
        Do.KEEP_INSPECTIONS,
        Do.SEE_CANDIDATES,
        Do.EDIT_CANDIDATES,
        Do.SEE_FOUNDINGS,
        Do.ASSIGN_WORK,
        Do.KEEP_DUES,
        Do.RATE,
        Do.PROPOSE_COMMENDATIONS,
        Do.RECORD_MEETINGS,
        Do.RAISE_DIFFICULTIES,
        Do.SEE_DISCIPLINE,
        Do.SEE_ORGANISATIONS,
        Do.SEND_REPORTS,
    )
    | _all(Reach.COMMUNE, Do.SEE_MODEL_MEETINGS),
    Role.INSPECTION: _all(
        Reach.COMMUNE,
        *READ,
        Do.SEE_FOCUS,
        Do.CHECK_DEMOCRACY,
        Do.SEE_DISCIPLINE,
        Do.EDIT_DISCIPLINE,
        Do.SEE_SENSITIVE,
        Do.KEEP_SENSITIVE,
        Do.SEE_INSPECTIONS,
        Do.KEEP_INSPECTIONS,
        Do.SEE_MODEL_MEETINGS,
        Do.CONFIRM_ROLES,
    ),
    Role.UPPER: _all(Reach.COMMUNE, Do.SEE_TARGETS, Do.SEE_REPORTS),
    Role.ENTRUSTED: _all(Reach.COMMUNE, Do.SEE_SENSITIVE),
}

# Who holds one of these sees further than an administrator, or watches over what administrators do.
ABOVE = frozenset({Role.LEADER, Role.INSPECTION, Role.UPPER, Role.ENTRUSTED})

# Never granted: who is in charge follows from assignments, who is entrusted is named by the inspection board.
NAMED = frozenset({Role.IN_CHARGE, Role.ENTRUSTED})

# A second person confirms that an account may read members' files, or confirm.
CONFIRMED = frozenset(role for role in Role if {Do.SEE_MEMBERS, Do.CONFIRM_ROLES} & set(MAY[role]))
