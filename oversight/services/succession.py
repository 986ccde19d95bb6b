from django.dispatch import receiver

from cells.services import cell_succeeded, take_over
from oversight.models import Difficulty, PlannedVisit


@receiver(cell_succeeded)
def let_guidance_follow(succession, **sent):
    """Difficulties that nothing has ended, and visits still to come."""
    visits = PlannedVisit.objects.kept().filter(cell=succession.cell, on__gte=succession.on)
    return {
        **take_over(Difficulty.objects.filter(cell=succession.cell).unsolved(), succession),
        **take_over(visits.select_related("committee_member"), succession),
    }
