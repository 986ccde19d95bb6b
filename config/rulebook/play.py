"""A case played through the services, as the office would record it."""

from datetime import date

from dateutil.relativedelta import relativedelta

from accounts.models import User
from cells import services as structure
from cells.enums import CellKind, CellState, ServingKind
from common.errors import REFUSALS, RuleError
from common.partial import PartialDate
from config.rulebook import candidates
from config.rulebook.values import CaseError, plain
from development.services import ship_admission_rules
from meetings import services as minutes
from meetings.enums import Mark
from meetings.models import Edition, Meeting
from meetings.services import MarkEntry
from members import services as people
from members.enums import Appointed, EventKind, Sex
from members.models import Member

OUTSIDE = "outside"
FIRST_DAY = date(1950, 1, 1)  # of the score sheet of a case
INTO_A_CELL = {
    "join": EventKind.JOIN,
    "admit": EventKind.ADMIT,
    "arrive": EventKind.ARRIVE,
    "host": EventKind.HOST,
    "restore": EventKind.RESTORE,
    "readmit": EventKind.READMIT,
}
CHANGES = {
    "recognise": EventKind.RECOGNISE,
    "exempt": EventKind.EXEMPT,
    "exempt for a time": EventKind.EXEMPT,
    "end exemption": EventKind.END_EXEMPTION,
    "transfer": EventKind.TRANSFER,
    "go away": EventKind.GO_AWAY,
    "come back": EventKind.COME_BACK,
    "suspend": EventKind.SUSPEND,
    "lift suspension": EventKind.LIFT_SUSPENSION,
    "remove name": EventKind.REMOVE_NAME,
    "leave": EventKind.LEAVE,
    "expel": EventKind.EXPEL,
    "die": EventKind.DIE,
    "end post": EventKind.END_POST,
}
# In a case the words of the office stand as well as those of the code.
DISCIPLINE = {
    "khien trach": "reprimand",
    "canh cao": "warning",
    "cach chuc": "dismissal",
    "khai tru": "expulsion",
}
COMMENDATION = {
    "bieu duong": "praise",
    "giay khen": "certificate",
    "bang khen": "high_certificate",
    "co": "flag",
}


def play(case):
    """(Records after all events, sentences on what came out otherwise than the events say). Raises CaseError."""
    records, lines = Records(case), []
    for event in case.events:
        try:
            records.play(event)
        except REFUSALS as error:
            if not event.facts.get("refused"):
                raise CaseError(f"{event}: was refused: {sentence(error)}") from error
            continue
        if event.facts.get("refused"):
            return records, [*lines, f"{event}: expected to be refused, actual accepted"]
        if "effective_on" in event.facts:
            lines += compare(event, "effective_on", records.member(event["member"]).official_on.whole)
    return records, lines


def compare(told, key, actual):
    """[the sentence on `key` of what is `told`] when it is not `actual`."""
    expected = told[key]
    return [] if expected == actual else [f"{told}: {key} expected {expected}, actual {actual}"]


def sentence(error):
    """What a refusal says."""
    return str(error) if isinstance(error, RuleError) else " ".join(error.messages)


