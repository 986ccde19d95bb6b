"""Everything that is held on a member, in whatever app: found through the models, so that no new one is forgotten."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import TrailEntry
from common.partial import PartialDate
from common.tables import Column, Figure, Table, as_text
from members.models import Distinct, Member, Merge

ABOUT = ("member", "merged_into")  # foreign keys of rows about a member; by others a row only mentions one
LOOKS = (TrailEntry.Action.SEEN, TrailEntry.Action.EXPORTED, TrailEntry.Action.REVEALED)


@dataclass(frozen=True)
class Relation:
    """A foreign key to Member: `field` of `model`."""

    model: type
    field: models.ForeignKey

    @property
    def key(self):
        return f"{self.model._meta.label_lower}.{self.field.name}"

    @property
    def label(self):
        kind = capfirst(str(self.model._meta.verbose_name_plural))
        return kind if self.field.name == "member" else f"{kind}: {self.field.verbose_name}"

    def rows(self, members):
        return self.model._base_manager.filter(**{f"{self.field.name}__in": members})

    @property
    def told(self):
        """The fields that tell what a row says besides whom it is about."""
        if self.model is Member:
            return file_fields()
        return [f for f in self.model._meta.concrete_fields if not f.primary_key and f != self.field]

    def readable_rows(self, members):
        """`rows` in order, with what is needed to show them."""
        named = [field.name for field in self.told if field.is_relation]
        return self.rows(members).select_related(*named).order_by("pk")


def relations():
    """[Relation] of every model that refers to Member, hidden ones too; not what tells of the records as such."""
    found = Member._meta.get_fields(include_hidden=True)
    found = [field for field in found if field.auto_created and not field.concrete and not field.many_to_many]
    return [Relation(f.related_model, f.field) for f in found if f.related_model not in (Merge, Distinct)]


def counts(members):
    """[(Relation, {member number: rows})] of the relations by which at least one of `members` has rows."""
    found = []
    for relation in relations():
        rows = relation.rows(members).order_by().values_list(relation.field.attname)
        if counted := dict(rows.annotate(Count("pk"))):
            found.append((relation, counted))
    return found


def file_fields():
    """The fields of Member that a file is filled in with."""
    fields = Member._meta.concrete_fields
    return [field for field in fields if field.editable and not field.primary_key and field.name != "commune"]


def shown(row, field):
    """The value of `field` of `row` as the office reads it; a date stays one."""
    value = getattr(row, field.name)
    if value is None or value == "":
        return ""
    if hasattr(row, f"get_{field.name}_display"):
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
    return value if isinstance(value, int | date) else str(value)


def masked(number):
    """The last three digits; enough to tell two people apart."""
    return "•" * (len(number) - 3) + number[-3:]


def described(row, relation):
    """What a row says, in words: "day: 03/10/2026, attendance: present"."""
    told = [(field, shown(row, field)) for field in relation.told]
    return ", ".join(f"{f.verbose_name}: {as_text(value, 'text')}" for f, value in told if value != "")


def looks(members):
    """Trail entries of looks at the files of `members`, the newest first."""
    kind = Member._meta.label_lower
    return TrailEntry.objects.filter(subject_kind=kind, subject_id__in=[m.pk for m in members], action__in=LOOKS)


def everything(member):
    """[Table] of all that is held on `member`, numbers in full: the file, every row about the person, how many others
    mention it, and who looked. Records that were merged into this one belong to it."""
    records = [member, *member.merged.all()]
    tables, mentions = [_file(member)], []
    for relation, counted in counts(records):
        if relation.field.name in ABOUT:
            tables.append(_rows(relation, records))
        else:
            mentions.append((Figure(relation.label), Figure(sum(counted.values()))))
    columns = (Column(_("Kind of record"), width=50), Column(_("How many"), "number"))
    tables.append(Table(title=_("Mentioned in"), columns=columns, rows=tuple(mentions)))
    return [*tables, _looks(records)]


def _file(member):
    rows = [(Figure(capfirst(field.verbose_name)), Figure(shown(member, field))) for field in file_fields()]
    columns = (Column(_("Fact"), width=36), Column(_("Recorded"), width=60))
    return Table(title=_("File"), subtitle=str(member), columns=columns, rows=tuple(rows))


def _rows(relation, records):
    fields = relation.told
    columns = tuple(Column(capfirst(f.verbose_name), "date" if _is_day(f) else "text", width=22) for f in fields)
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
        Column(_("Time"), width=18),
        Column(_("Account"), width=36),
        Column(_("Action"), width=16),
        Column(_("File or export"), width=36),
        Column(_("What for"), width=40),
    )
    return Table(title=title, columns=columns, rows=rows)
