"""Communes that merge on a day: one of them goes on, the others go on in it.

Cells, hamlets and people move as they are, by no event: nobody arrives or leaves, and figures of days before the merger
are those of all communes together. What was the old Committee's own stays with it as it was, ended on that day.
"""

from collections import Counter, defaultdict
from datetime import timedelta
from enum import Enum
from urllib.parse import parse_qsl, urlencode

from django.apps import apps
from django.db import connection
from django.db.models import Q, UniqueConstraint
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.models import User
from cells.models import (
    Assignment,
    Cell,
    CommitteeMember,
    CommuneMerger,
    Grant,
    Hamlet,
    PaperNumber,
    PastCommune,
    RuleSet,
    Term,
    Trust,
    subjects,
)
from cells.services import lock, open_term
from common.errors import RuleError
from common.promises import promises
from development.enums import UnitKind
from development.models import AdmissionChoices, AdmissionRules, Candidate, Founding, MassOrganisation, Unit
from development.services import close_unit
from meetings.models import Meeting, Task
from members.models import CertificateRules, Event, Member, SavedFilter
from members.queries import flow, headcount
from oversight.models import Briefing, Difficulty, FocusPeriod, FocusTask, InspectionCase
from reports.models import ReportPeriod

ONE_DAY = timedelta(days=1)


class Fate(Enum):
    """What becomes of the rows of a commune that merges."""

    GOES = "with the cells, hamlets and people"
    OF_CELLS = "with its cell or hamlet; a row of the whole commune stays"
    NUMBERED = "as GOES, under the next number where its own is taken in the year"
    JOINS = "is one with the row of the same name there; goes where there is none"
    STAYS = "with the Committee that has ended, as it was"


GOES, OF_CELLS, NUMBERED, JOINS, STAYS = Fate
# Every model with a commune of its own but kinds of RuleSet, which stay; all others follow what they refer to.
FATES = {
    "cells.FormerCommuneName": STAYS,
    "cells.Hamlet": GOES,
    "cells.Cell": GOES,
    "cells.Grant": OF_CELLS,
    "cells.Trust": STAYS,
    "cells.CalendarDay": STAYS,
    "cells.CommitteeMember": STAYS,
    "cells.Term": OF_CELLS,
    "cells.Paper": OF_CELLS,
    "members.Code": JOINS,
    "members.Member": GOES,
    "members.KeptAccount": GOES,
    "members.Commendation": GOES,
    "members.Despite": GOES,
    "members.SavedFilter": GOES,
    "members.Course": JOINS,
    "meetings.Edition": STAYS,
    "meetings.Session": GOES,
    "meetings.Programme": GOES,
    "development.MassOrganisation": JOINS,
    "development.Movement": GOES,
    "development.Candidate": GOES,
    "development.Founding": GOES,
    "development.Target": OF_CELLS,
    "oversight.Agency": JOINS,
    "oversight.FocusTask": GOES,
    "oversight.FocusPeriod": STAYS,
    "oversight.Briefing": STAYS,
    "oversight.AwardDecision": STAYS,
    "oversight.AwardProposal": GOES,
    "oversight.DisciplineCase": NUMBERED,
    "oversight.InspectionProgramme": OF_CELLS,
    "oversight.InspectionCase": GOES,
    "oversight.InspectionChecklist": STAYS,
    "oversight.Information": NUMBERED,
    "reports.UpperReader": STAYS,
    "reports.ReportPeriod": STAYS,
    "reports.CommitteeReport": STAYS,
    "reports.MonthSheet": STAYS,
    "exchange.Import": STAYS,
    "privacy.DataRequest": GOES,
    "privacy.Breach": GOES,
}
# What tells two rows of a model that JOINS apart, beside the commune.
KEYS = {
    "members.Code": ("list", "code"),
    "members.Course": ("kind", "title", "starts_on"),
    "development.MassOrganisation": ("name",),
    "oversight.Agency": ("name_key", "struck"),
}
# What was recorded of days on which the commune was no more: (model, way to the commune, field of the day).
LATER = (
    (Meeting.objects.signed, "cell__commune", "held_on"),
    (Event.objects.kept, "member__commune", "on"),
    (PaperNumber.objects.told().kept, "term__commune", "on"),  # none of a sensitive case
    (Briefing.objects.kept, "commune", "held_on"),
    (FocusPeriod.objects.kept, "commune", "last_day"),
    (CommitteeMember.objects.all, "commune", "since"),
    (Assignment.objects.all, "cell__commune", "since"),
    (Term.objects.filter(cell=None).all, "commune", "since"),
)


