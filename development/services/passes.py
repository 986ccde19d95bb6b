"""Steps that are let pass although a rule refuses them: the office asks, an administrator decides."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import lock
from development.models import Candidate, Pass
from development.rules.course import StepRuleError
from development.services.forgetting import refuse_forgotten


@service
def ask_to_pass(*, candidate, kind, rules, reason, on, by):
    """Ask on the day `on` that a step of that kind is let pass although `rules` (of Waivable and Lack) refuse it."""
    lock(commune=candidate.commune_id, cells=[candidate.cell_id])
    refuse_forgotten(Candidate.objects.get(pk=candidate.pk))
    about = {"kind": kind, "rules": ",".join(sorted(rules)), "reason": reason}
    return Pass(candidate=candidate, asked_on=on, asked_by=by, **about).save_checked()


@service
def decide_pass(*, row, granted, because, on, by, valid_until=None):
    """An administrator lets the step pass, up to the day `valid_until`, or does not; nobody decides for themselves."""
    lock(commune=row.candidate.commune_id, cells=[row.candidate.cell_id])
    row = Pass.objects.select_related("candidate").get(pk=row.pk)
    refuse_forgotten(row.candidate)
    if row.granted is not None:
        raise StepRuleError(_("This is decided already."))
    if by and row.asked_by_id == by.pk:
        raise StepRuleError(_("Somebody else decides what one has asked for."))
    if granted and valid_until is None:
        raise StepRuleError(_("Say up to which day."), "valid_until")
    row.granted, row.because, row.valid_until = granted, because, valid_until if granted else None
    row.decided_on, row.decided_by = on, by
    return row.save_checked()
