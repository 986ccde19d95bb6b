from django.dispatch import receiver

from accounts.audit import service
from cells.services import cell_succeeded, lock
from development.models import Target
from members.enums import Entry
from members.models import Membership


@service
def set_target(*, commune, cell, year, planned, by, resolution_no=""):
    """What the cell, or the whole commune (cell=None), means to admit in `year`. Setting it again changes it."""
    lock(commune=commune)
    target = Target.objects.filter(commune=commune, cell=cell, year=year).first()
    target = target or Target(commune=commune, cell=cell, year=year)
    target.planned, target.resolution_no = planned, resolution_no
    return target.save_checked()


@service
def set_targets(*, commune, year, plans, resolution_no, by):
    """Targets of one resolution: `plans` are [(cell, or None for the commune, members to admit)]. Returns them."""
    about = {"commune": commune, "year": year, "resolution_no": resolution_no, "by": by}
    return [set_target(cell=cell, planned=planned, **about) for cell, planned in plans]


@receiver(cell_succeeded)
def let_targets_follow(succession, **sent):
    """What the cell had still to admit in the year of its end, and all of later years, is added to the target of the
    successor: the targets of all cells together stay as they were."""
    moved, year = [], succession.on.year
    admitted = Membership.objects.filter(cell=succession.cell, entry=Entry.ADMITTED, since__year=year).count()
    for target in Target.objects.filter(cell=succession.cell, year__gte=year).select_related("commune", "cell"):
        left = target.planned - admitted if target.year == year else target.planned
        if left > 0:
            about = {"commune": target.commune, "cell": succession.successor, "year": target.year}
            there = Target.objects.filter(**about).select_related("commune", "cell").first()
            there = there or Target(**about, planned=0, resolution_no=target.resolution_no)
            there.planned += left
            target.planned -= left
            moved.append(there.save_checked().pk)
            target.save_checked()
    return {"development.target": moved} if moved else {}
