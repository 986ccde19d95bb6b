"""The address of every page of the matrix, for objects of the world."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from cells import services as structure
from cells.enums import ServingKind
from cells.models import Serving, Trust
from common.periods import parse
from development import services as growth
from development.enums import FoundingWay, HeadRole, UnitKind
from development.models import Candidate, Founding, FoundingStep
from members import services as people
from members.enums import HamletRoleKind, LifeOf, SlipKind
from oversight import services as guidance
from oversight.models import (
    AwardDecision,
    AwardProposal,
    Briefing,
    DemocracyCheck,
    DisciplineCase,
    FocusPeriod,
    InspectionCase,
    InspectionProgramme,
    InspectionStep,
)
from oversight.queries.discipline import base_of_cell
from privacy.services import note_breach, note_request
from reports import services as figures
from reports.enums import PaperOn, ReportKind
from reports.models import CommitteeReport, ReportPeriod, UpperReader
from tests.access import (
    AWARD_FORMS,
    BRIEFING_FORMS,
    CASE_PAPERS,
    DEMOCRACY_FORMS,
    FOUNDING_FORMS,
    FOUNDING_PAPERS,
    INFORMATION_FORMS,
    INSPECTION_BUTTONS,
    INSPECTION_FORMS,
    INSPECTION_PAPERS,
    INSPECTION_PROGRAMMES,
    MODEL_FORMS,
    MOVEMENT_FORMS,
    OF_A_CELL,
    PART_FORMS,
    PROGRAMME_FORMS,
    RECORDING_STEPS,
    RULE_SET_PAGES,
    SHEET_PAGES,
)
from tests.exchange.sheets import NEW, listing
from tests.exchange.test_import_sheets import bring
from tests.world import admit, join, training

IMPORTS = {f"exchange:import{part}" for part in ("", "-columns", "-apply", "-undo", "-drop")} | {"exchange:differences"}
REQUESTS = {f"privacy:{word}request" for word in ("", "edit-", "answer-", "release-")}
SLIPS = {"members:slip", "members:slip-word", "members:present-slip", "members:strike-slip"}
CANDIDATES = {f"development:{word}" for word in ("candidate", "candidate-facts", "candidate-item", "candidate-step")}
CANDIDATES |= {f"development:{word}" for word in ("strike-step", "paper-no", "candidate-proposer", *CASE_PAPERS)}
INSPECTIONS = {*INSPECTION_FORMS, *INSPECTION_BUTTONS, *INSPECTION_PROGRAMMES, *INSPECTION_PAPERS}
ABOUT_A_COMMITTEE_REPORT = {
    f"reports:{word}"
    for word in ("committee-report", "write-committee-report", "committee-report-paper", "strike-committee-report")
}
REQUESTS |= {"privacy:request-file", "privacy:request-numbers"}


def an_import(world):
    """A checked list of the secretary's commune; made for every address anew, because one of them puts it aside."""
    return bring(world, listing(NEW))


def admission_facts(world):
    """What is on record of the day of an admission in the secretary's cell."""
    event = admit(world.cell, "Lý Thị Mới", date(2026, 5, 19)).events.get()
    return growth.tell_admission_facts(event=event, schooling="upper", by=world.office)


