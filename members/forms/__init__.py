from members.forms.accounts import KeepAccountForm
from members.forms.decisions import (
    AwardDayForm,
    BadgeStepForm,
    CommendForm,
    DisciplineEntryForm,
    EnterBadgeForm,
    InquiryForm,
    LiftDisciplineForm,
    ProposeBadgeForm,
    StrikeDecisionForm,
    StrikeForm,
)
from members.forms.dues import ArrearsForm
from members.forms.file import AddForm, CorrectFileForm, FileForm, RevealForm, odd
from members.forms.hamlet_roles import HamletRoleForm, LastsUntilForm
from members.forms.life import CorrectEventForm, EndCellForm, EventForm
from members.forms.listing import FilterNameForm, MemberFilter, NumberForm
from members.forms.merge import MergeForm
from members.forms.posts import OnDayForm
from members.forms.rating import DecideForm, DecisionForm, ProposeForm
from members.forms.slips import PresentSlipForm, SlipFilter, SlipForm
from members.forms.training import CourseForm, EnrolForm, ResultForm, SentByForm
from members.forms.work import DutyForm, FollowForm, GiveDutiesForm
from members.forms.year import CellYearForm
