"""Papers of a meeting, built from its records: what they say. How they look is told by `common.documents`.

They are Vietnamese whatever the language of the page. What is not recorded is left out.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy, override

from cells.enums import PaperKind
from cells.models import PaperNumber
from cells.queries import changed_since, current_numbers, kinds_begun, mark_of
from common.documents import Document, Grid, GridColumn, Heading, Letterhead, Signature, ended, time_in_words
from common.numbers import percent
from common.numbers import points as points_text
from common.people import told_apart
from common.stale import mark
from meetings import queries
from meetings.enums import MeetingKind
from meetings.models.meeting import OF_MEETINGS
from meetings.queries.recorded import Recorded
from meetings.queries.roll import count_line
from members.enums import LEADING, PostKind
from members.models import Post
from members.queries import members_in_posts

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
REVIEWS = (
    GridColumn("TT", 11, centred=True),
    GridColumn("Nhiệm vụ", 64),
    GridColumn("Kết quả", 60),
    GridColumn("Tình trạng", 30, centred=True),
)
TASKS = (
    GridColumn("TT", 11, centred=True),
    GridColumn("Nhiệm vụ", 79),
    GridColumn("Người thực hiện", 45),
    GridColumn("Thời hạn", 30, centred=True),
)
SCORE = (
    GridColumn("TT", 11, centred=True),
    GridColumn("Nhóm tiêu chí", 69),
    GridColumn("Điểm tối đa", 22, centred=True),
    GridColumn("Điểm chấm", 22, centred=True),
    GridColumn("Ghi chú", 41),
)
KINDS = {
    MeetingKind.REGULAR: "họp chi bộ thường kỳ",
    MeetingKind.THEMATIC: "sinh hoạt chuyên đề",
    MeetingKind.EXTRAORDINARY: "họp chi bộ bất thường",
    MeetingKind.YEARLY_REVIEW: "họp chi bộ kiểm điểm cuối năm",
    MeetingKind.CONGRESS: "đại hội chi bộ",
    MeetingKind.ADMISSION: "lễ kết nạp đảng viên",
}
TITLES = {
    PaperKind.MINUTES: "Biên bản",
    PaperKind.RESOLUTION: "Nghị quyết",
    PaperKind.NOTICE: "Thông báo",
}
LABELS = {kind: kind.label for kind in OF_MEETINGS} | {PaperKind.NOTICE: gettext_lazy("Conclusion notice")}
POSTS_SIGNING = {PostKind.SECRETARY: "Bí thư", PostKind.DEPUTY: "Phó Bí thư"}


@dataclass(frozen=True)
class MeetingPaper:
    """A paper of a meeting as its page shows it: its current PaperNumber or None, whether the Word file may be had, and
    whether it may be numbered. `on` is the day that the form proposes; `begins` says that the number would be the first
    of its kind in the term of that day. `changed` tells in what today's records differ from the paper as issued, and
    `may_correct` whether it may be issued anew because of that; `shown` is the mark of what is numbered then."""

    kind: PaperKind
    label: str
    number: PaperNumber | None
    ready: bool
    may_number: bool
    on: date
    begins: bool
    changed: list
    may_correct: bool
    shown: str = ""


def papers_of(recorded, today):
    """[MeetingPaper] of each kind, of what is Recorded of a meeting; a draft has only its minutes, and its resolution
    may be numbered ahead."""
    meeting = recorded.meeting
    ids = {kind: getattr(meeting, f"{field}_id") for kind, field in OF_MEETINGS.items()}
    numbers = current_numbers(ids.values())
    numbers = {kind: numbers.get(pk) for kind, pk in ids.items()}
    begun = kinds_begun(cell=meeting.cell, commune=meeting.cell.commune_id, day=meeting.held_on)
    facts = _Facts(meeting, recorded) if any(number and number.issued for number in numbers.values()) else None
    found = []
    for kind, number in numbers.items():
        issued = number and number.issued
        changed = changed_since(number, paper_of(kind, meeting, number, facts)) if issued else []
        numbers_now = meeting.signed and (changed or not number)
        found.append(
            MeetingPaper(
                kind=kind,
                label=LABELS[kind],
                number=number,
                ready=bool(issued) or meeting.signed or kind == PaperKind.MINUTES,
                may_number=not number and (meeting.signed or kind == PaperKind.RESOLUTION),
                on=today if number else meeting.held_on,
                begins=kind not in begun,
                changed=changed,
                may_correct=bool(changed) and meeting.signed,
                shown=mark_of_meeting(kind, recorded, number, facts) if numbers_now else "",
            )
        )
    return found


def subject_of(kind, meeting):
    """What a paper of `meeting` is about, as its title says."""
    day = meeting.held_on
    when = {
        MeetingKind.REGULAR: f"tháng {day.month} năm {day.year}",
        MeetingKind.YEARLY_REVIEW: f"{day.year}",
    }.get(meeting.kind, f"ngày {day:%d/%m/%Y}")
    words = f"{KINDS[meeting.kind]} {when}"
    if meeting.combined:
        words += ", kết hợp sinh hoạt chuyên đề"
    return f"kết luận {words}" if kind == PaperKind.NOTICE else words


def paper_of(kind, meeting, number=None, facts=None):
    """The Document of `kind` of `meeting` as the records have it now, with its PaperNumber; without one, room is left
    to write it. Several papers of one meeting may share their `facts`."""
    with override("vi"):
        facts = facts or _Facts(meeting)
        on = number.on if number else meeting.held_on
        heads = meeting.cell.heads_on(on)
        written = meeting.resolution_no if kind == PaperKind.RESOLUTION else ""
        return Document(
            letterhead=Letterhead(heads.organisation, meeting.cell.name_on(on), heads.place),
            title=TITLES[kind],
            subject=subject_of(kind, meeting),
            on=on,
            dated=number is not None or kind != PaperKind.NOTICE,  # it is issued later, on a day not known yet
            number=number.text if number else written or f"......-{kind.code}/CB",
            note=(number.correction_note if number else "") if meeting.signed else "(bản nháp)",
            parts=PARTS[kind](facts),
            signatures=facts.two_signers() if kind == PaperKind.MINUTES else (facts.leader,),
            recipients=() if kind == PaperKind.MINUTES else (*RECIPIENTS[kind](facts, heads), "Lưu chi bộ"),
        )


def mark_of_meeting(kind, recorded, number=None, facts=None):
    """The mark of what the paper of `kind` says of what is Recorded of a meeting; before it bears a number, only of
    what the page of the meeting has read anyway: not of its letterhead, nor of posts. It asks nothing more then."""
    if number:
        return mark_of(paper_of(kind, recorded.meeting, number, facts))
    facts = _Facts(recorded.meeting, recorded, cell=str(recorded.meeting.cell), posts={})
    with override("vi"):
        return mark("paper", PARTS[kind](facts))


def minutes_of(recorded):
    """The Document of the minutes as what is Recorded of a meeting stands now."""
    return paper_of(PaperKind.MINUTES, recorded.meeting, facts=_Facts(recorded.meeting, recorded))


RECIPIENTS = {
    PaperKind.RESOLUTION: lambda facts, heads: (heads.committee,),
    PaperKind.NOTICE: lambda facts, heads: (heads.committee, "Đảng viên trong chi bộ"),
}


def _minutes(facts):
    return _numbered(
        ("Thời gian, địa điểm, thành phần", facts.circumstances()),
        ("Chương trình", facts.lines(facts.meeting.agenda)),
        ("Kết quả thực hiện nghị quyết kỳ trước", facts.reviews),
        ("Thảo luận", facts.lines(facts.meeting.discussion)),
        ("Kết luận", facts.lines(facts.meeting.conclusion)),
        ("Nhiệm vụ thời gian tới", facts.tasks),
        ("Biểu quyết", facts.votes),
        ("Tự chấm điểm, xếp loại buổi sinh hoạt", facts.score),
    )


def _resolution(facts):
    return facts.opening() + _numbered(
        ("Kết quả thực hiện nghị quyết kỳ trước", facts.reviews),
        ("Quyết nghị", facts.lines(facts.meeting.conclusion)),
        ("Nhiệm vụ và phân công thực hiện", facts.tasks),
        ("Tự chấm điểm, xếp loại buổi sinh hoạt", facts.score),
        ("Biểu quyết", facts.votes),
    )


def _notice(facts):
    return facts.opening() + _numbered(
        ("Kết luận", facts.lines(facts.meeting.conclusion)),
        ("Nhiệm vụ và phân công thực hiện", facts.tasks),
    )


PARTS = {
    PaperKind.MINUTES: _minutes,
    PaperKind.RESOLUTION: _resolution,
    PaperKind.NOTICE: _notice,
}


def _numbered(*sections):
    """The sections that hold something, under Roman numbers."""
    parts = []
    for roman, (title, inside) in zip(ROMAN, (section for section in sections if section[1]), strict=False):
        parts += [Heading(f"{roman}- {title}"), *inside]
    return tuple(parts)


def _explained(criterion, line):
    """What the minutes say of the points of a criterion: why some were lost, else the note."""
    return line.why if line.points < criterion.max_points else line.note


@dataclass
class _Facts:
    """The records of a meeting as parts of papers; each part is empty where nothing is recorded. The name of the `cell`
    on the day and the `posts` of chair and clerk, {member number: PostKind}, are read unless they are given."""

    meeting: object
    recorded: Recorded | None = None
    cell: str | None = None
    posts: dict | None = None

    def __post_init__(self):
        meeting = self.meeting
        if self.cell is None:
            past = "past_communes__belonged_to__former_names"
            prefetch_related_objects([meeting.cell], "former_names", "commune__former_names", past)
            self.cell = meeting.cell.name_on(meeting.held_on)
        if self.posts is None:
            people = [member.pk for member in (meeting.chair, meeting.clerk) if member]
            self.posts = members_in_posts(member_ids=people, cell=meeting.cell, day=meeting.held_on)
        self.recorded = self.recorded or Recorded(meeting)
        self.roll = self.recorded.roll
        self.names = told_apart(line.member for line in self.roll)
        self.visits = [visit for visit in self.recorded.visits if visit.attended]
        self.came = queries.turnout(meeting) if meeting.signed else self.recorded.turnout

    def lines(self, text):
        """A paragraph for each line that people typed."""
        return [line.strip() for line in text.split("\n") if line.strip()]

    def person(self, member):
        post = self.posts.get(member.pk)
        return f"đồng chí {self.names.get(member.pk, member)}" + (f", {post.label.lower()}" if post else "")

    def circumstances(self):
        meeting, came = self.meeting, self.came
        facts = [("Thời gian", self.time())]
        if meeting.place:
            facts.append(("Địa điểm", meeting.place))
        if meeting.chair:
            facts.append(("Chủ trì", self.person(meeting.chair)))
        if meeting.clerk:
            facts.append(("Thư ký", self.person(meeting.clerk)))
        facts.append(("", count_line(self.roll)))
        if came.share is not None:
            facts.append(("Tỷ lệ dự họp", f"{came.numerator}/{came.denominator} ({percent(came.share)})"))
        guests = self.guests()
        if guests:
            facts.append(("Đại biểu dự", "; ".join(guests)))
        return [
            ended(f"{number}. {name}: {said}" if name else f"{number}. {said}")
            for number, (name, said) in enumerate(facts, start=1)
        ]

    def time(self):
        meeting = self.meeting
        day = f"ngày {meeting.held_on:%d/%m/%Y}"
        if not meeting.minutes:
            return day
        start, end = time_in_words(meeting.starts_at), time_in_words(meeting.ends_at)
        return f"{day}, từ {start} đến {end} ({meeting.minutes} phút)"

    def guests(self):
        in_charge = [f"đồng chí {visit.committee_member}, đảng ủy viên phụ trách chi bộ" for visit in self.visits]
        return in_charge + self.lines(self.meeting.guests)

    def opening(self):
        """When, where and how many, without names or reasons: this paper goes round."""
        meeting, came = self.meeting, self.came
        at = f" tại {meeting.place}" if meeting.place else ""
        verb = {MeetingKind.CONGRESS: "tiến hành ", MeetingKind.ADMISSION: "tổ chức "}.get(meeting.kind, "")
        kind = KINDS[meeting.kind].replace(" chi bộ", "")
        said = f"{self.time().capitalize()}, {self.cell} {verb}{kind}{at}."
        counted = (
            f"Đảng viên dự họp: {came.numerator}/{came.denominator}"
            + (f" ({percent(came.share)})" if came.share is not None else "")
            + f"; vắng có lý do: {came.excused}; vắng không lý do: {came.unexcused}."
        )
        return (said, counted)

    @cached_property
    def reviews(self):
        reviews = [review for review in self.recorded.reviews_in_order if not review.task.struck]
        rows = tuple(
            (
                str(number),
                review.task.text,
                "; ".join(said for said in (review.result, review.evidence) if said),
                str(review.get_state_display()),
            )
            for number, review in enumerate(reviews, start=1)
        )
        share = self.recorded.task_share
        said = [ended(share.in_words)] if share.counted else []
        return [Grid(REVIEWS, rows), *said] if rows else []

    @cached_property
    def tasks(self):
        rows = tuple(
            (str(number), task.text, task.owner_as_resolved, f"{task.due_on:%d/%m/%Y}")
            for number, task in enumerate(self.recorded.tasks, start=1)
        )
        return [Grid(TASKS, rows)] if rows else []

    @cached_property
    def votes(self):
        votes = self.recorded.votes
        if not votes:
            return []
        base = queries.voting_base_of(self.roll, self.meeting)
        said = [f"Số đảng viên chính thức tính biểu quyết: {base.base}."]
        for number, vote in enumerate(votes, start=1):
            share = f" ({percent(Decimal(vote.in_favour) / base.base)})" if base.base else ""
            passed = "được thông qua" if base.passed(vote.rule, vote.in_favour) else "không được thông qua"
            said.append(
                f"{number}. {vote.subject} ({vote.get_method_display()}): "
                f"tán thành {vote.in_favour}/{base.base}{share}, "
                f"không tán thành {vote.against}, ý kiến khác {vote.other}; "
                f"cần {base.needed(vote.rule)} ({vote.get_rule_display()}): {passed}."
            )
        return said

    @cached_property
    def score(self):
        """The groups of the sheet with their points; nothing while criteria lack theirs."""
        score = self.meeting.score if self.meeting.scored else None
        if score is None or score.total is None:
            return []
        groups = defaultdict(list)
        for criterion, line in self.recorded.score_lines:
            groups[criterion.parent or criterion].append((criterion, line))
        rows = tuple(
            (
                str(number),
                group.name,
                points_text(sum(criterion.max_points for criterion, _line in inside)),
                points_text(sum(line.points for _criterion, line in inside)),
                "; ".join(said for criterion, line in inside if (said := _explained(criterion, line))),
            )
            for number, (group, inside) in enumerate(groups.items(), start=1)
        )
        given = sum(line.points for inside in groups.values() for _criterion, line in inside)
        left_out = "quy đổi theo thang 100" if self.meeting.edition.rescaled else "gồm điểm tối đa phần chuyên đề"
        scaled = "" if given == score.total else left_out
        total = ("", "Tổng điểm", "100", points_text(score.total), scaled)
        return [Grid(SCORE, rows, total), f"Xếp loại buổi sinh hoạt: {score.get_band_display()}."]

    def two_signers(self):
        """The clerk on the left, the chair on the right."""
        meeting = self.meeting
        post = self.posts.get(meeting.chair_id)
        chair = Signature("T/M Chi bộ", POSTS_SIGNING.get(post, "Chủ trì"), str(meeting.chair or ""))
        return (Signature("Thư ký", "", str(meeting.clerk or "")), chair)

    @cached_property
    def leader(self):
        """For the cell committee where there is one: the secretary or deputy who chaired, else the one in office."""
        meeting = self.meeting
        posts = Post.objects.on(meeting.held_on).filter(cell=meeting.cell).select_related("member")
        held = {kind: [post.member for post in posts if post.kind == kind] for kind in PostKind}
        behalf = "T/M Chi ủy" if held[PostKind.COMMITTEE] else "T/M Chi bộ"
        leaders = [(kind, member) for kind in LEADING for member in held[kind]]
        chaired = [(kind, member) for kind, member in leaders if member.pk == meeting.chair_id]
        kind, member = next(iter(chaired + leaders), (PostKind.SECRETARY, ""))
        return Signature(behalf, POSTS_SIGNING[kind], str(member))
