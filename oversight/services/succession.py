from django.dispatch import receiver

from cells.services import cell_succeeded, take_over
from oversight.models import Conclusion, Difficulty, FocusTask, JoiningUnit, PlannedVisit


@receiver(cell_succeeded)
def let_guidance_follow(succession, **sent):
    """Difficulties that nothing has ended, visits still to come, tasks of the Committee that are not finished, and
    conclusions that are none yet."""
    conclusions = Conclusion.objects.kept().filter(cell=succession.cell, task=None, briefing__struck=False)
    joined = JoiningUnit.objects.kept().filter(cell=succession.cell, task__in=FocusTask.objects.unfinished())
    visits = PlannedVisit.objects.kept().filter(cell=succession.cell, on__gte=succession.on)
    return {
        **take_over(Difficulty.objects.filter(cell=succession.cell).unsolved(), succession),
        **take_over(conclusions, succession),
        **take_over(FocusTask.objects.unfinished().filter(cell=succession.cell), succession),
        **take_over(joined, succession),
        **take_over(visits.select_related("committee_member"), succession),
    }
