"""The registers that the law on personal data asks for: what people ask about their data, and what went wrong."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Commune, RuleSet
from common.fields import Day, OneLine, Text
from common.promises import OneCommune
from members.models.member import Member
from privacy.enums import Clock, RequestKind


class PrivacyRules(RuleSet):
    subject = "privacy"
    about = _("By when requests and breaches of personal data are dealt with, and how long it is kept who looked.")

    request_days = models.PositiveSmallIntegerField(
        _("working days to answer a data request"), default=2, validators=[MaxValueValidator(366)]
    )
    breach_hours = models.PositiveSmallIntegerField(
        _("hours to report a data breach"), default=72, validators=[MaxValueValidator(8784)]
    )
    retention_years = models.PositiveSmallIntegerField(
        _("years that access logs are kept"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of personal data")
        verbose_name_plural = _("rules of personal data")


def clock(*, due, done, now):
    """The Clock of what was to be done by `due`; `done` when it was, or None."""
    if done:
        return Clock.LATE if done > due else Clock.DONE
    return Clock.OVERDUE if now > due else Clock.OPEN


class RegisterQuerySet(ScopedQuerySet):
    see = Do.KEEP_PRIVACY


class DataRequestQuerySet(RegisterQuerySet):
    def open(self):
        return self.filter(answered_on=None)


class ReleaseQuerySet(DataRequestQuerySet):
    """Requests as those see them who may release the disciplinary part of the file."""

    see = Do.EDIT_DISCIPLINE


class DataRequest(Tracked):
    """What a person asks about their own data, until when it is to be answered, and what was answered.

    The file for it holds disciplinary measures when somebody who records them has released that part.

    `due_on` is the last of `PrivacyRules.request_days` working days after the day of receipt.
    """

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="data_requests"
    )
    name = OneLine(_("who asks"), max_length=100, help_text=_("Full name."))
    proof = OneLine(
        _("how it was proved who asks"),
        max_length=200,
        help_text=_("As: identity card shown at the office; letter of authority, with its day."),
    )
    member = models.ForeignKey(
        Member,
        verbose_name=_("record of the person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="data_requests",
    )
    kind = models.CharField(_("asks to"), max_length=8, choices=RequestKind)
    what = Text(_("what exactly"), max_length=2000)
    received_on = Day(_("received on"))
    received_at = models.TimeField(_("at what time"))
    due_on = Day(_("answer due"), editable=False)
    answered_on = Day(_("answered on"), null=True, blank=True)
    answer = Text(pgettext_lazy("text", "answer"), max_length=4000)
    refusal = OneLine(
        _("ground of refusal"),
        max_length=300,
        blank=True,
        help_text=_("Only when it is refused, in whole or in part. Party files are not erased on request."),
    )

    released_at = models.DateTimeField(_("disciplinary part released"), null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("released by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    commune_path = "commune"
    objects = DataRequestQuerySet.as_manager()
    to_release = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        ordering = ("due_on", "pk")
        constraints = [
            OneCommune(name="data_request_in_one_commune", ways=["commune", "member__commune"]),
            models.CheckConstraint(
                name="request_answered_after_receipt",
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")),
                violation_error_message=_("The answer cannot be earlier than the request."),
            ),
            models.CheckConstraint(
                name="request_answered_with_words",
                condition=Q(answered_on__isnull=True, answer="", refusal="")
                | (Q(answered_on__isnull=False) & ~Q(answer="")),
                violation_error_message=_("Enter the day and the answer."),
            ),
        ]
        indexes = [models.Index(name="request_by_due", fields=["commune", "answered_on", "due_on"])]

    def __str__(self):
        return f"{self.name}, {self.received_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("privacy:request", args=[self.pk])

    def state(self, day):
        return clock(due=self.due_on, done=self.answered_on, now=day)


class BreachQuerySet(RegisterQuerySet):
    def open(self):
        return self.filter(reported_at=None)


class Breach(Tracked):
    """Personal data that got lost or into wrong hands; `due_at` is `PrivacyRules.breach_hours` after it was noticed."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="breaches")
    noticed_at = models.DateTimeField(_("noticed"))
    what = Text(_("what happened"), max_length=4000, blank=False)
    affected = Text(_("who is affected"), max_length=2000, blank=False)
    measures = Text(_("what was done about it"), max_length=4000)
    due_at = models.DateTimeField(_("to be reported by"), editable=False)
    reported_at = models.DateTimeField(_("reported to the authority"), null=True, blank=True)

    commune_path = "commune"
    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("data breach")
        verbose_name_plural = _("data breaches")
        ordering = ("due_at", "pk")
        constraints = [
            models.CheckConstraint(
                name="breach_reported_after_noticed",
                condition=Q(reported_at__isnull=True) | Q(reported_at__gte=F("noticed_at")),
                violation_error_message=_("The report cannot be earlier than the notice."),
            ),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.noticed_at):%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("privacy:breach", args=[self.pk])

    def state(self, now):
        return clock(due=self.due_at, done=self.reported_at, now=now)
