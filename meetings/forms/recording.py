"""The forms of meetings. The recording page is one form made of parts; each part reads its own rows."""

import re
from dataclasses import dataclass, field

from django import forms
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Do
from cells.models import Cell
from common.errors import RuleError
from common.fields import ClockField, CountField, DayField, OneLineFormField, PastDayField, PointsField
from common.forms import Select
from common.merging import MergingForm
from common.numbers import points as as_points
from common.people import SeveralFit, named
from meetings.enums import Band, Mark, MeetingKind, MeetingState, TaskState, VoteMethod, VoteRule
from meetings.models import Meeting
from meetings.queries.meanwhile import writers_of
from meetings.queries.plan import second_regular
from meetings.queries.roll import notices_on
from meetings.services import MarkEntry, PointsEntry, ReviewEntry, TaskEntry, VoteEntry
from meetings.services.minutes import DETAILS

WHY_SECOND = {"label": _("why a second regular meeting in the month"), "max_length": 300, "required": False}
DRAWN = re.compile(r"was-(?P<row>(task|vote)-\d+)-(?P<field>text|subject)")  # of items and votes on a page
# What a list of meetings may ask for besides one kind or one band.
OTHER, COUNTED_APART = "other", (MeetingKind.REGULAR, MeetingKind.THEMATIC)
GOOD_OR_FAIR = "good_or_fair"
NEW_TASKS, NEW_VOTES = 3, 1  # empty rows offered at the end


class OfMonthForm(forms.Form):
    """A form of kind and day that asks why, once the month would get a second regular meeting (`first` is there)."""

    first = None

    def ask_why(self, cell, meeting=None):
        """To be called when the rest is clean."""
        cleaned = self.cleaned_data
        if self.errors or not cleaned.get("held_on"):
            return
        self.first = second_regular(cell=cell, kind=cleaned["kind"], day=cleaned["held_on"], meeting=meeting)
        if self.first:
            why = self["second_because"]
            why.field.widget = forms.TextInput({"maxlength": why.field.max_length})
            why.help_text = format_html(
                '<a href="{}">{}</a>', self.first.get_absolute_url(), _t("Open the meeting that is there")
            )


