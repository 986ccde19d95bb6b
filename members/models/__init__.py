from members.models.codes import Code
from members.models.life import Correction, Event, Membership, Overlay, Post
from members.models.member import Member
from members.models.merge import Distinct, Merge
from members.models.privacy import Breach, DataRequest
from members.models.rules import RuleSet
from members.models.target import Target

__all__ = [
    "Breach",
    "Code",
    "Correction",
    "DataRequest",
    "Distinct",
    "Event",
    "Member",
    "Membership",
    "Merge",
    "Overlay",
    "Post",
    "RuleSet",
    "Target",
]