def objects(world):
    """{address name: number or words} of what stands in the world from the beginning."""
    line = world.sheet.criteria.get(code="time")
    return {
        **{f"meetings:{word}": world.sheet.pk for word in SHEET_PAGES},
        **{f"meetings:{word}": line.pk for word in ("criterion", "threshold-add")},
        "meetings:threshold": line.thresholds.first().pk,
        "meetings:second-score": world.signed.pk,
        "cells:hamlet": world.hamlet.pk,
        **{f"cells:{word}": world.hamlet.pk for word in ("serve", "edit-hamlet")},
        **{f"cells:{word}": world.seat.pk for word in ("committee-member", "seat-account", "end-seat", "lead")},
        **{f"cells:{word}": world.accounts["secretary"].pk for word in ("account", "give-role", "set-password")},
        **{f"cells:{word}": world.accounts["secretary"].pk for word in ("lock-account", "unlock-account")},
        "cells:end-role": world.accounts["secretary"].grants.get().pk,
        **{f"members:{word}": world.member.pk for word in ("detail", "edit", "correct", "reveal", "life")},
        **{f"members:{word}": world.member.pk for word in ("honours", "commend", "discipline")},
        **{f"members:{word}": world.member.pk for word in ("enter-badge", "propose-badge")},
        **{f"members:{word}": world.member.pk for word in ("inquire", "add-slip", "add-hamlet-role")},
        "members:dues": world.cell.pk,
        "development:hand-on-units": world.hamlet.pk,
        **{f"development:{word}": world.farmers.pk for word in ("figures", "edit-organisation")},
        "members:keep-account": world.accounts["secretary"].pk,
        "members:remove-discipline": world.discipline.pk,
        **{f"members:{word}": world.cell.pk for word in ("cell-honours", "commend-cell")},
        "members:correct-event": world.member.events.first().pk,
        "meetings:detail": world.signed.pk,
        "meetings:reopen": world.signed.pk,
        **{f"meetings:{word}": world.paper.pk for word in ("issued-paper", "strike-paper")},
        "reports:month-sheet": "2026-10",
        **{f"meetings:{word}": world.draft.pk for word in ("record", "move", "refresh-roll", "strike")},
        **dict.fromkeys(RECORDING_STEPS, world.draft.pk),
        **{
            f"oversight:{word}": world.cell.pk
            for word in ("add-difficulty", "hand-over", "add-hand-over", "plan-visit", "add-award")
        },
        **{f"oversight:{word}": world.difficulty.pk for word in ("difficulty", "follow-up")},
        "oversight:withdraw-visit": world.planned_visit.pk,
        "oversight:remark": world.signed.pk,
        **{f"meetings:{word}": world.cell.pk for word in ("plan", "draft-plan", "add-planned")},
        **{f"meetings:{word}": world.planned.pk for word in ("planned", "edit-planned", "move-planned")},
        **{f"meetings:{word}": world.planned.pk for word in ("cancel-planned", "invitation", "planned-blank")},
        "meetings:invitation-word": world.planned.pk,
        "meetings:blank": world.draft.pk,
        "calendar-feed": world.feed_token,
        "meetings:add-absence": world.cell.pk,
        "meetings:withdraw-absence": world.notice.pk,
        "meetings:member-attendance": world.member.pk,
        **dict.fromkeys(("meetings:programme", *PROGRAMME_FORMS), world.programme.pk),
        **dict.fromkeys(MODEL_FORMS, world.model_meeting.pk),
        **{f"meetings:{word}": world.model_meeting.pk for word in ("model-meeting", "invitations", "invite")},
        "reports:model-meeting": world.model_meeting.pk,
        "meetings:edit-review": world.review.pk,
        "meetings:edit-opinion": world.opinion.pk,
        "meetings:edit-uptake": world.uptake.pk,
        **{f"meetings:{word}": world.session.pk for word in ("session", "edit-session")},
        **{f"cells:{word}": world.cell.pk for word in ("detail", "edit", "change-status", "assign", "cell-who-may")},
        "cells:end-account": world.cell.pk,
        "cells:facts": world.cell.pk,
        "meetings:hand-task": world.signed.tasks.first().pk,
        "members:end-cell": world.cell.pk,
        "development:review-candidates": world.cell.pk,
        "members:rename-filter": world.saved.pk,
        "members:remove-filter": world.saved.pk,
        "members:record": world.member.pk,
        "members:duty": world.duty.pk,
        **{f"members:{word}": world.cell.pk for word in ("give-duties", "follow-duties", "rate", "decide")},
        **{f"members:{word}": world.course.pk for word in ("course", "edit-course", "enrol", "results")},
    }


