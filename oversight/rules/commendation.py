"""Who may give which commendation, and what speaks against one (domain 9.3, 22)."""

from members.enums import CommendationForm, Occasion
from oversight.enums import DecidingBody

FORMS = list(CommendationForm)  # the simplest first


def most(body, occasion, rules):
    """The highest CommendationForm that `body` gives for an Occasion under CommendationRules; a cell only praises
    (294-QĐ/TW §28.2.1)."""
    if body == DecidingBody.UPPER:
        return CommendationForm.FLAG
    if body != DecidingBody.COMMITTEE:
        return CommendationForm.PRAISE
    fields = {Occasion.YEAR: "year", Occasion.FIVE_YEARS: "five_years", Occasion.AD_HOC: "ad_hoc"}
    return CommendationForm(getattr(rules, f"committee_{fields[occasion]}"))


def may_give(body, form, occasion, rules):
    """Whether `body` may give `form`, a CommendationForm."""
    return FORMS.index(form) <= FORMS.index(most(body, occasion, rules))


def passed(in_favour, base):
    """More than half of those who have a vote (294-QĐ/TW §9.3); persons."""
    return 2 * in_favour > base
