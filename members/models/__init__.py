from members.models.account import KeptAccount
from members.models.codes import Code
from members.models.decisions import Badge, CellDiscipline, Commendation, Discipline
from members.models.despite import Despite
from members.models.dues import Arrears
from members.models.hamlet_role import HamletRole
from members.models.inquiry import Inquiry
from members.models.life import Correction, Event, Membership, Overlay, Post
from members.models.listing import SavedFilter
from members.models.member import Member
from members.models.merge import Distinct, Merge
from members.models.rating import CellRating, MemberRating
from members.models.rules import (
    BadgeRules,
    CertificateRules,
    DuesRules,
    GroupRules,
    RatingRules,
    StayRules,
    SuspensionRules,
    TrainingRules,
    TransferRules,
)
from members.models.slip import Slip
from members.models.training import Attendee, Course
from members.models.work import Duty
