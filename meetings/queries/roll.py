"""Questions about rolls: who belongs on one, how many came, how it reads in the minutes, who stays away."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import Scope, here_today
from common.dated import holds_on
from common.people import told_apart
from common.periods import Period, year_of
from common.prepared import numbers, prepared
from meetings.enums import Mark, MeetingKind
from meetings.models import AbsenceRules, Attendance, Meeting, Notice
from members.enums import Standing
from members.models import Member, Membership
from members.queries import guests_of_cell, members_of_cell, standings_in_cell


def expected_on_roll(*, cell, day):
    """{Member: fields of a roll line} of those who belong on the roll of `day`: members, and guests from elsewhere."""
    rows = members_of_cell(cell=cell, day=day)
    expected = {row.member: _as_member(row.standing, overlay) for row, overlay in rows}
    return expected | {member: AS_GUEST for member in guests_of_cell(cell=cell, day=day)}


AS_GUEST = {"standing": "", "not_expected": "", "guest": True}


def _as_member(standing, overlay):
    return {"standing": standing, "not_expected": Mark(overlay.value) if overlay else "", "guest": False}


def roll_changes(meeting, roll):
    """Sentences on how the `roll` of a meeting differs from the records as they are now; empty while they agree."""
    about = {"cell": meeting.cell, "day": meeting.held_on}
    expected = {member: _as_member(*facts) for member, facts in standings_in_cell(**about).items()}
    expected |= {member.pk: AS_GUEST for member in guests_of_cell(**about)}
    lines = {line.member_id: line for line in roll}
    new = expected.keys() - lines.keys()
    added = Member.objects.filter(pk__in=new).order_by("sort_key", "pk") if new else ()
    said = [_("%(name)s belongs on the roll.") % {"name": member} for member in added]
    for number, line in lines.items():
        facts = expected.get(number)
        if facts is None:
            said.append(_("%(name)s did not belong to the cell on that day.") % {"name": line.member})
        elif any(getattr(line, name) != value for name, value in facts.items()):
            now = Attendance(**facts)
            words = " · ".join(str(word) for word in (now.role, now.get_not_expected_display()) if word)
            said.append(_("%(name)s is now: %(what)s.") % {"name": line.member, "what": words})
    return said


@dataclass(frozen=True)
class Turnout:
    """Attendance of a meeting (persons): `numerator` of the `denominator` members expected came.

    Exempt, away and suspended members are in neither (`left_out`), also when they came (domain: attendance ratio). On
    the `roll` stand `members` of the cell and guests. Members not recorded yet stay in the denominator and are shown
    separately. Whether absence with reason stays in the denominator, and whether guests on temporary transfer count,
    are rules of the meeting's edition.
    """

    numerator: int
    denominator: int
    excused: int
    unexcused: int
    not_recorded: int
    left_out: int
    roll: int
    members: int
    spoke: int
    attending: int

    @property
    def share(self):
        """Fraction from 0 to 1, or None when nobody was expected."""
        return self.numerator / self.denominator if self.denominator else None


def turnout_of(lines, edition):
    """The Turnout of the `lines` of a roll, as the rules of the meeting's `edition` count."""
    # guests that the edition leaves out are in no figure but `left_out`
    due = Counter(line.mark for line in lines if not line.not_expected and (edition.guests_counted or not line.guest))
    expected = due.total()
    return Turnout(
        numerator=due[Mark.PRESENT],
        denominator=expected if edition.excused_in_denominator else expected - due[Mark.EXCUSED],
        excused=due[Mark.EXCUSED],
        unexcused=due[Mark.UNEXCUSED],
        not_recorded=due[Mark.NOT_RECORDED],
        left_out=len(lines) - expected,
        roll=len(lines),
        members=sum(not line.guest for line in lines),
        spoke=sum(line.spoke for line in lines),
        attending=sum(line.mark == Mark.PRESENT for line in lines),
    )


