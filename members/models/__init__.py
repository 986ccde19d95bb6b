from members.models.codes import Code
from members.models.imports import Difference, Import, ImportRow
from members.models.life import Correction, Event, Membership, Overlay, Post
from members.models.member import Member
from members.models.rules import RuleSet
from members.models.target import Target

__all__ = [
    "Code",
    "Correction",
    "Difference",
    "Event",
    "Import",
    "ImportRow",
    "Member",
    "Membership",
    "Overlay",
    "Post",
    "RuleSet",
    "Target",
]