def models_of_communes():
    """Every model with a commune of its own, as the database watches them."""
    lister, promise = promises()["merged_commune"]
    return promise.watched(lister)


def fate_of(model):
    return STAYS if issubclass(model, RuleSet) else FATES[model._meta.label]


def figures(communes, on):
    """{what in words: how many} of `communes` together before the day `on` of a merger, of what it must not change."""
    cells = list(Cell.objects.filter(commune__in=communes).values_list("pk", flat=True))
    head = headcount(cells=cells, day=on - ONE_DAY)
    counted = {
        _("hamlets"): Hamlet.objects.filter(commune__in=communes),
        _("cells"): Cell.objects.filter(commune__in=communes).active_on(on - ONE_DAY),
        _("Open tasks"): Task.objects.open().filter(cell__in=cells),
        _("People on their way into the Party"): Candidate.objects.open().filter(commune__in=communes),
        _("foundings of cells"): Founding.objects.filter(commune__in=communes, ended=False),
        _("Difficulties not solved"): Difficulty.objects.unsolved().filter(cell__in=cells),
        _("inspections and supervisions"): InspectionCase.objects.kept().filter(commune__in=communes, sensitive=False),
        _("tasks of the Committee"): FocusTask.objects.kept().filter(commune__in=communes),
    }
    people = {
        _("members"): head.total,
        _("official"): head.official,
        _("probationary"): head.probationary,
        _("exempt"): head.exempt,
        _("members at the start of the day of the merger"): flow(
            cells=cells, since=on, until=on + ONE_DAY, whole=True
        ).opening,
    }
    return people | {words: rows.count() for words, rows in counted.items()}


def obstacles(communes, into, on, today):
    """[sentence] of what has to be put right before `communes` can merge into `into` on the day `on`."""
    merged = CommuneMerger.objects.filter(commune__in=[*communes, into]).select_related("commune", "into")
    again = _("%(commune)s has merged into %(into)s already.")
    found = [again % {"commune": one.commune, "into": one.into} for one in merged]
    if into in communes:
        found.append(_("%(commune)s cannot merge into itself.") % {"commune": into})
    if on > today:
        found.append(_("This day has not come yet: a merger is recorded on its day or later."))
    for commune in communes:
        found += [
            _("%(commune)s, %(period)s: close this reporting period first, or strike it out.")
            % {"commune": commune, "period": period}
            for period in ReportPeriod.objects.open().filter(commune=commune)
        ]
        found += _recorded_later(commune, on)
    return found + _clashes([into, *communes])


def _recorded_later(commune, on):
    for rows, way, day in LATER:
        later = rows().filter(**{way: commune, f"{day}__gte": on}).order_by(day, "pk")
        if first := later.first():
            words = _("%(commune)s is no more on that day, but has %(count)s × %(kind)s, the first of %(day)s.")
            told = {"commune": commune, "count": later.count(), "kind": first._meta.verbose_name}
            yield words % (told | {"day": f"{getattr(first, day):%d/%m/%Y}"})


def _clashes(communes):
    """[sentence] of rows of two communes that one commune cannot have both."""
    found = []
    for label, fate in FATES.items():
        model = apps.get_model(label)
        for constraint in model._meta.constraints if fate is GOES else ():
            if isinstance(constraint, UniqueConstraint) and "commune" in constraint.fields:
                found += _alike(model, constraint, communes)
    return found


