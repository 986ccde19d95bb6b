"""What the steps of recording a meeting ask. A step is one form made of parts; each part reads its own row."""

import re
from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.errors import RuleError
from common.fields import ClockField, CountField, DayField, OneLineFormField, PointsField
from common.forms import Select
from common.merging import MergingForm, SharedFields
from common.numbers import points as as_points
from common.people import SeveralFit, named
from meetings.enums import Mark, MeetingKind, RecordingStep, TaskState, VoteMethod, VoteRule
from meetings.models import Meeting
from meetings.queries.meanwhile import writers_of
from meetings.queries.proposed import proposed_people
from meetings.queries.roll import notices_on
from meetings.services import MarkEntry, PointsEntry, ReviewEntry, TaskEntry, VoteEntry
from meetings.services.minutes import DETAILS

DRAWN = re.compile(r"was-(?P<row>(task|vote)-\d+)-(?P<field>text|subject)")  # of items and votes on a page
NEW_TASKS, NEW_VOTES = 2, 1  # empty rows offered at the end


class DetailsForm(MergingForm):
    """Plain fields of the meeting."""

    def __init__(self, data=None, *, meeting, **kwargs):
        stored = {name: getattr(meeting, name) for name in self.base_fields if name in DETAILS}
        self.row, self.about = meeting, ""
        super().__init__(data, stored=stored | kwargs.pop("stored", {}), **kwargs)

    def details(self):
        """{field of Meeting: value} of what was changed on the page."""
        taken = ((f"{name}_id" if f"{name}_id" in DETAILS else name, value) for name, value in self.taken().items())
        return {name: value for name, value in taken if name in DETAILS}


class PreparationForm(DetailsForm):
    """When, where, who led it, and what it was to be about."""

    starts_at = ClockField(label=_("start"), required=False)
    ends_at = ClockField(label=_("end"), required=False)
    place = OneLineFormField(label=_("place"), max_length=120, required=False)
    chair = forms.TypedChoiceField(label=_("chair"), required=False, coerce=int, empty_value=None, widget=Select)
    clerk = forms.TypedChoiceField(
        label=_("meeting secretary"), required=False, coerce=int, empty_value=None, widget=Select
    )
    combined = forms.BooleanField(label=_("a thematic part followed in the same session"), required=False)
    excused_do_not_vote = Meeting._meta.get_field("excused_do_not_vote").formfield()
    agenda = Meeting._meta.get_field("agenda").formfield(required=False)

    def __init__(self, data=None, *, recorded):
        meeting, proposed = recorded.meeting, proposed_people(recorded)
        people = {"chair": meeting.chair_id or "", "clerk": meeting.clerk_id or ""}
        super().__init__(data, meeting=meeting, stored=people, proposed=proposed)
        choices = [("", "—")] + [(line.member_id, line.name) for line in recorded.roll]
        for name in people:
            self.fields[name].choices = choices
        for name in proposed:
            self.fields[name].help_text = _("Proposed; choose another person if it was somebody else.")
        if meeting.kind != MeetingKind.REGULAR:
            del self.fields["combined"]
        if meeting.kind != MeetingKind.CONGRESS:
            del self.fields["excused_do_not_vote"]

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _t("The end must be later than the start."))
        return cleaned


class GuestsForm(DetailsForm):
    """Who came besides the members."""

    attended = forms.ChoiceField(
        label=_("Committee member in charge"),
        required=False,
        choices=[("yes", pgettext_lazy("state", "came")), ("no", pgettext_lazy("state", "did not come"))],
        widget=forms.RadioSelect,
    )
    guests = Meeting._meta.get_field("guests").formfield(required=False)

    def __init__(self, data=None, *, recorded):
        visit = next(iter(recorded.visits), None)
        self.in_charge = visit and visit.committee_member
        came = {None: "", True: "yes", False: "no"}[visit.attended] if visit else ""
        super().__init__(data, meeting=recorded.meeting, stored={"attended": came})
        if visit is None:
            del self.fields["attended"]

    def visit(self):
        """Whether the member in charge came, if that was changed on the page."""
        return {"yes": True, "no": False}.get(self.taken().get("attended"))


class TalkForm(DetailsForm):
    """What was said and concluded."""

    discussion = Meeting._meta.get_field("discussion").formfield(required=False)
    conclusion = Meeting._meta.get_field("conclusion").formfield(required=False)
    resolution_no = OneLineFormField(label=_("resolution no."), max_length=40, required=False)


