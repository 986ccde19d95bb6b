"""Mass organisations: those that a commune begins with, what numbers of them can be true together, and what a unit of
some size elects."""

from development.enums import UnitSize

TWO_AND_A_HALF_YEARS = 30  # months

# Fields of MassOrganisation (domain 17.2). The term of hamlets stands apart: branches of veterans and youth elect twice
# as often. Công đoàn is where there are workers; the Front counts member organisations, not persons.
SHIPPED = (
    {
        "name": "Mặt trận Tổ quốc",
        "unit_name": "Ban công tác Mặt trận",
        "head_title": "trưởng ban",
        "has_members": False,
    },
    {"name": "Hội Nông dân", "unit_name": "chi hội", "head_title": "chi hội trưởng"},
    {"name": "Hội Liên hiệp Phụ nữ", "unit_name": "chi hội", "head_title": "chi hội trưởng"},
    {
        "name": "Hội Cựu chiến binh",
        "unit_name": "chi hội",
        "head_title": "chi hội trưởng",
        "hamlet_term": TWO_AND_A_HALF_YEARS,
    },
    {
        "name": "Đoàn TNCS Hồ Chí Minh",
        "unit_name": "chi đoàn",
        "head_title": "bí thư chi đoàn",
        "hamlet_term": TWO_AND_A_HALF_YEARS,
        "least": 3,
        "committee_from": 9,
    },
    {"name": "Công đoàn", "unit_name": "công đoàn cơ sở", "head_title": "chủ tịch", "everywhere": False},
)


def size_of(members, organisation):
    """The UnitSize of a unit with so many `members`, a number or None, of a MassOrganisation; None where nothing says
    one (domain 17.2)."""
    if members is None:
        return None
    if members < organisation.least:
        return UnitSize.TOO_SMALL
    if not organisation.committee_from:
        return None
    return UnitSize.COMMITTEE if members >= organisation.committee_from else UnitSize.HEADS


def persons_fit(persons, memberships):
    """Whether so many `persons` can hold the `memberships` [number, or None where it is not told] of the units of a
    hamlet: a person may be in several organisations, and in each of them once."""
    told = [number for number in memberships if number is not None]
    whole = len(told) == len(memberships)
    return persons >= max(told, default=0) and (not whole or persons <= sum(told))