def address(name, world):
    """The address of `name` for the objects of the secretary's cell, and for the commune's draft of a score sheet."""
    if not hasattr(world, "objects"):
        world.objects = objects(world)
    if name in ("cells:propose-calendar", "cells:announce-calendar"):
        return reverse(name, args=[2028])
    if name == "cells:edit-calendar-day":
        return reverse(name, args=[world.commune.calendar_days.first().pk])
    if name in ("cells:confirm-role", "cells:decline-role"):
        return reverse(name, args=["role", world.accounts["secretary"].grants.get().pk])
    if name == "cells:end-trust":
        return reverse(name, args=[a_trust(world).pk])
    if name in RULE_SET_PAGES:
        return reverse(name, args=["badges", world.rules.pk])
    if name in ("cells:rules-of", "cells:draft-rules"):
        return reverse(name, args=["badges"])
    if name == "members:compare":
        return reverse(name, args=[member.pk for member in world.members[:2]])
    if name == "members:merge":
        return reverse(name, args=[a_merge(world).pk])
    if name in REQUESTS:
        return reverse(name, args=[a_request(world).pk])
    if name in ("development:founding", *FOUNDING_FORMS, *FOUNDING_PAPERS):
        return founding_address(name, world)
    if name in SLIPS:
        return reverse(name, args=[a_slip(world).pk])
    if name == "development:admission-facts":
        return reverse(name, args=[admission_facts(world).event_id])
    if name in CANDIDATES:
        return candidate_address(name, world)
    if name == "development:recognise":
        return reverse(name, args=[a_recognition(world).pk])
    if name == "development:open-case":
        return reverse(name, args=[world.member.pk])
    if name == "development:class-results":
        return reverse(name, args=[a_class(world).pk])
    if name == "development:decide-pass":
        return reverse(name, args=[a_pass(world).pk])
    if name == "members:end-hamlet-role":
        return reverse(name, args=[a_hamlet_role(world).pk])
    if name in ("development:unit", "development:close-unit", "development:add-head"):
        return reverse(name, args=[a_unit(world).pk])
    if name == "development:edit-criterion":
        return reverse(name, args=[a_criterion(world).pk])
    if name in PART_FORMS:
        return reverse(name, args=[a_part(world).pk])
    if name == "oversight:strike-focus-step":
        told = {"kind": "progress", "on": world.today, "text": "Đạt một nửa", "by": world.office}
        return reverse(name, args=[guidance.take_step(task=a_focus_task(world), **told).pk])
    if name in INSPECTIONS:
        return inspection_address(name, world)
    if name == "oversight:focus-step":
        return reverse(name, args=[a_focus_task(world).pk, "report"])
    if name.startswith("oversight:") and name.endswith("focus-task") and name != "oversight:add-focus-task":
        return reverse(name, args=[a_focus_task(world).pk])
    if name == "oversight:discipline-step":
        return reverse(name, args=[a_discipline_case(world).pk, "strike"])
    if name == "oversight:discipline-case":
        return a_discipline_case(world).get_absolute_url()
    if name == "oversight:discipline-paper":
        decided = DisciplineCase.objects.exclude(penalty="").first() or a_discipline_case(world, told=True)
        return reverse(name, args=[decided.pk, "decision"])
    if name == "oversight:information-step":
        return reverse(name, args=[some_information(world).pk, "look"])
    if name in ("oversight:information", *INFORMATION_FORMS):
        return reverse(name, args=[some_information(world).pk])
    if name in ("oversight:discipline-proposal", "oversight:strike-ballot"):
        return reverse(name, args=[a_proposing_ballot(world).pk])
    if name == "oversight:award-decision":
        return (AwardDecision.objects.first() or an_award_decision(world)).get_absolute_url()
    if name in ("oversight:award-proposal", *AWARD_FORMS):
        return reverse(name, args=[an_award(world).pk])
    if name in ("oversight:edit-conclusion", "oversight:strike-conclusion"):
        return reverse(name, args=[a_conclusion(world).pk])
    if name in ("oversight:briefing", "oversight:notice", "reports:briefing-sheet", *BRIEFING_FORMS):
        return reverse(name, args=[a_briefing(world).pk])
    if name in ("oversight:focus-period", "oversight:strike-focus-period"):
        return reverse(name, args=[a_closed_period(world).pk])
    if name == "oversight:add-democracy-check":
        return reverse(name, args=[world.hamlet.pk, world.today.year])
    if name == "oversight:strike-household-vote":
        return reverse(name, args=[a_household_vote(world).pk])
    if name in ("oversight:democracy-check", *DEMOCRACY_FORMS):
        return reverse(name, args=[a_democracy_check(world).pk])
    if name in OF_A_CELL:
        return reverse(name, args=[a_report_period(world).pk, world.cell.pk])
    if name in ("reports:period", "reports:close-period", "reports:reopen-period", "reports:strike-period"):
        return reverse(name, args=[a_report_period(world).pk])
    if name == "reports:end-upper-reader":
        return reverse(name, args=[an_upper_reader(world).pk])
    if name in ABOUT_A_COMMITTEE_REPORT:
        return reverse(name, args=[a_committee_report(world).pk])
    if name in ("oversight:edit-agency", "oversight:strike-agency"):
        return reverse(name, args=[an_agency(world).pk])
    if name in ("development:movement", *MOVEMENT_FORMS):
        return reverse(name, args=[a_movement(world).pk])
    if name in ("development:end-head", "development:strike-head"):
        head = a_unit(world).heads.first() or a_unit_head(world)  # there is one head at a time
        return reverse(name, args=[head.pk])
    if name == "members:conclude-inquiry":
        return reverse(name, args=[an_inquiry(world).pk])
    if name in ("privacy:breach", "privacy:edit-breach", "privacy:report-breach"):
        return reverse(name, args=[a_breach(world).pk])
    if name in IMPORTS:
        return reverse(name, args=[an_import(world).pk])
    if name == "members:event":
        return reverse(name, args=[world.member.pk, "transfer"])
    if name in ("meetings:record-draft", "meetings:record-drop-draft"):
        return reverse(name, args=[world.draft.pk, "roll"])
    if name in ("meetings:session-attendance", "meetings:session-everybody"):
        return reverse(name, args=[world.session.pk, world.cell.pk])
    if name == "meetings:paper":
        return reverse(name, args=[world.signed.pk, "minutes"])
    if name == "members:strike":
        return reverse(name, args=["commendation", world.commendation.pk])
    return reverse(name, args=[world.objects[name]] if name in world.objects else [])