def _alike(model, constraint, communes):
    fields = [model._meta.get_field(name).attname for name in constraint.fields if name != "commune"]
    rows = model._default_manager.filter(constraint.condition or Q(), commune__in=communes).select_related("commune")
    same = defaultdict(list)
    for row in rows.order_by("pk"):
        same[tuple(getattr(row, name) for name in fields)].append(row)
    for alike in same.values():
        if len(alike) > 1:
            told = {"kind": capfirst(model._meta.verbose_name), "name": alike[0]}
            told["communes"] = ", ".join(str(row.commune) for row in alike)
            yield _("%(kind)s %(name)s is in %(communes)s: give all but one another name or number first.") % told


def rules_that_differ(commune, into, on):
    """Names of the kinds of rules that hold otherwise in `commune` than in `into` on the day `on`, but for those of
    admission: cases keep them for steps of before."""
    same = {"id", "since", "state", "source", "commune"}

    def rules(model, of):
        edition = model.objects.in_force(of, on)
        return [getattr(edition, field.attname) for field in model._meta.concrete_fields if field.name not in same]

    kinds = [model for model in subjects() if model not in (AdmissionRules, AdmissionChoices, CertificateRules)]
    return [str(model._meta.verbose_name) for model in kinds if rules(model, commune) != rules(model, into)]


@service
def merge_communes(*, communes, into, on, document, today, by):
    """On the day `on` the `communes` go on in `into`, by a `document` of the level above. Returns the CommuneMergers.

    Raises RuleError with every obstacle, and where figures of before would change. The new body numbers its papers
    anew, from a term of that day.
    """
    _lock([*communes, into])
    if found := obstacles(communes, into, on, today):
        raise RuleError("\n".join(found))
    before = figures([*communes, into], on)
    made = [_merge(commune, into, on, document, by) for commune in communes]
    if not Term.objects.of(into, None).filter(since__gte=on).exists():
        open_term(commune=into, cell=None, name="", since=on, by=by)
    if figures([into], on) != before:
        raise RuleError(_("Figures of before would change: nothing is merged."))
    return made


def _lock(communes):
    """Nobody adds or changes a row of a commune meanwhile, on whatever page."""
    if connection.vendor == "postgresql":
        tables = ", ".join(sorted(f'"{model._meta.db_table}"' for model in models_of_communes()))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
    for commune in sorted(communes, key=lambda one: one.pk):
        lock(commune=commune)
    lock(cells=list(Cell.objects.filter(commune__in=communes).values_list("pk", flat=True)))


def _merge(commune, into, on, document, by):
    _end_body(commune, on)
    joined = _end_joined(commune, into, on, by)
    merger = CommuneMerger(commune=commune, into=into, goes_on_as=into, on=on, document=document).save_checked()
    for earlier in CommuneMerger.objects.filter(goes_on_as=commune):
        earlier.goes_on_as = into
        earlier.save_checked()
    cells = Cell.objects.filter(commune=commune)
    PastCommune.objects.bulk_create(PastCommune(cell=cell, belonged_to=commune, until=on) for cell in cells)
    for label, fate in FATES.items():
        _move(apps.get_model(label), fate, commune, into, joined.get(label, {}))
    for label, same in joined.items():
        _refer_to(apps.get_model(label), same, into)
    _rewrite_choices(joined["members.Code"], into)
    for account in User.objects.filter(commune=commune.pk):
        account.commune = into.pk
        account.save()
    return merger