class StartForm(OfMonthForm):
    """Which cell met, when, and what kind of meeting it was."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), empty_label=None)
    kind = forms.ChoiceField(label=_("kind"), choices=MeetingKind.choices)
    held_on = PastDayField(label=_("day"), help_text=_("The roll is made of those who were members on this day."))
    second_because = OneLineFormField(widget=forms.HiddenInput, **WHY_SECOND)

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.RECORD_MEETINGS).active_lately(today)

    def clean(self):
        self.ask_why(self.cleaned_data.get("cell"))
        return super().clean()


class FilterForm(forms.Form):
    """Which meetings to list."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, empty_label=_("all cells"))
    kind = forms.ChoiceField(
        label=_("kind"), required=False, choices=[("", _("all kinds")), *MeetingKind.choices, (OTHER, _("other kinds"))]
    )
    state = forms.ChoiceField(
        label=_("state"),
        required=False,
        choices=[("", _("all")), *MeetingState.choices, ("struck", Meeting._meta.get_field("struck").verbose_name)],
    )
    band = forms.ChoiceField(
        label=_("band"), required=False, choices=[("", _("all")), *Band.choices, (GOOD_OR_FAIR, _("Good or Fair"))]
    )
    since = DayField(label=_("from"), required=False)
    until = DayField(label=_("Before"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_MEETINGS)

    def narrow(self, meetings):
        """`meetings` as chosen."""
        names = {"cell": "cell", "kind": "kind", "state": "state", "band": "score__band"}
        names |= {"since": "held_on__gte", "until": "held_on__lt"}
        chosen = {names[name]: value for name, value in self.cleaned_data.items() if value}
        if chosen.get("kind") == OTHER:
            chosen["kind__in"] = [kind for kind in MeetingKind if kind not in COUNTED_APART]
            del chosen["kind"]
        if chosen.get("score__band") == GOOD_OR_FAIR:
            chosen["score__band__in"] = [Band.GOOD, Band.FAIR]
            del chosen["score__band"]
        struck = chosen.get("state") == "struck"
        if struck:
            del chosen["state"]
        return meetings.filter(**chosen, struck=struck)


class MoveForm(OfMonthForm):
    """The draft's right kind and day."""

    kind = forms.ChoiceField(label=_("kind"), choices=MeetingKind.choices)
    held_on = PastDayField(label=_("day"))
    second_because = OneLineFormField(widget=forms.HiddenInput, **WHY_SECOND)

    def __init__(self, *args, meeting, **kwargs):
        self.meeting = meeting
        super().__init__(*args, **kwargs)

    def clean(self):
        self.ask_why(self.meeting.cell, self.meeting)
        return super().clean()


class StrikeMeetingForm(forms.Form):
    reason = OneLineFormField(
        label=_("reason"), max_length=300, help_text=_("The meeting counts no more; what was recorded stays on file.")
    )


class ReopenForm(forms.Form):
    reason = OneLineFormField(
        label=_("reason"), max_length=300, help_text=_("It stays on record together with the earlier signature.")
    )


class DetailsForm(MergingForm):
    """Time, place, people, talk: the plain fields of the meeting."""

    place = OneLineFormField(label=_("place"), max_length=120, required=False)
    starts_at = ClockField(label=_("start"), required=False)
    ends_at = ClockField(label=_("end"), required=False)
    combined = forms.BooleanField(label=_("a thematic part followed in the same session"), required=False)
    excused_do_not_vote = Meeting._meta.get_field("excused_do_not_vote").formfield()
    chair = forms.TypedChoiceField(label=_("chair"), required=False, coerce=int, empty_value=None, widget=Select)
    clerk = forms.TypedChoiceField(
        label=_("meeting secretary"), required=False, coerce=int, empty_value=None, widget=Select
    )
    attended = forms.ChoiceField(
        label=_("Committee member in charge"),
        required=False,
        choices=[("yes", pgettext_lazy("state", "came")), ("no", pgettext_lazy("state", "did not come"))],
        widget=forms.RadioSelect,
    )
    guests = Meeting._meta.get_field("guests").formfield(required=False)
    agenda = Meeting._meta.get_field("agenda").formfield(required=False)
    discussion = Meeting._meta.get_field("discussion").formfield(required=False)
    conclusion = Meeting._meta.get_field("conclusion").formfield(required=False)
    resolution_no = OneLineFormField(label=_("resolution no."), max_length=40, required=False)

    def __init__(self, data=None, *, meeting, roll, visit):
        stored = {"chair": meeting.chair_id or "", "clerk": meeting.clerk_id or ""}
        stored |= {name: getattr(meeting, name) for name in self.base_fields if name in DETAILS}
        stored["attended"] = {None: "", True: "yes", False: "no"}[visit.attended] if visit else ""
        self.row, self.about = meeting, ""
        super().__init__(data, stored=stored)
        people = [("", "—")] + [(line.member_id, line.name) for line in roll]
        self.fields["chair"].choices = self.fields["clerk"].choices = people
        if visit is None:
            del self.fields["attended"]
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

    def details(self):
        """{field of Meeting: value} of what was changed on the page."""
        taken = self.taken()
        for name in ("chair", "clerk"):
            if name in taken:
                taken[f"{name}_id"] = taken.pop(name)
        taken.pop("attended", None)
        return taken

    def visit(self):
        """Whether the member in charge came; None: not said."""
        return {"yes": True, "no": False}.get(self.now().get("attended"))


class RollLineForm(MergingForm):
    """What the roll says of one member."""

    mark = forms.ChoiceField(label=_("Present or absent"), required=False)
    reason = OneLineFormField(
        label=_("reason"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"placeholder": _("reason if absent")}),
    )
    spoke = forms.BooleanField(label=_("spoke"), required=False)

    def __init__(self, data=None, *, line):
        self.line = self.row = line
        self.about, self.target = line.name, f"who-{line.pk}"
        mark = "" if line.mark == Mark.NOT_RECORDED else line.mark
        super().__init__(
            data, stored={"mark": mark, "reason": line.reason, "spoke": line.spoke}, prefix=f"roll-{line.pk}"
        )
        reason = self.fields["reason"]
        reason.widget.attrs["aria-label"] = f"{capfirst(reason.label)}: {line.name}"
        self.fields["mark"].choices = [(mark.value, mark.label) for mark in line.choices()]

    def entry(self):
        """The MarkEntry after this form; what was not changed on the page stays as it is stored."""
        now = self.now()
        return MarkEntry(Mark(now["mark"] or Mark.NOT_RECORDED), now["reason"], bool(now["spoke"]))


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


