"""What is hardly ever so, and mostly a slip of the pen: told wherever a file is filled in, and never refused."""

from django.utils.translation import gettext as _

from members.enums import Sex

LIFE = ("born", "decided_on", "ceremony_on", "official_on")  # what `odd_days` asks for
ADULT, MOST_YEARS = 18, 110


def disagreement(number, sex, born):
    """How an identity number differs from sex and birth year, which it repeats (domain 5.3); "" where it agrees."""
    if sex and (sex == Sex.FEMALE) != (int(number[3]) % 2 == 1):
        return _("the identity number is not that of this sex")
    if born and born[:4] != str(1900 + int(number[3]) // 2 * 100 + int(number[4:6])):
        return _("the identity number is not that of this birth year")
    return ""


def odd_days(*, born, decided_on, ceremony_on, official_on, today):
    """[(field, sentence)] about dates of a life that hardly go together; each a PartialDate, as far as it is known."""
    found = []
    if born and born.age_on(today) > MOST_YEARS:
        found.append(("born", _("over %(years)s years old") % {"years": MOST_YEARS}))
    if born and ceremony_on and (age := born.age_on(ceremony_on.last)) < ADULT:
        found.append(("ceremony_on", _("in the Party at the age of %(age)s") % {"age": age}))
    elif born and official_on and (age := born.age_on(official_on.last)) <= ADULT:
        found.append(("official_on", _("official at the age of %(age)s") % {"age": age}))
    if ceremony_on and official_on and ceremony_on.age_on(official_on.last) < 1:
        found.append(("official_on", _("official less than a year after the ceremony")))
    if decided_on and ceremony_on and ceremony_on.last < decided_on.first:
        found.append(("ceremony_on", _("the ceremony lies before the decision")))
    return found
