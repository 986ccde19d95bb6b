"""When a Party badge is due: no queries and no clock."""

from datetime import datetime

from dateutil.relativedelta import relativedelta

from members.enums import DisciplineForm

# 294-QĐ/TW §28.3.1c: months after which somebody who corrected the fault is considered.
DELAY = {DisciplineForm.REPRIMAND: 6, DisciplineForm.WARNING: 9, DisciplineForm.DISMISSAL: 12}


def badge_ahead(age, milestones, *, has, day):
    """(years, the day they are full) of the highest badge above `has` years that is full on `day`, else of the next one
    to come, of somebody with the PartyAge `age`; None where there is none, or no day to count from."""
    found = None
    for years in sorted(milestones) if age.since else ():
        if years > has:
            due = age.full_on(years)
            if found is None or due <= day:
                found = years, due
            if due > day:
                break
    return found


def considered_from(due, disciplines, *, until=None):
    """(the day from which a badge due on `due` is considered, the Discipline that delays it or None).

    Counts the discipline in effect on the day that is reached, and what took effect up to `until` without having run
    out before; one that was lifted delays no longer than until then. A lighter form that a complaint gave delays by its
    months from the day of the first form: who complained rightly is not considered later than without.
    """
    day, delaying = due, None
    for discipline in sorted(disciplines, key=lambda d: d.effective_on):
        if discipline.form not in DELAY:
            continue
        first, months = discipline.replaces, DELAY[discipline.form]
        lighter = first and (first.form not in DELAY or DELAY[first.form] > months)  # expulsion has no months
        over = (first if lighter else discipline).effective_on + relativedelta(months=months)
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
