"""Rules that differ by place or period: one small set for each subject, in the app of the subject."""

from functools import cache

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models.territory import Commune
from common.editions import DatedEdition, EditionQuerySet, EditionState, published_stays
from common.prepared import is_asking_once, once, prepared


class RuleSetQuerySet(EditionQuerySet, ScopedQuerySet):
    see = Do.ADMINISTER

    def in_force(self, commune, day):
        """The rules of `commune` on `day`; what stands in the model where nothing is published for that day."""
        number = commune.pk if isinstance(commune, Commune) else commune
        found = super().in_force(number, day) if _may_have(number, self.model) else None
        return found or self.model(commune_id=number)

    def over_time(self, communes):
        """A function of (number of a commune, day) that answers as `in_force` does; one query for all days."""
        ruled = [commune for commune in sorted(communes) if _may_have(commune, self.model)]
        published = _published(communes=ruled, model=self.model)
        usual = cache(lambda commune: self.model(commune_id=commune))

        def on(commune, day):
            found = (one for one in published if one.commune_id == commune and one.since <= day)
            return next(found, None) or usual(commune)

        return on


@prepared
def _published(communes, *, model):
    return model._default_manager.published().filter(commune__in=communes).order_by("-since")


def _may_have(commune, model):
    """False where it is known that `commune` has published no rules of `model`: most have few, and a page asks for
    many, so while one is made a single statement tells it of all."""
    return not is_asking_once() or model in _ruled(commune)


@once
def _ruled(commune):
    """{model of rules that `commune` has published}."""
    found = _there(commune=commune)
    return {model for answers in found for model, there in zip(subjects(), answers, strict=True) if there}


@prepared
def _there(commune):
    there = {one._meta.model_name: Exists(one.objects.published().filter(commune=commune)) for one in subjects()}
    return Commune.objects.filter(pk=commune).annotate(**there).values_list(*there)


class RuleSet(DatedEdition, Tracked):
    """The rules of one subject in a commune. A model of it gives fields with defaults, their source in a comment, and a
    verbose name; then it has its place among the pages at /rules/."""

    subject = ""  # its word in addresses
    about = ""  # what is ruled, in one sentence

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="+")

    commune_path = "commune"
    objects = RuleSetQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("-since", "-pk")
        constraints = [
            published_stays("published_%(class)s_stays"),
            models.UniqueConstraint(
                name="one_published_%(class)s_from_a_day",
                fields=["commune", "since"],
                condition=Q(state=EditionState.PUBLISHED),
                violation_error_message=_("Another published edition is in force from this day."),
            ),
        ]

    def __str__(self):
        return _("%(rules)s from %(day)s") % {"rules": self._meta.verbose_name, "day": f"{self.since:%d/%m/%Y}"}

    def get_absolute_url(self):
        return reverse("cells:rule-set", args=[self.subject, self.pk])


@cache
def subjects():
    """Every model of rules, in one order."""
    found = (model for model in apps.get_models() if issubclass(model, RuleSet))
    return sorted(found, key=lambda model: model.subject)


class TermRules(RuleSet):
    subject = "terms"
    about = _("How long a cell's committee, secretary and deputy are elected for.")

    term_months = models.PositiveSmallIntegerField(  # 294-QĐ/TW §23.1
        _("months of a cell's term"), default=60, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of terms")
        verbose_name_plural = _("rules of terms")
