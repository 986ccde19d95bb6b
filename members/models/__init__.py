from members.models.codes import Code
from members.models.honour import Badge, Commendation, Discipline
from members.models.life import Correction, Event, Membership, Overlay, Post
from members.models.member import Member
from members.models.rules import RuleSet
from members.models.target import Target

__all__ = [
    "Badge",
    "Code",
    "Commendation",
    "Correction",
    "Discipline",
    "Event",
    "Member",
    "Membership",
    "Overlay",
    "Post",
    "RuleSet",
    "Target",
]
