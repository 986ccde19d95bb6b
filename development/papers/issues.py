"""Which paper a step on the way into the Party asks for, and who issues it."""

from dataclasses import dataclass

from accounts.roles import Do
from cells.enums import PaperKind
from development.enums import About, EndedBecause, FormKind, StepKind
from development.rules.votes import passed_in_cell, passed_in_committee

WORDS = {
    PaperKind.RESOLUTION: "Nghị quyết",
    PaperKind.DECISION: "Quyết định",
    PaperKind.NOTICE: "Thông báo",
    PaperKind.REPORT: "Báo cáo",
}


@dataclass(frozen=True)
class Issue:
    """Which paper is issued: of what `kind`, by the cell or by the Committee, `about` what in words. Where it is one of
    the forms of admission, their edition says it otherwise."""

    kind: PaperKind
    by_cell: bool
    about: str
    form: FormKind | None = None

    @property
    def do(self):
        """What one must be allowed to do to number it: what one must be to record such a step."""
        return Do.EDIT_CANDIDATES if self.by_cell else Do.DECIDE_CANDIDATES

    def may_number(self, where, commune, cell):
        """Whether it may be numbered in the Scope `where`: a cell's paper by those of the `cell` that took the step.
        Both places are numbers."""
        return where.has(commune=commune, cell=cell if self.by_cell else None)


def _of_cell(about, form=None, kind=PaperKind.RESOLUTION):
    return Issue(kind, True, about, form)


def _of_committee(kind, about, form=None):
    return Issue(kind, False, about, form)


ADMIT, RECOGNISE = "kết nạp đảng viên", "công nhận đảng viên chính thức"
PLAIN = {
    StepKind.LIST: _of_cell("đưa quần chúng ưu tú vào danh sách cảm tình Đảng"),
    StepKind.UNLIST: _of_cell("đưa ra khỏi danh sách cảm tình Đảng"),
    StepKind.HELPER: _of_cell("phân công đảng viên chính thức giúp đỡ"),
    StepKind.ALLOW: _of_committee(PaperKind.NOTICE, "đồng ý cho lập hồ sơ kết nạp đảng viên"),
    StepKind.DECIDE: _of_committee(PaperKind.DECISION, ADMIT, FormKind.DECISION),
    StepKind.PROLONG: _of_committee(PaperKind.DECISION, "kéo dài thời gian dự bị của đảng viên"),
}
PASSED = {
    StepKind.CELL_VOTE: {
        About.ADMISSION: _of_cell(f"đề nghị {ADMIT}", FormKind.CELL_RESOLUTION),
        About.RECOGNITION: _of_cell(f"đề nghị {RECOGNISE}", FormKind.CELL_RESOLUTION_AGAIN),
    },
    StepKind.COMMITTEE_VOTE: {
        About.ADMISSION: _of_committee(PaperKind.RESOLUTION, f"về việc {ADMIT}", FormKind.COMMITTEE_RESOLUTION),
        About.RECOGNITION: _of_committee(
            PaperKind.RESOLUTION, f"về việc {RECOGNISE}", FormKind.COMMITTEE_RESOLUTION_AGAIN
        ),
    },
}
# A vote that does not pass is reported upwards (06-HD/TW §5.1), and the cell is told whether yes or no (294 §4.3.1).
FAILED = {
    StepKind.CELL_VOTE: {
        About.ADMISSION: _of_cell(f"kết quả biểu quyết đề nghị {ADMIT}", kind=PaperKind.REPORT),
        About.RECOGNITION: _of_cell(f"kết quả biểu quyết đề nghị {RECOGNISE}", kind=PaperKind.REPORT),
    },
    StepKind.COMMITTEE_VOTE: {
        About.ADMISSION: _of_committee(PaperKind.NOTICE, f"kết quả xét {ADMIT}"),
        About.RECOGNITION: _of_committee(PaperKind.NOTICE, f"kết quả xét {RECOGNISE}"),
    },
}
STRUCK_OUT = _of_cell("đưa ra khỏi nguồn phát triển Đảng")
RECOGNITION = _of_committee(PaperKind.DECISION, RECOGNISE, FormKind.RECOGNITION)


def passed(step):
    """Whether a vote of the cell or of the Committee passed."""
    if step.kind == StepKind.CELL_VOTE:
        return passed_in_cell(base=step.base, in_favour=step.in_favour)
    return passed_in_committee(body=step.body, members=step.members, in_favour=step.in_favour)


def issue_of(step):
    """The Issue that a step asks for, None where others issue its paper or there is none."""
    if step.kind in (StepKind.CELL_VOTE, StepKind.COMMITTEE_VOTE):
        return (PASSED if passed(step) else FAILED)[step.kind][step.about]
    if step.kind == StepKind.END and step.because in (EndedBecause.REMOVED, EndedBecause.REJECTED):
        return STRUCK_OUT
    return PLAIN.get(step.kind)
