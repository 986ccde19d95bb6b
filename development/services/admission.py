"""What somebody was on the day of the admission."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import lock
from common.errors import RuleError
from common.facts import write
from development.models import AdmissionFacts
from members.enums import EventKind

TOLD = ("occupation", "schooling", "youth_member")
ADMISSIONS = (EventKind.ADMIT, EventKind.READMIT)


@service
def tell_admission_facts(*, event, by, **facts):
    """What the papers of an admission say of its day, `facts` {field of AdmissionFacts: value}: of somebody entered
    without a case on record, or put right."""
    lock(commune=event.member.commune_id)
    if event.struck or event.kind not in ADMISSIONS:
        raise RuleError(_("This is no admission that counts."))
    return keep_facts(event, **facts)


def keep_facts(event, **facts):
    """Write them down; the life of the member, or the commune, is locked."""
    row = AdmissionFacts.objects.filter(event=event).first() or AdmissionFacts(event=event)
    return write(row, facts, TOLD).save_checked()
