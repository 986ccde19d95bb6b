from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common.fields import DayField, OneLineFormField, TextFormField, follows
from common.forms import Select
from common.merging import MergingForm
from common.people import PeopleField
from common.text import one_line
from members.enums import CourseKind, CourseResult
from members.models import Attendee, Course, Member

NAMES_MOST = 100  # of people in one form


class CourseForm(forms.ModelForm):
    class Meta:
        model = Course
        fields = ("kind", "title", "starts_on", "ends_on", "place", "organiser")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        follows(self, "ends_on", "starts_on")


class SentByForm(forms.Form):
    """Of which cell the people are to be chosen."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False)

    def __init__(self, data, *, user, course):
        super().__init__(data)
        cells = Cell.objects.for_doing(user, Do.EDIT_MEMBERS).active_on(course.starts_on)
        self.fields["cell"].queryset = cells.order_by("search_key", "pk")
        self.fields["cell"].empty_label = (
            _("choose a cell")
            if course.kind in (CourseKind.THEORY, CourseKind.OTHER)
            else _("everybody for whom it is meant")
        )


class EnrolForm(forms.Form):
    """Who takes part: members, or in a class before admission people who are not members yet."""

    members = PeopleField(
        Member.objects.none(), label=_("members"), required=False, widget=forms.CheckboxSelectMultiple
    )
    names = TextFormField(
        label=_("People who are not members yet"),
        required=False,
        max_length=5000,
        help_text=_("One name on each line."),
    )
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("sent by"), required=False)

    def __init__(self, data=None, *, course, people, cells):
        super().__init__(data)
        self.fields["members"].queryset = people
        self.fields["cell"].queryset = cells
        if course.kind == CourseKind.AWARENESS:
            del self.fields["members"]
        else:
            del self.fields["names"], self.fields["cell"]

    def clean_names(self):
        names = [name for line in self.cleaned_data["names"].split("\n") if (name := one_line(line))]
        longest = Attendee._meta.get_field("name").max_length
        if len(names) > NAMES_MOST or any(len(name) > longest for name in names):
            raise forms.ValidationError(
                _("At most %(most)s names of at most %(longest)s letters each.")
                % {"most": NAMES_MOST, "longest": longest}
            )
        return names

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("members") and not cleaned.get("names"):
            self.add_error(None, _("Choose at least one person."))
        return cleaned


class ResultForm(MergingForm):
    """How the course ended for one of those who took part."""

    result = forms.ChoiceField(label=_("result"), required=False, choices=CourseResult.choices, widget=Select)
    certificate_no = OneLineFormField(label=_("certificate no."), max_length=40, required=False)
    certificate_on = DayField(label=_("certificate of"), required=False)

    def __init__(self, data=None, *, attendee):
        self.row = attendee
        stored = {name: getattr(attendee, name) for name in self.base_fields}
        super().__init__(data, stored=stored, prefix=f"attendee-{attendee.pk}")
