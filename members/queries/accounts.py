"""Accounts that work on although the people they were given to have left the Party here, or their seat has ended."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils.text import capfirst

from accounts.models import User
from cells.models import CommitteeMember, Grant
from common.prepared import prepared
from common.text import search_key, tone_key
from members.enums import DEPARTURES
from members.models import KeptAccount, Member, Membership

NO_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True)
class Doubt:
    """Why it is doubtful who uses an account: `about` the Member or CommitteeMember who is no more from the day
    `gone_on`; `roles` what the account may still be."""

    account: User
    about: Member | CommitteeMember
    gone_on: date
    roles: list

    @property
    def of_seat(self):
        return isinstance(self.about, CommitteeMember)


def doubtful_accounts(commune, day):
    """[Doubt] of the commune of that number, in the order of accounts, until its roles end or somebody says that it
    stays (KeptAccount). At most five queries.

    An account is somebody's when it, or the seat for which it was given, bears the name; a role that was given after
    the end is a new decision.
    """
    held = _held(commune, day)
    members, seats = _members_gone(commune=commune, day=day), defaultdict(list)
    for seat in _seats_ended(commune=commune, day=day):
        seats[seat.account_id].append(seat)
    settled = {(row.account_id, row.about, row.gone_on) for row in _kept(commune=commune)}
    found = []
    for account, rows in held.items():
        names = {account.full_name, *(row.full_name for row in rows if isinstance(row, CommitteeMember))}
        since, roles = min(row.since for row in rows), [_said(row) for row in rows]
        are_meant = [named_in(name) for name in names]
        gone = [one for one in members if since < one.gone_on and any(is_meant(one) for is_meant in are_meant)]
        ended = [seat for seat in seats[account.pk] if since < seat.until and seat.full_name not in names]
        found += [Doubt(account, one, one.gone_on, roles) for one in gone]
        found += [Doubt(account, seat, seat.until, roles) for seat in ended]
    found = [doubt for doubt in found if (doubt.account.pk, doubt.about, doubt.gone_on) not in settled]
    return sorted(found, key=lambda doubt: (search_key(doubt.account.full_name), doubt.account.pk))


def named_in(text):
    """A function of a Member: whether their name stands in `text` as whole words; without tones only where `text` has
    none."""
    key = "search_key" if search_key(text) == tone_key(text) else "tone_key"
    words = _in_words(tone_key(text))
    return lambda member: _in_words(getattr(member, key)) in words


def _in_words(text):
    return f" {NO_LETTERS.sub(' ', text).strip()} "


def _said(row):
    if isinstance(row, Grant):
        return f"{row} ({row.cell})" if row.cell_id else str(row)
    return row.position or capfirst(str(row._meta.verbose_name))


def _held(commune, day):
    """{User: [Grant or CommitteeMember] that are not over}, of accounts that may sign in."""
    held = defaultdict(list)
    for model, related in ((Grant, ("account", "cell")), (CommitteeMember, ("account",))):
        for row in _not_over(commune=commune, day=day, model=model, related=related):
            held[row.account].append(row)
    return held


@prepared
def _not_over(commune, day, *, model, related):
    rows = model.objects.not_over(day).filter(commune=commune, account__is_active=True)
    return rows.select_related(*related).order_by("since", "pk")


@prepared
def _members_gone(commune, day):
    """[Member] who have left, each with the day as `gone_on`, unless somebody of that name is here."""
    here = Membership.objects.on(day).filter(member__commune=commune).order_by().values("member__full_name")
    left = Max("memberships__until", filter=Q(memberships__exit__in=DEPARTURES, memberships__until__lte=day))
    gone = Member.objects.known().filter(commune=commune).exclude(full_name__in=here)
    gone = gone.annotate(gone_on=left).filter(gone_on__isnull=False).order_by("pk")
    return gone.only("full_name", "search_key", "tone_key", "commune")


@prepared
def _seats_ended(commune, day):
    return CommitteeMember.objects.filter(commune=commune, until__lte=day, account__isnull=False).order_by("pk")


@prepared
def _kept(commune):
    return KeptAccount.objects.filter(commune=commune).select_related("member", "seat")