def _end_body(commune, on):
    """The Committee of the commune, its terms and the roles of its accounts end; secretaries of cells stay."""
    seats, terms = CommitteeMember.objects.filter(commune=commune), Term.objects.of(commune, None)
    charges = Assignment.objects.filter(cell__commune=commune)
    for row in (*charges.not_over(on), *seats.not_over(on), *terms.not_over(on)):
        row.end(on)
    roles, trusts = Grant.objects.filter(commune=commune, cell=None), Trust.objects.filter(commune=commune)
    for row in (*roles.not_over(on), *trusts.not_over(on)):
        row.until = max(row.since, on)
        row.save_checked()


def _end_joined(commune, into, on, by):
    """{model: {number of a row of `commune`: that of the same in `into`}}; what the organisations among them have in
    the whole commune ends."""
    found = {}
    for label, fields in KEYS.items():
        rows = apps.get_model(label)._default_manager
        there = {tuple(key): pk for pk, *key in rows.filter(commune=into).values_list("pk", *fields)}
        own = {pk: there.get(tuple(key)) for pk, *key in rows.filter(commune=commune).values_list("pk", *fields)}
        found[label] = {pk: same for pk, same in own.items() if same}
    joined = MassOrganisation.objects.filter(pk__in=found["development.MassOrganisation"])
    for unit in Unit.objects.filter(organisation__in=joined, kind=UnitKind.COMMUNE).open():
        close_unit(unit=unit, on=on, by=by)
    for organisation in joined.filter(ended_on=None):
        organisation.ended_on = on
        organisation.save_checked()
    return found


def _move(model, fate, commune, into, joined):
    if fate is STAYS:
        return
    rows = model._default_manager.filter(commune=commune).exclude(pk__in=joined)
    if fate is OF_CELLS:
        ways = {"cell", "hamlet"} & {field.name for field in model._meta.fields}
        rows = rows.exclude(**dict.fromkeys(ways))
    rows, names = list(rows.order_by("pk")), ["commune"]
    for row in rows:
        row.commune = into
    if model is Hamlet:
        names.append("former_commune")
        for row in rows:
            row.former_commune = row.former_commune or commune.name
    if model is Candidate:
        names.append("began_in")
        for row in rows:
            row.began_in = row.began_in or commune
    if fate is NUMBERED:
        names.append("number")
        _number_anew(rows, into)
    model._default_manager.bulk_update(rows, names)


def _number_anew(rows, into):
    """Rows whose number is taken in their year get the next ones."""
    there = type(rows[0])._default_manager.filter(commune=into).values_list("year", "number") if rows else ()
    taken, last = set(there), Counter()
    for year, number in [*taken, *((row.year, row.number) for row in rows)]:
        last[year] = max(last[year], number)
    for row in rows:
        if (row.year, row.number) in taken:
            last[row.year] += 1
            row.number = last[row.year]


def _refer_to(model, same, into):
    """What refers to a row of `model` refers to the same one of the commune that goes on, `same` {number: number}. The
    unit of an organisation in the whole commune, its former names and targets of the old Committee stay."""
    own = models_of_communes()
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.one_to_many) or relation.related_model.__name__.startswith("Former"):
            continue
        other, field = relation.related_model, relation.field
        rows = other._default_manager.filter(**{f"{field.name}__in": same})
        if other is Unit:
            rows = rows.exclude(kind=UnitKind.COMMUNE)
        if other in own:
            rows = rows.filter(commune=into)
        rows = list(rows)
        for row in rows:
            setattr(row, field.attname, same[getattr(row, field.attname)])
        other._default_manager.bulk_update(rows, [field.name])


def _rewrite_choices(same, into):
    """Saved choices of members name entries of lists by their numbers: those of codes that became one, `same`."""
    rows = list(SavedFilter.objects.filter(commune=into))
    number_now = {str(number): there for number, there in same.items()}
    for row in rows:
        chosen = dict(parse_qsl(row.query))
        codes = {name: number_now.get(chosen[name], chosen[name]) for name in chosen.keys() & Member.code_lists}
        row.query = urlencode(chosen | codes)
    SavedFilter.objects.bulk_update(rows, ["query"])
