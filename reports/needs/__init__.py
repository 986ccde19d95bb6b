"""What needs somebody now beside the cells: every app says its part, here it is asked for and ordered."""

from collections import defaultdict
from inspect import signature

from django.db.models import Exists

import cells.needs
import development.needs
import meetings.needs
import members.needs
import oversight.needs
import privacy.needs
from cells.access import commune_id, may, scope
from cells.models import Commune
from common.needs import Asking, Group
from common.prepared import prepared
from reports.needs import periods

WAITING = (
    *(*meetings.needs.WAITING, *members.needs.WAITING, *development.needs.WAITING, *oversight.needs.WAITING),
    *(*cells.needs.WAITING, *privacy.needs.WAITING, *periods.WAITING),
)
# What waits with a date first, then what is to be put in order.
ORDER = (
    *("sheet", "periods", "deadlines", "to-sign", "education", "to-score", "otherwise", "focus", "inspections"),
    *("sensitive", "hand-on", "discipline", "awards", "foundings", "dues", "slips", "suspensions", "passes"),
    *("accounts", "roles", "passwords", "personal-data", "new-accounts", "rules"),
)


def needs_of(user, today):
    """[Group] of what waits for `user` on `today`, in the order of the page; what no row is found of is not asked."""
    mine = [one for one in WAITING if one.do is None or may(user, one.do)]
    rows = _with_rows(user, [one for one in mine if one.asked], today)
    asking, groups = Asking(user, today), defaultdict(list)
    titles = {}
    for one in mine:
        if one.asked is None or one in rows:
            group = one.told(asking)
            groups[group.key] += group.needs
            titles[group.key] = group.title
    return [Group(key, titles[key], groups[key]) for key in sorted(groups, key=ORDER.index) if groups[key]]


def _with_rows(user, asked, today):
    """{Waiting} of those `asked` that find a row; a query for each Scope in which `user` may do what they are about."""
    places, found = defaultdict(list), set()
    for one in asked:
        places[scope(user, one.do)].append(one)
    for where, here in places.items():
        if len(here) == 1:
            found.update(here)  # it is asked as fast itself
            continue
        known = {"commune": commune_id(user), **vars(where), "day": today, "month": today.replace(day=1)}
        [answers] = _found(**known, questions=tuple(one.asked for one in here))
        found |= {one for one, answer in zip(here, answers, strict=True) if answer}
    return found


@prepared
def _found(commune, communes, cells, day, month, *, questions):
    """One row: of each of `questions`, functions marked @prepared, whether it finds a row."""
    known = {"commune": commune, "communes": communes, "cells": cells, "day": day, "month": month}
    there = {}
    for number, question in enumerate(questions):
        asked = {name: known[name] for name in signature(question).parameters}
        there[f"found_{number}"] = Exists(question.build(**asked))
    return Commune.objects.filter(pk=commune).annotate(**there).values_list(*there)
