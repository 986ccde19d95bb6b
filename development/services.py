from accounts.audit import service
from cells.services import lock
from development.models import Target


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
