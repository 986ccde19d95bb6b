from datetime import datetime

from django import forms
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import TrailEntry
from accounts.roles import Do
from cells.access import may
from common.fields import ClockField, DayField, OneLineFormField, PastDayField
from common.text import search_key
from members.models import Member, Membership
from members.models.member import name_holds
from privacy.models import Breach, DataRequest
from privacy.queries import LOOKS

NOBODY = "nobody"


class RequestForm(forms.ModelForm):
    """What somebody asks about their own data. Where records have the name typed, who may see members has to say
    whose request it is; others leave that as it is."""

    member = forms.ChoiceField(
        label=_("record of the person"),
        error_messages={"required": _("There are records of this name: say whose request it is.")},
    )
    received_on = PastDayField(label=_("received on"))
    received_at = ClockField(label=_("at what time"))

    class Meta:
        model = DataRequest
        fields = ("name", "proof", "member", "kind", "what", "received_on", "received_at")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        name = (self.data if self.is_bound else self.initial).get("name") or ""
        latest = Prefetch(
            "memberships",
            Membership.objects.last_known(timezone.localdate()).select_related("cell"),
            to_attr="last_known",
        )
        self.may_say_whose = may(user, Do.SEE_MEMBERS)
        people = Member.objects.for_doing(user, Do.SEE_MEMBERS).filter(search_key=search_key(name)).order_by("pk")
        self.people = {str(member.pk): member for member in people.prefetch_related(latest)}
        if self.people:
            named = [(pk, _told(member)) for pk, member in self.people.items()]
            self.fields["member"].choices = [("", _("choose")), *named, (NOBODY, _("nobody in these records"))]
            if self.instance.pk and self.instance.member is None:
                self.initial["member"] = NOBODY
        else:
            del self.fields["member"]

    def clean(self):
        cleaned = super().clean()
        if self.may_say_whose:
            cleaned["member"] = self.people.get(cleaned.get("member"))
        else:
            cleaned["member"] = self.instance.member
        return cleaned


def _told(member):
    """Enough to distinguish people of one name."""
    row = member.last_known[0] if member.last_known else ""
    return ", ".join(filter(None, [member.full_name, member.born.text, row and str(row.cell)]))


class NumbersForm(forms.Form):
    """What the numbers in full are needed for in the file of a request."""

    reason = OneLineFormField(
        label=_("what for"), max_length=200, help_text=_("Who looked, when and why stays in the access log.")
    )


class AnswerForm(forms.ModelForm):
    answered_on = PastDayField(label=_("answered on"))

    class Meta:
        model = DataRequest
        fields = ("answered_on", "answer", "refusal")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True


class MomentForm(forms.Form):
    """A day and a time that have come; `moment` puts them together."""

    day = PastDayField(label=_("day"))
    time = ClockField(label=_("time"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("time"):
            self.moment = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["time"]))
            if self.moment > timezone.now():
                self.add_error("time", _("This time has not come yet."))
        return cleaned


class BreachForm(MomentForm, forms.ModelForm):
    """What is known of a breach; `day` and `time` say when it was noticed."""

    class Meta:
        model = Breach
        fields = ("what", "affected", "measures")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            noticed = timezone.localtime(self.instance.noticed_at)
            self.initial |= {"day": noticed.date(), "time": noticed.time()}

    def facts(self):
        """{field of Breach: value} as typed."""
        return {name: self.cleaned_data[name] for name in self._meta.fields} | {"noticed_at": self.moment}


class AccessFilter(forms.Form):
    """Which looks, exports and numbers shown in full to list."""

    KINDS = [*((kind.value, kind.label) for kind in LOOKS), (TrailEntry.Action.FORGOTTEN.value, _("old looks removed"))]

    name = OneLineFormField(label=_("Name of the member"), required=False, max_length=100)
    account = OneLineFormField(label=_("account"), required=False, max_length=150)
    kind = forms.ChoiceField(label=_("action"), required=False, choices=[("", _("all")), *KINDS])
    since = DayField(label=_("from"), required=False)
    until = DayField(label=_("Before"), required=False)
    member = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def narrow(self, entries, commune):
        """`entries` of the commune as chosen; a member's records that were merged into one count as one."""
        chosen = self.cleaned_data
        entries = entries.filter(
            action__in=[chosen["kind"]] if chosen["kind"] else [kind for kind, _label in self.KINDS]
        )
        people = Member.objects.filter(commune=commune)
        if chosen["name"]:
            entries = entries.filter(subject_id__in=people.filter(name_holds(chosen["name"])).values("pk"))
        if chosen["member"]:
            mine = people.filter(pk=chosen["member"]) | people.filter(merged_into=chosen["member"])
            entries = entries.filter(subject_id__in=mine.values("pk"))
        if chosen["name"] or chosen["member"]:
            entries = entries.filter(subject_kind=Member._meta.label_lower)
        if chosen["account"]:
            key = search_key(chosen["account"])
            names = entries.order_by().values_list("account_name", flat=True).distinct()
            entries = entries.filter(account_name__in=[name for name in names if key in search_key(name)])
        if chosen["since"]:
            entries = entries.filter(at__gte=_midnight(chosen["since"]))
        if chosen["until"]:
            entries = entries.filter(at__lt=_midnight(chosen["until"]))
        return entries


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
