"""Who was not admitted is forgotten some years after the end of the case; what figures are counted from stays."""

from django.utils.translation import gettext as _

from accounts.audit import hide_values, service
from cells.services import lock
from common.facts import update_rows
from development.models import Candidate, Introduction, Item, Participation, Pass, Profile, Step
from development.queries.forgetting import to_forget
from development.rules.course import StepRuleError
from members.models import Attendee

KNOWN = [name for name in Profile.facts() if name != "hamlet"]  # targets of a hamlet count who lived there
WRITTEN = "…"  # instead of words: that there were some, rules and promises of the database ask


def refuse_forgotten(candidate):
    """Raises StepRuleError for a case whose person was forgotten."""
    if candidate.forgotten_on:
        raise StepRuleError(_("The name was removed from this case: it does not go on."))


@service
def forget_case(*, candidate, on, by):
    """The person of a case that ended without admission long enough before `on` (`AdmissionChoices.forget_years`) is
    forgotten: name, what was known, what was written, and what the trail says of these. Sex, hamlet, days, cells, coded
    reasons, the earlier case and numbered papers stay. Returns whether it was: one that was opened again, or forgotten
    meanwhile, is left as it is."""
    lock(commune=candidate.commune_id, cells=[candidate.cell_id])
    for case in to_forget(candidate.commune, on, pk=candidate.pk):
        name = _("Person whose name was removed, case %(number)s") % {"number": case.pk}
        steps = Step.objects.filter(candidate=case)
        _forget_person(case, name)
        _replace(Profile.objects.filter(candidate=case), KNOWN, _emptied)
        _replace(Introduction.objects.filter(step__in=steps), ["together_since"], _emptied)
        _replace(steps, ["note", "override", "struck_reason"], _hidden)
        _replace(Pass.objects.filter(candidate=case), ["reason", "because"], _hidden)
        _replace(Item.objects.filter(candidate=case), ["reason"], _hidden)
        for model, link in ((Attendee, "attendee"), (Participation, "source")):
            _rename(_of_nobody_else(model, link, steps), name)
        case = Candidate.objects.get(pk=case.pk)
        case.forgotten_on = on
        case.save_checked()
        return True
    return False


def _forget_person(case, name):
    case.full_name, case.former, case.proposed_by = name, None, case.proposed_by and WRITTEN
    case.key_name()
    _store([case], ["full_name", "search_key", "sort_key", "former", "proposed_by"])


def _emptied(row, field):
    return field.get_default()


def _hidden(row, field):
    return getattr(row, field.name) and WRITTEN


def _of_nobody_else(model, link, steps):
    """Rows of people who are no members, which `steps` link to and no step of a case that still names its person."""
    others = Step.objects.filter(candidate__forgotten_on=None).exclude(pk__in=steps)
    rows = model.objects.filter(pk__in=steps.exclude(**{link: None}).values(link), member=None)
    return rows.exclude(pk__in=others.exclude(**{link: None}).values(link))


def _replace(rows, names, value):
    rows = list(rows)
    for row in rows:
        for name in names:
            setattr(row, name, value(row, row._meta.get_field(name)))
    _store(rows, names)


def _rename(rows, name):
    rows = list(rows)
    for row in rows:
        row.name = name
    _store(rows, ["name"])


def _store(rows, names):
    """Without a line in the trail, which would tell what is forgotten; what it tells already is hidden."""
    if rows:
        update_rows(rows, names)
        columns = [rows[0]._meta.get_field(name).attname for name in names]
        hide_values(rows, columns)
