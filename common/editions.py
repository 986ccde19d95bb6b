"""Dated editions: a draft is changed and published, is in force from its day and never changes again; what follows
begins as a copy. The apps add whose edition it is and what it says."""

from decimal import Decimal

from django.db import models
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import RuleError
from common.fields import Day, OneLine
from common.numbers import points
from common.prepared import prepared
from common.promises import Unchanging


class EditionState(TextChoices):
    DRAFT = "draft", gettext_lazy("draft")
    PUBLISHED = "published", gettext_lazy("published")

    @property
    def tone(self):
        return "ok" if self == EditionState.PUBLISHED else "warn"


PUBLISHED = gettext_lazy("This edition is published and never changes; copy it to a new one.")


def published_stays(name, state_path="state"):
    """The promise that each model of an edition, or of its rows, lists in its Meta."""
    return Unchanging(name=name, state=EditionState.PUBLISHED, state_path=state_path, violation_error_message=PUBLISHED)


class EditionRuleError(RuleError):
    """A change of an edition that a rule refuses."""


class FrozenQuerySet(models.QuerySet):
    """Bulk writes refuse what is published, as `Frozen.save` does."""

    def bulk_create(self, objs, **kwargs):
        objs = list(objs)
        refuse_published(objs)
        return super().bulk_create(objs, **kwargs)

    def bulk_update(self, objs, fields):
        refuse_published(objs)
        return super().bulk_update(objs, fields)


class Frozen(models.Model):
    """A row of an edition, or the edition itself. Once published, nothing can change it."""

    state_path = "state"  # from the row to the state of its edition

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        refuse_published([self])
        super().save(*args, **kwargs)


def refuse_published(rows):
    """Raise EditionRuleError when one of `rows`, all of one model, is or would be of an edition published by now."""
    for model in {type(row) for row in rows}:
        owner, _sep, further = model.state_path.partition("__")
        numbers = [row.pk for row in rows if row.pk]
        frozen = model._base_manager.filter(pk__in=numbers, **{model.state_path: EditionState.PUBLISHED})
        if further and not frozen.exists():  # it may come into an edition from elsewhere
            owner = model._meta.get_field(owner)
            owners = {getattr(row, owner.attname) for row in rows}
            frozen = owner.related_model._base_manager.filter(pk__in=owners, **{further: EditionState.PUBLISHED})
        if frozen.exists():
            raise EditionRuleError(PUBLISHED)


class EditionQuerySet(FrozenQuerySet):
    def published(self):
        return self.filter(state=EditionState.PUBLISHED)

    def in_force(self, commune, day):
        """The edition of `commune` that counts on `day`, or None; it counts from its own day on."""
        if self.query.where:  # asked of some of them only
            return self.published().filter(commune=commune, since__lte=day).order_by("-since").first()
        found = _in_force(commune=getattr(commune, "pk", commune), day=day, model=self.model)
        return found[0] if found else None


@prepared
def _in_force(commune, day, *, model):
    return model._default_manager.published().filter(commune=commune, since__lte=day).order_by("-since")[:1]


class DatedEdition(Frozen):
    """An edition of rules; the model that extends it adds `commune` and the rules."""

    since = Day(gettext_lazy("in force from"))
    state = models.CharField(
        gettext_lazy("state"), max_length=10, choices=EditionState, default=EditionState.DRAFT, editable=False
    )
    source = OneLine(gettext_lazy("by which document"), max_length=200, blank=True)

    about_itself = ("id", "commune", "since", "state", "source")  # fields that are no rule

    class Meta:
        abstract = True

    @property
    def published(self):
        return self.state == EditionState.PUBLISHED

    @property
    def tone(self):
        return EditionState(self.state).tone

    @classmethod
    def rule_fields(cls):
        return [field for field in cls._meta.concrete_fields if field.name not in cls.about_itself]

    def in_words(self):
        """{what is ruled: how, as text}, in the order of the fields; an app adds the rows that belong to it."""
        return {str(capfirst(field.verbose_name)): self._in_words(field) for field in self.rule_fields()}

    def _in_words(self, field):
        value = getattr(self, field.name)
        if field.choices:
            return str(getattr(self, f"get_{field.name}_display")())
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return "–" if value is None else points(value) if isinstance(value, Decimal) else str(value)


def differences(before, after):
    """{what is ruled: (as it was, as it will be)} where two editions differ, each given as `in_words` gives it; an
    empty text where one says nothing."""
    labels = [*after, *(label for label in before if label not in after)]
    pairs = {label: (before.get(label, ""), after.get(label, "")) for label in labels}
    return {label: (was, now) for label, (was, now) in pairs.items() if was != now}