def a_trust(world):
    """The office's account knows of sensitive cases, for some days of the next year."""
    if there := Trust.objects.filter(account=world.office).first():
        return there
    days = {"since": date(2027, 1, 1), "until": date(2027, 2, 1), "today": world.today}
    facts = {"account": world.office, "because": "Quyết định 12-QĐ/ĐU", **days}
    return structure.entrust(commune=world.cell.commune, by=None, **facts)


def a_merge(world):
    other = join(world.cell, "Nông Văn Ân")
    return people.merge(kept=world.member, other=other, taken=set(), life=LifeOf.KEPT, reason="Trùng", by=world.office)


def a_class(world):
    held = world.commune.courses.filter(kind="awareness").first()
    return held or training(world.commune, [], "awareness", names=["Lò Thị Học"], cell=world.cell)


def a_pass(world):
    about = {"full_name": f"Quần Chúng {Candidate.objects.count()}", "sex": "female"}
    case = growth.propose(cell=world.cell, on=world.today, case=about, facts={}, by=world.office)
    about = {"kind": "allow", "rules": ["not listed"], "reason": "theo chỉ đạo", "on": world.today}
    return growth.ask_to_pass(candidate=case, by=world.office, **about)


def candidate_address(name, world):
    """The case that is there; else a new one each time, with a step that can be struck out."""
    if name == "development:candidate" and hasattr(world, "candidate"):
        return world.candidate.get_absolute_url()
    if name == "development:recognition-paper":
        return reverse(name, args=[a_recognition(world).pk])
    about = {"full_name": f"Quần Chúng {Candidate.objects.count()}", "sex": "female"}
    case = growth.propose(cell=world.cell, on=world.today, case=about, facts={}, by=world.office)
    if name in ("development:strike-step", "development:step-paper", "development:paper-no"):
        listed = growth.take_step(candidate=case, kind="list", on=world.today, by=world.office)
        return reverse(name, args=[listed.pk])
    if name == "development:candidate-item":
        growth.keep_item(candidate=case, kind="application", state="have", by=world.office)
    words = {"development:candidate-step": ["list"], "development:candidate-item": ["application"]}
    words["development:candidate-form"] = ["application"]
    return reverse(name, args=[case.pk, *words.get(name, [])])


def a_recognition(world):
    """The case of a probationary member whom the Committee found ready."""
    if there := world.cell.candidates.filter(member__full_name="Nông Thị Dự").first():
        return there
    member = admit(world.cell, "Nông Thị Dự", world.today - timedelta(days=400))
    case = growth.case_of(member=member, on=world.today, by=world.office)
    vote = {"about": "recognition", "members": 5, "in_favour": 3, "body": "standing committee", "override": "vội"}
    growth.take_step(candidate=case, kind="committee_vote", on=world.today, by=world.office, **vote)
    return case


