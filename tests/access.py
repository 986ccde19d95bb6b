"""Every address of the project and what each role gets there: the matrix that the code must match."""

from accounts.roles import Do
from reports.registry import REPORTS

ROLES = (
    "admin",
    "office",
    "leader",
    "in_charge",
    "secretary",
    "inspection",
    "upper",
    "outsider",
    "nobody",
    "anonymous",
)
NOBODY_ELSE = 302  # anyone who is not signed in is led to the sign-in page


def row(admin, office, leader, in_charge, secretary, inspection, upper, outsider, nobody, anonymous=NOBODY_ELSE):
    return (admin, office, leader, in_charge, secretary, inspection, upper, outsider, nobody, anonymous)


ALL = row(200, 200, 200, 200, 200, 200, 200, 200, 200)
PUBLIC = row(200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
ADMIN = row(200, 403, 403, 403, 403, 403, 403, 403, 403)
KEEPERS = row(200, 200, 403, 403, 403, 403, 403, 200, 403)
OF_KEEPERS = row(200, 200, 404, 404, 404, 404, 404, 404, 404)
FOREIGN_TO_ADMIN = row(302, 403, 403, 403, 403, 403, 403, 403, 403)  # admin leads back to its index

# accounts of the commune: kept by the administrator, watched by the inspection board
WATCHERS = row(200, 403, 403, 403, 403, 200, 403, 403, 403)
ADMIN_FORMS = ("cells:add-account", "cells:give-role", "cells:set-password", "cells:add-committee-member")
SEAT_FORMS = ("cells:end-seat", "cells:lead")

# pages of a draft of the commune's score sheet
SHEET_FORMS = ("sheet-edit", "sheet-year", "sheet-copy", "criterion-add", "criterion", "threshold-add", "threshold")
RULE_SET_PAGES = ("cells:rule-set", "cells:edit-rule-set", "cells:copy-rule-set", "cells:publish-rule-set")
PLAN_FORMS = ("draft-plan", "add-planned", "edit-planned", "move-planned", "cancel-planned")
SHEET_PAGES = ("sheet", "sheet-preview", "sheet-publish", *SHEET_FORMS)

# recording a meeting, step by step
STEPS = ("preparation", "roll", "tasks", "resolution", "votes", "score", "sign")
RECORDING_STEPS = tuple(f"meetings:record-{step}" for step in STEPS)
# model meetings: what every cell committee sees, and what the office fills in
SHOWN_TO_CELLS = ("meetings:programme", "meetings:model-meeting", "meetings:invitations")
PROGRAMME_FORMS = ("meetings:edit-programme", "meetings:add-model-meeting", "meetings:review-programme")
MODEL_FORMS = tuple(
    f"meetings:{word}" for word in ("edit-model-meeting", "model-meeting-held", "who-came", "add-opinion", "take-up")
)
SHOWCASE_FORMS = (
    *PROGRAMME_FORMS,
    *MODEL_FORMS,
    "meetings:edit-review",
    "meetings:edit-opinion",
    "meetings:edit-uptake",
)

# what the office records of those who go, and of standings in hamlets
SLIP_FORMS = ("members:add-slip", "members:present-slip", "members:strike-slip")
HAMLET_ROLE_FORMS = ("members:add-hamlet-role", "members:end-hamlet-role")

# tasks that the Committee gives
FOCUS_FORMS = (
    *("add-focus-task", "edit-focus-task", "strike-focus-task", "focus-step", "strike-focus-step"),
    "edit-agency",
)

# procedures of discipline: the pages about one; and what the office does with a commendation that is proposed
DISCIPLINE_PAGES = ("discipline-case", "discipline-step", "discipline-paper", "discipline-proposal", "strike-ballot")
DISCIPLINE_PAGES = tuple(f"oversight:{word}" for word in DISCIPLINE_PAGES)
INFORMATION_FORMS = (
    *(f"oversight:{word}-information" for word in ("edit", "classify", "strike")),
    "oversight:information-step",
)
AWARD_FORMS = ("oversight:refuse-award", "oversight:strike-award")

# inspections: what only who keeps them opens, and buttons
INSPECTION_FORMS = [
    f"oversight:{word}"
    for word in (
        *("edit-inspection", "strike-inspection", "add-inspection-subject", "add-inspection-team", "inspection-step"),
        *("inspection-findings", "inspection-items", "add-remedy", "close-remedy", "turn-inspection"),
    )
]
INSPECTION_BUTTONS = [
    f"oversight:{word}"
    for word in ("drop-inspection-subject", "drop-inspection-team", "strike-inspection-step", "strike-remedy")
]
INSPECTION_PROGRAMMES = ("oversight:edit-inspection-programme", "oversight:add-inspection")
INSPECTION_PAPERS = ("oversight:inspection", "oversight:inspection-paper", "oversight:inspection-index")

# briefings: the forms about one
BRIEFING_FORMS = [
    f"oversight:{word}" for word in ("edit-briefing", "strike-briefing", "attendance", "speech", "conclude")
]

# people on their way into the Party: the forms of their cases
CANDIDATE_FORMS = (
    *("add-candidate", "candidate-facts", "candidate-item", "candidate-step", "strike-step", "review-candidates"),
    "candidate-proposer",
)

# what comes out of a case on paper
CASE_PAPERS = ("step-paper", "recognition-paper", "dossier", "candidate-form")
# foundings of cells: what the office records of one
FOUNDING_FORMS = tuple(
    f"development:{word}"
    for word in (
        *("founding-step", "name-founder", "drop-founder", "founding-item", "strike-founding-step"),
        "founding-paper-no",
    )
)
FOUNDING_PAPERS = ("development:founding-paper", "development:founding-dossier")

# mass organisations: what the office records of a unit and of who heads it
UNIT_FORMS = ("development:close-unit", "development:add-head", "development:end-head", "development:strike-head")

# movements and models: the steps of the year of one, and who takes part
MOVEMENT_FORMS = tuple(
    f"development:{word}-movement" for word in ("edit", "begin", "decide", "end", "carry-on", "strike")
)
MOVEMENT_FORMS += ("development:add-criterion", "development:edit-criterion", "development:add-part")
PART_FORMS = ("development:end-part", "development:strike-part")

# checks of grassroots democracy: what the office and the inspection board record of one
DEMOCRACY_FORMS = tuple(
    f"oversight:{word}"
    for word in (
        *("edit-democracy-check", "strike-democracy-check", "democracy-findings", "add-household-vote"),
        "strike-household-vote",
    )
)

# reporting periods, and the reports of the Committee: what the office does with one
PERIOD_BUTTONS = ("reports:close-period", "reports:strike-period")
OF_A_CELL = ("reports:cell-report", "reports:send-cell-report", "reports:send-nothing")

# who reads a report, by what its line in the registry asks
REPORT_READERS = dict.fromkeys((Do.SEE_REPORTS, Do.SEE_TARGETS), row(200, 200, 200, 200, 200, 200, 200, 200, 403))
REPORT_READERS[Do.SEE_OVERSIGHT] = REPORT_READERS[Do.SEE_MEMBERS] = row(403, 200, 200, 200, 200, 200, 403, 200, 403)

# address name -> what a GET gives; objects are those of `world`, in the cell of the secretary and the member in charge
REPORT_READERS[Do.SEE_SENSITIVE] = row(403, 403, 403, 403, 403, 200, 403, 403, 403)

MATRIX = {
    "home": ALL,
    "healthz": PUBLIC,
    "more": ALL,
    "components": ADMIN,  # and everybody where DEBUG is on
    "accounts:login": row(302, 302, 302, 302, 302, 302, 302, 302, 302, 200),
    "accounts:logout": row(405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    "accounts:language": row(405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    "accounts:password": ALL,
    "cells:list": row(200, 200, 200, 200, 200, 200, 403, 200, 403),
    "cells:add": row(200, 200, 403, 403, 403, 403, 403, 200, 403),
    "cells:detail": row(200, 200, 200, 200, 200, 200, 404, 404, 404),
    "cells:facts": row(200, 200, 200, 200, 200, 200, 404, 404, 404),
    "cells:edit": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:change-status": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:end-account": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:assign": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:cell-who-may": row(200, 200, 200, 200, 200, 200, 404, 404, 404),
    "cells:hamlets": row(200, 200, 200, 200, 200, 200, 403, 200, 403),
    "cells:hamlet": row(200, 200, 200, 200, 200, 200, 404, 404, 404),
    "cells:serve": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:add-hamlet": row(200, 200, 403, 403, 403, 403, 403, 200, 403),
    "cells:edit-hamlet": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:committee": row(200, 200, 200, 200, 200, 200, 403, 200, 403),
    "cells:committee-member": row(200, 200, 200, 200, 200, 200, 404, 404, 404),
    "cells:seat-account": row(200, 403, 403, 403, 403, 403, 404, 404, 404),
    **dict.fromkeys(SEAT_FORMS, row(200, 200, 403, 403, 403, 403, 404, 404, 404)),
    **dict.fromkeys(ADMIN_FORMS, ADMIN),
    "cells:office": ADMIN,
    "cells:edit-commune": ADMIN,
    **dict.fromkeys(("cells:accounts", "cells:account", "cells:account-trail", "cells:roles-to-confirm"), WATCHERS),
    "members:keep-account": WATCHERS,
    "cells:trusts": row(403, 403, 403, 403, 403, 200, 403, 403, 403),
    "cells:end-role": row(200, 404, 404, 404, 404, 403, 404, 404, 404),
    **dict.fromkeys(
        ("cells:lock-account", "cells:unlock-account", "cells:confirm-role", "cells:decline-role", "cells:end-trust"),
        row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    ),
    "cells:who-may": ALL,
    "cells:rules": ADMIN,
    "cells:rules-of": ADMIN,
    "cells:draft-rules": ADMIN,
    "cells:calendar": ADMIN,
    "cells:add-calendar-day": ADMIN,
    "cells:edit-calendar-day": row(200, 404, 404, 404, 404, 404, 404, 404, 404),
    "cells:propose-calendar": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "cells:announce-calendar": ADMIN,
    **dict.fromkeys(RULE_SET_PAGES, row(200, 404, 404, 404, 404, 404, 404, 404, 404)),
    "members:list": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:find": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "members:filters": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:save-filter": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:rename-filter": row(403, 200, 404, 404, 404, 404, 403, 404, 403),  # kept by the office's account
    "members:remove-filter": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "members:add": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "members:detail": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "members:edit": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:correct": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:reveal": row(404, 200, 200, 403, 403, 403, 404, 404, 404),
    "members:life": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "members:event": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:correct-event": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:end-cell": row(403, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:honours": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "members:commend": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:discipline": row(404, 403, 403, 403, 403, 200, 404, 404, 404),
    "members:remove-discipline": row(404, 404, 403, 404, 403, 200, 404, 404, 404),
    "members:enter-badge": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:propose-badge": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:strike": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:cell-honours": row(403, 200, 200, 200, 200, 200, 404, 404, 404),
    "members:commend-cell": row(403, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:badges": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:record": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "members:posts": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:duties": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:duty": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "members:give-duties": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    "members:follow-duties": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    "members:training": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:training-due": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:add-course": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "members:course": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "members:edit-course": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:enrol": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:results": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:ratings": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:rate": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    "members:decide": row(403, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:rate-cells": row(403, 200, 403, 403, 200, 403, 403, 200, 403),
    "members:decide-cells": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "members:slips": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    **dict.fromkeys(("members:slip", "members:slip-word"), row(404, 200, 200, 200, 200, 200, 404, 404, 404)),
    **dict.fromkeys(SLIP_FORMS, row(404, 200, 403, 403, 403, 403, 404, 404, 404)),
    **dict.fromkeys(HAMLET_ROLE_FORMS, row(404, 200, 403, 403, 403, 403, 404, 404, 404)),
    "members:inquire": row(404, 403, 403, 403, 403, 200, 404, 404, 404),
    "members:conclude-inquiry": row(404, 404, 403, 404, 403, 200, 404, 404, 404),
    "members:dues": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    "privacy:access-log": ADMIN,
    "members:duplicates": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "members:compare": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:merges": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "members:merge": row(404, 200, 404, 404, 404, 404, 404, 404, 404),
    "exchange:imports": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "exchange:import-add": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "exchange:import-template": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "exchange:import": row(404, 200, 404, 404, 404, 404, 404, 404, 404),
    "exchange:import-columns": row(404, 200, 404, 404, 404, 404, 404, 404, 404),
    "exchange:import-apply": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "exchange:import-undo": row(404, 200, 404, 404, 404, 404, 404, 404, 404),
    "exchange:import-drop": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "exchange:differences": row(404, 200, 404, 404, 404, 404, 404, 404, 404),
    "development:targets": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    "development:set-targets": row(200, 200, 403, 403, 403, 403, 403, 200, 403),
    "development:outlook": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    "development:counted": row(403, 200, 200, 403, 403, 403, 403, 200, 403),  # names, of the whole commune
    "development:admission-facts": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "development:candidates": row(403, 200, 200, 200, 200, 403, 403, 200, 403),
    "development:add-candidate": row(403, 200, 403, 403, 200, 403, 403, 200, 403),
    "development:candidate": row(404, 200, 200, 200, 200, 404, 404, 404, 404),
    "development:candidate-facts": row(404, 200, 403, 403, 200, 404, 404, 404, 404),
    "development:candidate-proposer": row(404, 200, 403, 403, 200, 404, 404, 404, 404),
    "development:candidate-item": row(404, 200, 403, 403, 200, 404, 404, 404, 404),
    "development:candidate-step": row(404, 200, 403, 403, 200, 404, 404, 404, 404),
    "development:strike-step": row(404, 200, 403, 403, 200, 404, 404, 404, 404),
    "development:review-candidates": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    **{f"development:{word}": row(404, 200, 200, 200, 200, 404, 404, 404, 404) for word in CASE_PAPERS},
    "development:paper-no": row(404, 200, 403, 403, 200, 404, 404, 404, 404),
    "development:recognise": row(404, 200, 403, 403, 403, 404, 404, 404, 404),
    "development:open-case": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "development:class-results": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "development:passes": ADMIN,
    "development:decide-pass": row(200, 404, 404, 404, 404, 404, 404, 404, 404),
    "development:foundings": row(403, 200, 200, 200, 200, 403, 403, 200, 403),
    "development:founding": row(404, 200, 200, 200, 200, 404, 404, 404, 404),
    **dict.fromkeys(FOUNDING_PAPERS, row(404, 200, 200, 200, 200, 404, 404, 404, 404)),
    "development:add-founding": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    **dict.fromkeys(FOUNDING_FORMS, row(404, 200, 403, 403, 403, 404, 404, 404, 404)),
    "development:organisations": row(403, 200, 200, 200, 200, 403, 403, 200, 403),
    "development:unit": row(404, 200, 200, 200, 200, 404, 404, 404, 404),
    "development:add-unit": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    **dict.fromkeys(UNIT_FORMS, row(404, 200, 403, 403, 403, 404, 404, 404, 404)),
    "development:hand-on-units": row(403, 200, 403, 403, 403, 403, 404, 404, 404),
    "development:figures": row(403, 200, 403, 403, 403, 403, 404, 404, 404),
    "development:persons": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "development:movements": row(403, 200, 200, 200, 200, 403, 403, 200, 403),
    "development:movement": row(404, 200, 200, 200, 200, 404, 404, 404, 404),
    "development:add-movement": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    **dict.fromkeys((*MOVEMENT_FORMS, *PART_FORMS), row(404, 200, 403, 403, 403, 404, 404, 404, 404)),
    "development:organisation-kinds": ADMIN,
    "development:add-organisation": ADMIN,
    "development:edit-organisation": row(200, 403, 403, 403, 403, 403, 404, 404, 404),
    "development:admitted": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "privacy:purpose": ALL,
    "privacy:requests": KEEPERS,
    "privacy:add-request": KEEPERS,
    "privacy:request": OF_KEEPERS,
    "privacy:edit-request": OF_KEEPERS,
    "privacy:answer-request": OF_KEEPERS,
    "privacy:request-file": row(404, 200, 404, 404, 404, 404, 404, 404, 404),
    "privacy:request-numbers": row(404, 200, 404, 404, 404, 404, 404, 404, 404),
    "privacy:release-request": row(404, 404, 404, 404, 404, 200, 404, 404, 404),
    "privacy:breaches": KEEPERS,
    "privacy:add-breach": KEEPERS,
    "privacy:breach": OF_KEEPERS,
    "privacy:edit-breach": OF_KEEPERS,
    "privacy:report-breach": OF_KEEPERS,
    "meetings:list": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:start": row(403, 200, 403, 403, 200, 403, 403, 200, 403),
    "meetings:detail": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:record": row(404, 302, 403, 403, 302, 403, 404, 404, 404),
    **dict.fromkeys(RECORDING_STEPS, row(404, 200, 403, 403, 200, 403, 404, 404, 404)),
    "meetings:move": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:strike": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:record-draft": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "meetings:record-drop-draft": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "meetings:reopen": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "meetings:paper": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:papers": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:open-term": row(403, 200, 403, 403, 200, 403, 403, 200, 403),
    "meetings:issued-paper": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:strike-paper": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:hand-task": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:tasks": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:refresh-roll": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "meetings:absences": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:add-absence": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:withdraw-absence": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "meetings:member-attendance": row(403, 200, 200, 200, 200, 200, 403, 404, 403),
    "meetings:calendar": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:plan": row(403, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:draft-plan": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:add-planned": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:planned": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:edit-planned": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:move-planned": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:cancel-planned": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:handouts": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:invitation": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:invitation-word": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:planned-blank": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:blank": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:feed": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:make-feed": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "meetings:revoke-feed": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "calendar-feed": PUBLIC,  # for anyone who knows the secret address; what it shows is asked of its account
    "oversight:index": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "oversight:focus": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "oversight:focus-task": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "oversight:add-focus-task": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "oversight:edit-focus-task": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "oversight:strike-focus-task": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "oversight:focus-step": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "oversight:strike-focus-step": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "oversight:inspections": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "oversight:add-inspection-programme": row(403, 403, 403, 403, 200, 200, 403, 403, 403),
    **dict.fromkeys(INSPECTION_PROGRAMMES, row(404, 403, 403, 404, 404, 200, 404, 404, 404)),
    **dict.fromkeys(INSPECTION_PAPERS, row(404, 200, 200, 200, 200, 200, 404, 404, 404)),
    **dict.fromkeys(INSPECTION_FORMS, row(404, 403, 403, 403, 403, 200, 404, 404, 404)),
    **dict.fromkeys(INSPECTION_BUTTONS, row(405, 405, 405, 405, 405, 405, 405, 405, 405)),
    "oversight:checklists": row(403, 200, 200, 403, 403, 200, 403, 200, 403),
    "oversight:briefings": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "oversight:briefing": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "oversight:notice": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "oversight:add-briefing": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    **dict.fromkeys(BRIEFING_FORMS, row(404, 200, 403, 403, 403, 403, 404, 404, 404)),
    "oversight:edit-conclusion": row(404, 200, 403, 403, 404, 403, 404, 404, 404),
    "oversight:strike-conclusion": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    **dict.fromkeys(
        ("oversight:discipline", "oversight:add-discipline"), row(403, 403, 403, 403, 403, 200, 403, 403, 403)
    ),
    **dict.fromkeys(DISCIPLINE_PAGES, row(404, 404, 404, 404, 404, 200, 404, 404, 404)),
    **dict.fromkeys(
        ("oversight:received", "oversight:add-information"), row(403, 403, 403, 403, 403, 200, 403, 403, 403)
    ),
    **dict.fromkeys(("oversight:information", *INFORMATION_FORMS), row(404, 404, 404, 404, 404, 200, 404, 404, 404)),
    "oversight:awards": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "oversight:award-proposal": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "oversight:award-decision": row(404, 200, 200, 404, 404, 200, 404, 404, 404),
    "oversight:add-award": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    "oversight:decide-awards": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    **dict.fromkeys(AWARD_FORMS, row(404, 200, 403, 403, 403, 403, 404, 404, 404)),
    "oversight:focus-periods": row(403, 200, 200, 200, 403, 200, 403, 200, 403),
    "oversight:focus-period": row(404, 200, 200, 200, 404, 200, 404, 404, 404),
    "oversight:strike-focus-period": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "oversight:agencies": row(403, 200, 200, 200, 403, 200, 403, 200, 403),
    "oversight:edit-agency": row(404, 200, 403, 403, 404, 403, 404, 404, 404),
    "oversight:strike-agency": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "oversight:visits": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "oversight:difficulty": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "oversight:add-difficulty": row(403, 200, 403, 200, 200, 403, 404, 404, 404),
    "oversight:follow-up": row(404, 200, 403, 200, 403, 403, 404, 404, 404),
    "oversight:hand-over": row(403, 200, 200, 200, 200, 200, 404, 404, 404),
    "oversight:democracy-check": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "oversight:add-democracy-check": row(403, 200, 403, 403, 403, 200, 403, 404, 403),
    **dict.fromkeys(DEMOCRACY_FORMS, row(404, 200, 403, 403, 403, 200, 404, 404, 404)),
    "oversight:add-hand-over": row(403, 200, 403, 403, 403, 403, 403, 404, 403),
    "oversight:plan-visit": row(403, 403, 403, 200, 403, 403, 404, 404, 404),
    "oversight:withdraw-visit": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "oversight:remark": row(404, 403, 403, 200, 403, 403, 404, 404, 404),
    "meetings:second-score": row(404, 403, 403, 200, 403, 403, 404, 404, 404),
    "meetings:differences": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:sheets": ADMIN,
    **dict.fromkeys((f"meetings:{word}" for word in SHEET_PAGES), row(200, 404, 404, 404, 404, 404, 404, 404, 404)),
    "meetings:programmes": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:add-programme": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    **dict.fromkeys(SHOWN_TO_CELLS, row(404, 200, 200, 200, 200, 200, 404, 404, 404)),
    **dict.fromkeys(SHOWCASE_FORMS, row(404, 200, 403, 403, 403, 403, 404, 404, 404)),
    "meetings:invite": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "meetings:education": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:without-education": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:session": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:add-session": row(403, 200, 403, 403, 200, 403, 403, 200, 403),
    "meetings:edit-session": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:session-attendance": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:session-everybody": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "reports:morning": row(403, 200, 200, 403, 403, 403, 403, 200, 403),
    "reports:briefing-sheet": row(404, 200, 200, 403, 403, 200, 404, 404, 404),
    "reports:model-meeting": row(404, 200, 200, 200, 200, 200, 404, 404, 403),
    "reports:index": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    **{f"reports:{report.key}": REPORT_READERS[report.do] for report in REPORTS},
    "reports:month-sheet": row(403, 200, 200, 403, 403, 200, 403, 200, 403),
    "reports:periods": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    "reports:open-period": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "reports:period": row(200, 200, 200, 200, 404, 200, 200, 404, 404),
    "reports:reopen-period": row(403, 200, 403, 403, 404, 403, 403, 404, 404),
    "reports:write-committee-report": row(404, 200, 403, 403, 404, 403, 404, 404, 404),
    **dict.fromkeys(
        (*PERIOD_BUTTONS, "reports:strike-committee-report"), row(405, 405, 405, 405, 405, 405, 405, 405, 405)
    ),
    "reports:cell-report": row(200, 200, 200, 200, 200, 200, 404, 404, 404),
    "reports:send-cell-report": row(403, 200, 403, 403, 200, 403, 404, 404, 404),
    "reports:send-nothing": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "reports:committee-reports": row(200, 200, 200, 200, 403, 200, 200, 200, 403),
    "reports:fill-statistics": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "reports:communes": row(200, 200, 200, 200, 403, 200, 200, 200, 403),
    "reports:upper-readers": ADMIN,
    "reports:end-upper-reader": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "reports:begin-committee-report": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "reports:committee-report": row(404, 200, 200, 200, 404, 200, 404, 404, 404),
    "reports:committee-report-paper": row(404, 200, 200, 200, 404, 200, 404, 404, 404),
}

# address name -> what a POST without content gives; 200 shows the form again, 302 leads on
POSTS = {
    "cells:add": MATRIX["cells:add"],
    "cells:edit": MATRIX["cells:edit"],
    "cells:change-status": MATRIX["cells:change-status"],
    "cells:assign": MATRIX["cells:assign"],
    "cells:end-account": MATRIX["cells:end-account"],
    "cells:serve": MATRIX["cells:serve"],
    **{name: MATRIX[name] for name in ("cells:add-hamlet", "cells:edit-hamlet", "cells:end-role")},
    **{name: MATRIX[name] for name in (*ADMIN_FORMS, *SEAT_FORMS, "cells:seat-account")},
    **dict.fromkeys(("cells:lock-account", "cells:unlock-account"), FOREIGN_TO_ADMIN),
    **dict.fromkeys(("cells:confirm-role", "cells:decline-role"), row(302, 403, 403, 403, 403, 302, 403, 403, 403)),
    "cells:edit-commune": ADMIN,
    "members:keep-account": WATCHERS,
    "cells:trusts": MATRIX["cells:trusts"],
    "cells:end-trust": row(404, 404, 404, 404, 404, 302, 404, 404, 404),
    "cells:draft-rules": ADMIN,
    "cells:add-calendar-day": ADMIN,
    "cells:edit-calendar-day": MATRIX["cells:edit-calendar-day"],
    "cells:propose-calendar": row(302, 403, 403, 403, 403, 403, 403, 403, 403),
    "cells:announce-calendar": ADMIN,
    "cells:edit-rule-set": MATRIX["cells:edit-rule-set"],
    "cells:copy-rule-set": MATRIX["cells:copy-rule-set"],
    "cells:publish-rule-set": row(302, 404, 404, 404, 404, 404, 404, 404, 404),
    "members:find": MATRIX["members:find"],
    "members:save-filter": MATRIX["members:save-filter"],
    "members:rename-filter": MATRIX["members:rename-filter"],
    "members:remove-filter": row(403, 302, 404, 404, 404, 404, 403, 404, 403),
    "members:add": MATRIX["members:add"],
    "members:edit": MATRIX["members:edit"],
    "members:correct": MATRIX["members:correct"],
    "members:reveal": MATRIX["members:reveal"],
    "members:event": MATRIX["members:event"],
    "members:correct-event": MATRIX["members:correct-event"],
    "members:end-cell": MATRIX["members:end-cell"],
    "members:commend": MATRIX["members:commend"],
    "members:discipline": MATRIX["members:discipline"],
    "members:remove-discipline": MATRIX["members:remove-discipline"],
    "members:enter-badge": MATRIX["members:enter-badge"],
    "members:propose-badge": MATRIX["members:propose-badge"],
    "members:strike": MATRIX["members:strike"],
    "members:commend-cell": MATRIX["members:commend-cell"],
    **{name: MATRIX[name] for name in (*SLIP_FORMS, *HAMLET_ROLE_FORMS)},
    "members:slip-word": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:inquire": MATRIX["members:inquire"],
    "members:conclude-inquiry": MATRIX["members:conclude-inquiry"],
    "members:dues": row(403, 302, 403, 403, 302, 403, 404, 404, 404),
    "members:badges": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "members:compare": MATRIX["members:compare"],
    "members:merge": row(404, 302, 404, 404, 404, 404, 404, 404, 404),
    "privacy:add-request": KEEPERS,
    "privacy:edit-request": OF_KEEPERS,
    "privacy:answer-request": OF_KEEPERS,
    "privacy:request-numbers": MATRIX["privacy:request-numbers"],
    "privacy:release-request": row(404, 404, 404, 404, 404, 302, 404, 404, 404),
    "privacy:add-breach": KEEPERS,
    "privacy:edit-breach": OF_KEEPERS,
    "privacy:report-breach": OF_KEEPERS,
    "exchange:import-add": MATRIX["exchange:import-add"],
    "exchange:import-columns": MATRIX["exchange:import-columns"],
    "exchange:import-undo": MATRIX["exchange:import-undo"],
    "exchange:differences": MATRIX["exchange:differences"],
    "exchange:import": row(404, 302, 404, 404, 404, 404, 404, 404, 404),
    "exchange:import-apply": row(404, 302, 404, 404, 404, 404, 404, 404, 404),
    "exchange:import-drop": row(404, 302, 404, 404, 404, 404, 404, 404, 404),
    "meetings:start": MATRIX["meetings:start"],
    "meetings:move": MATRIX["meetings:move"],
    "meetings:strike": MATRIX["meetings:strike"],
    "meetings:hand-task": MATRIX["meetings:hand-task"],
    "meetings:reopen": MATRIX["meetings:reopen"],
    "development:set-targets": MATRIX["development:set-targets"],
    "development:admission-facts": MATRIX["development:admission-facts"],
    **{f"development:{word}": MATRIX[f"development:{word}"] for word in CANDIDATE_FORMS},
    "development:step-paper": row(404, 200, 403, 403, 200, 404, 404, 404, 404),
    "development:recognition-paper": row(404, 200, 403, 403, 403, 404, 404, 404, 404),
    "development:paper-no": MATRIX["development:paper-no"],
    "development:recognise": MATRIX["development:recognise"],
    "development:open-case": row(404, 302, 403, 403, 302, 403, 404, 404, 404),
    "development:founding-paper": row(404, 200, 403, 403, 403, 404, 404, 404, 404),
    "development:class-results": MATRIX["development:class-results"],
    "development:decide-pass": MATRIX["development:decide-pass"],
    "development:add-founding": MATRIX["development:add-founding"],
    **{name: MATRIX[name] for name in FOUNDING_FORMS},
    "development:add-unit": MATRIX["development:add-unit"],
    **{name: MATRIX[name] for name in UNIT_FORMS},
    "development:hand-on-units": MATRIX["development:hand-on-units"],
    "development:add-movement": MATRIX["development:add-movement"],
    **{name: MATRIX[name] for name in (*MOVEMENT_FORMS, *PART_FORMS)},
    "development:figures": row(403, 302, 403, 403, 403, 403, 404, 404, 404),
    "development:persons": row(403, 302, 403, 403, 403, 403, 403, 302, 403),
    "development:add-organisation": MATRIX["development:add-organisation"],
    "development:edit-organisation": MATRIX["development:edit-organisation"],
    "oversight:add-difficulty": MATRIX["oversight:add-difficulty"],
    **{f"oversight:{word}": MATRIX[f"oversight:{word}"] for word in FOCUS_FORMS},
    "oversight:add-discipline": MATRIX["oversight:add-discipline"],
    "oversight:award-decision": row(404, 200, 403, 404, 404, 403, 404, 404, 404),
    **{f"oversight:{word}": MATRIX[f"oversight:{word}"] for word in ("discipline-step", "strike-ballot")},
    **{name: MATRIX[name] for name in ("oversight:add-information", *INFORMATION_FORMS)},
    **{name: MATRIX[name] for name in ("oversight:add-award", "oversight:decide-awards", *AWARD_FORMS)},
    "oversight:notice": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    **{name: MATRIX[name] for name in (*BRIEFING_FORMS, "oversight:add-briefing", "oversight:edit-conclusion")},
    "oversight:strike-conclusion": row(404, 302, 403, 403, 404, 403, 404, 404, 404),
    **{name: MATRIX[name] for name in (*INSPECTION_FORMS, *INSPECTION_PROGRAMMES)},
    "oversight:add-inspection-programme": MATRIX["oversight:add-inspection-programme"],
    "oversight:inspection-paper": row(404, 403, 403, 403, 403, 200, 404, 404, 404),
    **dict.fromkeys(INSPECTION_BUTTONS, row(404, 403, 403, 403, 403, 302, 404, 404, 404)),
    "oversight:checklists": row(403, 403, 403, 403, 403, 200, 403, 403, 403),
    "oversight:focus-periods": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "oversight:agencies": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "oversight:strike-focus-period": row(404, 302, 403, 403, 404, 403, 404, 404, 404),
    "oversight:strike-agency": row(404, 302, 403, 403, 404, 403, 404, 404, 404),
    "oversight:follow-up": MATRIX["oversight:follow-up"],
    "oversight:plan-visit": MATRIX["oversight:plan-visit"],
    **{name: MATRIX[name] for name in (*DEMOCRACY_FORMS, "oversight:add-democracy-check")},
    "oversight:democracy-findings": row(404, 302, 403, 403, 403, 302, 404, 404, 404),
    "oversight:add-hand-over": MATRIX["oversight:add-hand-over"],
    "oversight:remark": MATRIX["oversight:remark"],
    "oversight:withdraw-visit": row(404, 403, 403, 302, 403, 403, 404, 404, 404),
    "members:duty": MATRIX["members:duty"],
    "members:give-duties": MATRIX["members:give-duties"],
    "members:follow-duties": row(403, 302, 403, 403, 302, 403, 404, 404, 404),
    "members:add-course": MATRIX["members:add-course"],
    "members:edit-course": MATRIX["members:edit-course"],
    "members:enrol": MATRIX["members:enrol"],
    "members:results": row(404, 302, 403, 403, 403, 403, 404, 404, 404),
    "members:rate": row(403, 302, 403, 403, 302, 403, 404, 404, 404),
    "members:decide": MATRIX["members:decide"],
    "members:rate-cells": row(403, 302, 403, 403, 302, 403, 403, 302, 403),
    "members:decide-cells": MATRIX["members:decide-cells"],
    "meetings:second-score": MATRIX["meetings:second-score"],
    **{f"meetings:{word}": MATRIX[f"meetings:{word}"] for word in SHEET_FORMS},
    "meetings:sheet-publish": row(302, 404, 404, 404, 404, 404, 404, 404, 404),
    **dict.fromkeys(RECORDING_STEPS, row(404, 302, 403, 403, 302, 403, 404, 404, 404)),
    "meetings:record-sign": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:refresh-roll": row(404, 302, 403, 403, 302, 403, 404, 404, 404),
    **{f"meetings:{word}": MATRIX[f"meetings:{word}"] for word in PLAN_FORMS},
    "meetings:make-feed": row(403, 302, 302, 302, 302, 302, 403, 302, 403),
    "meetings:revoke-feed": row(403, 302, 302, 302, 302, 302, 403, 302, 403),
    "meetings:add-absence": MATRIX["meetings:add-absence"],
    "meetings:withdraw-absence": row(404, 302, 403, 403, 302, 403, 404, 404, 404),
    "meetings:paper": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:invitation-word": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:open-term": MATRIX["meetings:open-term"],
    "meetings:strike-paper": MATRIX["meetings:strike-paper"],
    "reports:month-sheet": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    **{name: MATRIX[name] for name in ("reports:reopen-period", "reports:write-committee-report")},
    **{name: MATRIX[name] for name in ("reports:open-period", "reports:begin-committee-report")},
    "reports:fill-statistics": MATRIX["reports:fill-statistics"],
    **dict.fromkeys(PERIOD_BUTTONS, row(403, 302, 403, 403, 404, 403, 403, 404, 404)),
    "reports:strike-committee-report": row(404, 302, 403, 403, 404, 403, 404, 404, 404),
    "reports:upper-readers": ADMIN,
    "reports:end-upper-reader": row(302, 404, 404, 404, 404, 404, 404, 404, 404),
    "reports:send-cell-report": MATRIX["reports:send-cell-report"],
    "reports:send-nothing": row(403, 302, 403, 403, 302, 403, 404, 404, 404),
    "reports:committee-report-paper": row(404, 200, 403, 403, 404, 403, 404, 404, 404),
    "meetings:record-draft": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:record-drop-draft": row(404, 302, 403, 403, 302, 403, 404, 404, 404),
    "meetings:add-programme": MATRIX["meetings:add-programme"],
    **{name: MATRIX[name] for name in SHOWCASE_FORMS},
    "meetings:who-came": row(404, 302, 403, 403, 403, 403, 404, 404, 404),
    "meetings:invite": row(404, 302, 403, 403, 403, 403, 404, 404, 404),
    "meetings:add-session": MATRIX["meetings:add-session"],
    "meetings:edit-session": MATRIX["meetings:edit-session"],
    "meetings:session-attendance": row(404, 302, 403, 403, 302, 403, 404, 404, 404),
    "meetings:session-everybody": row(404, 302, 403, 403, 302, 403, 404, 404, 404),
}


def in_parts(names, parts=4):
    """[names of a part]: shared out one by one, so that each part has as many dear pages as another."""
    return [[*names][first::parts] for first in range(parts)]
