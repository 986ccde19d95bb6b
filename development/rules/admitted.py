"""What is told of the newly admitted: schooling and ages on the day of the ceremony."""

from development.enums import Attained
from development.rules.conditions import LOWER_SECONDARY, PRIMARY, Grade

UPPER_SECONDARY = {12: 12, 10: 10}
AGES = ((18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, None))  # both included


def attained(profile):
    """The Attained that a Profile tells; empty where nothing is known."""
    grade = Grade.read(profile.grade)
    if profile.grade:
        levels = ((UPPER_SECONDARY, Attained.UPPER), (LOWER_SECONDARY, Attained.LOWER), (PRIMARY, Attained.PRIMARY))
        found = next((attained for level, attained in levels if grade.reaches(level)), None)
        if found:
            return found
    if profile.diploma:
        return Attained.LOWER
    return Attained.READS if profile.reads or profile.grade else ""


def age_band(age):
    """The place among AGES of an age in years; None where it is not known or below the first."""
    bands = ((place, least, most) for place, (least, most) in enumerate(AGES))
    known = age is not None
    return next(
        (place for place, least, most in bands if known and least <= age and (most is None or age <= most)), None
    )
