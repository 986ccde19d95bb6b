"""How far a commune that has just begun has set itself up."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Do, Role
from cells.access import may, scope
from cells.enums import CellState
from cells.models import Assignment, CellStatus, Commune, Grant, Hamlet, Serving
from cells.queries.accounts import confirmers
from common.periods import month_of
from common.prepared import prepared
from meetings.models import Edition, Meeting, PlannedMeeting
from members.models import Member
from reports.models import MonthSheet

OURS = OuterRef("pk")


@dataclass(frozen=True)
class FirstStep:
    """One of the first things to do: `state` is done, next or later; without `url` another account does it."""

    text: str
    state: str
    url: str = ""
    who: str = ""

    @property
    def tone(self):
        return {"done": "ok", "next": "warn", "later": ""}[self.state]


def first_steps(user, today):
    """[FirstStep] of the commune until it has its first signed meeting and report; none for who does not set it up."""
    communes = scope(user, Do.EDIT_STRUCTURE).communes
    if not communes:
        return []
    [commune] = communes
    if _has_begun(commune=commune, long_ago=month_of(today).previous().since):
        return []
    return in_turn(_steps(_facts(commune, today)), lambda do: may(user, do))


def in_turn(told, allowed):
    """[FirstStep] of `told` [(what is to be done, whether it is, what one must be allowed to do for it, where)] in the
    order of work: the first that is not done is next. `allowed(do)`: whether the reader may do it."""
    steps, next_one = [], True
    for text, done, do, url in told:
        state = "done" if done else "next" if next_one else "later"
        next_one = next_one and done
        mine = allowed(do)
        steps.append(FirstStep(text, state, url if mine else "", "" if mine or done else _who_does(do)))
    return steps


@prepared
def _has_begun(commune, long_ago):
    """A row where the commune has signed minutes and a numbered sheet of a month, or has signed minutes for long."""
    signed = Meeting.objects.filter(cell__commune=OURS).signed()
    sheet = MonthSheet.objects.filter(commune=OURS)
    begun = (Exists(signed) & Exists(sheet)) | Exists(signed.filter(held_on__lt=long_ago))
    return Commune.objects.filter(begun, pk=commune).values_list("pk", flat=True)


def _facts(commune, today):
    """{step: whether it is done, or a number} of the commune of that number; two queries."""
    at_work = CellStatus.objects.on(today).filter(cell__commune=OURS, state=CellState.ACTIVE)
    living = Hamlet.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today), commune=OURS)
    served = Serving.objects.on(today).filter(hamlet=OURS)
    planned = PlannedMeeting.objects.kept().filter(cell__commune=OURS, on__year=today.year)
    facts = {
        "hamlets": Exists(living),
        "unserved": Exists(living.filter(~Exists(served))),
        "cells": Exists(at_work),
        "cell": Subquery(at_work.order_by("cell__search_key", "cell").values("cell")[:1]),
        "office": Exists(Grant.objects.on(today).counting().filter(commune=OURS, role=Role.OFFICE)),
        "led": Exists(Assignment.objects.on(today).filter(cell__commune=OURS)),
        "sheet": Exists(Edition.objects.filter(commune=OURS, state="published", since__lte=today)),
        "members": Exists(Member.objects.filter(commune=OURS)),
        "plan": Exists(planned),
        "signed": Exists(Meeting.objects.filter(cell__commune=OURS).signed()),
        "report": Exists(MonthSheet.objects.filter(commune=OURS)),
    }
    found = Commune.objects.filter(pk=commune).annotate(**{f"has_{name}": ask for name, ask in facts.items()})
    row = found.values().get()
    return {name: row[f"has_{name}"] for name in facts} | {"watched": confirmers(commune).count() > 1}


def _steps(facts):
    """What `in_turn` asks."""
    plan = reverse("meetings:plan", args=[facts["cell"]]) if facts["cell"] else reverse("meetings:calendar")
    yield _("Add the hamlets"), facts["hamlets"], Do.EDIT_STRUCTURE, reverse("cells:hamlets")
    yield _("Record the cells"), facts["cells"], Do.EDIT_STRUCTURE, reverse("cells:list")
    served = facts["hamlets"] and facts["cells"] and not facts["unserved"]
    yield _("Say which cell serves each hamlet"), served, Do.EDIT_STRUCTURE, reverse("cells:hamlets")
    yield _("Make the account of the Party Committee office"), facts["office"], Do.ADMINISTER, reverse("cells:accounts")
    text = _("Make an account of the inspection board, which confirms roles")
    yield text, facts["watched"], Do.ADMINISTER, reverse("cells:accounts")
    text = _("Record the Committee members and the cells they look after")
    yield text, facts["led"], Do.ADMINISTER, reverse("cells:committee")
    yield _("Publish the score sheet"), facts["sheet"], Do.ADMINISTER, reverse("meetings:sheets")
    yield _("Read in the members from Excel"), facts["members"], Do.EDIT_MEMBERS, reverse("exchange:imports")
    yield _("Draft the plan of the year of each cell"), facts["plan"], Do.RECORD_MEETINGS, plan
    yield _("Record the first meeting and sign it"), facts["signed"], Do.RECORD_MEETINGS, reverse("meetings:list")
    report = reverse("reports:cell-quality")
    yield _("Number the first monthly report"), facts["report"], Do.RECORD_MEETINGS, report


def _who_does(do):
    """The role that usually may do `do`, in words."""
    return Role.ADMIN.label if do == Do.ADMINISTER else Role.OFFICE.label