def count_line(roll):
    """The sentence of the minutes that says who was there, from the lines of a roll (with their members)."""
    roll = list(roll)
    names = told_apart(line.member for line in roll)
    by_mark = defaultdict(list)
    for line in roll:
        by_mark[line.mark].append(line)
    own = [line for line in roll if not line.guest]
    present = [line for line in by_mark[Mark.PRESENT] if not line.guest]
    words = {
        "all": len(own),
        "official": sum(line.standing == Standing.OFFICIAL for line in own),
        "probationary": sum(line.standing == Standing.PROBATIONARY for line in own),
        "present": len(present),
        "present_official": sum(line.standing == Standing.OFFICIAL for line in present),
        "present_probationary": sum(line.standing == Standing.PROBATIONARY for line in present),
        "excused": _named(by_mark[Mark.EXCUSED], names),
        "unexcused": _named(by_mark[Mark.UNEXCUSED], names),
    }
    said = [
        _(
            "Members: %(all)s (%(official)s official, %(probationary)s probationary). "
            "Present: %(present)s (%(present_official)s official, %(present_probationary)s probationary). "
            "Absent with reason: %(excused)s. Absent without reason: %(unexcused)s."
        )
        % words
    ]
    for mark, sentence in (
        (Mark.EXEMPT, _("Exempt: %(people)s.")),
        (Mark.AWAY, _("Away on temporary transfer: %(people)s.")),
        (Mark.SUSPENDED, _("Suspended: %(people)s.")),
        (Mark.PROSECUTED, _("Prosecuted or detained: %(people)s.")),
        (Mark.NOT_RECORDED, _("Not yet recorded: %(people)s.")),
    ):
        if by_mark[mark]:
            said.append(sentence % {"people": _named(by_mark[mark], names)})
    guests = [line for line in by_mark[Mark.PRESENT] if line.guest]
    if guests:
        said.append(_("Present on temporary transfer: %(people)s.") % {"people": _named(guests, names)})
    return " ".join(said)


def _named(lines, names):
    """How many, and who in brackets, with the reason where one was given."""
    named = ", ".join(names[line.member_id] + (f" ({line.reason})" if line.reason else "") for line in lines)
    return f"{len(lines)}" + (f" ({named})" if named else "")


def notices_on(*, cell, day):
    """{member number: reason} of those who said beforehand that they would miss a meeting of `cell` on `day`."""
    return dict(_notices(cell=cell.pk, day=day))


@prepared
def _notices(cell, day):
    notices = Notice.objects.kept().on(day).filter(cell=cell).order_by("since", "pk")
    return notices.values_list("member", "reason")


@dataclass(frozen=True)
class AbsenceAlert:
    """Months of a calendar year in which a member came to no regular meeting and missed one without reason, in any
    order (294-QĐ/TW §8.1)."""

    member: object
    cell: object  # where the member belongs on the day, whichever cell met
    missed: int  # months
    level: str  # warning or red
    name: str  # distinguished from others who are warned of

    @property
    def tone(self):
        return "bad" if self.level == "red" else "warn"

    def __str__(self):
        return ngettext(
            "%(name)s stayed away from regular meetings without reason in %(count)s month of this year.",
            "%(name)s stayed away from regular meetings without reason in %(count)s months of this year.",
            self.missed,
        ) % {"name": self.name, "count": self.missed}


def absence_alerts(*, cells, day):
    """[AbsenceAlert] of the members of `cells` on `day` who stayed away enough by its end to be warned of, the most
    first. Meetings of every cell to which they belonged in the year count: the figure is one, no matter who looks.

    Minutes that are not signed yet count too: a warning is of use only while there is time.
    """
    rules, missed, _places = _missing(list(cells), day)
    alerts = []
    rows = _belonging(members=sorted(missed), day=day)
    names = told_apart(row.member for row in rows)
    for row in rows:
        level = rules[row.cell.commune_id].absence_level(missed[row.member_id])
        if level != "none":
            alerts.append(AbsenceAlert(row.member, row.cell, missed[row.member_id], level, names[row.member_id]))
    return sorted(alerts, key=lambda alert: (-alert.missed, alert.member.sort_key, alert.member.pk))


def staying_away(*, cells, day):
    """Counter {cell number: how many of its members `absence_alerts` warns of} of a list of `cells`."""
    rules, missed, places = _missing(cells, day)
    communes = {cell.pk: cell.commune_id for cell in cells}
    warned = (who for who, months in missed.items() if rules[communes[places[who]]].absence_level(months) != "none")
    return Counter(places[who] for who in warned)


