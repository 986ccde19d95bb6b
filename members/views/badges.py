"""The list of an award day: who is due, and what became of the proposals."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Cell, Commune
from cells.outgoing import send_paper, send_tables, wants_excel
from common.crumbs import step
from common.errors import REFUSALS, show_refusal
from common.forms import form_page, taken
from common.people import told_apart
from members import queries, services
from members.enums import BadgeState
from members.forms import AwardDayForm, BadgeStepForm, ProposeBadgeForm
from members.models import BadgeRules, Member
from members.papers.badges import badge_paper, badge_table, remarks
from members.rules.badges import award_day_for, award_days

YEARS_BACK, YEARS_AHEAD = 2, 1  # of award days to choose from


def badges(request):
    require(request.user, Do.SEE_MEMBERS)
    today = timezone.localdate()
    now = BadgeRules.objects.in_force(commune_id(request.user), today)
    usual = {"award_on": award_day_for(now, today).isoformat()}
    form = AwardDayForm(request.GET if "award_on" in request.GET else usual, days=_days(now, today))
    if not form.is_valid():
        return render(request, "members/badges.html", {"form": form})
    award_on = form.cleaned_data["award_on"]
    rules = BadgeRules.objects.in_force(commune_id(request.user), award_on)
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEMBERS)
    rows = [_as_seen(row, request.user) for row in queries.badges_due(cells=cells, award_on=award_on, rules=rules)]
    may_edit = may(request.user, Do.EDIT_MEMBERS)
    proposed = [row for row in rows if row.badge]
    if wants_excel(request):
        return _xlsx(request, rows, award_on)
    if request.GET.get("as") == "docx" and proposed:
        require(request.user, Do.EDIT_MEMBERS)
        return _docx(request, proposed, award_on, today)
    sections = _sections(rows, award_on, today, request.POST, may_edit)
    if request.method == "POST":
        require(request.user, Do.EDIT_MEMBERS)
        if _take_step(request, sections, award_on):
            return redirect(f"{reverse('members:badges')}?award_on={award_on}")
    audit.listed(name=_("Party badges"), commune=commune_id(request.user), what=request.GET.dict())
    context = {
        "form": form,
        "award_on": award_on,
        "sections": [section for section in sections if section.lines],
        "may_propose": may_edit and bool(proposed),
        "unknown": queries.without_party_age(cells=cells, day=award_on),
    }
    return render(request, "members/badges.html", context)


def propose_badge(request, pk):
    """A proposal for one member, also early or posthumous."""
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, pk=pk)
    today = timezone.localdate()
    rules = BadgeRules.objects.in_force(member.commune_id, today)
    following = queries.next_badge(member, rules=rules, day=today)
    usual = {"award_on": award_day_for(rules, today).isoformat(), "on": today, "years": following and following.years}
    form = ProposeBadgeForm(request.POST or None, rules=rules, days=_days(rules, today), initial=usual)
    if taken(request, form, services.propose_badge, member=member):
        messages.success(request, _("Recorded for %(name)s.") % {"name": member})
        return redirect("members:honours", pk)
    return form_page(
        request, form, _("Propose a badge for %(name)s") % {"name": member}, member, step("members:honours", pk)
    )


def _days(rules, today):
    years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
    return [day for year in years for day in award_days(rules, year)]


def _as_seen(row, user):
    """The row without its discipline for those who may not know of it."""
    sees = scope(user, Do.SEE_DISCIPLINE).has(commune=row.cell.commune_id, cell=row.cell.pk)
    return row if sees else replace(row, discipline=None)


@dataclass(frozen=True)
class Section:
    """A part of the page: `form` for those who may take the next steps; `lines` [(number, BadgeRow, remarks)]."""

    title: str
    lines: list
    form: BadgeStepForm | None

    @property
    def shown_lines(self):
        """[(number, BadgeRow, remarks, whether it is chosen, the field for the number of its badge or None)]."""
        chosen = self.form["chosen"].value() if self.form else ()
        fields = self.form.fields if self.form else ()
        for number, row, said in self.lines:
            name = f"number-{number}"
            yield number, row, said, str(number) in chosen, self.form[name] if name in fields else None

    @property
    def asked(self):
        return [self.form[name] for name in ("on", "decision_no", "reason") if name in self.form.fields]


def _sections(rows, award_on, today, sent, may_edit):
    def section(title, belongs, *steps):
        lines = [
            (row.badge.pk if row.badge else row.member.pk, row, remarks(row, award_on)) for row in rows if belongs(row)
        ]
        if not (steps and lines and may_edit):
            return Section(title, lines, None)
        names = told_apart(row.member for _number, row, _said in lines)
        choices = [(number, names[row.member.pk]) for number, row, _said in lines]
        if sent.get("step") in steps:
            return Section(title, lines, BadgeStepForm(sent, choices=choices, steps=steps, step=sent["step"]))
        usual = [str(number) for number, row, _said in lines if row.badge or not row.late]
        usual = {"on": min(today, award_on), "chosen": usual}
        return Section(title, lines, BadgeStepForm(choices=choices, steps=steps, initial=usual))

    def open_on(row):
        return not row.badge and row.considered <= award_on

    return [
        section(_("Due, not yet proposed"), open_on, "propose"),
        section(_("Proposed for a badge"), lambda row: row.state == BadgeState.PROPOSED, "decide", "refuse"),
        section(_("Decided, to be awarded"), lambda row: row.state == BadgeState.DECIDED, "award"),
        section(_("awarded"), lambda row: row.state == BadgeState.AWARDED),
        section(_("not yet considered"), lambda row: not row.badge and row.considered > award_on),
    ]


def _take_step(request, sections, award_on):
    """Do what was sent for all the chosen rows, or for none of them; whether it was done."""
    section = next((one for one in sections if one.form and one.form.is_bound), None)
    if section is None:
        messages.warning(request, _("This list has changed meanwhile; look again."))
        return False
    if not section.form.is_valid():
        return False
    typed = section.form.cleaned_data
    chosen = [(number, row) for number, row, _said in section.lines if str(number) in typed["chosen"]]
    try:
        with transaction.atomic():
            for number, row in chosen:
                _step(request.POST["step"], number, row, award_on, typed, request.user)
    except REFUSALS as error:
        show_refusal(section.form, error)
        return False
    messages.success(request, _("Recorded for %(count)s members.") % {"count": len(chosen)})
    return True


def _step(step, number, row, award_on, typed, by):
    if step == "propose":
        services.propose_badge(member=row.member, years=row.years, award_on=award_on, on=typed["on"], by=by)
    elif step == "decide":
        services.decide_badge(badge=row.badge, on=typed["on"], decision_no=typed["decision_no"], by=by)
    elif step == "refuse":
        services.refuse_badge(badge=row.badge, on=typed["on"], reason=typed["reason"], by=by)
    else:
        services.award_badge(badge=row.badge, on=typed["on"], number=typed[f"number-{number}"], by=by)


def _xlsx(request, rows, award_on):
    return send_tables(request, badge_table(rows, award_on))


def _docx(request, rows, award_on, today):
    commune = Commune.objects.get(pk=commune_id(request.user))
    rows = [replace(row, discipline=None) for row in rows]  # the paper goes round
    paper = badge_paper(rows, award_on, commune=commune, day=today)
    return send_paper(request, paper, title=f"{paper.title} {paper.subject}")
