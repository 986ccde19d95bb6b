from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common.fields import DayField, OneLineFormField, PastDayField, follows
from common.partial import PartialDayField
from members.enums import EventKind, Standing
from members.models import Code, Member
from members.rules.plausible import LIFE, disagreement, odd_days

PERSON = ("full_name", "sex", "born")


def odd(member, changed, today):
    """Sentences about what is hardly so among the facts of `member` whose names are in `changed`."""
    told = [
        (name, disagreement(getattr(member, name), member.sex, member.born))
        for name in ("id_number", "card_no")
        if getattr(member, name) and {name, "sex", "born"} & set(changed)
    ]
    if set(LIFE) & set(changed):
        told += odd_days(**{name: getattr(member, name) for name in LIFE}, today=today)
    label = {name: capfirst(Member._meta.get_field(name).verbose_name) for name, _what in told}
    return [_("%(field)s: %(what)s.") % {"field": label[name], "what": what} for name, what in told if what]


class AddForm(forms.ModelForm):
    """Somebody enters the records: already in the Party, transferred in, newly admitted, or a guest for a time."""

    HOW = [
        (EventKind.JOIN.value, _("already in the Party, new to these records")),
        (EventKind.ARRIVE.value, _("transferred in from outside")),
        (EventKind.ADMIT.value, _("newly admitted: the day is that of the ceremony")),
        (EventKind.HOST.value, _("here on temporary transfer, counted elsewhere")),
    ]
    how = forms.ChoiceField(label=_("how"), choices=HOW)
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"))
    standing = forms.ChoiceField(
        label=_("standing"),
        choices=Standing.choices,
        initial=Standing.OFFICIAL,
        help_text=_("A newly admitted member is probationary."),
    )
    on = PastDayField(label=_("from"))
    until = DayField(label=_("Until"), required=False, help_text=_("For a temporary transfer: the first day back."))
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)

    class Meta:
        model = Member
        fields = (*PERSON, "decided_on", "ceremony_on", "official_on")

    field_order = (*PERSON, "how", "cell", "standing", "on", "until", "decision_no", "decided_on")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.EDIT_MEMBERS).active_on(timezone.localdate())
        follows(self, "until", "on")

    def clean(self):
        cleaned = super().clean()
        self.instance.commune = cleaned["cell"].commune if cleaned.get("cell") else None
        return cleaned

    def entry(self):
        """The arguments of `services.enter`."""
        typed = dict(self.cleaned_data)
        kind = EventKind(typed.pop("how"))
        person = {name: typed.pop(name) for name in self._meta.fields}
        standing = typed.pop("standing")
        if kind in (EventKind.JOIN, EventKind.ARRIVE):
            typed["standing"] = standing
        if kind == EventKind.ADMIT:
            typed["decision_on"] = person["decided_on"].whole
        if kind != EventKind.HOST:
            typed.pop("until")
        return {"kind": kind, "person": person, **typed}


# The fields of the file as its page groups them.
FILE = (
    (_("Person"), ("full_name", "other_name", "sex", "born", "ethnicity")),
    (_("Birth and home place"), ("birth_place", "birth_place_then", "home_place", "home_place_then")),
    (_("Residence"), ("hamlet", "residence", "temporary_residence", "phone")),
    (_("Work and learning"), ("occupation", "education", "grade", "qualification", "degree", "theory", "languages")),
    (_("In the Party"), ("union_on", "decided_on", "ceremony_on", "official_on", "admitted_at", "introducers")),
    (
        _("Numbers"),
        ("profile_no", "card_no", "card_on", "card_at", "old_card_no", "id_number", "old_id_number"),
    ),
)


class FileForm(forms.ModelForm):
    """The file of a member: everything that may be filled in freely, and what is locked while it is still empty."""

    class Meta:
        model = Member
        fields = [name for _title, names in FILE for name in names]

    def groups(self):
        """[(title, its fields that may be filled in)]."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in FILE]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in Member.locked:
            if getattr(self.instance, name):
                del self.fields[name]
        commune = self.instance.commune_id
        for name, which in Member.code_lists.items():
            self.fields[name].queryset = Code.objects.of(commune, which)
        self.fields["hamlet"].queryset = self.fields["hamlet"].queryset.filter(commune=commune, ended_on=None)
        for name in Member.masked:
            if getattr(self.instance, name):
                self.initial[name] = ""
                self.fields[name].help_text = _("Recorded. Type it only to replace it.")

    def clean(self):
        cleaned = super().clean()
        for name in Member.masked:
            if not cleaned.get(name) and name not in self.errors:
                cleaned[name] = self._kept[name]
        return cleaned

    def full_clean(self):
        self._kept = {name: getattr(self.instance, name) for name in Member.masked}
        super().full_clean()


class CorrectFileForm(forms.Form):
    """A mistake in what is locked; each kind of value has its own field."""

    FIELDS = [(name, Member._meta.get_field(name).verbose_name) for name in Member.locked]

    field = forms.ChoiceField(label=_("What was wrong"), choices=FIELDS)
    value = OneLineFormField(
        label=_("Right is"), max_length=100, help_text=_("A date as far as known: 05/03/1958, 03/1958 or 1958.")
    )
    reason = OneLineFormField(
        label=_("reason"), max_length=200, help_text=_("It stays on record together with what stood there before.")
    )
    decision_no = OneLineFormField(
        label=_("decision no."), max_length=40, required=False, help_text=_("A name changes only by decision.")
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("field") and cleaned.get("value") and cleaned["field"] != "full_name":
            try:
                cleaned["value"] = PartialDayField().clean(cleaned["value"])
            except forms.ValidationError as error:
                self.add_error("value", error)
        return cleaned


class RevealForm(forms.Form):
    field = forms.ChoiceField(label=_("number"))
    reason = OneLineFormField(
        label=_("what for"), max_length=200, help_text=_("Who looked, when and why stays in the access log.")
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        names = [name for name in Member.masked if getattr(member, name)]
        self.fields["field"].choices = [(name, Member._meta.get_field(name).verbose_name) for name in names]
