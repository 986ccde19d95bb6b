from members.models.codes import Code
from members.models.honour import Badge, Commendation, Discipline
from members.models.imports import Difference, Import, ImportRow
from members.models.life import Correction, Event, Membership, Overlay, Post
from members.models.listing import SavedFilter
from members.models.member import Member
from members.models.merge import Distinct, Merge
from members.models.privacy import Breach, DataRequest
from members.models.rating import CellRating, MemberRating
from members.models.rules import BadgeRules, CertificateRules, PrivacyRules, RatingRules, SuspensionRules
from members.models.target import Target
from members.models.training import Attendee, Course
from members.models.work import Duty

__all__ = [
    "Attendee",
    "Badge",
    "BadgeRules",
    "Breach",
    "CellRating",
    "CertificateRules",
    "Code",
    "Commendation",
    "Correction",
    "Course",
    "DataRequest",
    "Difference",
    "Discipline",
    "Distinct",
    "Duty",
    "Event",
    "Import",
    "ImportRow",
    "Member",
    "MemberRating",
    "Membership",
    "Merge",
    "Overlay",
    "Post",
    "PrivacyRules",
    "RatingRules",
    "SavedFilter",
    "SuspensionRules",
    "Target",
]
