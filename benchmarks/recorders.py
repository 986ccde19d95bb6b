"""People who record meetings at the same time: how long every answer takes, and whether all that they sent is kept."""

import random
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from benchmarks.pages import fields_of
from benchmarks.server import Browser, serving
from cells import services as structure
from cells.models import Cell
from meetings.enums import Mark, MeetingKind, MeetingState, TaskState
from meetings.models import Attendance, Meeting

STEPS = ("preparation", "roll", "tasks", "resolution", "votes", "score")
MINUTES_OF_A_MEETING = 4
DRAFTS = 5  # that a step sends while somebody types
EXCUSED, SPEAKERS = 2, 8
TEXTS = {
    "discussion": "Các đồng chí bàn việc sửa mương, thu đảng phí và giúp đỡ hộ nghèo; mọi người nhất trí với báo cáo.",
    "conclusion": "Giao chi ủy và đồng chí trưởng xóm thực hiện trước buổi sinh hoạt tới.",
}
TASKS = ("Sửa mương Nà Mẫu", "Thu đảng phí quý này")
VOTE = "Thông qua nghị quyết"


@dataclass
class Recorder:
    """A secretary with meetings of one cell to record; `pace` is how long a meeting takes, in seconds."""

    browser: object
    cell: Cell
    pace: float
    times: list = field(default_factory=list)  # (what was asked, seconds until its answer was there)
    faults: list = field(default_factory=list)
    recorded: list = field(default_factory=list)  # numbers of the meetings

    def work(self, until):
        """Record one meeting after the other until the clock says `until`; the last one is recorded to its end."""
        day = timezone.localdate()
        time.sleep(random.uniform(0, self.pace / len(STEPS)))
        try:
            self.record(day)
            while time.monotonic() < until:
                day -= timedelta(days=1)
                self.record(day)
        except Exception as error:  # told in the table; the others go on
            self.faults.append(f"{type(error).__name__}: {error}")

    def record(self, day):
        """A meeting of `day`, from its start to its signature."""
        start = {
            "cell": self.cell.pk,
            "kind": MeetingKind.REGULAR,
            "held_on": f"{day:%d/%m/%Y}",
            "second_because": "họp lại",
        }
        opened = self._send("start", "/meetings/start/", self._form("start", "/meetings/start/") | start)
        pk = int(opened.split("/")[2])
        for step in STEPS:
            self._step(pk, step, day)
        sign = f"/meetings/{pk}/record/sign/"
        ended = self._send("sign", sign, self._form("sign", sign) | {"sign": "1"})
        if ended != f"/meetings/{pk}/":
            raise RuntimeError(f"{sign} led to {ended}")
        self._ask("signed", self.browser.get, ended)
        self.recorded.append(pk)

    def _step(self, pk, step, day):
        address = f"/meetings/{pk}/record/{step}/"
        fields = self._form(step, address)
        typed = list(answers(step, fields, day, leading=_leading(pk)).items())
        for draft in range(1, DRAFTS + 1):
            time.sleep(self.pace / len(STEPS) / DRAFTS)
            fields |= dict(typed[: len(typed) * draft // DRAFTS])
            self._ask("draft", self.browser.post, f"{address}draft/", fields)
        if step == "score":  # full marks, then deduct
            self._send("full marks", address, fields | {"all_full": "1"})
            fields = self._form(step, address)
        self._send(f"save {step}", address, fields)

    def _form(self, what, address):
        return fields_of(self._ask(what, self.browser.get, address).body.decode())

    def _send(self, what, address, fields):
        """Where a form that was taken leads to."""
        answer = self._ask(what, self.browser.post, address, fields)
        if answer.status != 302:
            raise RuntimeError(f"{address} was not taken ({answer.status})")
        return answer.location

    def _ask(self, what, how, *request):
        began = time.perf_counter()
        answer = how(*request)
        self.times.append((what, time.perf_counter() - began))
        if answer.status not in (200, 302):
            raise RuntimeError(f"{request[0]} answered {answer.status}")
        return answer


def _leading(pk):
    """The lines of the roll of those who lead the meeting and write its minutes: they have to be there."""
    leading = Q(member=F("meeting__chair")) | Q(member=F("meeting__clerk"))
    return {f"roll-{line}" for line in Attendance.objects.filter(leading, meeting=pk).values_list("pk", flat=True)}


def answers(step, fields, day, leading):
    """{field: what is typed} at a step whose page holds `fields`; those of the lines `leading` are present."""
    names = [name.removeprefix("was-") for name in fields if name.startswith("was-")]
    if step == "preparation":
        return {"starts_at": "7h30", "ends_at": "9h10"}
    if step == "roll":
        marks = [name for name in names if name.startswith("roll-") and name.endswith("-mark")]
        lines = [name.removesuffix("-mark") for name in marks if not fields[f"was-{name}"]]  # others are exempt
        absent = [line for line in lines if line not in leading][:EXCUSED]
        marks = {f"{line}-mark": Mark.PRESENT for line in lines}
        away = {f"{line}-mark": Mark.EXCUSED for line in absent}
        reasons = {f"{line}-reason": "đi viện" for line in absent}
        spoke = {f"{line}-spoke": "on" for line in [line for line in lines if line not in absent][:SPEAKERS]}
        came = {"attended": "yes"} if "attended" in names else {}
        return marks | away | reasons | spoke | came
    if step == "tasks":
        return {name: TaskState.DONE for name in names if name.startswith("review-") and name.endswith("-state")}
    if step == "resolution":
        rows = [f"task-new{number}" for number in range(len(TASKS))]
        items = dict(zip((f"{row}-text" for row in rows), TASKS, strict=True))
        owners = {f"{row}-owner_name": "Chi ủy" for row in rows}
        due = {f"{row}-due_on": f"{day + timedelta(days=30):%d/%m/%Y}" for row in rows}
        return TEXTS | items | owners | due
    if step == "votes":
        return {"vote-new0-subject": VOTE, "vote-new0-in_favour": "1"}
    return {}


def lost(pk):
    """What of a recorded meeting is not there as it was sent."""
    meeting = Meeting.objects.select_related("score").get(pk=pk)
    roll = list(meeting.roll.all())
    found = {
        "signature": meeting.state == MeetingState.SIGNED,
        "texts": all(getattr(meeting, name) == text for name, text in TEXTS.items()),
        "excused": sum(line.reason == "đi viện" for line in roll) == min(EXCUSED, len(roll)),
        "marks": all(line.mark != Mark.NOT_RECORDED for line in roll),
        "speakers": sum(line.spoke for line in roll) == min(SPEAKERS, sum(line.mark == Mark.PRESENT for line in roll)),
        "tasks": sorted(meeting.tasks.values_list("text", flat=True)) == sorted(TASKS),
        "vote": list(meeting.votes.values_list("subject", flat=True)) == [VOTE],
        "points": all(line.points is not None for line in meeting.score.lines.all()),
    }
    return [f"{what} of meeting {pk}" for what, there in found.items() if not there]


def at_once(count, minutes):
    """`count` Recorders after `minutes` of work at the same time, each with a cell of its own."""
    cells = Cell.objects.active_on(timezone.localdate()).select_related("commune").order_by("pk")[:count]
    with serving("benchmarks.settings", workers=2) as server:
        recorders = [Recorder(Browser(server, secretary_of(cell)), cell, MINUTES_OF_A_MEETING * 60) for cell in cells]
        until = time.monotonic() + minutes * 60
        threads = [threading.Thread(target=recorder.work, args=[until]) for recorder in recorders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return recorders


def secretary_of(cell):
    account = User.objects.create_user(f"thuky{cell.pk}", password=None, full_name=f"Thư ký {cell.pk} (mẫu)")
    grant = {"role": Role.SECRETARY, "commune": cell.commune, "cell": cell, "since": cell.founded_on, "by": None}
    structure.grant(account=account, **grant)
    return account


def show(recorders, minutes):
    """Print how long answers took, what went wrong and what was lost."""
    times = {}
    for what, seconds in (one for recorder in recorders for one in recorder.times):
        times.setdefault(what, []).append(seconds)
    meetings = [pk for recorder in recorders for pk in recorder.recorded]
    print(f"{len(recorders)} recorders for {minutes} minutes: {len(meetings)} meetings recorded and signed")
    print(f"\n{'request':20}{'number':>8}{'median ms':>11}{'p95 ms':>8}{'slowest':>9}")
    everything = [one for some in times.values() for one in some]
    for what, some in (*sorted(times.items()), ("all", everything)):
        middle, late = statistics.median(some) * 1000, sorted(some)[int(len(some) * 0.95)] * 1000
        print(f"{what:20}{len(some):8}{middle:11.0f}{late:8.0f}{max(some) * 1000:9.0f}")
    faults = [fault for recorder in recorders for fault in recorder.faults]
    gone = [what for pk in meetings for what in lost(pk)]
    print(f"\nfaults: {len(faults)}; lost: {len(gone)}", *faults[:10], *gone[:10], sep="\n", flush=True)


def measure_recorders(count, minutes):
    if connection.vendor != "postgresql":
        sys.exit("Many who record at once need PostgreSQL: DATABASE=postgresql.")
    show(at_once(count, minutes), minutes)
