"""Steps, and what is known of a candidate, in words for people."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from development.enums import CaseState, StepKind

ONLY_OF_WHO_LEFT = ("left_because", "hardship", "cleared_on", "readmitted_before")
VOTES = (StepKind.CELL_VOTE, StepKind.COMMITTEE_VOTE)


def particulars(step, helper="", introducers=()):
    """What a step tells besides its kind, each part after a dot; `helper` and `introducers` are names."""
    parts = [
        step.about and step.get_about_display(),
        helper,
        step.consent_to and step.get_consent_to_display(),
        _on(_("certificate of %(day)s"), step.certificate_on),
        step.attendee and _in_class(step),
        ", ".join(introducers),
        step.union_resolution and step.get_union_resolution_display(),
        _votes(step),
        _on(_("received on %(day)s"), step.received_on),
        _on(_("late, with the consent of %(day)s"), step.late_consent_on),
        step.months and _("%(months)s months") % {"months": step.months},
        step.to_state and CaseState(step.to_state).label,
        step.because and step.get_because_display(),
        step.source and _("from %(movement)s") % {"movement": step.source.movement},
        step.note,
    ]
    return "".join(f" · {part}" for part in parts if part)


def _on(words, day):
    return words % {"day": f"{day:%d/%m/%Y}"} if day else ""


def _in_class(step):
    """The course that gave the certificate; also what it says otherwise by now."""
    row = step.attendee
    if (row.certificate_on, row.certificate_no) == (step.certificate_on, step.paper_no):
        return str(row.course)
    day = f"{row.certificate_on:%d/%m/%Y}" if row.certificate_on else "–"
    words = _("%(course)s, where the certificate is no. %(number)s of %(day)s")
    return words % {"course": row.course, "number": row.certificate_no or "–", "day": day}


def _votes(step):
    if step.kind not in VOTES:
        return ""
    of = step.base if step.kind == StepKind.CELL_VOTE else step.members
    return _("%(votes)s of %(of)s votes") % {"votes": step.in_favour, "of": of}


def known_of(profile):
    """{what: how it is known} of a Profile; what is not so and not known is left out."""
    if profile is None:
        return {}
    left_out = () if profile.left_on else ONLY_OF_WHO_LEFT
    fields = [profile._meta.get_field(name) for name in profile.facts() if name not in left_out]
    told = ((field, getattr(profile, field.name)) for field in fields)
    return {str(capfirst(field.verbose_name)): _text(profile, field, value) for field, value in told if value}


def _text(profile, field, value):
    if value is True:
        return _("yes")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(getattr(profile, f"get_{field.name}_display")() if field.choices else value)
