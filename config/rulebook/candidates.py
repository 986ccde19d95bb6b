"""What the words of a case mean on the way into the Party, played through the services of development."""

from collections import defaultdict

from cells.enums import DayKind
from cells.services import calendar, editions
from common.errors import RuleError
from config.rulebook.values import CaseError
from development import services as growth
from development.enums import About, EndedBecause, MovementField, MovementKind, Part, Reason, StepKind
from development.models import AdmissionChoices, Candidate
from development.queries.cases import authority_on
from members.enums import Sex

# What each verb is among the kinds of steps, and how its keys are called there.
STEPS = {
    "list as sympathiser": (StepKind.LIST, {}),
    "take off list": (StepKind.UNLIST, {}),
    "assign helper": (StepKind.HELPER, {}),
    "class": (StepKind.CLASS, {"certificate_on": "certificate_on"}),
    "allow file": (StepKind.ALLOW, {}),
    "file": (StepKind.FILE, {"union_resolution": "union_resolution", "opinions": "opinions"}),
    "consent": (StepKind.CONSENT, {"about": "consent_to"}),
    "extend": (StepKind.EXTEND, {"of": "about"}),
    "committee votes": (StepKind.COMMITTEE_VOTE, {"members": "members", "for": "in_favour", "about": "about"}),
    "decide": (StepKind.DECIDE, {"received_on": "received_on"}),
    "move back": (StepKind.BACK, {"to": "to_state"}),
    "hand over": (StepKind.HAND_OVER, {}),
    "end": (StepKind.END, {}),
}
OTHERS = ("propose", "facts", "cell votes", "ceremony", "prolong", "review list", "setting", "day off", "working day")
PERSONAL = (
    *("born", "area", "education", "diploma", "role", "reads", "youth_union", "youth_cadre", "trade_union"),
    *("special_case", "special_papers", "left_on", "left_because", "hardship", "cleared_on", "readmitted_before"),
)
# Keys of a case that the fields of a Profile know by another name.
FACTS = {"education": "grade", "role": "part"}
CHOICES = ("authority", "prolong_months", "youth_months", "youth_cadre_months", "area")