def _missing(cells, day):
    """({commune number: AbsenceRules}, {member number: months in which they missed a regular meeting without reason and
    came to none}, {member number: number of the cell}) of those of `cells` of whom one of the rules may warn."""
    communes = sorted({cell.commune_id for cell in cells})
    rules = {commune: AbsenceRules.objects.in_force(commune, day) for commune in communes}
    fewest = min((found.absences_warned for found in rules.values()), default=0)
    about, months, places = {"since": year_of(day).since, "last": day}, defaultdict(set), {}
    for member, held_on, cell in _missed(cells=numbers(cells), communes=communes, **about):
        months[member].add(held_on.month)
        places[member] = cell
    months = {member: missed for member, missed in months.items() if len(missed) >= fewest}
    for member, held_on in _came(members=sorted(months), **about):
        months[member].discard(held_on.month)
    return rules, {member: len(missed) for member, missed in months.items() if len(missed) >= fewest}, places


@prepared
def _belonging(members, day):
    return Membership.objects.on(day).filter(member__in=members).select_related("member", "cell")


@prepared
def _missed(cells, communes, since, last):
    """(member number, day, number of the cell on the day `last`) of those who belong to one of `cells` then."""
    lines = _regular(since, last).filter(meeting__cell__commune__in=communes, mark=Mark.UNEXCUSED)
    lines = lines.filter(holds_on(last, "member__memberships__"), member__memberships__cell__in=cells)
    return lines.values_list("member", "meeting__held_on", "member__memberships__cell")


@prepared
def _came(members, since, last):
    lines = _regular(since, last).filter(member__in=members, mark=Mark.PRESENT)
    return lines.values_list("member", "meeting__held_on")


def _regular(since, last):
    """The roll lines of regular meetings of any cell from `since` to `last`."""
    lines = Attendance.objects.counted().filter(meeting__kind=MeetingKind.REGULAR, meeting__struck=False)
    return lines.filter(meeting__held_on__gte=since, meeting__held_on__lte=last)


RUN_LOOKS_BACK = 12  # meetings; no sheet asks for a longer row of absences


def longest_excused_run(meeting, roll):
    """The longest row of meetings of this kind, this one with its `roll` included, that one member missed with reason;
    two queries, none where nobody did."""
    excused = [line.member_id for line in roll if line.mark == Mark.EXCUSED]
    if not excused:
        return 0
    recent = _before(cell=meeting.cell_id, kind=meeting.kind, day=meeting.held_on)
    absent = set(_excused(meetings=recent))
    runs = [next((n for n, pk in enumerate(recent) if (pk, who) not in absent), len(recent)) for who in excused]
    return 1 + max(runs)


@prepared
def _before(cell, kind, day):
    earlier = Meeting.objects.kept().filter(cell=cell, kind=kind, held_on__lt=day)
    return earlier.order_by("-held_on").values_list("pk", flat=True)[:RUN_LOOKS_BACK]


@prepared
def _excused(meetings):
    marks = Attendance.objects.counted().filter(meeting__in=meetings, mark=Mark.EXCUSED)
    return marks.values_list("meeting", "member")


def attendance_of(member):
    """Roll lines of `member` with their meetings, the latest first."""
    lines = Attendance.objects.counted().filter(member=member, meeting__struck=False).select_related("meeting__cell")
    return lines.order_by("-meeting__held_on", "pk")


def came_in(user, *, member, year):
    """(how often the member of that number came, how often expected) by signed minutes of `year` that `user` may see;
    one query."""
    days = Period("Y", year)
    lines = _lines_of(**here_today(user, Do.SEE_MEETINGS), member=member, since=days.since, until=days.until)
    marks = [mark for (mark,) in lines]
    return marks.count(Mark.PRESENT), len(marks)


@prepared
def _lines_of(communes, cells, day, member, since, until):
    signed = Meeting.objects.within(Scope(communes, cells), day).signed().in_period(since, until)
    lines = Attendance.objects.counted().filter(member=member, not_expected="")
    return lines.filter(meeting__in=signed.order_by().values("pk")).values_list("mark")
