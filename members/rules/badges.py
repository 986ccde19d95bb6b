"""When a Party badge is due: no queries and no clock."""

from datetime import datetime

from dateutil.relativedelta import relativedelta

from members.enums import DisciplineForm, Early

# 294-QĐ/TW §28.3.1c: months after which somebody who corrected the fault is considered.
DELAY = {DisciplineForm.REPRIMAND: 6, DisciplineForm.WARNING: 9, DisciplineForm.DISMISSAL: 12}
MORE_FROM = 70  # years: from this badge on the seriously ill may have it 24 months early, before it 12


def due_on(since, years, *, early=""):
    """The day on which somebody whose Party age counts from `since` (a PartialDate) has `years` of it (294-QĐ/TW
    §4.5), or as much before it as `early` (an Early) allows; None where `since` is empty.

    Counted by calendar years: 29/02 falls on 28/02 of an ordinary year. Of a date known in part the first day counts.
    """
    if not since:
        return None
    due = since.first + relativedelta(years=years)
    return due - relativedelta(months=_months_early(years, early)) if early else due


def _months_early(years, early):
    """06-HD/TW §18.1, 18.2."""
    return 24 if early == Early.ILL and years >= MORE_FROM else 12


def badge_ahead(since, milestones, *, has, day):
    """(years, the day they are full) of the highest badge above `has` years that is full on `day`, else of the next one
    to come; None where there is none, or no day to count from."""
    found = None
    for years in sorted(milestones) if since else ():
        if years > has:
            due = due_on(since, years)
            if found is None or due <= day:
                found = years, due
            if due > day:
                break
    return found


def considered_from(due, disciplines, *, until=None):
    """(the day from which a badge due on `due` is considered, the Discipline that delays it or None).

    Counts the discipline in effect on the day that is reached, and what took effect up to `until` without having run
    out before; one that was lifted delays no longer than until then.
    """
    day, delaying = due, None
    for discipline in sorted(disciplines, key=lambda d: d.effective_on):
        if discipline.form not in DELAY:
            continue
        over = discipline.effective_on + relativedelta(months=DELAY[discipline.form])
        if discipline.lifted_on:
            over = min(over, discipline.lifted_on)
        if discipline.effective_on <= max(day, until or day) and day < over:
            day, delaying = over, discipline
    return day, delaying


def award_days(rules, year):
    """The days of `year` on which badges are awarded, in order; 29/02 is 28/02 in an ordinary year."""
    days = [datetime.strptime(f"{text}/2000", "%d/%m/%Y").date() for text in rules.award_dates]
    return sorted(day + relativedelta(year=year) for day in days)


def award_day_before(rules, day):
    """The last award day before `day`."""
    return max(one for year in (day.year - 1, day.year) for one in award_days(rules, year) if one < day)


def award_day_for(rules, day):
    """The award day that takes what falls due on `day`: that day itself or the next."""
    return min(one for year in (day.year, day.year + 1) for one in award_days(rules, year) if one >= day)
