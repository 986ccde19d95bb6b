from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, OneLineFormField, follows
from common.forms import Select
from common.merging import MergingForm
from common.people import PersonField
from members.enums import Area, DutyState
from members.models import Duty, Member
from members.services import DutyEntry

ROWS_MOST = 10  # of one member in one form


class GiveDutiesForm(forms.Form):
    """Work for many members of a cell at once: below what holds for all of it stands a row for each task."""

    start = DayField(label=_("from"))
    due = DayField(label=_("due"))
    follower = PersonField(
        Member.objects.none(),
        label=_("followed up by"),
        required=False,
        help_text=_("Somebody in the cell committee, or the secretary; nobody follows up their own work."),
    )

    def __init__(self, data=None, *, year, today, followers, secretary, lines, before):
        """`lines` [work.DutyLine] of the cell; `before` {member number: [Duty of the year before]} to start from."""
        start = today if today.year == year else date(year, 1, 1)
        initial = {"start": f"{start:%d/%m/%Y}", "due": f"31/12/{year}", "follower": secretary}
        super().__init__(data, initial=initial)
        self.fields["follower"].queryset = followers
        follows(self, "due", "start")
        self.rows = [
            (
                line,
                [
                    NewDutyForm(data, member=line.member, name=line.name, number=n, duty=duty)
                    for n, duty in self._tasks(line, before)
                ],
            )
            for line in lines
        ]

    def _tasks(self, line, before):
        """[(number, Duty to start from or None)]: of the tasks sent, else of the year before, else one empty row."""
        if self.is_bound:
            sent = [n for n in range(ROWS_MOST) if NewDutyForm.name(line.member, n) in self.data]
            return [(n, None) for n in sent or [0]]
        return list(enumerate(before.get(line.member.pk, [None])[:ROWS_MOST]))

    def clean(self):
        cleaned = super().clean()
        if not all([form.is_valid() for form in self.row_forms]):
            self.add_error(None, _("Correct the marked fields in the rows below."))
        elif not self.entries():
            self.add_error(None, _("Enter work for at least one member."))
        return cleaned

    @property
    def row_forms(self):
        return [form for _line, parts in self.rows for form in parts]

    def facts(self):
        """What giving tasks asks for."""
        return {"entries": self.entries(), **self.cleaned_data}

    def entries(self):
        """[DutyEntry] of the rows filled in."""
        return [entry for form in self.row_forms if (entry := form.entry())]


class NewDutyForm(forms.Form):
    task = OneLineFormField(label=_("task"), max_length=500, required=False)
    area = forms.ChoiceField(label=_("area of work"), required=False, choices=[("", "—"), *Area.choices])

    def __init__(self, data=None, *, member, name, number, duty):
        self.member, self.about = member, name
        initial = {"task": duty.task, "area": duty.area} if duty else None
        super().__init__(data, prefix=self.prefix_of(member, number), initial=initial)

    @staticmethod
    def prefix_of(member, number):
        return f"new-{member.pk}-{number}"

    @classmethod
    def name(cls, member, number):
        """Of the field of a task."""
        return f"{cls.prefix_of(member, number)}-task"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("task") and not cleaned.get("area") and "area" not in self.errors:
            self.add_error("area", _("Choose what it is about."))
        if cleaned.get("area") and not cleaned.get("task") and "task" not in self.errors:
            self.add_error("task", _("Say what is to be done."))
        return cleaned

    def entry(self):
        """The DutyEntry, or None of an empty row."""
        task = self.cleaned_data.get("task")
        return DutyEntry(self.member, task, Area(self.cleaned_data["area"])) if task else None


class DutyForm(forms.ModelForm):
    """Work as it is adjusted and followed up in the course of the year."""

    class Meta:
        model = Duty
        fields = ("task", "area", "follower", "start", "due", "state", "report", "result", "remark")

    def __init__(self, *args, followers, **kwargs):
        super().__init__(*args, **kwargs)
        kept = Member.objects.filter(pk=self.instance.follower_id)
        self.fields["follower"].queryset = followers.exclude(pk=self.instance.member_id) | kept
        follows(self, "due", "start")


class FollowForm(MergingForm):
    """What became of one piece of work."""

    state = forms.ChoiceField(label=_("state"), required=False, choices=DutyState.choices, widget=Select)
    result = OneLineFormField(label=_("result"), max_length=300, required=False)
    remark = OneLineFormField(label=_("remark of the cell"), max_length=300, required=False)

    def __init__(self, data=None, *, duty):
        self.row = duty
        stored = {name: getattr(duty, name) for name in self.base_fields}
        super().__init__(data, stored=stored, prefix=f"duty-{duty.pk}")
