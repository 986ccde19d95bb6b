"""Everything that is on file about a member, and who looked at it, as tables."""

import re
from dataclasses import replace

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import TrailEntry
from cells.models import PaperNumber
from common.masking import masked
from common.stale import mark
from common.tables import Column, Figure, Table
from members.models import Member
from members.queries.relations import counts, file_fields, is_open, relations, shown

ABOUT = ("member", "merged_into")  # foreign keys of rows about a member; by others a row only mentions one
LOOKS = (TrailEntry.Action.SEEN, TrailEntry.Action.EXPORTED, TrailEntry.Action.REVEALED)


def mark_of_request(request):
    """A short word that changes with who asks in a data request, for what, and whose record it is."""
    return mark("request", [request.member_id, request.name, request.proof, request.kind, request.what])


def looks(members):
    """Trail entries of looks at the files of `members`, the newest first; none that tells of a sensitive case."""
    about = {"subject_kind": Member._meta.label_lower, "subject_id__in": [m.pk for m in members]}
    return TrailEntry.objects.filter(only_for="", action__in=LOOKS, **about)


def all_on_file(member, *, sees, whole):
    """[Table] of all that is on file about `member`: the file, every row about the person, how many others mention it,
    and who looked. Records that were merged into this one belong to it.

    `sees` tells of a Do whether rows that ask for it are told; which kinds are left out is said, whether there are any
    or not. Numbers are in full when `whole`, else in part.
    """
    records = [member, *member.merged.all()]
    tables = _tables(member, records, sees)
    return tables if whole else _with_numbers_in_part(tables, records)


def _tables(member, records, sees):
    withheld = [relation for relation in relations() if not is_open(relation, sees)]
    tables, mentions = [_file(member, withheld)], []
    for relation, counted in counts(records):
        if relation in withheld:
            continue
        if relation.field.name in ABOUT:
            tables.append(_rows(relation, records))
        else:
            mentions.append((Figure(relation.label), Figure(sum(counted.values()))))
    if papers := _papers_naming(records):
        mentions.append(
            (Figure(_("Papers as issued that bear the name (another person may have it too)")), Figure(papers))
        )
    columns = (Column(_("kind of record"), width=50), Column(_("How many"), "number"))
    tables.append(Table(title=_("Mentioned in"), columns=columns, rows=tuple(mentions)))
    return [*tables, _looks(records)]


def _with_numbers_in_part(tables, records):
    """`tables` with the numbers of `records`, and whatever may be one, masked wherever they stand."""
    known = [number for record in records for name in Member.masked if (number := getattr(record, name))]
    number = re.compile("|".join([*map(re.escape, known), r"[0-9]{9,}"]))

    def in_part(figure):
        if not isinstance(figure.value, str):
            return figure
        return replace(figure, value=number.sub(lambda found: masked(found[0]), figure.value))

    return [replace(table, rows=tuple(tuple(map(in_part, row)) for row in table.rows)) for table in tables]


def _papers_naming(members):
    """How many papers of the commune, as they were issued, bear the name of one of `members`."""
    issued = PaperNumber.objects.told().filter(term__commune=members[0].commune_id, content__isnull=False)
    contents = issued.order_by().values_list("content", flat=True).iterator(chunk_size=200)
    return sum(any(member.full_name in str(content) for member in members) for content in contents)


def _file(member, withheld):
    rows = [(Figure(capfirst(field.verbose_name)), Figure(shown(member, field))) for field in file_fields()]
    rows += [(Figure(r.label), Figure(_("not in this file: to be released by those who record it"))) for r in withheld]
    columns = (Column(_("Fact"), width=36), Column(_("Recorded"), width=60))
    return Table(title=_("File"), subtitle=str(member), columns=columns, rows=tuple(rows))


def _rows(relation, records):
    fields = relation.told
    columns = tuple(Column(f.verbose_name, "date" if _is_day(f) else "text", width=22) for f in fields)
    rows = relation.readable_rows(records)
    rows = tuple(tuple(Figure(shown(row, field)) for field in fields) for row in rows)
    return Table(title=relation.label, columns=columns, rows=rows)


def _is_day(field):
    return isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)


def _looks(records):
    return looks_table(_("Looks at the file"), looks(records))


def looks_table(title, entries):
    """The Table of trail `entries`: when, who, did what with which record, and what for."""
    rows = tuple(
        (
            Figure(f"{timezone.localtime(entry.at):%H:%M %d/%m/%Y}"),
            Figure(entry.account_name),
            Figure(entry.get_action_display()),
            Figure(entry.subject_name),
            Figure(entry.purpose),
        )
        for entry in entries
    )
    columns = (
        Column(_("time"), width=18),
        Column(_("account"), width=36),
        Column(_("action"), width=16),
        Column(_("File or export"), width=36),
        Column(_("what for"), width=40),
    )
    return Table(title=title, columns=columns, rows=rows)
