"""Which of many questions find a row at all, asked in one statement: most days most of them find none."""

from inspect import signature

from django.db.models import Exists

from cells.models import Commune
from common.prepared import prepared


def finding(questions, *, commune, communes, cells, day):
    """[question] of those of `questions` that find a row: functions marked @prepared of any of `commune`, `communes`,
    `cells`, `day`, `month` (its first day) and `year`. One statement, none where one question is asked alone."""
    if len(questions) < 2:
        return list(questions)  # it is asked as fast itself
    known = {"commune": commune, "communes": communes, "cells": cells}
    days = {"day": day, "month": day.replace(day=1), "year": day.year}
    [answers] = _found(**known, **days, questions=tuple(questions))
    return [question for question, answer in zip(questions, answers, strict=True) if answer]


@prepared
def _found(commune, communes, cells, day, month, year, *, questions):
    """One row: of each question, whether it finds a row."""
    known = {"commune": commune, "communes": communes, "cells": cells, "day": day, "month": month, "year": year}
    there = {}
    for number, question in enumerate(questions):
        asked = {name: known[name] for name in signature(question).parameters}
        there[f"found_{number}"] = Exists(question.build(**asked))
    return Commune.objects.filter(pk=commune).annotate(**there).values_list(*there)