class RollLineForm(MergingForm):
    """What the roll says of one member."""

    mark = forms.ChoiceField(label=_("Present or absent"), required=False, choices=Mark.choices)
    reason = OneLineFormField(label=_("reason"), max_length=200, required=False)
    spoke = forms.BooleanField(label=_("spoke"), required=False)

    def __init__(self, data=None, *, line):
        self.line = self.row = line
        self.about, self.target = line.name, f"id_roll-{line.pk}"
        mark = "" if line.mark == Mark.NOT_RECORDED else line.mark
        super().__init__(
            data, stored={"mark": mark, "reason": line.reason, "spoke": line.spoke}, prefix=f"roll-{line.pk}"
        )

    def is_valid(self):
        """Most lines of a page stay as they are."""
        return not self.changed or super().is_valid()

    def clean_mark(self):
        mark, field = self.cleaned_data["mark"], self.fields["mark"]
        if mark and "mark" in self.changed and mark not in self.line.choices():
            raise forms.ValidationError(field.error_messages["invalid_choice"] % {"value": mark})
        return mark

    def entry(self):
        """The MarkEntry after this form; what was not changed on the page stays as it is stored."""
        now = self.now()
        return MarkEntry(Mark(now["mark"] or Mark.NOT_RECORDED), now["reason"], bool(now["spoke"]))


RollLineForm.base_fields = SharedFields(RollLineForm.base_fields)


class ReviewForm(MergingForm):
    """What became of a task of an earlier meeting."""

    state = forms.ChoiceField(label=_("state"), required=False, choices=TaskState.choices, widget=forms.RadioSelect)
    result = OneLineFormField(label=_("result"), max_length=300, required=False)
    evidence = OneLineFormField(
        label=_("evidence"), max_length=300, required=False, help_text=_("What shows it: a list, a photo, a report.")
    )

    def __init__(self, data=None, *, task, review):
        self.task, self.row, self.about = task, review, task.text
        stored = {name: getattr(review, name, "") for name in ("state", "result", "evidence")}
        super().__init__(data, stored=stored, prefix=f"review-{task.pk}")

    def entry(self):
        """The ReviewEntry, or None while no state is chosen."""
        now = self.now()
        return ReviewEntry(**now) if now["state"] else None


class TaskForm(MergingForm):
    """An item of the resolution."""

    text = OneLineFormField(label=_("task"), max_length=500, required=False)
    owner_name = OneLineFormField(
        label=_("owner"), max_length=120, required=False, widget=forms.TextInput({"list": "owners"})
    )
    due_on = DayField(label=_("due"), required=False)

    def __init__(self, data=None, *, meeting, people, task=None, number=0):
        self.task, self.row, self.meeting, self.people = task, task, meeting, people
        self.about = task.text if task else _t("New task %(number)s") % {"number": number + 1}
        names = ("text", "owner_name", "due_on")
        stored = {name: getattr(task, name) for name in names} if task else {}
        super().__init__(data, stored=stored, prefix=f"task-{task.pk}" if task else f"task-new{number}")
        self.fields["due_on"].around(meeting.held_on, coming=True)

    def clean_owner_name(self):
        typed = self.cleaned_data["owner_name"]
        try:
            return named(typed, self.people)[1] if "owner_name" in self.changed else typed
        except SeveralFit as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("text"):
            if not cleaned.get("owner_name") and "owner_name" not in self.errors:
                self.add_error("owner_name", _t("Say who is to do it."))
            due = cleaned.get("due_on")
            if "due_on" not in self.errors and (due is None or due < self.meeting.held_on):
                self.add_error("due_on", _t("A task is due on the day of the meeting or later."))
        elif not self.task and (cleaned.get("owner_name") or cleaned.get("due_on")):
            self.add_error("text", _t("Say what is to be done."))
        return cleaned

    def entry(self):
        """The TaskEntry, or None for an empty or unchanged row."""
        if not self.changed:
            return None
        now = self.now()
        return TaskEntry(now.get("text") or "", now.get("owner_name") or "", now.get("due_on"), self.task)


