from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Do
from cells.models import Cell
from common.forms import Select, YearForm
from common.merging import MergingForm
from meetings.enums import MeetingKind
from meetings.forms.showcase import as_said, in_words
from meetings.models import Meeting, Session
from meetings.services.education import SESSION

CAME = [
    ("", _("not recorded")),
    ("yes", pgettext_lazy("state", "came")),
    ("no", pgettext_lazy("state", "did not come")),
]


class SessionForm(forms.ModelForm):
    """A session as it is planned. Anyone who works for single cells chooses one of them."""

    class Meta:
        model = Session
        fields = SESSION

    def __init__(self, *args, cells, whole, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = cells
        self.fields["cell"].required = not whole
        if whole:
            self.fields["cell"].empty_label = _("whole commune")


class ChangeSessionForm(SessionForm):
    """A session that is there: also which thematic meeting it was, and whether it was called off."""

    class Meta(SessionForm.Meta):
        fields = (*SESSION, "meeting", "struck")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        thematic = Q(kind=MeetingKind.THEMATIC) | Q(combined=True)
        meetings = Meeting.objects.kept().filter(thematic, cell=row.cell_id, held_on__year=row.day.year)
        self.fields["meeting"].queryset = meetings.order_by("-held_on", "pk")
        self.fields["meeting"].empty_label = _("apart, with its own attendance")


class LearnerForm(MergingForm):
    """Whether one member came to a session."""

    came = forms.ChoiceField(label=_("came"), required=False, choices=CAME, widget=Select)

    def __init__(self, data=None, *, member, came):
        self.member = member
        super().__init__(data, stored={"came": in_words(came)}, prefix=f"member-{member.pk}")

    def said(self):
        """True, False or None: what was changed on the page."""
        return as_said(self.cleaned_data["came"])


class EducationFilter(YearForm):
    """Which year, and the members of which cell."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, empty_label=_("all cells"))

    def __init__(self, data, *, user, today, ahead=0):
        super().__init__(data, today=today, ahead=ahead)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_MEETINGS).order_by("search_key", "pk")