def a_founding(world):
    """For a hamlet that the secretary's cell serves jointly: its way is chosen and the member is named."""
    if there := Founding.objects.filter(commune=world.commune).first():  # nobody is named twice
        return there
    hamlet = structure.found_hamlet(commune=world.commune, name="Xóm Trắng", by=world.office)
    Serving.objects.create(hamlet=hamlet, cell=world.cell, kind=ServingKind.JOINT, since=world.today)
    day, by = world.today, world.office
    made = growth.begin_founding(commune=world.commune, hamlets=[hamlet], on=day, by=by)
    plan = {"way": FoundingWay.SPLIT, "cell_name": "Chi bộ Xóm Trắng", "effective_on": day + timedelta(days=30)}
    growth.choose_way(founding=made, on=day, by=by, **plan)
    growth.name_member(founding=made, member=world.member, on=day, by=by)
    return made


def founding_address(name, world):
    made, word = a_founding(world), name.removeprefix("development:")
    if word == "drop-founder":
        return reverse(name, args=[made.named.get().pk])
    if word == "strike-founding-step":
        return reverse(name, args=[made.steps.get(kind="way").pk])
    if word in ("founding-paper", "founding-paper-no"):
        row = made.steps.filter(kind="decide").first()
        about = {"founding": made, "kind": "decide", "on": world.today, "account": world.office}
        return reverse(name, args=[(row or FoundingStep.objects.create(**about)).pk, "paper"])
    if word == "founding-item":
        growth.keep_founding_item(founding=made, kind="leaders", state="have", by=world.office)
    words = {"founding-step": ["way"], "founding-item": ["leaders"]}
    return reverse(name, args=[made.pk, *words.get(word, [])])


def a_slip(world):
    facts = {"kind": SlipKind.OUT, "to": "Đảng bộ phường Xa", "on": world.today}
    return people.give_slip(member=join(world.cell, "Nông Thị Đi"), by=world.office, **facts)


def a_hamlet_role(world):
    if held := world.member.hamlet_roles.first():  # there is one head at a time
        return held
    facts = {"kind": HamletRoleKind.HEAD, "hamlet": world.hamlet, "since": world.today - timedelta(days=1)}
    return people.name_in_hamlet(member=world.member, by=world.office, **facts)


def a_unit(world):
    """The farmers of the secretary's hamlet."""
    if there := world.farmers.units.filter(hamlet=world.hamlet).first():  # there is one at a time
        return there
    facts = {"organisation": world.farmers, "kind": UnitKind.HAMLET, "hamlet": world.hamlet}
    return growth.found_unit(since=world.today - timedelta(days=600), by=world.office, **facts)


def a_unit_head(world, member=None, **facts):
    """Who heads them: `member`, or somebody who is none."""
    facts = {"role": HeadRole.HEAD, "since": world.today - timedelta(days=100), "basis": "elected"} | facts
    who = {"member": member} if member else {"name": "Sầm Thị Ngoài"}
    return growth.name_head(unit=a_unit(world), by=world.office, **who, **facts)


def a_movement(world):
    """Led by the secretary's cell, in its hamlet."""
    name = f"Đường hoa {world.hamlet}"
    if there := world.cell.movements.filter(name=name).first():  # there is one of a name
        return there
    facts = {"name": name, "year": 2026, "kind": "skilful", "field": "culture", "lead_cell": world.cell}
    facts |= {"registered_on": world.today - timedelta(days=300), "hamlets": [world.hamlet]}
    return growth.register_movement(commune=world.hamlet.commune, by=world.office, **facts)


def a_criterion(world):
    return growth.add_criterion(movement=a_movement(world), text="Số hộ", target="30 hộ", by=world.office)


def a_part(world):
    """The member's part in it."""
    movement = a_movement(world)
    if there := movement.participations.first():  # nobody takes part twice
        return there
    facts = {"member": world.member, "part": "core", "since": world.today - timedelta(days=200)}
    return growth.take_part(movement=movement, by=world.office, **facts)


def an_agency(world):
    """The People's Committee of the commune."""
    return world.cell.commune.agencies.first()


def a_focus_task(world, **facts):
    """What the secretary's cell leads."""
    facts = {
        "title": "Làm đường vào xóm",
        "content": "Huy động nhân dân làm 2 km đường",
        "source": "notice",
        "document_no": "12-TB/ĐU",
        "document_on": world.today - timedelta(days=30),
        "given_on": world.today - timedelta(days=29),
        "due_on": world.today + timedelta(days=20),
        "cell": world.cell,
    } | facts
    return guidance.give_task(commune=world.cell.commune, by=world.office, **facts)


