from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Do
from cells.access import scope
from cells.models import Cell
from common.fields import DayField, OneLineFormField, PastDayField, SomeOfField, TextFormField, follows
from common.forms import Select
from common.merging import MergingForm
from common.people import ByNameForm
from development.enums import ItemState
from members.queries.namesakes import called, fitting
from oversight.enums import Body, CaseKind, CaseResult, CaseState, CaseStepKind
from oversight.forms.titles import NamelessTitle
from oversight.models import InspectionCase, InspectionChecklist, InspectionProgramme, InspectionRemedy
from oversight.services.inspection import results_of


class InspectionFilter(forms.Form):
    """Cases of a year, of one body, in one state; without a choice all of the present year."""

    year = forms.TypedChoiceField(label=_("year"), coerce=int, empty_value=None, required=False)
    body = forms.ChoiceField(label=_("body"), required=False, choices=[("", _("all")), *Body.choices])
    state = forms.ChoiceField(label=_("state"), required=False, choices=[("", _("all")), *CaseState.choices])

    def __init__(self, data, *, this_year, others):
        super().__init__(data)
        years = [("", str(this_year)), *((str(year), str(year)) for year in others)]
        self.fields["year"].choices = years


def _own_cells(user):
    """Cells whose plans `user` keeps, those that have ended included."""
    return Cell.objects.for_doing(user, Do.KEEP_INSPECTIONS).order_by("search_key", "pk")


class ProgrammeForm(forms.ModelForm):
    """The document of a body for a year; who keeps single cells keeps their plans."""

    class Meta:
        model = InspectionProgramme
        fields = ("body", "cell", "year", "document_no", "document_on")
        field_classes = {"document_on": PastDayField}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = _own_cells(user)
        if not scope(user, Do.KEEP_INSPECTIONS).communes:
            self.fields["body"].choices = [(Body.CELL.value, Body.CELL.label)]

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("body") == Body.CELL) != bool(cleaned.get("cell")) and "cell" not in self.errors:
            self.add_error("cell", _("Choose the cell for the plan of a cell, and for no other body."))
        return cleaned


class ProgrammeDocumentForm(forms.ModelForm):
    class Meta:
        model = InspectionProgramme
        fields = ("document_no", "document_on")
        field_classes = {"document_on": PastDayField}


class MemberForm(ByNameForm):
    """A member, known again by the typed name; also one who has left."""

    fitting = staticmethod(fitting)
    nobody = _("No member of this name is on file here.")

    def clean(self):
        cleaned = super().clean()
        if name := cleaned.pop("name", ""):
            cleaned["member"] = self.person(name)
        return cleaned