@dataclass
class RecordingForm:
    """All parts of the recording page for one meeting, bound to `data` or drawn from what is stored."""

    details: DetailsForm
    roll: list
    reviews: list
    tasks: list
    votes: list
    points: list
    refusals: list = field(default_factory=list)

    @classmethod
    def of(cls, recorded, data=None):
        """The form of what is Recorded of a meeting."""
        meeting, roll = recorded.meeting, recorded.roll
        if data is not None and "all_present" in data:
            data = _all_present(recorded, data)
        if data is not None and "take" in data:
            data = _take(recorded, data)
        visit = next(iter(recorded.visits), None)
        details = DetailsForm(data, meeting=meeting, roll=roll, visit=visit)
        details.in_charge = visit and visit.committee_member
        about = {"meeting": meeting, "people": [line.member for line in roll]}
        tasks = [TaskForm(data, task=task, **about) for task in recorded.tasks]
        votes = [VoteForm(data, vote=vote) for vote in recorded.votes]
        new_tasks = max(NEW_TASKS, _rows_typed(data, "task-new"))
        new_votes = max(0 if votes else NEW_VOTES, _rows_typed(data, "vote-new"))
        return cls(
            details=details,
            roll=[RollLineForm(data, line=line) for line in roll],
            reviews=[
                ReviewForm(data, task=task, review=recorded.reviews.get(task.pk)) for task in recorded.earlier_tasks
            ],
            tasks=tasks + [TaskForm(data, number=n, **about) for n in range(new_tasks)],
            votes=votes + [VoteForm(data, number=n) for n in range(new_votes)],
            points=[PointsForm(data, criterion=c, line=line) for c, line in recorded.score_lines],
        )

    @property
    def parts(self):
        return [self.details, *self.roll, *self.reviews, *self.tasks, *self.votes, *self.points]

    def is_valid(self):
        return all([part.is_valid() for part in self.parts])

    def refuse(self, error):
        """Show above the page what a service refused."""
        self.refusals = [("", said) for said in ([str(error)] if isinstance(error, RuleError) else error.messages)]

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
        there = {part.prefix for part in (*self.tasks, *self.votes)}
        for name in data:
            found = DRAWN.fullmatch(name)
            if found and found["row"] not in there and data[name]:
                kind = TaskForm if found["field"] == "text" else VoteForm
                yield kind.base_fields[found["field"]].label, data[name]

    @property
    def refused(self):
        """Whether something has to be corrected."""
        return bool(self.refusals) or (self.details.is_bound and any(part.errors for part in self.parts))

    def entries(self):
        """Arguments of `meetings.services.save_minutes`: what was changed on the page."""
        return {
            "details": self.details.details(),
            "attended": self.details.visit(),
            "marks": {form.line.pk: form.entry() for form in self.roll if form.changed},
            "reviews": {form.task.pk: form.entry() for form in self.reviews if form.changed and form.entry()},
            "tasks": [entry for form in self.tasks if (entry := form.entry())],
            "votes": [entry for form in self.votes if (entry := form.entry())],
            "points": {form.criterion.pk: form.entry() for form in self.points if form.changed},
        }


def _all_present(recorded, data):
    """The button "all present" without scripts: everybody expected who has no mark yet and gave no notice of
    absence."""
    data = data.copy()
    told = notices_on(cell=recorded.meeting.cell, day=recorded.meeting.held_on)
    for line in recorded.roll:
        if line.mark != Mark.NOT_RECORDED or line.member_id in told:
            continue
        name = f"roll-{line.pk}-mark"
        data.setdefault(f"was-{name}", "")
        if not data.get(name):
            data[name] = Mark.PRESENT.value
    return data


def _take(recorded, data):
    """The button beside points that the proposal has outrun: the points are to be those of the proposal again."""
    data = data.copy()
    for criterion, line in recorded.score_lines:
        if str(criterion.pk) == data["take"]:
            data[f"points-{criterion.pk}-points"] = as_points(line.proposed)
            data.setdefault(f"was-points-{criterion.pk}-points", as_points(line.points))
    return data


def _rows_typed(data, prefix):
    """How many new rows of a kind were sent; scripts add rows, at most 50."""
    numbers = [
        int(name.removeprefix(prefix).split("-")[0])
        for name in data or ()
        if name.startswith(prefix)
        and name.removeprefix(prefix).split("-")[0].isascii()
        and name.removeprefix(prefix).split("-")[0].isdigit()
    ]
    return min(max(numbers, default=-1) + 1, 50)