def a_discipline_case(world, *, voted=True, told=False, **facts):
    """On a member of the secretary's cell: warned by the cell, announced and received where it is `told`."""
    on = date(2026, 11, 10)
    facts = {
        "member": world.members[1],
        "opened_on": date(2026, 11, 2),
        "field": "ethics",
        "breach": "Vi phạm quy định về lối sống",
        "breach_from": date(2026, 3, 1) + timedelta(days=DisciplineCase.objects.count()),
        "breach_until": None,
    } | facts
    case = guidance.begin_discipline(commune=world.cell.commune, by=None, **facts)
    if voted:
        base, _most = base_of_cell(world.cell, on)
        about = {"case": case, "on": on, "base": base, "for_warning": base}
        guidance.record_ballot(kind="decide", body="cell", by=None, **about)
    if told:
        about = {"signed_on": on, "today": world.today}
        case = guidance.decide_discipline(case=case, body="cell", by=None, **about)
        days = {"announced_on": on + timedelta(days=2), "received_on": on + timedelta(days=2)}
        case = guidance.tell_discipline(case=case, by=None, **days)
    return case


def some_information(world, **facts):
    """Classified as a sign of breach that the commune deals with; in a place of secrets the one there."""
    if hasattr(world, "information"):
        return world.information
    facts = {"received_on": date(2026, 11, 2), "source": "letter", "sender": "", "content": "finance"} | facts
    facts = {"title": "Thu, chi quỹ của một xóm", "gist": ""} | facts
    row = guidance.receive_information(commune=world.cell.commune, by=None, **facts)
    about = {"classified_on": date(2026, 11, 4), "level": "signs", "competence": "commune"}
    return guidance.classify_information(information=row, by=None, **about)


def a_proposing_ballot(world):
    case, on = a_discipline_case(world, voted=False), date(2026, 11, 10)
    base, _most = base_of_cell(world.cell, on)
    about = {"case": case, "on": on, "base": base, "for_warning": base}
    return guidance.record_ballot(kind="propose", body="cell", by=None, **about)


def an_award(world, **facts):
    """What the secretary's cell proposes for one of its members."""
    base, _most = base_of_cell(world.cell, date(2026, 11, 10))
    facts = {
        "member": world.members[1],
        "form": "certificate",
        "occasion": "ad_hoc",
        "year": None,
        "merit": f"Cứu người trong lũ, lần {AwardProposal.objects.count() + 1}",
        "on": date(2026, 11, 10),
        "base": base,
        "in_favour": base,
    } | facts
    return guidance.propose_award(proposer=world.cell, by=None, **facts)


def an_award_decision(world):
    about = {"body": "committee", "on": world.today, "today": world.today}
    return guidance.decide_awards(commune=world.cell.commune, proposals=[an_award(world)], by=None, **about)


def a_programme(world, body="board"):
    """Of the inspection board, for this year."""
    about = {"commune": world.cell.commune, "body": body, "year": world.today.year}
    there = InspectionProgramme.objects.filter(**about).first()
    return there or guidance.start_programme(by=world.office, document_no="03-CTr/UBKT", **about)


def an_inspection(world, kind="theme", **facts):
    """About the secretary's cell and its second member, opened by the board, with something to be mended; in a place of
    secrets the sensitive one there."""
    if hasattr(world, "case"):
        return world.case
    about = {"title": "Chấp hành nghị quyết", "content": "directives", "due_on": date(2026, 12, 20)}
    about |= {"since": date(2025, 1, 1), "last_day": date(2026, 6, 30), "added": False, "received_on": None} | facts
    by, today = world.office, world.today
    case = guidance.plan_case(programme=a_programme(world), kind=kind, cell=world.cell, today=today, by=by, **about)
    guidance.add_subject(case=case, member=world.members[1], by=by)
    guidance.name_team_member(case=case, member=world.members[2], leads=True, by=by)
    guidance.add_remedy(case=case, text="Bổ sung sổ", owner="Chi ủy", due_on=date(2026, 12, 31), by=by)
    return case


