from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, scope
from members.enums import Level
from members.models import Course, Duty, Member


@require_safe
def member_record(request, pk):
    """The work given to one member, the courses and the ratings, over the years."""
    member = get_for(request.user, Do.SEE_MEMBERS, Member.objects, pk=pk)
    ratings = list(member.ratings.select_related("cell").order_by("-year"))
    not_done = {rating.year for rating in ratings if rating.level == Level.NOT_DONE and not rating.struck}
    duties = member.duties.select_related("cell", "follower").order_by("-year", "due", "pk")
    may_change = Duty.objects.for_doing(request.user, Do.ASSIGN_WORK).filter(member=member)
    context = {
        "member": member,
        "roles": member.hamlet_roles.select_related("hamlet"),
        "may_edit": scope(request.user, Do.EDIT_MEMBERS).has(commune=member.commune_id, cell=None),
        "duties": duties,
        "may_change": set(may_change.values_list("pk", flat=True)),
        "opens": set(Course.objects.visible_to(request.user).values_list("pk", flat=True)),
        "trainings": member.trainings.select_related("course", "cell").order_by("-course__starts_on", "-pk"),
        "ratings": [(rating, not rating.struck and {rating.year, rating.year - 1} <= not_done) for rating in ratings],
        "today": timezone.localdate(),
    }
    return render(request, "members/record.html", context)
