"""Sample badges, commendations and disciplinary measures."""

from datetime import date, timedelta

from common.partial import PartialDate
from config.demo import words
from members import services as people
from members.enums import CommendationForm, DisciplineForm, Occasion, Standing
from members.models import Badge, BadgeRules, Commendation, Membership
from members.queries import badges_due
from members.rules.badges import award_day_before, award_day_for, badge_ahead
from members.rules.party_age import PartyAge

BODY = "Đảng ủy xã Sóc Hà"


def give_honours(commune, cells, today, by):
    """Everybody has the badges due two years ago; of those due since, some were awarded on the last award day, some
    are proposed for the next one, some are overdue. One of two members disciplined waits for a badge."""
    rules = BadgeRules.objects.in_force(commune, today)
    coming = award_day_for(rules, today + timedelta(days=1))
    last = award_day_before(rules, coming)
    rows = Membership.objects.on(today).filter(cell__in=cells, standing=Standing.OFFICIAL).select_related("member")
    rows = list(rows.order_by("pk"))
    Badge.objects.bulk_create(_earlier_badges(rows, rules, last.replace(year=last.year - 2)))
    for row in badges_due(cells=cells, award_on=last, rules=rules)[::3]:
        badge = people.propose_badge(
            member=row.member, years=row.years, award_on=last, on=last - timedelta(days=45), by=by
        )
        people.decide_badge(badge=badge, on=last - timedelta(days=12), decision_no="214-QĐ/TU", by=by)
        people.award_badge(badge=badge, on=last, number=f"{row.member.pk:08}", by=by)
    due = badges_due(cells=cells, award_on=coming, rules=rules)
    for row in due[::2]:
        people.propose_badge(member=row.member, years=row.years, award_on=coming, on=today, by=by)
    facts = {
        "body": "Ủy ban Kiểm tra Đảng ủy",
        "decision_no": "02-QĐ/UBKT",
        "breach": "Thiếu trách nhiệm trong việc được giao (mẫu)",
        "by": by,
    }
    for row, form in zip([*due[1:2], rows[7]], (DisciplineForm.REPRIMAND, DisciplineForm.WARNING), strict=False):
        people.discipline(member=row.member, form=form, on=today - timedelta(days=40), **facts)
    Commendation.objects.bulk_create(_commended(commune, cells, rows, today.year))


def _earlier_badges(rows, rules, before):
    """The highest badge that each member could have had by the award day `before`."""
    for row in rows:
        found = badge_ahead(PartyAge(row.member.party_since), rules.badge_years, has=0, day=before)
        if found and found[1] <= before:
            day = award_day_for(rules, found[1])
            yield Badge(
                member=row.member, years=found[0], awarded_on=PartialDate.of(day), decision_no=f"{day:%m}-QĐ/TU"
            )


def _commended(commune, cells, rows, this_year):
    """Each year a cell and some members, on 20/12; a deed now and then."""
    certificate = {"commune": commune, "form": CommendationForm.CERTIFICATE, "body": BODY}
    for number, year in enumerate(range(this_year - 5, this_year)):
        of_year = {
            "occasion": Occasion.YEAR,
            "year": year,
            "on": date(year, 12, 20),
            "decision_no": f"{year % 100}-QĐ/ĐU",
        }
        yield Commendation(cell=cells[number], reason="Chi bộ hoàn thành xuất sắc nhiệm vụ", **certificate, **of_year)
        for row in rows[number::9]:
            yield Commendation(member=row.member, reason="Hoàn thành xuất sắc nhiệm vụ", **certificate, **of_year)
        deed = {"on": date(year, 9, 2), "reason": words.DEEDS[number % len(words.DEEDS)], "body": BODY}
        yield Commendation(commune=commune, member=rows[number * 11].member, form=CommendationForm.PRAISE, **deed)
