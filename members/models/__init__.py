from members.models.codes import Code
from members.models.life import Correction, Event, Membership, Overlay, Post
from members.models.listing import SavedFilter
from members.models.member import Member
from members.models.rules import RuleSet
from members.models.target import Target

__all__ = [
    "Code",
    "Correction",
    "Event",
    "Member",
    "Membership",
    "Overlay",
    "Post",
    "RuleSet",
    "SavedFilter",
    "Target",
]
