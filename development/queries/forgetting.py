"""From when on a case that ended without admission does not name the person any more."""

from dateutil.relativedelta import relativedelta
from django.db.models import Max, Q

from development.enums import StepKind
from development.models import AdmissionChoices, Candidate

ENDED_ON = Max("steps__on", filter=Q(steps__kind=StepKind.END, steps__struck=False))


def forgotten_from(candidate, ended_on, today):
    """The day from which the person of a case that ended on `ended_on` is forgotten, by the choices of `today`."""
    return ended_on + _kept_for(candidate.commune, today)


def _kept_for(commune, today):
    return relativedelta(years=AdmissionChoices.objects.in_force(commune, today).forget_years)


def to_forget(commune, today, **which):
    """[Candidate] of the commune, or those `which` (filter) of them, who are to be forgotten by `today`; nobody who was
    admitted."""
    kept_for = _kept_for(commune, today)
    cases = Candidate.objects.filter(commune=commune, ended=True, member=None, forgotten_on=None, **which)
    return [case for case in cases.annotate(ended_on=ENDED_ON).order_by("pk") if case.ended_on + kept_for <= today]
