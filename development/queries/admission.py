"""Who was admitted, and what they were on that day."""

from collections import Counter, defaultdict

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from common.prepared import prepared
from development.models import AdmissionFacts
from members.enums import Entry, EventKind, Sex
from members.models import Event, Membership
from members.models.codes import MAJORITY

YOUTH_TO = 30  # years of age at the ceremony, as in the first age band of the statistics
FARMER = "farmer"  # the code of the list of occupations


def admissions(*, cells, since, until):
    """Membership rows that began with an admission ceremony from `since` to before `until`, in name order.

    "Kết nạp" is counted on the day of the ceremony.
    """
    return (
        Membership.objects.filter(cell__in=cells, entry=Entry.ADMITTED, since__gte=since, since__lt=until)
        .select_related("member", "cell")
        .order_by("since", "member__sort_key", "pk")
    )


def facts_of(rows):
    """{membership number: AdmissionFacts} of admissions, `rows` of Membership; those of which nothing was told are left
    out. One query."""
    found = _told_of(members=sorted({row.member_id for row in rows}))
    found = {(facts.event.member_id, facts.event.on): facts for facts in found}
    told = ((row.pk, found.get((row.member_id, row.since))) for row in rows)
    return {pk: facts for pk, facts in told if facts}


@prepared
def _told_of(members):
    rows = AdmissionFacts.objects.filter(event__member__in=members, event__struck=False)
    return rows.select_related("event", "occupation")


def events_of(rows):
    """{membership number: number of the event} of admissions, `rows` of Membership. One query."""
    events = Event.objects.kept().filter(member__in=[row.member_id for row in rows], kind=EventKind.ADMIT)
    told = {(member, on): pk for pk, member, on in events.values_list("pk", "member", "on")}
    return {row.pk: told[row.member_id, row.since] for row in rows if (row.member_id, row.since) in told}


class Among(TextChoices):
    """Who among the admitted a share is of."""

    WOMEN = "women", _("women")
    YOUTH = "youth", _("youth")
    MINORITY = "minority", _("ethnic minorities")
    FARMERS = "farmers", _("farmers")

    def holds(self, row, facts=None):
        """Whether the Membership `row` of an admission is of this group, None where nobody knows; `facts` are the
        AdmissionFacts of that day, if there are any."""
        member = row.member
        if self == Among.WOMEN:
            return member.sex == Sex.FEMALE
        if self == Among.YOUTH:
            age = member.born.age_on(row.since)
            return None if age is None else age <= YOUTH_TO
        if self == Among.FARMERS:
            return facts.occupation.code == FARMER if facts and facts.occupation else None
        return None if member.ethnicity is None else member.ethnicity.code != MAJORITY


def admitted_among(*, cells, since, until):
    """{cell number: {Among, "all", or "unknown" where nobody knows whether it is a farmer: persons admitted}} from
    `since` to before `until`; two queries."""
    rows = list(admissions(cells=cells, since=since, until=until).select_related("member__ethnicity"))
    facts, found = facts_of(rows), defaultdict(Counter)
    for row in rows:
        told = {group: group.holds(row, facts.get(row.pk)) for group in Among}
        unknown = ["unknown"] if told[Among.FARMERS] is None else []
        found[row.cell_id].update(["all", *unknown, *(group for group, holds in told.items() if holds)])
    return found
