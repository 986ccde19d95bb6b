from django.dispatch import receiver
from django.utils.translation import gettext as _

from members.rules.life import MemberRuleError
from members.services import records_joined
from oversight.models import InspectionSubject, InspectionTeamMember


@receiver(records_joined)
def refuse_inspecting_oneself(members, **sent):
    """Two records of one person, subject and inspector of one case. Who merges them may not know of the case: the
    sentence tells only whom to ask."""
    for member in members:
        team = InspectionTeamMember.objects.kept().filter(member=member, case__struck=False)
        if InspectionSubject.objects.kept().filter(member=member, case__in=team.values("case")).exists():
            words = _("The inspection board keeps the two records as two persons: ask it before they become one.")
            raise MemberRuleError(words)