class Candidates:
    """Candidates by the words of the case; after the ceremony the same word is the member's."""

    def __init__(self, records, case):
        self.records = records
        self.cases = {}  # {word: Candidate}, the latest of that word
        self.sources = {}  # {word: Participation} that waits for the listing
        self.awaited = {event["candidate"] for event in case.events if event.kind == "propose"}
        self.settings = defaultdict(dict)  # {day: {name: value}}: those of one day are one edition
        for event in case.events:
            if event.kind == "setting" and event["name"] in CHOICES and not event.facts.get("refused"):
                self.settings[event["on"]][event["name"]] = event["value"]

    def play(self, event):
        if event.kind in STEPS:
            self._step(event)
        else:
            getattr(self, "_" + event.kind.replace(" ", "_"))(event)

    def case(self, word, on=None):
        """The case as the records have it now; that of a member begins with the first word about the recognition."""
        if word in self.cases:
            return Candidate.objects.get(pk=self.cases[word].pk)
        if word in self.records.latest and on:
            made = growth.case_of(member=self.records.member(word), on=on, by=self.records.clerk)
            self.cases[word] = made
            return made
        if word in self.awaited or word in self.records.awaited:
            raise RuleError(f"{word} was not proposed yet.")
        raise CaseError(f'nobody proposes "{word}"')

    def _personal(self, event, commune):
        """{field of Profile: value} of the personal facts that an event tells."""
        told = {name: event[name] for name in PERSONAL if name in event.facts}
        if "education" in told:
            told["education"] = told["education"].text
        facts = {FACTS.get(name, name): value for name, value in told.items()}
        if "hamlet" in event.facts:
            facts["hamlet"] = self.records.hamlet(event["hamlet"], commune)
        return facts

    def _propose(self, event):
        word, cell = event["candidate"], self.records.cell(event["cell"], event["on"])
        about = {"full_name": word, "sex": Sex.MALE, "former": self.records.latest.get(word)}
        about |= {"proposed_by": event.facts.get("by", "")}
        before = self.cases.get(word) and self.case(word)
        if before and not before.member_id:
            about["earlier"] = before
        told = {"on": event["on"], "override": event.facts.get("override", ""), "by": self.records.clerk}
        self.cases[word] = growth.propose(cell=cell, case=about, facts=self._personal(event, cell.commune), **told)
        if "movement" in event.facts:
            self.sources[word] = self._takes_part(event, cell.commune)

    def _takes_part(self, event, commune):
        """The Participation of a candidate in the movement that the proposal names, since its day as far as it says."""
        on, by = event["on"], self.records.clerk
        movement = commune.movements.filter(name=event["movement"], year=on.year).first()
        if movement is None:
            about = {"kind": MovementKind.MOVEMENT, "field": MovementField.ECONOMY, "lead_name": "–"}
            told = {"name": event["movement"], "year": on.year, "registered_on": on}
            movement = growth.register_movement(commune=commune, by=by, **about, **told)
        who = {"member": self.records.latest.get(event["candidate"])}
        who |= {} if who["member"] else {"name": event["candidate"]}
        return growth.take_part(movement=movement, since=on, part=Part.TAKES, by=by, **who)

    def _facts(self, event):
        candidate = self.case(event["candidate"])
        facts = self._personal(event, candidate.commune)
        growth.learn(candidate=candidate, on=event["on"], by=self.records.clerk, **facts)

    def _step(self, event):
        kind, keys = STEPS[event.kind]
        facts = {field: event[key] for key, field in keys.items() if key in event.facts}
        on_recognition = About.RECOGNITION in (event.facts.get("about"), event.facts.get("of"))
        candidate = self.case(event["candidate"], on=event["on"] if on_recognition else None)
        if kind == StepKind.LIST:
            facts["source"] = self.sources.pop(event["candidate"], None)
        if kind == StepKind.HELPER:
            facts["helper"] = self.records.member(event["helper"])
        elif kind == StepKind.HAND_OVER:
            facts["cell"] = self.records.cell(event["to"], event["on"], candidate.commune)
        elif kind == StepKind.COMMITTEE_VOTE:
            facts.setdefault("about", About.ADMISSION)
            facts["body"] = event.facts.get("body") or authority_on(candidate.commune_id, event["on"])
        elif kind in (StepKind.CONSENT, StepKind.DECIDE):
            facts["paper_no"] = "–"  # cases tell nothing of papers
        if kind == StepKind.FILE:
            told = event.facts.get("introducers", [])
            facts["introducers"] = [(self.records.member(word), since) for word, since in told]
        if "because" in event.facts:
            facts |= _because(event["because"])
        self._take(event, candidate, kind=kind, **facts)

    def _take(self, event, candidate, service=growth.take_step, **facts):
        override = event.facts.get("override", "")
        return service(candidate=candidate, on=event["on"], override=override, by=self.records.clerk, **facts)

    def _cell_votes(self, event):
        about = event.facts.get("about", About.ADMISSION)
        candidate = self.case(event["candidate"], on=event["on"] if about == About.RECOGNITION else None)
        present = event.facts.get("present")
        present = present if present is None else [self.records.member(word) for word in present]
        self._take(event, candidate, service=growth.vote_in_cell, in_favour=event["for"], about=about, present=present)

    def _ceremony(self, event):
        candidate = self.case(event["candidate"])
        consent = event.facts.get("late_consent_on")
        member = self._take(event, candidate, service=growth.hold_ceremony, late_consent_on=consent)
        self.records.know(event["candidate"], member)

    def _prolong(self, event):
        candidate = self.case(event["candidate"], on=event["on"])
        self._take(event, candidate, service=growth.prolong_probation, months=event["months"])

    def _review_list(self, event):
        cell = self.records.cell(event["cell"], event["on"])
        growth.review_list(cell=cell, on=event["on"], by=self.records.clerk)

    def _setting(self, event):
        on = event["on"]
        if event["name"] not in CHOICES:
            raise RuleError(f'There is no setting "{event["name"]}".')
        for commune in self.records.all_communes():
            now = AdmissionChoices.objects.in_force(commune, on)
            if not now.pk or now.since < on:
                draft = editions.copy_edition(edition=now, since=on, by=self.records.clerk, **self.settings[on])
                editions.publish_edition(edition=draft, by=self.records.clerk)

    def _day_off(self, event):
        self._write_day(event, DayKind.OFF)

    def _working_day(self, event):
        self._write_day(event, DayKind.WORKED)

    def _write_day(self, event, kind):
        for commune in self.records.all_communes():
            about = {"day": event["day"], "name": event.facts.get("name", "–"), "source": "–"}
            row = commune.calendar_days.kept().filter(day=event["day"]).first()
            if kind == DayKind.WORKED and row and row.kind == DayKind.OFF:  # a day off that is worked after all
                about |= {"name": row.name, "struck": True}
                kind = row.kind
            calendar.write_day(commune=commune, kind=kind, row=row, by=self.records.clerk, **about)


def _because(text):
    """{field of Step: value} of a reason: its code, or else the words."""
    known = {*Reason.values, *EndedBecause.values}
    return {"because": text} if text in known else {"because": Reason.OTHER, "note": text}
