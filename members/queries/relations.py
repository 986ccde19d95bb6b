"""Which records refer to a member, in whatever app: found through the models, so that no new one is forgotten."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.partial import PartialDate
from common.tables import as_text
from members.models import Distinct, Member, Merge


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

    @property
    def occasion(self):
        """The field that names what a member has one row of, in which `came` tells whether the member was there."""
        return getattr(self.model, "attends", None)

    def rows(self, members):
        return self.model._base_manager.filter(**{f"{self.field.name}__in": members})

    @property
    def told(self):
        """The fields that tell what a row says besides whom it is about."""
        if self.model is Member:
            return file_fields()
        fields = [f for f in self.model._meta.concrete_fields if not f.primary_key and f != self.field]
        return sorted(fields, key=lambda f: f.name == "struck")  # last: first of all what the row says

    def readable_rows(self, members):
        """`rows` in order, with what is needed to show them."""
        named = [field.name for field in self.told if field.is_relation]
        return self.rows(members).select_related(*named).order_by("pk")


def is_open(relation, sees):
    """Whether rows of a Relation may be told and counted by who may do what `sees`, a function of a Do, answers."""
    needed = getattr(relation.model._default_manager.all(), "sees_whole", None)
    return needed is None or sees(needed)


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


def shared_occasions(first, second):
    """[record]: what each of the two members has a row of, as a roll on which both stand."""
    found = []
    for relation in relations():
        if relation.occasion:
            rows = relation.rows([first, second]).select_related(relation.occasion).order_by("pk")
            seen = [getattr(row, relation.occasion) for row in rows]
            found += [record for record, times in Counter(seen).items() if times > 1]
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


def described(row, relation):
    """What a row says, in words: "day: 03/10/2026, attendance: present"."""
    told = [(field, shown(row, field)) for field in relation.told]
    return ", ".join(f"{f.verbose_name}: {as_text(value, 'text')}" for f, value in told if value != "")