class VoteForm(MergingForm):
    subject = OneLineFormField(label=_("voted on"), max_length=300, required=False)
    rule = forms.ChoiceField(label=_("needed"), choices=VoteRule.choices, required=False, widget=Select)
    method = forms.ChoiceField(
        label=pgettext_lazy("method", "by"), choices=VoteMethod.choices, required=False, widget=Select
    )
    in_favour = forms.IntegerField(
        label=_("in favour"), required=False, min_value=0, max_value=999, widget=forms.TextInput
    )
    against = CountField(label=_("against"))
    other = CountField(label=_("other"))

    def __init__(self, data=None, *, vote=None, number=0):
        self.vote = self.row = vote
        self.about = vote.subject if vote else _t("New vote %(number)s") % {"number": number + 1}
        names = ("subject", "rule", "method", "in_favour", "against", "other")
        usual = {"rule": VoteRule.MAJORITY, "method": VoteMethod.SHOW}
        stored = {name: getattr(vote, name) for name in names} if vote else usual
        super().__init__(data, stored=stored, prefix=f"vote-{vote.pk}" if vote else f"vote-new{number}")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("subject") and cleaned.get("in_favour") is None and "in_favour" not in self.errors:
            self.add_error("in_favour", _t("Enter the number of votes in favour."))
        if not cleaned.get("subject") and not self.vote and cleaned.get("in_favour") is not None:
            self.add_error("subject", _t("Say what was voted on."))
        return cleaned

    def entry(self):
        """The VoteEntry, or None for an empty or unchanged row."""
        if not self.changed:
            return None
        now = self.now()
        numbers = [now.get(name) or 0 for name in ("in_favour", "against", "other")]
        rule, method = VoteRule(now["rule"] or VoteRule.MAJORITY), VoteMethod(now["method"] or VoteMethod.SHOW)
        return VoteEntry(now.get("subject") or "", rule, *numbers, vote=self.vote, method=method)


class PointsForm(MergingForm):
    """Points and note for one criterion."""

    points = PointsField(
        label=_("points"), required=False, widget=forms.TextInput({"class": "number", "data-points": True})
    )
    note = OneLineFormField(label=_("note"), max_length=300, required=False)
    note_help = _("note: why points were lost or differ")

    def __init__(self, data=None, *, criterion, line):
        self.criterion, self.line, self.row, self.about = criterion, line, line, criterion.name
        super().__init__(data, stored={"points": line.points, "note": line.note}, prefix=f"points-{criterion.pk}")
        note = self.fields["note"]
        note.widget.attrs |= {"placeholder": self.note_help, "aria-label": f"{capfirst(note.label)}: {criterion.name}"}

    def clean_points(self):
        points = self.cleaned_data["points"]
        if points is not None and not 0 <= points <= self.criterion.max_points:
            raise forms.ValidationError(
                _t("Between 0 and %(most)s points.") % {"most": as_points(self.criterion.max_points)}
            )
        return points

    def entry(self):
        now = self.now()
        return PointsEntry(now["points"], now["note"])


@dataclass(frozen=True)
class Overtaken:
    """Something that is recorded otherwise than it stood on a page: `about` whom or what, before, now, by whom."""

    about: str
    label: str
    before: str
    now: str
    by: str


class StepForm:
    """What a step asks of what is Recorded of a meeting, bound to `data` or drawn from what is stored.

    Its `parts` are forms, each of a thing or a row; `refusals` [(id of an input or "", sentence)] say what a service
    refused. `stays` names buttons that save and lead back to the step; `template` draws the page.
    """

    template = ""
    stays = frozenset()

    def __init__(self, recorded, data=None):
        self.recorded, self.bound, self.refusals = recorded, data is not None, []
        self.parts = self.drawn(data)

    def is_valid(self):
        return all([part.is_valid() for part in self.parts])

    def refuse(self, error):
        """Show above the page what a service refused."""
        self.refusals = [("", said) for said in ([str(error)] if isinstance(error, RuleError) else error.messages)]

    @property
    def refused(self):
        """Whether something has to be corrected."""
        return bool(self.refusals) or (self.bound and any(part.errors for part in self.parts))

    @cached_property
    def version(self):
        """A word that changes with what is recorded of this step."""
        return self.recorded.version_of([part.row for part in self.parts if part.row])

    def overtaken(self, data):
        """[Overtaken] of what is recorded by now and did not stand on the page that was sent as `data`."""
        found = [(part, *one) for part in self.parts if part.row for one in part.overtaken()]
        writer = writers_of([part.row for part, *_one in found])
        changed = [
            Overtaken(part.about, part[name].label, before, now, "" if name == "attended" else writer(part.row, name))
            for part, name, before, now in found
        ]
        return changed + [Overtaken(text, label, text, "", "") for label, text in self._gone(data)]

    def _gone(self, data):
        """(label, text) of the items and votes on the page that are struck out by now."""
        there = {part.prefix for part in self.parts}
        for name in data:
            found = DRAWN.fullmatch(name)
            if found and found["row"] not in there and data[name]:
                kind = TaskForm if found["field"] == "text" else VoteForm
                yield kind.base_fields[found["field"]].label, data[name]


class Preparation(StepForm):
    template = "meetings/record_preparation.html"

    def drawn(self, data):
        self.details = PreparationForm(data, recorded=self.recorded)
        return [self.details]

    def entries(self):
        return {"details": self.details.details()}


