from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.enums import CellState, ServingKind
from cells.models import Cell
from common.fields import DayField, OneLineFormField, PastDayField, follows
from common.forms import DespiteForm
from members.enums import NEVER_AGAIN, Appointed, EventKind, Ground, PostKind, Standing

PLAIN = ("on", "decision_no")
OF_READMISSION = (Ground.HARDSHIP, Ground.SPENT, *NEVER_AGAIN)

# What each event asks for, in the order of the page; the first names what the day means.
FIELDS = {
    EventKind.JOIN: ("cell", "standing", "on", "decision_no"),
    EventKind.ADMIT: ("cell", "on", "decision_no", "decision_on"),
    EventKind.RECOGNISE: ("on", "decision_no"),
    EventKind.TRANSFER: ("cell", *PLAIN),
    EventKind.TRANSFER_OUT: ("place", *PLAIN),
    EventKind.EXEMPT: ("on", "until", "reason", "decision_no"),
    EventKind.END_EXEMPTION: ("on", "reason"),
    EventKind.GO_AWAY: ("cell", "place", "on", "until", "study", "decision_no"),
    EventKind.COME_BACK: ("on",),
    EventKind.SUSPEND: ("on", "until", "reason", "decision_no"),
    EventKind.LIFT_SUSPENSION: PLAIN,
    EventKind.PROSECUTE: PLAIN,
    EventKind.END_PROSECUTION: PLAIN,
    EventKind.POST: ("post", "how", "on", "replacing", "decision_no"),
    EventKind.END_POST: ("post", "on", "reason"),
    EventKind.REMOVE_NAME: ("on", "reason", "decision_no"),
    EventKind.LEAVE: ("on", "reason", "decision_no"),
    EventKind.EXPEL: PLAIN,
    EventKind.DIE: ("on",),
    EventKind.ARRIVE: ("cell", "standing", "place", *PLAIN),
    EventKind.HOST: ("cell", "place", "on", "until", "study"),
    EventKind.RESTORE: ("cell", *PLAIN),
    EventKind.READMIT: (
        *("cell", "on", "consent_no", "consent_on", "decision_no", "decision_on"),
        *("ground", "spent_on"),
    ),
}
LABELS = {
    (EventKind.ADMIT, "on"): _("Day of the ceremony"),
    (EventKind.RECOGNISE, "on"): _("Day of the decision"),
    (EventKind.READMIT, "on"): _("Day of the ceremony"),
    (EventKind.GO_AWAY, "cell"): _("To a cell of the commune"),
    (EventKind.GO_AWAY, "place"): _("or outside, where"),
    (EventKind.TRANSFER_OUT, "place"): _("to which Party organisation"),
    (EventKind.ARRIVE, "place"): _("From which Party organisation"),
    (EventKind.HOST, "place"): _("From which Party organisation"),
    (EventKind.SUSPEND, "reason"): _("decided by"),
}
NEEDED = {(EventKind.SUSPEND, "reason"), (EventKind.SUSPEND, "decision_no")}
OPTIONAL = {(EventKind.EXEMPT, "until"), (EventKind.GO_AWAY, "cell")}


