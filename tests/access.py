"""Every address of the project and what each role gets there: the matrix that the code must match."""

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
NOBODY_ELSE = 302  # whoever is not signed in is led to the sign-in page


def row(admin, office, leader, in_charge, secretary, inspection, upper, outsider, nobody, anonymous=NOBODY_ELSE):
    return (admin, office, leader, in_charge, secretary, inspection, upper, outsider, nobody, anonymous)


ALL = row(200, 200, 200, 200, 200, 200, 200, 200, 200)
PUBLIC = row(200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
ADMIN = row(200, 403, 403, 403, 403, 403, 403, 403, 403)
FOREIGN_TO_ADMIN = row(302, 403, 403, 403, 403, 403, 403, 403, 403)  # admin leads back to its index

# pages of a draft of the commune's score sheet
SHEET_FORMS = ("sheet-edit", "sheet-year", "sheet-copy", "criterion-add", "criterion", "step-add", "step")
SHEET_PAGES = ("sheet", "sheet-preview", "sheet-publish", *SHEET_FORMS)

# address name -> what a GET gives; objects are those of `world`, in the cell of the secretary and the member in charge
MATRIX = {
    "home": ALL,
    "healthz": PUBLIC,
    "accounts:login": row(302, 302, 302, 302, 302, 302, 302, 302, 302, 200),
    "accounts:logout": row(405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    "accounts:language": row(405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    "accounts:password": ALL,
    "cells:list": row(200, 200, 200, 200, 200, 200, 403, 200, 403),
    "cells:add": row(200, 200, 403, 403, 403, 403, 403, 200, 403),
    "cells:detail": row(200, 200, 200, 200, 200, 200, 404, 404, 404),
    "cells:edit": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:change-status": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:assign": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:cell-who-may": row(200, 200, 200, 200, 200, 200, 404, 404, 404),
    "cells:hamlets": row(200, 200, 200, 200, 200, 200, 403, 200, 403),
    "cells:hamlet": row(200, 200, 200, 200, 200, 200, 404, 404, 404),
    "cells:serve": row(200, 200, 403, 403, 403, 403, 404, 404, 404),
    "cells:who-may": ALL,
    "members:list": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "members:add": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "members:detail": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "members:edit": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:correct": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:reveal": row(404, 200, 200, 403, 403, 403, 404, 404, 404),
    "members:life": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "members:event": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:correct-event": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:end-cell": row(403, 200, 403, 403, 403, 403, 404, 404, 404),
    "members:targets": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    "members:set-targets": row(403, 200, 403, 403, 403, 403, 403, 200, 403),
    "members:admitted": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:list": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:start": row(403, 200, 403, 403, 200, 403, 403, 200, 403),
    "meetings:detail": row(404, 200, 200, 200, 200, 200, 404, 404, 404),
    "meetings:record": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:move": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:draft": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "meetings:drop-draft": row(405, 405, 405, 405, 405, 405, 405, 405, 405),
    "meetings:reopen": row(404, 200, 403, 403, 403, 403, 404, 404, 404),
    "meetings:second-score": row(404, 403, 403, 200, 403, 403, 404, 404, 404),
    "meetings:differences": row(403, 200, 200, 200, 200, 200, 403, 200, 403),
    "meetings:yearly": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    "meetings:sheets": ADMIN,
    **dict.fromkeys((f"meetings:{word}" for word in SHEET_PAGES), row(200, 404, 404, 404, 404, 404, 404, 404, 404)),
    "reports:index": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    "reports:cell-quality": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    "reports:board": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    "reports:targets": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
    "reports:members": row(200, 200, 200, 200, 200, 200, 200, 200, 403),
}

# address name -> what a POST without content gives; 200 shows the form again, 302 leads on
POSTS = {
    "cells:add": MATRIX["cells:add"],
    "cells:edit": MATRIX["cells:edit"],
    "cells:change-status": MATRIX["cells:change-status"],
    "cells:assign": MATRIX["cells:assign"],
    "cells:serve": MATRIX["cells:serve"],
    "members:add": MATRIX["members:add"],
    "members:edit": MATRIX["members:edit"],
    "members:correct": MATRIX["members:correct"],
    "members:reveal": MATRIX["members:reveal"],
    "members:event": MATRIX["members:event"],
    "members:correct-event": MATRIX["members:correct-event"],
    "members:end-cell": MATRIX["members:end-cell"],
    "meetings:start": MATRIX["meetings:start"],
    "meetings:move": MATRIX["meetings:move"],
    "meetings:reopen": MATRIX["meetings:reopen"],
    "members:set-targets": MATRIX["members:set-targets"],
    "meetings:second-score": MATRIX["meetings:second-score"],
    **{f"meetings:{word}": MATRIX[f"meetings:{word}"] for word in SHEET_FORMS},
    "meetings:sheet-publish": row(302, 404, 404, 404, 404, 404, 404, 404, 404),
    "meetings:record": row(404, 302, 403, 403, 302, 403, 404, 404, 404),
    "meetings:draft": row(404, 200, 403, 403, 200, 403, 404, 404, 404),
    "meetings:drop-draft": row(404, 302, 403, 403, 302, 403, 404, 404, 404),
}