class Roll(StepForm):
    template = "meetings/record_roll.html"
    stays = {"all_present"}

    def drawn(self, data):
        self.notices = notices_on(cell=self.recorded.meeting.cell, day=self.recorded.meeting.held_on)
        if data is not None and "all_present" in data:
            data = self._all_present(data)
        self.lines = [RollLineForm(data, line=line) for line in self.recorded.roll]
        self.guests = GuestsForm(data, recorded=self.recorded)
        return [*self.lines, self.guests]

    @cached_property
    def version(self):
        return self.recorded.version_of([*self.recorded.roll, *self.recorded.visits, self.recorded.meeting])

    def _all_present(self, data):
        """The button "all present" without scripts: everybody expected who has no mark yet and gave no notice of
        absence."""
        data = data.copy()
        for line in self.recorded.roll:
            if line.mark != Mark.NOT_RECORDED or line.member_id in self.notices:
                continue
            name = f"roll-{line.pk}-mark"
            data.setdefault(f"was-{name}", "")
            if not data.get(name):
                data[name] = Mark.PRESENT.value
        return data

    def entries(self):
        return {
            "marks": {form.line.pk: form.entry() for form in self.lines if form.changed},
            "attended": self.guests.visit(),
            "details": self.guests.details(),
        }


class EarlierTasks(StepForm):
    template = "meetings/record_tasks.html"

    def drawn(self, data):
        reviews = self.recorded.reviews
        return [ReviewForm(data, task=task, review=reviews.get(task.pk)) for task in self.recorded.earlier_tasks]

    def entries(self):
        return {"reviews": {form.task.pk: form.entry() for form in self.parts if form.changed and form.entry()}}


class Resolution(StepForm):
    template = "meetings/record_resolution.html"

    def drawn(self, data):
        about = {"meeting": self.recorded.meeting, "people": [line.member for line in self.recorded.roll]}
        self.talk = TalkForm(data, meeting=self.recorded.meeting)
        self.tasks = [TaskForm(data, task=task, **about) for task in self.recorded.tasks]
        more = max(NEW_TASKS, _rows_typed(data, "task-new"))
        self.tasks += [TaskForm(data, number=n, **about) for n in range(more)]
        return [self.talk, *self.tasks]

    def entries(self):
        return {"details": self.talk.details(), "tasks": [entry for form in self.tasks if (entry := form.entry())]}


class Votes(StepForm):
    template = "meetings/record_votes.html"

    def drawn(self, data):
        votes = [VoteForm(data, vote=vote) for vote in self.recorded.votes]
        more = max(0 if votes else NEW_VOTES, _rows_typed(data, "vote-new"))
        return votes + [VoteForm(data, number=n) for n in range(more)]

    def entries(self):
        return {"votes": [entry for form in self.parts if (entry := form.entry())]}


class ScoreSheet(StepForm):
    template = "meetings/record_score.html"
    stays = {"take", "all_full"}

    def drawn(self, data):
        if data is not None and "take" in data:
            data = self._take(data)
        if data is not None and "all_full" in data:
            data = self._all_full(data)
        return [PointsForm(data, criterion=c, line=line) for c, line in self.recorded.score_lines]

    def _take(self, data):
        """The button beside points that the proposal has outrun: the points are to be those of the proposal again."""
        data = data.copy()
        for criterion, line in self.recorded.score_lines:
            if str(criterion.pk) == data["take"]:
                data[f"points-{criterion.pk}-points"] = as_points(line.proposed)
                data.setdefault(f"was-points-{criterion.pk}-points", as_points(line.points))
        return data

    def _all_full(self, data):
        """The button "full marks" without scripts: where nobody gave points and the records propose none."""
        data = data.copy()
        for criterion, line in self.recorded.score_lines:
            name = f"points-{criterion.pk}-points"
            if line.points is None and not data.get(name):
                data[name] = as_points(criterion.max_points)
                data.setdefault(f"was-{name}", "")
        return data

    def entries(self):
        return {"points": {form.criterion.pk: form.entry() for form in self.parts if form.changed}}


STEPS = {  # what asks for each step before the signature
    RecordingStep.PREPARATION: Preparation,
    RecordingStep.ROLL: Roll,
    RecordingStep.TASKS: EarlierTasks,
    RecordingStep.RESOLUTION: Resolution,
    RecordingStep.VOTES: Votes,
    RecordingStep.SCORE: ScoreSheet,
}


class Whole(StepForm):
    """All that the steps ask, to tell what others changed before somebody signs."""

    def drawn(self, data):
        return [part for step in STEPS.values() for part in step(self.recorded, data).parts if part.row]

    @property
    def version(self):
        return self.recorded.version


def _rows_typed(data, prefix):
    """How many new rows of a kind were sent; scripts add rows, at most 50."""
    number = re.compile(rf"{prefix}(\d{{1,3}})-", re.ASCII)
    numbers = [int(found[1]) for name in data or () if (found := number.match(name))]
    return min(max(numbers, default=-1) + 1, 50)
