"""What people type of information that came to the inspection board."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Do
from common.fields import DayField, OneLineFormField, PastDayField, TextFormField, follows
from common.forms import Select
from oversight.enums import SENSITIVE, Body, CaseKind, Competence, InformationLevel, InformationSource
from oversight.forms.titles import NamelessTitle
from oversight.models import Information, InspectionCase, InspectionProgramme


class InformationFilter(forms.Form):
    """Information of a year; without a choice that of the present one, and whatever waits."""

    year = forms.TypedChoiceField(label=_("year"), coerce=int, empty_value=None, required=False)

    def __init__(self, data, *, this_year, others):
        super().__init__(data)
        years = [("", str(this_year)), *((str(year), str(year)) for year in others)]
        self.fields["year"].choices = years


class InformationForm(NamelessTitle, forms.ModelForm):
    """What came in, from where, and what it is about."""

    field_order = ("received_on", "source", "sender", "title", "content", "gist", "sure")

    class Meta:
        model = Information
        fields = ("received_on", "source", "sender", "title", "content", "gist")
        field_classes = {"received_on": PastDayField}
        help_texts = {
            "sender": _("Never of a letter of the people: who wrote it is not kept."),
            "title": _("Without the name of anybody: it stands in lists and papers."),
            "gist": _("As short as the work needs; no secret content."),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("source") == InformationSource.LETTER and cleaned.get("sender"):
            self.add_error("sender", _("Of a letter of the people no name is kept."))
        return cleaned


class ClassifyForm(forms.Form):
    """What the board makes of it; it may be classified anew."""

    edits = True
    level = forms.ChoiceField(label=pgettext_lazy("of information", "level"), choices=InformationLevel)
    competence = forms.ChoiceField(label=_("who has to deal with it"), choices=Competence)
    classified_on = PastDayField(label=_("classified on"))

    def __init__(self, *args, row, today, **kwargs):
        told = {name: getattr(row, name) for name in ("level", "competence")}
        super().__init__(*args, initial=told | {"classified_on": row.classified_on or f"{today:%d/%m/%Y}"}, **kwargs)


class InformationStepForm(forms.Form):
    """A step with its day."""

    on = PastDayField(label=_("dealt with on"))

    def __init__(self, *args, row, user, **kwargs):
        super().__init__(*args, **kwargs)


class SendForm(InformationStepForm):
    sent_to = OneLineFormField(label=_("sent to"), max_length=120)

    field_order = ("sent_to", "on")


class LookIntoForm(InformationStepForm):
    outcome = TextFormField(label=_("what was found or answered"), max_length=2000)

    field_order = ("outcome", "on")


class JoinForm(InformationStepForm):
    """The case that it belongs to, also one that is not sensitive."""

    case = forms.ModelChoiceField(InspectionCase.objects.none(), label=_("case"), widget=Select)

    field_order = ("case", "on")

    def __init__(self, *args, row, user, **kwargs):
        super().__init__(*args, row=row, user=user, **kwargs)
        cases = InspectionCase.objects.visible_to(user).kept().filter(programme__year__gte=row.year - 1)
        self.fields["case"].queryset = cases.select_related("programme__cell").order_by("-programme__year", "-pk")


class OpenCaseForm(NamelessTitle, InformationStepForm):
    """A sensitive case that begins with it; a plain one is planned as usual, and joined."""

    programme = forms.ModelChoiceField(InspectionProgramme.objects.none(), label=_("programme"))
    kind = forms.ChoiceField(label=_("kind"), choices=[(kind.value, kind.label) for kind in SENSITIVE])
    title = OneLineFormField(
        label=pgettext_lazy("of an inspection", "what it is about"),
        max_length=200,
        help_text=_("Without the name of anybody: it stands in lists and papers."),
    )
    since = PastDayField(label=_("period examined: from"))
    last_day = DayField(label=_("period examined: to"))
    due_on = DayField(label=_("to be concluded by"))

    field_order = ("programme", "kind", "title", "since", "last_day", "on", "due_on", "sure")

    def __init__(self, *args, row, user, initial, **kwargs):
        initial = initial | {"title": row.title, "kind": CaseKind.SIGNS}
        super().__init__(*args, commune=row.commune, row=row, user=user, initial=initial, **kwargs)
        programmes = InspectionProgramme.objects.for_doing(user, Do.KEEP_INSPECTIONS).exclude(body=Body.CELL)
        self.fields["programme"].queryset = programmes.filter(year__gte=row.year)
        follows(self, "last_day", "since")
        follows(self, "due_on", "on")
