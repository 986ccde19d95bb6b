"""Whether a cell would be right to propose somebody for admission: each condition that is not met, why, and what would
mend it. What is not told is not there."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from development.enums import Answer, ConsentTo, Lack, LeftBecause, Living, Schooling, UnionResolution
from development.rules.clocks import completed_months, months_after, papers_valid_until, readmission_from

PRIMARY = {12: 5, 10: 4}  # {classes of the school system: the class that completes it}; the old system had ten
LOWER_SECONDARY = {12: 9, 10: 7}
NEVER_AGAIN = (LeftBecause.ABANDONED, LeftBecause.DISUNITY, LeftBecause.CORRUPTION, LeftBecause.SERIOUS_CRIME)


@dataclass(frozen=True)
class Grade:
    """The class completed, of a school system of 12 or, formerly, 10 classes."""

    completed: int = 0
    of: int = 12

    @classmethod
    def read(cls, text):
        """ "9/12" as a Grade; nothing completed where nothing is told."""
        completed, _slash, of = text.partition("/")
        return cls(int(completed), int(of)) if text else cls()

    @property
    def text(self):
        return f"{self.completed}/{self.of}"

    def reaches(self, level):
        return self.completed >= level[self.of]

    def beyond(self, level):
        return self.completed > level[self.of]


@dataclass(frozen=True)
class Introducer:
    """A member who introduces; `replacement`: a helper who took the place of another, of whom no months are asked."""

    official: bool
    together_since: date | None = None
    replacement: bool = False

    def counts(self, on, months):
        if not self.official:
            return False
        return self.replacement or (self.together_since is not None and on >= months_after(self.together_since, months))


@dataclass(frozen=True)
class Applicant:
    """What is known of somebody on the day on which the cell considers. `certificate_months`: how long the certificate
    counts; `papers_on`: day of the oldest of the papers that age; `diploma` None: as the grade tells."""

    born: date | None = None
    area: str = Living.LOWLAND
    grade: Grade = Grade()
    diploma: bool | None = None
    part: str = ""
    reads: bool = False
    certificate_on: date | None = None
    certificate_months: int = 60
    papers_on: date | None = None
    introducers: tuple = ()
    youth_union: bool = True
    youth_cadre: bool = False
    trade_union: bool = False
    union_resolution: str = ""
    left_on: date | None = None
    left_because: str = LeftBecause.REMOVED
    hardship: bool = False
    cleared_on: date | None = None
    readmitted_before: bool = False
    special_case: bool = False
    special_papers: bool = False
    consent: frozenset = field(default_factory=frozenset)

    @property
    def has_diploma(self):
        """Of lower secondary school or a higher one."""
        return self.grade.beyond(LOWER_SECONDARY) if self.diploma is None else self.diploma


@dataclass(frozen=True)
class Missing:
    """A condition that is not met on a day: `why` it is not, what would `mend` it, and from which day it is met by
    itself, where time alone does that. `leads` is Answer.NO or Answer.CONSENT."""

    lack: Lack
    leads: Answer
    why: str
    mend: str
    from_day: date | None = None


def missing(who, on, rules, choices):
    """[Missing] of the Applicant `who` on the day `on`, under the AdmissionRules and AdmissionChoices of that day."""
    found = [
        _age(who, on, rules),
        _education(who, rules),
        _certificate(who, on),
        _papers(who, on, rules),
        *_introduced(who, on, rules, choices),
        _admitted_again(who, on),
        _special(who),
    ]
    return [lack for lack in found if lack]


def answer(found):
    """The Answer that a list of Missing gives."""
    leads = {lack.leads for lack in found}
    return next((one for one in (Answer.NO, Answer.CONSENT) if one in leads), Answer.YES)


def because(found):
    """The Lacks that make up the answer: with a no those that lead to it alone."""
    told = answer(found)
    return {lack.lack for lack in found if lack.leads == told}


def _no(lack, why, mend, from_day=None):
    return Missing(lack, Answer.NO, why, mend, from_day)


def _waits(lack, why):
    return Missing(lack, Answer.CONSENT, why, _("Ask for the written consent of the provincial Standing Committee."))


def _age(who, on, rules):
    """By completed months, on the day on which the cell considers (294-QĐ/TW §1.1; 06-HD/TW §1.1)."""
    if who.born is None:
        return _no(Lack.TOO_YOUNG, _("The day of birth is not known."), _("Enter the day of birth."))
    months = completed_months(who.born, on)
    if months < rules.youngest_months:
        grown = months_after(who.born, rules.youngest_months)
        why = _("The person is below the age of admission.")
        return _no(Lack.TOO_YOUNG, why, _("Wait until %(day)s.") % {"day": f"{grown:%d/%m/%Y}"}, grown)
    if months > rules.oldest_months and ConsentTo.AGE not in who.consent:
        return _waits(Lack.OVER_60, _("The person is above the age up to which no consent is needed."))
    return None


def _education(who, rules):
    if who.area == Living.LOWLAND:
        return _lower_secondary(who, rules)
    if who.grade.reaches(PRIMARY) or who.has_diploma:  # 06-HD/TW §1.2a
        return None
    why = _("Primary education is not completed.")
    if who.part and who.reads:  # 06-HD/TW §1.2b
        return None if ConsentTo.EDUCATION in who.consent else _waits(Lack.EDUCATION, why)
    return _no(Lack.EDUCATION, why, _("Complete primary education, and enter the class completed."))


def _lower_secondary(who, rules):
    """294-QĐ/TW §1.2 asks for the diploma; 208-QĐ/TW for the programme, which a diploma proves."""
    if who.has_diploma:
        return None
    if rules.schooling == Schooling.PROGRAMME:
        if who.grade.reaches(LOWER_SECONDARY):
            return None
        mend = _("Complete the lower-secondary programme, and enter the class completed.")
        return _no(Lack.EDUCATION, _("The lower-secondary programme is not completed."), mend)
    mend = _("Get the lower-secondary diploma, and note it.")
    return _no(Lack.EDUCATION, _("There is no lower-secondary diploma."), mend)


def _certificate(who, on):
    """Of the awareness class: 06-HD/TW §3.1, 5.4b."""
    if who.certificate_on is None or who.certificate_on > on:
        mend = _("Send the person to the awareness class, and enter the day of the certificate.")
        return _no(Lack.NO_CERTIFICATE, _("There is no certificate of the awareness class on that day."), mend)
    until = months_after(who.certificate_on, who.certificate_months)
    if on > until:
        why = _("The certificate counted until %(day)s.") % {"day": f"{until:%d/%m/%Y}"}
        return _no(Lack.CERTIFICATE_EXPIRED, why, _("The awareness class has to be done again."))
    return None


def _papers(who, on, rules):
    """06-HD/TW §5.4a."""
    if who.papers_on is None or who.papers_on > on:
        why = _("The papers of the file are not complete on that day.")
        return _no(Lack.PAPERS, why, _("Complete the papers: introductions, resolution, opinions."))
    until = papers_valid_until(who.papers_on, rules)
    if on > until:
        why = _("The papers of the file counted until %(day)s.") % {"day": f"{until:%d/%m/%Y}"}
        return _no(Lack.PAPERS, why, _("Introductions, resolution, vetting and opinions have to be done again."))
    return None


def _introduced(who, on, rules, choices):
    """[Missing] of introductions: 294-QĐ/TW §3.2; 06-HD/TW §3.3."""
    counting = sum(introducer.counts(on, rules.together_months) for introducer in who.introducers)
    if who.youth_union and _is_young(who, on, choices):
        found = []
        if who.union_resolution != UnionResolution.YOUTH:
            why = _("At youth age the Youth Union introduces; its resolution is missing.")
            found.append(_no(Lack.UNION_RESOLUTION, why, _("Ask the Youth Union for its resolution.")))
        return found if counting else [*found, _introducers(who, on, rules, 1)]
    by_union = who.trade_union and who.union_resolution == UnionResolution.TRADE
    needed = 1 if by_union else 2
    return [] if counting >= needed else [_introducers(who, on, rules, needed)]


def _is_young(who, on, choices):
    most = choices.youth_cadre_months if who.youth_cadre else choices.youth_months
    return who.born is not None and completed_months(who.born, on) <= most


def _introducers(who, on, rules, needed):
    words = _("%(count)s official members are needed who worked or lived with the person for %(months)s months.")
    why = words % {"count": needed, "months": rules.together_months}
    ready = sorted(
        max(on, months_after(one.together_since, rules.together_months) if not one.replacement else on)
        for one in who.introducers
        if one.official and (one.replacement or one.together_since)
    )
    from_day = ready[needed - 1] if len(ready) >= needed else None
    mend = _("Name other official members, or wait until the months are full.")
    return _no(Lack.INTRODUCERS, why, mend, from_day)


def _admitted_again(who, on):
    """294-QĐ/TW §3.5."""
    if who.left_on is None:
        return None
    asked = who.left_because == LeftBecause.ASKED and not who.hardship
    if who.readmitted_before or who.left_because in NEVER_AGAIN or asked:
        why = _("With such a past nobody is admitted again (294-QĐ/TW §3.5).")
        return _no(Lack.READMISSION, why, _("The case has to be ended."))
    days = [readmission_from(who.left_on)]
    if who.left_because == LeftBecause.LESSER_CRIME:
        if who.cleared_on is None:
            return _no(Lack.READMISSION, _("The sentence is not spent."), _("Enter the day on which it was spent."))
        days.append(readmission_from(who.cleared_on, cleared=True))
    if on < max(days):
        why = _("Admission once more is possible from %(day)s.") % {"day": f"{max(days):%d/%m/%Y}"}
        return _no(Lack.READMISSION, why, _("Wait until %(day)s.") % {"day": f"{max(days):%d/%m/%Y}"}, max(days))
    if ConsentTo.READMISSION not in who.consent:
        return _waits(Lack.READMISSION, _("Admission once more needs consent."))
    return None


def _special(who):
    if not who.special_case or who.special_papers or ConsentTo.SPECIAL_CASE in who.consent:
        return None
    why = _("A special case needs further papers.")
    return Missing(Lack.SPECIAL_CASE, Answer.CONSENT, why, _("Attach the further papers or the consent."))
