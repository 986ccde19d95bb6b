"""Who counts in a vote, and whether it passed."""

from collections import Counter
from dataclasses import dataclass

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from meetings.enums import Mark, VoteRule
from members.enums import Standing


@dataclass(frozen=True)
class VotingBase:
    """Who counts in a vote (294-QĐ/TW §9.3.2), in persons: official members on the roll, less those exempt or away who
    did not come, less those suspended, prosecuted or
    detained, and at a congress that agreed to it less those absent with reason. Other absent
    members count; probationary members and guests never vote."""

    official: int
    stayed_home: int
    kept_out: int
    excused: int
    voters_present: int

    @property
    def base(self):
        return self.official - self.stayed_home - self.kept_out - self.excused

    def needed(self, rule):
        """Votes in favour that `rule` asks for, in whole numbers."""
        return VoteRule(rule).of(self.base)

    def passed(self, rule, in_favour):
        return self.base > 0 and in_favour >= self.needed(rule)


class VotingPlace(TextChoices):
    """In or out of the voting base, and why."""

    COUNTED = "counted", _("counts")
    PROBATIONARY = "probationary", _("probationary: no vote")
    GUEST = "guest", _("on temporary transfer: no vote here")
    SUSPENDED = "suspended", _("suspended: no vote")
    PROSECUTED = "prosecuted", _("prosecuted or detained: no vote")
    EXEMPT = "exempt", _("exempt and not present")
    AWAY = "away", _("away and not present")
    EXCUSED = "excused", _("absent throughout with reason, left out by the congress")


def voting_place(line, meeting):
    """The VotingPlace of a roll line."""
    if line.guest:
        return VotingPlace.GUEST
    if line.standing != Standing.OFFICIAL:
        return VotingPlace.PROBATIONARY
    if line.not_expected and (line.kept_out or line.mark != Mark.PRESENT):
        return VotingPlace(line.not_expected)
    if meeting.excused_do_not_vote and line.mark == Mark.EXCUSED:
        return VotingPlace.EXCUSED
    return VotingPlace.COUNTED


def voting_base_of(lines, meeting):
    """The VotingBase of the `lines` of a roll."""
    placed = [(voting_place(line, meeting), line) for line in lines]
    persons = Counter(place for place, _line in placed)
    return VotingBase(
        official=sum(line.standing == Standing.OFFICIAL for line in lines),
        stayed_home=persons[VotingPlace.EXEMPT] + persons[VotingPlace.AWAY],
        kept_out=persons[VotingPlace.SUSPENDED] + persons[VotingPlace.PROSECUTED],
        excused=persons[VotingPlace.EXCUSED],
        voters_present=sum(place == VotingPlace.COUNTED and line.mark == Mark.PRESENT for place, line in placed),
    )


def voting_base(meeting):
    return voting_base_of(list(meeting.roll), meeting)
