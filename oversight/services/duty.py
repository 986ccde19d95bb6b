from django.utils.translation import override

from accounts.audit import service
from cells.services import assign, lock
from oversight.models import HandOver, PlannedVisit
from oversight.queries.duty import in_words, open_in


@service
def hand_over(*, cell, committee_member, since, today, by, note="", decision_no="", despite=""):
    """From `since` another Committee member is in charge: what is open in the cell on `today` is written down, and the
    visits that were planned from then on are passed on. Raises CellRuleError as `cells.services.assign` does."""
    lock(commune=cell.commune_id, cells=[cell])
    before = cell.assignments.on(since).select_related("committee_member").first()
    with override("vi"):
        left = in_words(open_in(cell, today))
    about = {"decision_no": decision_no, "despite": despite, "by": by}
    assign(committee_member=committee_member, cell=cell, since=since, **about)
    giver = before and before.committee_member
    for visit in PlannedVisit.objects.kept().filter(cell=cell, committee_member=giver, on__gte=since):
        _pass_on(visit, committee_member)
    return HandOver(cell=cell, giver=giver, taker=committee_member, on=since, note=note, left=left).save_checked()


def _pass_on(visit, taker):
    """The visit is one of `taker`; where that one plans to come on the day already, it is taken back."""
    if PlannedVisit.objects.kept().filter(cell=visit.cell_id, committee_member=taker, on=visit.on).exists():
        visit.struck = True
    else:
        visit.committee_member = taker
    visit.save_checked()
