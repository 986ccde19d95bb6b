"""The rules of admission that a new commune begins with."""

from datetime import date

from accounts.audit import service
from cells.services.editions import copy_edition, publish_edition
from development.enums import CeremonyFrom, Schooling
from development.models import AdmissionRules

# (from which day, by which document, what it says otherwise than the one before); earlier days go by the oldest.
# 20-QĐ/TW of about April 2026 stood between the two; its text is not held.
SHIPPED = [
    (date(2025, 5, 26), "294-QĐ/TW ngày 26/5/2025, 06-HD/TW ngày 9/6/2025", {}),
    (
        date(2026, 7, 26),
        "208-QĐ/TW ngày 26/7/2026",
        {
            "schooling": Schooling.PROGRAMME,
            "committee_empowered": False,
            "ceremony_from": CeremonyFrom.DECISION,
        },
    ),
]


@service
def ship_admission_rules(*, commune, by):
    """Publish the regulations known so far for a new commune. Returns the last edition."""
    edition = AdmissionRules(commune=commune)
    for since, source, changed in SHIPPED:
        draft = copy_edition(edition=edition, since=since, source=source, by=by, **changed)
        edition = publish_edition(edition=draft, by=by)
    return edition
