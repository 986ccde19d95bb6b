from members.models.codes import Code
from members.models.decisions import Badge, Commendation, Discipline
from members.models.despite import Despite
from members.models.life import Correction, Event, Membership, Overlay, Post
from members.models.listing import SavedFilter
from members.models.member import Member
from members.models.merge import Distinct, Merge
from members.models.rating import CellRating, MemberRating
from members.models.rules import BadgeRules, CertificateRules, GroupRules, RatingRules, StayRules, SuspensionRules
from members.models.training import Attendee, Course
from members.models.work import Duty
