"""What happened in a life and what was corrected, as the page of a life tells it."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from members.enums import EventKind


def particulars(event):
    """What follows the kind of an Event: ": secretary (elected) · Chi bộ Lũng Mật · until 01/03/2027"."""
    post = f": {event.get_post_display()}" if event.post else ""
    how = f" ({event.get_how_display()})" if event.post and event.how else ""
    parts = [event.cell, event.get_standing_display(), event.place]
    parts += [event.until and _("until %(day)s") % {"day": date_format(event.until)}]
    if event.kind == EventKind.RECOGNISE and not event.struck:
        parts += [_("counts from %(day)s") % {"day": event.member.official_on.text}]
    return post + how + "".join(f" · {part}" for part in parts if part)


def grounds(event):
    """Why an Event happened and by which decision."""
    parts = [
        f"{event.reason}." if event.reason else "",
        f"{capfirst(event.get_ground_display())}." if event.ground else "",
        event.spent_on and capfirst(_("sentence spent on %(day)s.")) % {"day": date_format(event.spent_on)},
    ]
    if event.consent_on:
        about = {"number": event.consent_no, "day": date_format(event.consent_on)}
        parts += [_("Consent of the provincial Standing Committee: %(number)s of %(day)s.") % about]
    if event.decision_no or event.decision_on:
        parts += [capfirst(_("decision")), event.decision_no]
    if event.decision_on:
        parts += [_("of"), date_format(event.decision_on)]
    return " ".join(part for part in parts if part)


def corrected(correction):
    """What a Correction did to an event, by whom and why."""
    if not correction.before:
        words = _("Put back by %(who)s: %(why)s")
    elif correction.after:
        words = _("Corrected from %(before)s to %(after)s by %(who)s: %(why)s")
    else:
        words = _("Struck out by %(who)s: %(why)s")
    who = correction.account.full_name if correction.account else ""
    facts = {"before": correction.before, "after": correction.after, "who": who, "why": correction.reason}
    return words % facts + (f" ({correction.decision_no})" if correction.decision_no else "")
