"""Papers that the Committee issues to found a cell, drawn from the records of the founding; the dossier to print.

They are Vietnamese whatever the language of the page.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cells.enums import PaperKind
from cells.models import PaperNumber
from cells.queries import changed_since, commune_of, current_numbers, kinds_begun, mark_of
from common.documents import Heading, ended
from common.workdays import ONE_DAY
from development.enums import Authority, FoundingStepKind
from development.models import AdmissionRules
from development.papers.issued import ShownPaper, body_in_words, of_committee
from development.papers.issues import WORDS
from development.papers.words import met_and_voted
from development.rules.founding import FoundingRuleError, passed
from members.models import Membership

LONGEST = PaperNumber._meta.get_field("subject").max_length


@dataclass(frozen=True)
class FoundingIssue:
    """Which paper a step asks for: its `slot` among the fields of FoundingStep, of what `kind`, `about` what in words,
    and what it says: `parts(file, step)`."""

    slot: str
    kind: PaperKind
    about: str
    parts: Callable

    @property
    def field(self):
        """The field of FoundingStep that refers to its Paper."""
        return "paper" if self.slot == "paper" else f"{self.slot}_paper"

    @property
    def typed(self):
        """The field with its number where it was issued elsewhere."""
        return f"{self.slot}_no"


def issues_of(file, step):
    """[FoundingIssue] that a step of a FoundingFile asks for; the proposal and what a cell writes are issued by others.
    Nobody is appointed where nobody is proposed for a post."""
    name = file.founding.cell_name
    if step.kind == FoundingStepKind.APPRAISE:
        if passed(step):
            return [FoundingIssue("paper", PaperKind.RESOLUTION, f"về việc thành lập {name}", _resolution)]
        return [FoundingIssue("paper", PaperKind.NOTICE, f"kết quả xét thành lập {name}", _resolution)]
    if step.kind != FoundingStepKind.DECIDE:
        return []
    found = [FoundingIssue("paper", PaperKind.DECISION, f"thành lập {name}", _foundation)]
    if any(row.post for row in file.named):
        found.append(FoundingIssue("committee", PaperKind.DECISION, f"chỉ định chức vụ lâm thời của {name}", _posts))
    return [*found, FoundingIssue("transfer", PaperKind.DECISION, f"chuyển đảng viên đến {name}", _transfer)]


def numbers_of(file):
    """{number of a Paper: PaperNumber that it bears} of the steps of a FoundingFile."""
    fields = ("paper_id", "committee_paper_id", "transfer_paper_id")
    return current_numbers([getattr(step, name) for step in file.steps for name in fields])


def number_of(issue, step, numbers):
    """The PaperNumber of the paper of a step, or None; `numbers` as of `numbers_of`."""
    return numbers.get(getattr(step, f"{issue.field}_id"))


def text_of(issue, step, numbers):
    """The number under which it was issued, here or elsewhere; empty before."""
    number = number_of(issue, step, numbers)
    return number.text if number else getattr(step, issue.typed)


def decision_numbers(file, step):
    """{slot: number} of the decisions of `step`; raises FoundingRuleError where one has none yet."""
    numbers = numbers_of(file)
    found = {issue.slot: text_of(issue, step, numbers) for issue in issues_of(file, step)}
    lacking = [label_of(issue) for issue in issues_of(file, step) if not found[issue.slot]]
    if lacking:
        words = _("No number yet: %(papers)s. Give it on the page of the founding, or type it there.")
        raise FoundingRuleError(words % {"papers": "; ".join(lacking)})
    return found


def label_of(issue):
    return f"{WORDS[issue.kind]} {issue.about}"


def subject_of(issue):
    """What the register of papers says of it."""
    return issue.about[:LONGEST]


def shown(file, numbers, today, may):
    """[ShownPaper] that the kept steps of a FoundingFile ask for, those of the latest step first; `numbers` as of
    `numbers_of`."""
    kept = sorted((step for step in file.steps if not step.struck), key=lambda step: (step.on, step.pk), reverse=True)
    return [_shown(file, issue, step, numbers, today, may) for step in kept for issue in issues_of(file, step)]


def _shown(file, issue, step, numbers, today, may):
    number, place = number_of(issue, step, numbers), [step.pk, issue.slot]
    typed = getattr(step, issue.typed)
    now = (number or may) and paper_of(file, issue, step, number, numbers)
    return ShownPaper(
        kind=f"{issue.slot}-{step.pk}",
        label=label_of(issue),
        number=number,
        url=reverse("development:founding-paper", args=place),
        on=today if number else step.on,
        begins=issue.kind not in kinds_begun(cell=None, commune=file.founding.commune_id, day=step.on),
        changed=changed_since(number, now) if number else [],
        may=may,
        typed=typed,
        typed_on=step.on if typed else None,
        type_url=reverse("development:founding-paper-no", args=place),
        shown=mark_of(now) if may else "",
    )


def paper_of(file, issue, step, number=None, numbers=None):
    """The Document of a paper of `step` with its PaperNumber; without one, room is left to write it."""
    with override("vi"):
        told = _Told(file, step, numbers_of(file) if numbers is None else numbers, number)
        return of_committee(
            file.founding,
            issue.kind,
            WORDS[issue.kind],
            issue.about,
            on=number.on if number else step.on,
            number=number,
            authority=told.authority,
            to=told.givers,
            parts=issue.parts(told),
        )


class _Told:
    """What a paper of one step tells of a founding, under its PaperNumber or None."""

    def __init__(self, file, step, numbers, number):
        self.file, self.step, self.numbers, self.founding = file, step, numbers, file.founding
        self.name, self.steps = self.founding.cell_name, file.progress.steps
        self.rows = [row for row in file.named if row.since <= step.on]
        self.committee = commune_of(number, self.founding).heads_on(step.on).committee
        voted = step if step.kind == FoundingStepKind.APPRAISE else self.steps.get(FoundingStepKind.APPRAISE)
        self.authority = Authority(voted.body) if voted and voted.body else Authority.STANDING
        self.body = body_in_words(self.authority, self.committee)
        before = Membership.objects.on(self.founding.effective_on - ONE_DAY)
        rows = before.filter(member__in=[row.member_id for row in self.rows]).select_related("cell")
        self.cells = {row.member_id: row.cell for row in rows}

    @property
    def givers(self):
        """Names of the cells that give members, in their order."""
        cells = {cell.pk: cell for cell in self.cells.values()}.values()
        return [cell.name_on(self.step.on) for cell in sorted(cells, key=lambda cell: (cell.search_key, cell.pk))]

    def reference(self, kind):
        """Number and day of the paper of a step that counts, or None."""
        step = self.steps.get(kind)
        if step is None:
            return None
        number = self.numbers.get(step.paper_id)
        text, on = (number.text, number.on) if number else (step.paper_no or "......", step.on)
        return f"số {text}, ngày {on:%d/%m/%Y}"

    def count(self):
        official = sum(not row.why for row in self.rows)
        return f"Số đảng viên: {len(self.rows)}; chính thức: {official}; dự bị: {len(self.rows) - official}."

    def place(self):
        yield f"Địa bàn: {ended(', '.join(hamlet.titled for hamlet in self.file.hamlets))}"
        if self.founding.seat:
            yield f"Nơi sinh hoạt: {ended(self.founding.seat)}"

    def grounds(self):
        rules = AdmissionRules.objects.in_force(self.founding.commune, self.step.on)
        yield "Căn cứ Điều lệ Đảng;" + (f" {rules.source};" if rules.source else "")
        if resolved := self.reference(FoundingStepKind.APPRAISE):
            yield f"Căn cứ nghị quyết {resolved};"
        if proposed := self.reference(FoundingStepKind.PROPOSE):
            yield f"Xét tờ trình {proposed};"
        yield f"{self.body} quyết định:"

    def carried_out(self, article, by):
        yield Heading(f"Điều {article}")
        yield f"Văn phòng Đảng ủy, {by} và {self.name} thi hành quyết định này."


def _resolution(told):
    step, proposed = told.step, told.reference(FoundingStepKind.PROPOSE)
    yield met_and_voted(step.on, told.body, f"việc thành lập {told.name}", f"tờ trình {proposed}" if proposed else "")
    yield from told.place()
    yield told.count()
    yield Heading("1- Biểu quyết")
    yield f"Số thành viên biểu quyết: {step.members}. Tán thành: {step.in_favour}/{step.members}."
    yield Heading("2- Quyết nghị")
    yield f"Thành lập {told.name} trực thuộc {told.committee}." if passed(step) else "Chưa đủ số phiếu để thành lập."


def _foundation(told):
    yield from told.grounds()
    yield Heading("Điều 1")
    yield f"Thành lập {told.name} trực thuộc {told.committee} từ ngày {told.founding.effective_on:%d/%m/%Y}."
    yield from told.place()
    yield told.count()
    yield Heading("Điều 2")
    yield f"{told.name} hoạt động theo Điều lệ Đảng và quy định của cấp trên."
    yield from told.carried_out(3, "các chi bộ có đảng viên chuyển đi")


def _posts(told):
    yield from told.grounds()
    yield Heading("Điều 1")
    since = f"{told.founding.effective_on:%d/%m/%Y}"
    yield f"Chỉ định các đồng chí có tên sau đây giữ chức vụ lâm thời của {told.name} từ ngày {since}:"
    for place, row in enumerate((row for row in told.rows if row.post), 1):
        yield f"{place}. Đồng chí {row.name}: {row.get_post_display()}."
    yield from told.carried_out(2, "các đồng chí có tên tại Điều 1")


def _transfer(told):
    yield from told.grounds()
    yield Heading("Điều 1")
    since = f"{told.founding.effective_on:%d/%m/%Y}"
    yield f"Chuyển các đảng viên có tên sau đây đến sinh hoạt tại {told.name} từ ngày {since}:"
    for place, row in enumerate(told.rows, 1):
        cell = told.cells.get(row.member_id)
        standing = "đảng viên dự bị" if row.why else "đảng viên chính thức"
        whence = f", từ {cell.name_on(told.step.on)}" if cell else ""
        yield f"{place}. Đồng chí {row.name}, {standing}{whence}."
    yield from told.carried_out(2, "các chi bộ, đảng viên có tên tại Điều 1")