class EventForm(DespiteForm):
    """An event in a member's life: of all that events may ask for, what `kind` does."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"))
    standing = forms.ChoiceField(label=_("standing"), choices=Standing.choices)
    place = OneLineFormField(label=_("where"), max_length=200, required=False)
    post = forms.ChoiceField(label=_("post"), choices=PostKind.choices)
    how = forms.ChoiceField(label=_("how"), choices=Appointed.choices)
    on = PastDayField(label=_("from"))
    until = DayField(label=_("Until"), help_text=_("The first day back."))
    study = forms.BooleanField(label=_("For studies: up to 24 months"), required=False)
    ground = forms.ChoiceField(
        label=_("What is known of the time before leaving"),
        required=False,
        choices=[("", _("none of these")), *((ground.value, ground.label) for ground in OF_READMISSION)],
    )
    spent_on = PastDayField(label=_("sentence spent on"), required=False)
    consent_no = OneLineFormField(label=_("consent of the provincial Standing Committee no."), max_length=40)
    consent_on = PastDayField(label=_("consent of"))
    replacing = forms.BooleanField(label=_("Releases anyone who holds this post on that day"), required=False)
    reason = OneLineFormField(label=_("reason"), max_length=200, required=False)
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)
    decision_on = PastDayField(label=_("decision of"), required=False)

    def __init__(self, *args, kind, member, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {name: self.fields[name] for name in (*FIELDS[kind], "despite")}
        today = timezone.localdate()
        for name, field in self.fields.items():
            field.label = LABELS.get((kind, name), field.label)
            field.required = (field.required or (kind, name) in NEEDED) and (kind, name) not in OPTIONAL
        if "cell" in self.fields:
            self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.EDIT_MEMBERS).active_on(today)
        if "until" in self.fields:
            follows(self, "until", "on")
        if kind == EventKind.END_POST:
            posts = [(post.kind, post.get_kind_display()) for post in member.posts.not_over(today)]
            self.fields["post"].choices = posts
        if kind == EventKind.EXEMPT:
            self.fields["until"].help_text = _("For less than 12 months; leave empty for an exemption that stays.")

    def facts(self):
        """{field of Event: value} as typed."""
        facts = dict(self.cleaned_data)
        if facts.pop("study", False):
            facts["ground"] = Ground.STUDY
        return facts


class CorrectEventForm(DespiteForm):
    """A mistake in the records of an event: another day, another end, or it never happened."""

    WHAT = {
        "on": _("It happened on another day"),
        "until": _("It lasts until another day"),
        "never": _("It never happened"),
    }

    what = forms.ChoiceField(label=_("What was wrong"))
    on = PastDayField(label=_("Right day"), required=False)
    until = DayField(label=_("Lasts until"), required=False, help_text=_("The first day back."))
    reason = OneLineFormField(
        label=_("reason"), max_length=200, help_text=_("It stays on record together with what stood there before.")
    )
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)

    field_order = ("what", "on", "until", "reason", "decision_no", "despite")

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        if event.until is None:
            del self.fields["until"]
        self.fields["what"].choices = [(key, said) for key, said in self.WHAT.items() if key in {*self.fields, "never"}]

    def clean(self):
        cleaned = super().clean()
        what = cleaned.pop("what", None)
        for field in {"on", "until"} & self.fields.keys():
            if field != what:
                cleaned[field] = None
            elif not cleaned.get(field) and field not in self.errors:
                self.add_error(field, _("Enter the right day."))
        return cleaned


class EndCellForm(DespiteForm):
    ENDS = (CellState.MERGED, CellState.SPLIT, CellState.CLOSED, CellState.DISSOLVED, CellState.ENDED)

    state = forms.ChoiceField(label=_("how"), choices=[(state.value, state.label) for state in ENDS])
    on = PastDayField(label=_("from"))
    move_to = forms.ModelChoiceField(
        Cell.objects.none(),
        label=_("Its members go on in"),
        required=False,
        help_text=_("All its members, guests and open work go there on that day; leave empty when nobody is left."),
    )
    serving = forms.ChoiceField(
        label=_("How that cell serves its hamlets"),
        choices=ServingKind.choices,
        initial=ServingKind.JOINT,
        help_text=_("A cell that serves several hamlets is a joint cell of each."),
    )
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)
    reason = OneLineFormField(label=_("reason"), max_length=200, required=False)

    field_order = ("state", "on", "move_to", "serving", "decision_no", "reason", "despite")

    def __init__(self, *args, cell, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not cell.servings.open().exists():
            del self.fields["serving"]
        others = Cell.objects.for_doing(user, Do.EDIT_MEMBERS).active_on(timezone.localdate()).exclude(pk=cell.pk)
        self.fields["move_to"].queryset = others
