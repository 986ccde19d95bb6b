"""What development adds to the pages of other apps."""

from django.utils import timezone

from accounts.roles import Do
from cells.access import may, scope
from cells.queries import current_number
from common.panels import Panel
from development import queries
from development.enums import FoundingStepKind
from development.models import Candidate, FoundingStep, Movement, Step, Unit, UnitHead
from development.queries.editions import changed_cases
from members.enums import CourseKind, Standing
from members.models import Membership


class HamletUnitsPanel(Panel):
    """The mass organisations of a hamlet: who heads each, and what is missing. Of a hamlet that was merged, the units
    that nobody has handed on yet."""

    template = "development/hamlet_units.html"

    def facts(self, user, hamlet):
        if not may(user, Do.SEE_ORGANISATIONS):
            return None
        today = timezone.localdate()
        kinds = queries.organisations_on(hamlet.commune_id, today)
        [(_hamlet, places)] = queries.organisations_in(user=user, hamlets=[hamlet], organisations=kinds, day=today)
        ended = hamlet.ended_on and hamlet.ended_on <= today
        if ended:
            places = [place for place in places if place.unit]
        return (
            {
                "hamlet": hamlet,
                "places": places,
                "ended": ended,
                "may_edit": scope(user, Do.EDIT_ORGANISATIONS).has(commune=hamlet.commune_id, cell=None),
            }
            if places
            else None
        )


class FoundingDecisionPanel(Panel):
    """Beside the decision that a cell was founded under: the number of the same decision issued anew since, which the
    records of the day do not bear."""

    template = "development/founding_decision.html"
    place = "decision"

    def facts(self, user, cell):
        made = FoundingStep.objects.kept().filter(founding__cell=cell, kind=FoundingStepKind.DECIDE).first()
        number = made and current_number(made.paper_id)
        return {"number": number} if number and number.corrects and number.text != cell.decision_no else None


class ClassPanel(Panel):
    """Of a class on awareness of the Party: how many certificates stand in cases, and the way to give them."""

    template = "development/class.html"

    def facts(self, user, course):
        may_give = scope(user, Do.EDIT_CANDIDATES).has(commune=course.commune_id, cell=None)
        if course.kind != CourseKind.AWARENESS or not may_give:
            return None
        given = Step.objects.kept().filter(attendee__course=course).count()
        return {"course": course, "given": given}


class EditionPanel(Panel):
    """Beside an edition of the rules of admission: which open cases it would change; numbers of cases, and no names, as
    who administers sees no candidate."""

    template = "development/edition.html"

    def facts(self, user, edition):
        today = timezone.localdate()
        return {"cases": changed_cases(edition, today), "day": max(today, edition.since)}


class WayPanel(Panel):
    """The case of a member, where it is on record; of one on probation without, the way to begin it."""

    template = "development/way.html"

    def facts(self, user, member):
        if not may(user, Do.SEE_CANDIDATES):
            return None
        case = Candidate.objects.visible_to(user).filter(member=member).first()
        row = None if case else Membership.objects.on(timezone.localdate()).filter(member=member).first()
        begins = row is not None and row.standing == Standing.PROBATIONARY
        begins = begins and scope(user, Do.EDIT_CANDIDATES).has(commune=member.commune_id, cell=row.cell_id)
        return {"case": case, "member": member} if case or begins else None


class HeadshipsPanel(Panel):
    """Which units of mass organisations a member heads or headed, and in which movements the member takes part."""

    template = "development/headships.html"

    def facts(self, user, member):
        if not may(user, Do.SEE_ORGANISATIONS):
            return None
        rows = UnitHead.objects.kept().filter(member=member).select_related("unit__organisation", "unit__hamlet")
        rows = sorted(rows, key=lambda row: (row.until is not None, row.since, row.pk))
        opens = set(Unit.objects.visible_to(user).filter(heads__in=rows).values_list("pk", flat=True))
        parts = queries.took_part(member=member, by_day=timezone.localdate())
        movements = Movement.objects.visible_to(user).filter(participations__in=parts)
        told = {"rows": rows, "opens": opens, "parts": parts}
        return told | {"shown": set(movements.values_list("pk", flat=True))} if rows or parts else None
