"""Roles, which a second person confirms; and what administrators began and have not brought to an end."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Do
from cells.access import commune_id
from cells.models import CommitteeMember, Commune, Grant, subjects
from cells.queries.accounts import passwords_set, passwords_set_in, to_confirm
from common.addresses import address
from common.editions import EditionState
from common.needs import Group, Need, Waiting
from common.prepared import prepared

TOLD_OF_PASSWORDS = timedelta(days=14)


def _roles(asking):
    """Nobody confirms what they gave or hold: to those it is told that somebody else has to."""
    user, needs = asking.user, []
    for row in to_confirm(commune_id(user)):
        about = {"name": row.account, "role": row}
        own = user.pk in (row.given_by_id, row.account_id)
        words = (
            _("%(name)s: “%(role)s” waits for somebody else to confirm it.")
            if own
            else _("%(name)s: “%(role)s” is to be confirmed by a second person.")
        )
        needs.append(Need(words % about, reverse("cells:roles-to-confirm"), _("See"), "info" if own else "warn"))
    return Group("roles", _("Roles to be confirmed"), needs)


@prepared
def _unconfirmed(commune):
    of_commune = [Exists(model.objects.to_confirm().filter(commune=commune)) for model in (Grant, CommitteeMember)]
    return Commune.objects.filter(of_commune[0] | of_commune[1], pk=commune)


def _unused(asking):
    count = len(_with_first_password(commune=commune_id(asking.user)))
    words = ngettext(
        "%(count)s account still has the password that it was given.",
        "%(count)s accounts still have the password that they were given.",
        count,
    )
    needs = [Need(words % {"count": count}, reverse("cells:accounts"), _("See the accounts"), "info")]
    return Group("new-accounts", _("Accounts not used yet"), needs)


@prepared
def _with_first_password(commune):
    return User.objects.filter(commune=commune, is_active=True, first_password=True).values_list("pk", flat=True)


def _rules(asking):
    names = {model.subject: model._meta.verbose_name for model in subjects()}
    words = {
        EditionState.DRAFT: _("%(rules)s: a draft for %(day)s is not published yet."),
        EditionState.PUBLISHED: _("%(rules)s: a new edition is in force from %(day)s."),
    }
    needs = []
    for subject, pk, since, state in _rules_to_come(commune=commune_id(asking.user), day=asking.today):
        text = words[state] % {"rules": names[subject], "day": f"{since:%d/%m/%Y}"}
        text = text[:1].upper() + text[1:]
        needs.append(Need(text, reverse("cells:rule-set", args=[subject, pk]), _("See"), "info"))
    return Group("rules", _("Changes of rules"), needs)


@prepared
def _rules_to_come(commune, day):
    """(subject, number, day, state) of the drafts of rules, and of the editions that are not in force yet."""
    to_come = Q(state=EditionState.DRAFT) | Q(since__gt=day)
    first, *others = (
        model.objects.filter(to_come, commune=commune)
        .order_by()
        .annotate(about=Value(model.subject))
        .values_list("about", "pk", "since", "state")
        for model in subjects()
    )
    return first.union(*others, all=True).order_by("since", "about", "pk")


def _own_password(asking):
    """Who sets a password can sign in with it until it is changed: whose it is hears of it."""
    words = _("%(by)s set a new password for you on %(at)s. If nobody asked for it, tell the inspection board.")
    entries = passwords_set(account=asking.user.pk, since=_since(asking))
    url, action = address("accounts:password"), _("Change password")
    return Group("passwords", _("New passwords"), [Need(words % _setting(one), url, action) for one in entries])


def _passwords(asking):
    """And so does who watches over roles, of what others set."""
    words = _("%(by)s set a new password for %(account)s on %(at)s.")
    entries = passwords_set_in(commune=asking.user.commune, since=_since(asking))
    needs = [
        Need(words % _setting(one), reverse("cells:account", args=[one.subject_id]), _("See the account"))
        for one in entries
        if asking.user.pk not in (one.account_id, one.subject_id)
    ]
    return Group("passwords", _("New passwords"), needs)


def _since(asking):
    return timezone.make_aware(datetime.combine(asking.today - TOLD_OF_PASSWORDS, time()))


def _setting(entry):
    at = f"{timezone.localtime(entry.at):%d/%m/%Y}"
    return {"account": entry.subject_name, "by": entry.account_name or _("the server"), "at": at}


WAITING = (
    Waiting(None, None, _own_password),
    Waiting(Do.CONFIRM_ROLES, None, _passwords),
    Waiting(Do.CONFIRM_ROLES, _unconfirmed, _roles),
    Waiting(Do.ADMINISTER, _with_first_password, _unused),
    Waiting(Do.ADMINISTER, None, _rules),
)