class Records:
    """Communes, cells and members by the words of the case."""

    def __init__(self, case):
        self.clerk = User(username="clerk", full_name="Clerk", password="!").save_checked()
        self.communes = {}  # None: the one of cells that name no commune
        self.cells = {}
        self.members = {}  # {(word, commune number): Member}; communes know nothing of each other
        self.latest = {}  # {word: Member} where somebody was entered last
        self.awaited = {event["member"] for event in case.events if event.kind in INTO_A_CELL}
        self.awaited |= {event["candidate"] for event in case.events if event.kind == "ceremony"}
        self.candidates = candidates.Candidates(self, case)

    def play(self, event):
        if event.kind in INTO_A_CELL:
            self._enter(event)
        elif event.kind in CHANGES:
            self._change(event)
        elif event.kind in (*candidates.STEPS, *candidates.OTHERS):
            self.candidates.play(event)
        else:
            getattr(self, "_" + event.kind.replace(" ", "_"))(event)

    # What the words mean

    def commune(self, word=None):
        if word not in self.communes:
            name = word or "xã"
            self.communes[word] = structure.found_commune(
                name=name, organisation=name, committee=name, superior=name, place=name, by=self.clerk
            )
            ship_admission_rules(commune=self.communes[word], by=self.clerk)
        return self.communes[word]

    def all_communes(self):
        return list(self.communes.values()) or [self.commune()]

    def some_commune(self):
        """The one by whose rules people are judged of whom nobody says where they are."""
        return self.all_communes()[0]

    def commune_named(self, word):
        """The commune that an expectation names: the one of cells that name none goes by any other name."""
        if word not in self.communes and None in self.communes:
            self.communes[word] = self.communes.pop(None)
        if word not in self.communes:
            raise CaseError(f'no cell is in the commune "{word}"')
        return self.communes[word]

    def cell(self, word, on, commune=None):
        """The cell of that word; one that is never founded in the case is founded when it is first spoken of."""
        if word not in self.cells:
            commune = commune or self.commune()
            self.cells[word] = structure.found_cell(commune=commune, name=word, founded_on=on, by=self.clerk)
        return self.cells[word]

    def hamlet(self, name, commune):
        found = commune.hamlets.filter(name=name).first()
        return found or structure.found_hamlet(commune=commune, name=name, by=self.clerk)

    def cell_named(self, word):
        if word not in self.cells:
            raise CaseError(f'nobody speaks of the cell "{word}" before')
        return self.cells[word]

    def member(self, word):
        """The member as the records have it now, in the commune entered last."""
        if word in self.latest:
            return Member.objects.get(pk=self.latest[word].pk)
        if word in self.awaited:
            raise RuleError(f"{word} is not in the records.")
        raise CaseError(f'nobody enters the records as "{word}"')

    def somebody(self, start):
        """A member for whom everything counts from `start`: decision and ceremony on that day, recognised later."""
        word = f"somebody of {start}"
        if word not in self.latest:
            cell = self.cell(word, start, self.commune(word))
            person, admitted = {"full_name": word, "sex": Sex.MALE}, {"on": start, "decision_on": start}
            member = people.enter(kind=EventKind.ADMIT, cell=cell, person=person, by=self.clerk, **admitted)
            people.record(member=member, kind=EventKind.RECOGNISE, on=start + relativedelta(years=2), by=self.clerk)
            self.latest[word] = member
        return self.member(word)

    def meeting(self, told, kind):
        """The meeting of a cell on a day, started where the case speaks of it first."""
        cell, on = self.cell_named(told["cell"]), told["on"]
        there = Meeting.objects.filter(cell=cell, held_on=on, kind=kind).first()
        if there:
            return there
        self._sheet(cell.commune, on, told.facts.get("excused_in_denominator", True))
        facts = {"cell": cell, "kind": kind, "held_on": on, "today": on}
        return minutes.start_meeting(**facts, second_because="the case tells of two in a month", by=self.clerk)

    def _sheet(self, commune, on, excused_counts):
        """A score sheet in force on the day, with the wanted rule of attendance."""
        edition = Edition.objects.in_force(commune, on)
        if edition is None:
            edition = minutes.ship_score_sheets(commune=commune, since=FIRST_DAY, by=self.clerk)
        if edition.excused_in_denominator != excused_counts:
            copy = minutes.copy_edition(edition=edition, since=on, by=self.clerk)
            copy.excused_in_denominator = excused_counts
            minutes.publish_edition(edition=copy.save_checked(), by=self.clerk)

    def mark(self, meeting, people):
        """Mark the roll: `people` {Mark: [words of members]}; those who are not named stay as they are."""
        lines = {line.member_id: line.pk for line in meeting.roll}
        marks = {}
        for mark, words in people.items():
            for word in words:
                member = self.member(word)
                if member.pk not in lines:
                    raise CaseError(f"{word} does not stand on the roll of {meeting.held_on}")
                reason = "said so" if mark == Mark.EXCUSED else ""
                marks[lines[member.pk]] = MarkEntry(mark, reason)
        minutes.save_minutes(meeting=meeting, marks=marks, by=self.clerk)

    # Cells

    def _found_cell(self, event):
        if event["cell"] in self.cells:
            raise RuleError(f"{event['cell']} is founded already.")
        commune, on = self.commune(event.facts.get("commune")), event["on"]
        kind = event.facts.get("kind", CellKind.HAMLET)
        cell = structure.found_cell(commune=commune, name=event["cell"], kind=kind, founded_on=on, by=self.clerk)
        names = event.facts.get("hamlets", [])
        serving = ServingKind.OWN if len(names) == 1 and kind != CellKind.JOINT else ServingKind.JOINT
        for name in names:
            hamlet = self.hamlet(name, commune)
            structure.serve_hamlet(hamlet=hamlet, cell=cell, kind=serving, since=on, by=self.clerk)
        self.cells[event["cell"]] = cell

    def _close_cell(self, event):
        cell, on = self.cell(event["cell"], event["on"]), event["on"]
        move_to = event.facts.get("move_to")
        move_to = move_to and self.cell(move_to, on, cell.commune)
        people.end_cell(cell=cell, state=CellState.CLOSED, on=on, move_to=move_to, by=self.clerk)

    def _merge_cells(self, event):
        on = event["on"]
        cells = [self.cell(word, on) for word in event["cells"]]
        people.merge_cells(cells=cells, into=self.cell(event["into"], on, cells[0].commune), on=on, by=self.clerk)

    def _rename_cell(self, event):
        cell = self.cell(event["cell"], event["on"])
        structure.edit_cell(cell=cell, renamed_on=event["on"], name=event["name"], by=self.clerk)

    # Members

    def _enter(self, event):
        told = dict(event.facts)
        word, cell = told["member"], self.cell(told["cell"], told["on"])
        facts = {
            name: told[name] for name in ("standing", "until", "received_on", "ground", "spent_on") if name in told
        }
        person = {"full_name": word, "sex": Sex.MALE}
        if event.kind == "join":
            file = {"born": "born", "decided_on": "decision_on", "ceremony_on": "ceremony_on"}
            file["official_on"] = "official_on"
            person |= {field: PartialDate.of(told.get(name)) for field, name in file.items()}
        else:
            facts["decision_on"] = told.get("decision_on")
        if event.kind == "readmit":  # cases tell nothing of papers
            facts |= {"consent_no": "-", "consent_on": facts["decision_on"] or told["on"]}
        happened = {"kind": INTO_A_CELL[event.kind], "on": told["on"], "cell": cell, "by": self.clerk} | facts
        member = self.members.get((word, cell.commune_id))
        if member:
            people.record(member=member, **happened)
        else:
            member = people.enter(person=person, **happened)
        self.know(word, member)

    def know(self, word, member):
        """From now on the word speaks of this member."""
        self.members[word, member.commune_id] = self.latest[word] = member

    def _change(self, event):
        member, kind = self.member(event["member"]), CHANGES[event.kind]
        facts = {name: event[name] for name in ("until", "post") if name in event.facts}
        to = event.facts.get("to")
        if to and to != OUTSIDE:
            facts["cell"] = self.cell(to, event["on"], member.commune)
        elif kind == EventKind.TRANSFER:
            kind = EventKind.TRANSFER_OUT
        people.record(member=member, kind=kind, on=event["on"], by=self.clerk, **facts)

    def _post(self, event):
        member = self.member(event["member"])
        people.appoint(member=member, post=event["post"], on=event["on"], how=Appointed.ELECTED, by=self.clerk)

    def _correct(self, event):
        member, (verb, day) = self.member(event["member"]), event["what"]
        kinds = [(INTO_A_CELL | CHANGES | {"post": EventKind.POST}).get(verb)]
        if verb == "transfer":
            kinds.append(EventKind.TRANSFER_OUT)
        elif verb == "ceremony":
            kinds = [EventKind.ADMIT, EventKind.READMIT]
        elif verb == "prolong":
            kinds = [EventKind.PROLONG]
        found = list(member.events.filter(kind__in=kinds, on=day).order_by("struck", "pk"))
        if not found or sum(not wrong.struck for wrong in found) > 1:
            raise CaseError(f"{event}: not one event of {day} is a {verb}")
        people.correct(event=found[0], on=event.facts.get("to"), reason="a mistake in the records", by=self.clerk)

    def _discipline(self, event):
        form = DISCIPLINE.get(plain(event["form"]), event["form"])
        people.discipline(member=self.member(event["member"]), form=form, on=event["on"], by=self.clerk)

    def _commend(self, event):
        form = COMMENDATION.get(plain(event["form"]), event["form"])
        people.commend(member=self.member(event["member"]), form=form, on=event["on"], by=self.clerk)