def inspection_address(name, world):
    if name in INSPECTION_PROGRAMMES:
        return reverse(name, args=[a_programme(world).pk])
    case = InspectionCase.objects.kept().filter(commune=world.cell.commune, sensitive=hasattr(world, "case")).first()
    case = getattr(world, "case", case) or an_inspection(world)
    if name == "oversight:inspection-paper":
        return reverse(name, args=[case.pk, "decide"])
    if name == "oversight:inspection-step":
        return reverse(name, args=[case.pk, "open"])
    rows = {
        "oversight:drop-inspection-subject": case.subjects,
        "oversight:drop-inspection-team": case.team,
        "oversight:strike-remedy": case.remedies,
        "oversight:close-remedy": case.remedies,
    }
    if name == "oversight:strike-inspection-step":
        step = case.steps.first() or InspectionStep(case=case, kind="work", on=world.today).save_checked()
        return reverse(name, args=[step.pk])
    return reverse(name, args=[rows[name].first().pk if name in rows else case.pk])


def a_briefing(world):
    """With the secretaries, one conclusion; a day of its own each time."""
    day = world.today - timedelta(days=Briefing.objects.count())
    facts = {"kind": "secretaries", "held_on": day, "chair": "Hà Văn Chủ"}
    briefing = guidance.hold_briefing(commune=world.cell.commune, by=world.office, **facts)
    a_conclusion(world, briefing)
    return briefing


def a_conclusion(world, briefing=None):
    """What the secretary's cell is to do by the end of the year."""
    facts = {"title": "Rà soát hộ nghèo", "cell": world.cell, "due_on": date(2026, 12, 31)}
    if briefing is None:
        return a_briefing(world).conclusions.get()
    return guidance.conclude(briefing=briefing, by=world.office, **facts)


def a_democracy_check(world):
    """Of the hamlet of the secretary's cell, this year; the one that is there."""
    facts = {"on": world.today, "checked_by": "Đoàn kiểm tra", "households": 40}
    about = {"hamlet": world.hamlet, "year": world.today.year}
    return DemocracyCheck.objects.kept().filter(**about).first() or guidance.start_check(
        **about, by=world.office, **facts
    )


def a_household_vote(world, **facts):
    """On a contribution for the road."""
    check = a_democracy_check(world)
    facts = {
        "matter": "contribution",
        "title": f"Góp công làm đường, lần {check.votes.count() + 1}",
        "on": world.today,
        "households": 40,
        "in_favour": 27,
    } | facts
    return guidance.note_vote(check=check, by=world.office, **facts)


def a_closed_period(world):
    return FocusPeriod.objects.kept().filter(commune=world.cell.commune).first() or guidance.close_period(
        commune=world.cell.commune, period=parse("2026-10"), today=world.today, by=world.office
    )


def a_report_period(world, **facts):
    """October, for which the cells report on their work."""
    about = {"commune": world.commune, "kinds": [ReportKind.WORK], "period": parse("2026-10"), "today": world.today}
    found = ReportPeriod.objects.kept().filter(commune=world.commune, since=date(2026, 10, 1)).first()
    return found or figures.open_period(by=world.office, **about | facts)[0]


def a_cell_report(world):
    about = {"period": a_report_period(world), "cell": world.cell, "at": timezone.now(), "by": world.secretary}
    return figures.send_report(words={"next": "Họp chuyên đề"}, **about)


def a_committee_report(world, about=PaperOn.PARTY_BUILDING):
    """That on October."""
    found = CommitteeReport.objects.kept().filter(commune=world.commune, about=about).first()
    facts = {"commune": world.commune, "about": about, "period": parse("2026-10"), "today": world.today}
    return found or figures.begin_report(by=world.office, **facts)


def an_upper_reader(world):
    """The level above of the commune itself stands for one of another."""
    return UpperReader.objects.kept().filter(commune=world.commune).first() or figures.let_read(
        commune=world.commune, username=world.upper.username, today=world.today, by=world.admin
    )


def an_inquiry(world):
    if found := world.member.inquiries.first():  # one at a time
        return found
    return people.open_inquiry(member=world.member, since=world.today - timedelta(days=1), by=world.inspection)


def a_request(world):
    facts = {"name": world.member.full_name, "proof": "Căn cước", "kind": "know", "member": world.member}
    return note_request(commune=world.cell.commune, received_on=world.today, received_at="08:00", by=None, **facts)


def a_breach(world):
    facts = {"what": "Mất máy", "affected": "Một chi bộ", "noticed_at": timezone.now()}
    return note_breach(commune=world.commune, by=None, **facts)