class SubjectForm(MemberForm):
    """Whom a case is about: a cell or a member."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, widget=Select)

    field_order = ("cell", "name")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = _own_cells(self.user)
        self.fields["cell"].help_text = _("A cell that has ended may be chosen too.")
        self.fields["name"].required = False
        self.fields["name"].label = _("or a member, by full name")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("cell")) == bool(cleaned.get("member")):
            self.add_error("cell", _("Choose a cell, or type the name of a member: one of them."))
        return cleaned


class TeamForm(MemberForm):
    leads = forms.BooleanField(label=_("leads the team"), required=False)


class CaseForm(NamelessTitle, forms.ModelForm):
    """A case under a programme; the title of a sensitive one names nobody."""

    kind = forms.ChoiceField(label=_("kind"), choices=CaseKind)

    field_order = ("kind", "title", "content", "since", "last_day", "received_on", "due_on", "added", "sure")

    class Meta:
        model = InspectionCase
        fields = ("title", "content", "since", "last_day", "received_on", "due_on", "added")
        field_classes = {"since": PastDayField, "last_day": DayField, "received_on": PastDayField}
        help_texts = {
            "title": _("Without the name of anybody: it stands in lists and papers."),
            "received_on": _("Of a denunciation or a complaint: its limit runs from this day."),
        }

    def __init__(self, *args, programme, sensitive, **kwargs):
        super().__init__(*args, commune=programme.commune, **kwargs)
        if self.instance.pk:
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = [
                (kind.value, kind.label)
                for kind in CaseKind
                if (sensitive or not kind.sensitive) and (programme.body != Body.CELL or kind.of_a_cell)
            ]
        follows(self, "last_day", "since")
        follows(self, "due_on", "last_day")

    def clean(self):
        cleaned = super().clean()
        since, last_day = cleaned.get("since"), cleaned.get("last_day")
        if since and last_day and last_day < since:
            self.add_error("last_day", _("The period examined ends before it begins."))
        return cleaned

    def nameless(self, cleaned):
        return CaseKind(cleaned.get("kind") or self.instance.kind or CaseKind.THEME).sensitive


class CaseStepForm(forms.Form):
    """A step of a case; an extension says to which day."""

    text = TextFormField(label=_("what was done or said"), max_length=4000, required=False)
    due_on = DayField(label=_("new due day"))
    on = PastDayField(label=_("day"))

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        if kind != CaseStepKind.EXTEND:
            del self.fields["due_on"]


class FindingsForm(forms.Form):
    """What was found: of the whole, and of each subject."""

    edits = True

    def __init__(self, *args, case, subjects, knows, **kwargs):
        super().__init__(*args, **kwargs)
        self.subjects, self.knows = subjects, knows
        allowed = [("", _("not said yet")), *((one.value, one.label) for one in results_of(case.kind))]
        for row in subjects:
            name = f"result-{row.pk}"
            choices = list(allowed)
            if row.result == CaseResult.TURNED and knows:
                choices.append((row.result, CaseResult.TURNED.label))
            shown = row.result and CaseResult(row.result).told_to(knows)
            self.fields[name] = forms.ChoiceField(
                label=str(row), choices=choices, required=False, initial=shown, widget=Select
            )
        self.fields["strengths"] = TextFormField(
            label=_("strengths"), max_length=8000, required=False, initial=case.strengths
        )
        self.fields["faults"] = TextFormField(
            label=_("shortcomings"), max_length=8000, required=False, initial=case.faults
        )

    def typed(self):
        told = self.cleaned_data
        known = [row for row in self.subjects if self.knows or row.result != CaseResult.TURNED]
        results = {row.pk: told[f"result-{row.pk}"] for row in known}
        return {"strengths": told["strengths"], "faults": told["faults"], "results": results}


class ItemForm(MergingForm):
    """A paper of a dossier: whether it is there, its number and date, or why it is not asked for."""

    state = forms.ChoiceField(label=_("state"), choices=ItemState, widget=Select)
    number = OneLineFormField(label=_("number of the document"), max_length=40, required=False)
    on = PastDayField(label=_("date of the paper"), required=False)
    reason = OneLineFormField(label=_("why it is not applicable"), max_length=200, required=False)

    def __init__(self, data=None, *, item):
        self.row = item
        stored = {name: getattr(item, name) for name in self.base_fields}
        super().__init__(data, stored=stored, prefix=f"item-{item.pk}")

    def clean(self):
        cleaned = super().clean()
        if self.text_of("state") == ItemState.NOT_APPLICABLE and not self.text_of("reason"):
            self.add_error("reason", _("Say why this paper is not applicable, and only then."))
        return cleaned


class RemedyForm(forms.ModelForm):
    class Meta:
        model = InspectionRemedy
        fields = ("text", "owner", "due_on")
        field_classes = {"due_on": DayField}


class CloseRemedyForm(forms.Form):
    """Mended on a day with its result, or not, and why."""

    done_on = PastDayField(label=_("mended on"), required=False)
    outcome = OneLineFormField(label=_("result"), max_length=300, required=False)
    not_done = OneLineFormField(label=_("or why it was not mended"), max_length=300, required=False)


class TurnForm(forms.Form):
    """Which subjects of a supervision become an inspection on signs of breach, under which programme."""

    subjects = SomeOfField(InspectionCase.objects.none(), label=_("subjects"), widget=forms.CheckboxSelectMultiple)
    programme = forms.ModelChoiceField(InspectionProgramme.objects.none(), label=_("programme"))
    on = PastDayField(label=_("day"))
    due_on = DayField(label=_("to be concluded by"))

    def __init__(self, *args, case, user, **kwargs):
        super().__init__(*args, **kwargs)
        subjects = case.subjects.kept().select_related("cell", "member")
        self.fields["subjects"].queryset = subjects
        self.fields["subjects"].choices = [(row.pk, str(row)) for row in called(subjects)]
        programmes = InspectionProgramme.objects.for_doing(user, Do.KEEP_INSPECTIONS).exclude(body=Body.CELL)
        self.fields["programme"].queryset = programmes.filter(year__gte=case.programme.year)
        follows(self, "due_on", "on")


class ChecklistForm(forms.ModelForm):
    class Meta:
        model = InspectionChecklist
        fields = ("kind", "body", "since", "papers")
        labels = {"papers": pgettext_lazy("dossier", "papers, one a line")}
