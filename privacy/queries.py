"""Everything that is on file about a member, and who looked at it, as tables."""

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import TrailEntry
from cells.models import PaperNumber
from common.tables import Column, Figure, Table
from members.models import Member
from members.queries.relations import counts, file_fields, shown

ABOUT = ("member", "merged_into")  # foreign keys of rows about a member; by others a row only mentions one
LOOKS = (TrailEntry.Action.SEEN, TrailEntry.Action.EXPORTED, TrailEntry.Action.REVEALED)


def looks(members):
    """Trail entries of looks at the files of `members`, the newest first."""
    kind = Member._meta.label_lower
    return TrailEntry.objects.filter(subject_kind=kind, subject_id__in=[m.pk for m in members], action__in=LOOKS)


def all_on_file(member):
    """[Table] of all that is on file about `member`, numbers in full: the file, every row about the person, how many
    others mention it, and who looked. Records that were merged into this one belong to it."""
    records = [member, *member.merged.all()]
    tables, mentions = [_file(member)], []
    for relation, counted in counts(records):
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


def _papers_naming(members):
    """How many papers of the commune, as they were issued, bear the name of one of `members`."""
    issued = PaperNumber.objects.filter(term__commune=members[0].commune_id, content__isnull=False)
    contents = issued.order_by().values_list("content", flat=True).iterator(chunk_size=200)
    return sum(any(member.full_name in str(content) for member in members) for content in contents)


def _file(member):
    rows = [(Figure(capfirst(field.verbose_name)), Figure(shown(member, field))) for field in file_fields()]
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
