"""Whether a vote on a person passed."""

from development.enums import Authority


def passed_in_cell(*, base, in_favour):
    """At least two thirds of the official members summoned (294-QĐ/TW §9.3.3); both in persons."""
    return base > 0 and 3 * in_favour >= 2 * base


def passed_in_committee(*, body, members, in_favour):
    """More than half of the Standing Committee, two thirds of an empowered Committee (294-QĐ/TW §4.3.2), of `members`:
    incumbents less those away, suspended, prosecuted or detained."""
    if members <= 0:
        return False
    return 2 * in_favour > members if body == Authority.STANDING else 3 * in_favour >= 2 * members


def authority(rules, choices):
    """The Authority under the AdmissionRules and AdmissionChoices of the day of the vote."""
    return Authority(choices.authority) if rules.committee_empowered else Authority.STANDING
