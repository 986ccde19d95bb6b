"""The register of papers, and the Word files read back."""

import io
from datetime import date

import docx
import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from docx.shared import Pt

from accounts.models import TrailEntry
from cells import services as register
from cells.enums import PaperKind
from cells.models import Cell, FormerCellName, FormerCommuneName, PaperNumber, Term
from common.documents import to_docx
from common.numbers import points as as_points
from common.periods import Period
from meetings import services
from meetings.enums import Mark, MeetingKind, TaskState, VoteRule
from meetings.papers.meeting import paper_of
from meetings.services import MarkEntry, ReviewEntry, TaskEntry, VoteEntry
from members.enums import Appointed, PostKind
from members.services import appoint
from reports.services import number_month_sheet
from tests.world import TODAY, record

RESOLUTION, MINUTES = PaperKind.RESOLUTION, PaperKind.MINUTES


def numbered(world, meeting, kind=RESOLUTION, on=None, **more):
    facts = {"today": TODAY, "by": world.office} | more
    return services.number_meeting_paper(kind=kind, meeting=meeting, on=on or meeting.held_on, **facts)


def strike(number, world, reason="nhầm"):
    return register.strike_paper(paper=number, reason=reason, by=world.office)


def opened(world, since, cell="own", name="2025–2027"):
    cell = world.cell if cell == "own" else cell
    return register.open_term(commune=world.commune, cell=cell, name=name, since=since, by=world.office)


def read(answer):
    assert answer.status_code == 200
    return docx.Document(io.BytesIO(answer.content))


def written(kind, meeting, number=None):
    meeting.refresh_from_db()
    return docx.Document(io.BytesIO(to_docx(paper_of(kind, meeting, number))))


def lines(where):
    return [paragraph.text for paragraph in where.paragraphs if paragraph.text]


def grid(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.fixture
def download(sign_in):
    def get(account, meeting, kind):
        return sign_in(account).get(reverse("meetings:paper", args=[meeting.pk, kind]))

    return get


def test_numbers_run_on_per_kind_and_body_and_a_paper_keeps_its_own(world):
    september = record(world.cell, date(2026, 9, 3), world.office)
    august = record(world.cell, date(2026, 8, 3), world.office)
    other = record(world.other_cell, date(2026, 9, 3), world.office)
    given = [
        numbered(world, september).text,
        numbered(world, august).text,
        numbered(world, august, MINUTES).text,
        numbered(world, other).text,
        numbered(world, september).text,
    ]
    assert world.paper.text == "01-NQ/CB"
    assert given == ["02-NQ/CB", "03-NQ/CB", "01-BB/CB", "01-NQ/CB", "02-NQ/CB"]
    assert PaperNumber.objects.count() == 5


def test_the_committee_numbers_its_own_papers(world):
    facts = {"commune": world.commune, "today": TODAY, "by": world.office}
    first = number_month_sheet(month=Period("M", 2026, 9), on=date(2026, 10, 5), **facts)
    second = number_month_sheet(month=Period("M", 2026, 10), on=date(2026, 11, 5), **facts)
    again = number_month_sheet(month=Period("M", 2026, 9), on=date(2026, 11, 5), **facts)
    assert (first.text, second.text, again.text) == ("01-BC/ĐU", "02-BC/ĐU", "01-BC/ĐU")


def test_numbers_begin_again_in_a_new_term_by_the_day_of_the_paper(world):
    opened(world, date(2026, 10, 4))
    november = record(world.cell, date(2026, 11, 4), world.office, kind=MeetingKind.EXTRAORDINARY)
    september = record(world.cell, date(2026, 9, 3), world.office)
    assert numbered(world, november).text == "01-NQ/CB"
    assert numbered(world, september).text == "02-NQ/CB"
    assert list(Term.objects.order_by("since").values_list("name", "since", "until")) == [
        ("", world.cell.founded_on, date(2026, 10, 4)),
        ("2025–2027", date(2026, 10, 4), None),
    ]


def test_a_term_begins_after_the_papers_already_numbered(world):
    with pytest.raises(register.PaperRuleError):
        opened(world, date(2026, 10, 3))
    opened(world, date(2026, 10, 4))


def test_terms_of_a_body_neither_overlap_nor_leave_their_papers(world):
    opened(world, date(2026, 10, 4))
    first = Term.objects.get(until=date(2026, 10, 4))
    for day, field in ((date(2026, 10, 5), "since"), (date(2026, 10, 3), NON_FIELD_ERRORS)):
        first.until = day
        with pytest.raises(ValidationError) as error:
            first.full_clean()
        assert list(error.value.message_dict) == [field]


def test_papers_numbered_by_hand_before_are_gone_on_from(world):
    meeting = record(world.other_cell, date(2026, 9, 3), world.office)
    later = record(world.other_cell, date(2026, 10, 3), world.office)
    assert numbered(world, meeting, first=12).text == "12-NQ/CB"
    assert numbered(world, later, first=40).text == "13-NQ/CB"


def test_a_struck_number_is_never_given_again(world):
    register.strike_paper(paper=world.paper, reason="sai ngày", by=world.office)
    assert numbered(world, world.signed).text == "02-NQ/CB"
    with pytest.raises(register.PaperRuleError):
        register.strike_paper(paper=world.paper, reason="nữa", by=world.office)
    assert list(PaperNumber.objects.order_by("number").values_list("number", "struck", "reason")) == [
        (1, True, "sai ngày"),
        (2, False, ""),
    ]


def test_numbering_locks_the_body_first(world):
    meeting = record(world.cell, date(2026, 9, 3), world.office)
    assert meeting.cell.commune == world.commune  # read before the queries are counted
    with CaptureQueriesContext(
        connection,
    ) as asked:
        numbered(world, meeting)
    sql = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    if connection.features.has_select_for_update:  # on SQLite one writes at a time
        assert f'FROM "{Cell._meta.db_table}"' in sql[0]
        assert "FOR NO KEY UPDATE" in sql[0]


@pytest.mark.parametrize(
    ("day", "refused"),
    [(date(2026, 10, 2), True), (date(2026, 10, 3), False), (TODAY, False), (date(2026, 11, 25), True)],
)
def test_a_paper_is_dated_from_its_meeting_to_today(world, day, refused):
    register.strike_paper(paper=world.paper, reason="thử", by=world.office)
    if refused:
        with pytest.raises(register.PaperRuleError) as error:
            numbered(world, world.signed, on=day)
        assert error.value.field == "on"
    else:
        assert numbered(world, world.signed, on=day).on == day


def test_the_number_is_written_into_a_draft_that_names_none_and_never_into_signed_minutes(world):
    numbered(world, world.draft)
    world.draft.refresh_from_db()
    assert world.draft.resolution_no == "02-NQ/CB"
    typed = record(world.cell, date(2026, 9, 3), world.office, full=False)
    typed.resolution_no = "07-NQ/CB"
    typed.save_checked()
    numbered(world, typed)
    world.signed.refresh_from_db()
    typed.refresh_from_db()
    assert (typed.resolution_no, world.signed.resolution_no) == ("07-NQ/CB", "")


def full_meeting(world, **details):
    """A meeting with something of everything, on 03/02/2026; not signed."""
    earlier = record(world.cell, date(2026, 1, 3), world.office)
    meeting = record(world.cell, date(2026, 2, 3), world.office, sign=False, tasks=0)
    services.save_minutes(
        meeting=meeting,
        details={
            "agenda": "1. Thời sự\n\n2. Bàn việc",
            "discussion": "Đồng chí Ánh: <b>đường</b> & mương.\n=1+1",
            "conclusion": "Sửa mương.",
            "guests": "Đồng chí Ngọ, trưởng xóm",
            "place": "Nhà văn hóa Lũng Mật",
        }
        | details,
        marks={meeting.roll.get(member=world.members[3]).pk: MarkEntry(Mark.EXCUSED, "ốm")},
        attended=True,
        reviews={earlier.tasks.get().pk: ReviewEntry(TaskState.LATE, "mới một nửa", "ảnh")},
        tasks=[TaskEntry("Sửa mương", "Chi ủy", date(2026, 3, 3))],
        votes=[VoteEntry("Đổi giờ họp", VoteRule.TWO_THIRDS, 2, 1)],
        points={},
        by=world.office,
    )
    return meeting


def test_minutes_tell_the_records_in_the_order_of_the_meeting(world):
    meeting = full_meeting(world)
    file = written(MINUTES, meeting)
    head, reviews, tasks, score, foot = file.tables
    assert lines(head.rows[0].cells[0]) == ["ĐẢNG BỘ XÃ NHÀ", "CHI BỘ LŨNG MẬT", "*", "Số ......-BB/CB"]
    assert lines(head.rows[0].cells[1]) == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Nhà, ngày 03 tháng 02 năm 2026"]
    assert lines(file) == [
        "BIÊN BẢN",
        "họp chi bộ thường kỳ tháng 2 năm 2026",
        "(bản nháp)",
        "-----",
        "I- Thời gian, địa điểm, thành phần",
        "1. Thời gian: ngày 03/02/2026, từ 7 giờ 30 đến 9 giờ (90 phút).",
        "2. Địa điểm: Nhà văn hóa Lũng Mật.",
        "3. Chủ trì: đồng chí Nông Văn An, bí thư.",
        "4. Thư ký: đồng chí Hoàng Thị Ánh.",
        "5. Tổng số đảng viên: 6 (chính thức 5, dự bị 1). Có mặt: 4 (chính thức 3, dự bị 1). "
        "Vắng có lý do: 1 (Triệu Văn Bình (ốm)). Vắng không lý do: 0. Miễn sinh hoạt: 1 (Đàm Quốc Dũng).",
        "6. Tỷ lệ dự họp: 4/5 (80\u00a0%).",
        "7. Đại biểu dự: đồng chí Đinh Văn Phụ, đảng ủy viên phụ trách chi bộ; Đồng chí Ngọ, trưởng xóm.",
        "II- Chương trình",
        "1. Thời sự",
        "2. Bàn việc",
        "III- Kết quả thực hiện nghị quyết kỳ trước",
        "0/1 nhiệm vụ đến hạn hoặc xong sớm đã hoàn thành (0 %).",
        "IV- Thảo luận",
        "Đồng chí Ánh: <b>đường</b> & mương.",
        "=1+1",
        "V- Kết luận",
        "Sửa mương.",
        "VI- Nhiệm vụ thời gian tới",
        "VII- Biểu quyết",
        "Số đảng viên chính thức tính biểu quyết: 4.",
        "1. Thông qua nghị quyết (giơ thẻ đảng viên): tán thành 2/4 (50\u00a0%), không tán thành 0, ý kiến khác 0; "
        "cần 3 (quá nửa): không được thông qua.",
        "2. Đổi giờ họp (giơ thẻ đảng viên): tán thành 2/4 (50\u00a0%), không tán thành 1, ý kiến khác 0; "
        "cần 3 (ít nhất hai phần ba): không được thông qua.",
        "VIII- Tự chấm điểm, xếp loại buổi sinh hoạt",
        f"Xếp loại buổi sinh hoạt: {meeting.score.get_band_display()}.",
    ]
    assert grid(reviews) == [["TT", "Nhiệm vụ", "Kết quả", "Tình trạng"], ["1", "Việc 1", "mới một nửa; ảnh", "chậm"]]
    assert grid(tasks)[1:] == [["1", "Sửa mương", "Chi ủy", "03/03/2026"]]
    assert len(score.rows) == 1 + 7 + 1
    assert grid(score)[4][1:4] == ["Tổ chức sinh hoạt", "40", "40"]
    assert [lines(cell) for cell in foot.rows[0].cells] == [
        ["THƯ KÝ", "Hoàng Thị Ánh"],
        ["T/M CHI BỘ", "BÍ THƯ", "Nông Văn An"],
    ]


def test_the_score_table_sums_up_to_the_total_of_the_records(world):
    score = written(MINUTES, world.signed).tables[-2]
    rows = grid(score)
    assert rows[-1][1:4] == ["Tổng điểm", "100", as_points(world.signed.score.total)]
    assert sum(float(row[3]) for row in rows[1:-1]) == float(world.signed.score.total)


def test_page_and_type_are_those_of_party_documents(world):
    file = written(RESOLUTION, world.signed, world.paper)
    section = file.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins] == [20, 20, 30, 15]
    assert (file.styles["Normal"].font.name, file.styles["Normal"].font.size) == ("Times New Roman", Pt(14))


def test_a_resolution_goes_round_without_names_of_the_absent(world):
    meeting = full_meeting(world)
    number = numbered(world, meeting, on=date(2026, 2, 5))
    file = written(RESOLUTION, meeting, number)
    assert lines(file.tables[0].rows[0].cells[0])[-1] == "Số 02-NQ/CB"
    assert lines(file.tables[0].rows[0].cells[1])[-1] == "Nhà, ngày 05 tháng 02 năm 2026"
    text = lines(file)
    assert text[4:6] == [
        "Ngày 03/02/2026, từ 7 giờ 30 đến 9 giờ (90 phút), Chi bộ Lũng Mật họp thường kỳ tại Nhà văn hóa Lũng Mật.",
        "Đảng viên dự họp: 4/5 (80\u00a0%); vắng có lý do: 1; vắng không lý do: 0.",
    ]
    assert [line for line in text if line[:3].rstrip("- ") in ("I", "II", "III", "IV", "V")] == [
        "I- Kết quả thực hiện nghị quyết kỳ trước",
        "II- Quyết nghị",
        "III- Nhiệm vụ và phân công thực hiện",
        "IV- Tự chấm điểm, xếp loại buổi sinh hoạt",
        "V- Biểu quyết",
    ]
    assert "ốm" not in "".join(text)
    foot = file.tables[-1].rows[0].cells
    assert lines(foot[0]) == ["Nơi nhận:", "- Đảng ủy xã Nhà,", "- Lưu chi bộ."]
    assert lines(foot[1]) == ["T/M CHI BỘ", "BÍ THƯ", "Nông Văn An"]


def test_the_deputy_who_chaired_signs_for_the_cell_committee(world):
    for post, member in ((PostKind.DEPUTY, 1), (PostKind.COMMITTEE, 2)):
        appoint(member=world.members[member], post=post, on=date(2021, 1, 1), how=Appointed.ELECTED, by=None)
    meeting = full_meeting(world, chair_id=world.members[1].pk)
    foot = written(RESOLUTION, meeting).tables[-1].rows[0].cells
    assert lines(foot[1]) == ["T/M CHI ỦY", "PHÓ BÍ THƯ", "Hoàng Thị Ánh"]


def test_a_notice_leaves_its_day_open_until_numbered(world):
    meeting = full_meeting(world)
    notice = written(PaperKind.NOTICE, meeting)
    head = notice.tables[0].rows[0].cells
    assert (lines(head[0])[-1], lines(head[1])[-1]) == ("Số ......-TB/CB", "Nhà, ngày ...... tháng ...... năm 2026")
    assert lines(notice)[:2] == ["THÔNG BÁO", "kết luận họp chi bộ thường kỳ tháng 2 năm 2026"]
    dated = written(PaperKind.NOTICE, meeting, numbered(world, meeting, PaperKind.NOTICE, on=date(2026, 2, 5)))
    assert lines(dated.tables[0].rows[0].cells[1])[-1] == "Nhà, ngày 05 tháng 02 năm 2026"


def test_what_is_not_recorded_is_left_out(world):
    headings = [line for line in lines(written(MINUTES, world.draft)) if line[0] in "IVX"]
    assert headings == ["I- Thời gian, địa điểm, thành phần"]


def test_heads_bear_the_names_of_the_day_of_the_paper(world):
    FormerCellName(cell=world.cell, name="Chi bộ Lũng Cũ", until=date(2026, 10, 4)).save_checked()
    FormerCommuneName(commune=world.commune, name="xã Xưa", superior="Huyện ủy", until=date(2026, 10, 4)).save_checked()
    for cache in (world.cell, world.commune):
        cache.refresh_from_db()
    head = written(MINUTES, world.signed).tables[0].rows[0].cells
    assert lines(head[0])[:2] == ["ĐẢNG BỘ XÃ XƯA", "CHI BỘ LŨNG CŨ"]
    assert lines(head[1])[-1] == "Xưa, ngày 03 tháng 10 năm 2026"
    heads = world.commune.heads_on(date(2026, 10, 4))
    assert (heads.superior, heads.organisation, heads.place) == ("Đảng bộ tỉnh", "Đảng bộ xã Nhà", "Nhà")


def test_whatever_people_type_opens(world):
    letters = "ăâđêôơư ĂÂĐÊÔƠƯ ằẳẵắặ ầẩẫấậ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự ỳỷỹýỵ"
    meeting = full_meeting(world, conclusion=f"a\x00\x0b\uffff]]> <w:p/>\t{letters}", discussion="ữ" * 20_000)
    text = lines(written(MINUTES, meeting))
    assert "ữ" * 20_000 in text
    assert {"a", f"]]> <w:p/>\t{letters}"} <= set(text)  # U+000B breaks the line


def test_the_paper_is_vietnamese_on_an_english_page(world):
    with translation.override("en"):
        english = paper_of(MINUTES, world.signed)
    assert english == paper_of(MINUTES, world.signed)
    assert "hoàn thành" in str(english) or "chính thức" in str(english)


def test_a_look_numbers_nothing_and_leaves_a_trail(world, download):
    file = read(download(world.leader, world.signed, "notice"))
    assert lines(file)[0] == "THÔNG BÁO"
    assert not PaperNumber.objects.filter(kind=PaperKind.NOTICE).exists()
    entry = TrailEntry.objects.get(action="exported")
    assert entry.changes == {"meeting": world.signed.pk, "paper": "notice"}
    assert (entry.account_name, entry.commune) == (str(world.leader), world.commune.pk)


def test_of_a_draft_there_are_minutes_alone(world, download):
    assert "(bản nháp)" in lines(read(download(world.secretary, world.draft, "minutes")))
    assert download(world.secretary, world.draft, "resolution").status_code == 302
    for kind in ("sheet", "invitation"):
        assert download(world.secretary, world.signed, kind).status_code == 404
    assert download(world.secretary, world.signed, "x").status_code == 404


def test_numbering_leads_to_the_download_and_counts_once(world, sign_in):
    client, url = sign_in(world.secretary), reverse("meetings:paper", args=[world.signed.pk, "notice"])
    for _time in range(2):
        answer = client.post(url, {"on": "05/10/2026", "first": "4", "form_key": "a" * 32})
        assert answer.headers["Location"] == url
    head = read(client.get(url)).tables[0].rows[0].cells
    assert lines(head[0])[-1] == "Số 04-TB/CB"
    assert lines(head[1])[-1] == "Nhà, ngày 05 tháng 10 năm 2026"


@pytest.mark.parametrize("sent", [{}, {"on": "31/02/2026"}, {"on": "25/11/2026"}, {"on": "05/10/2026", "first": "0"}])
def test_a_wrong_date_or_number_is_refused_on_the_form(world, sign_in, sent):
    answer = sign_in(world.office).post(reverse("meetings:paper", args=[world.signed.pk, "notice"]), sent)
    assert (answer.status_code, "note error" in answer.content.decode()) == (200, True)
    assert not PaperNumber.objects.filter(kind=PaperKind.NOTICE).exists()


def test_minutes_of_a_draft_are_not_numbered_but_its_resolution_is(world, sign_in):
    client = sign_in(world.secretary)
    for kind in ("minutes", "resolution"):
        answer = client.post(reverse("meetings:paper", args=[world.draft.pk, kind]), {"on": "03/11/2026"})
        assert answer.headers["Location"] == world.draft.get_absolute_url()
    world.draft.refresh_from_db()
    assert (world.draft.minutes_paper, str(world.draft.resolution_paper.numbers.get())) == (None, "02-NQ/CB")


def test_the_register_shows_every_number_of_the_own_cells_struck_ones_too(world, sign_in):
    numbered(world, record(world.other_cell, date(2026, 9, 3), world.office), first=77)
    register.strike_paper(paper=world.paper, reason="nhầm loại", by=world.office)
    url = reverse("meetings:papers")
    office, secretary = (sign_in(who).get(url).content.decode() for who in (world.office, world.secretary))
    assert ("77-NQ/CB" in office, "01-NQ/CB" in office, "nhầm loại" in office) == (True, True, True)
    assert ("77-NQ/CB" in secretary, "01-NQ/CB" in secretary) == (False, True)
    narrowed = sign_in(world.office).get(url, {"cell": world.other_cell.pk, "kind": "resolution"}).content.decode()
    assert ("77-NQ/CB" in narrowed, "nhầm loại" in narrowed) == (True, False)


def test_the_register_and_the_page_of_a_meeting_ask_the_same_however_many_papers(world, sign_in):
    client = sign_in(world.office)

    def asked(url):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    pages = (reverse("meetings:papers"), world.signed.get_absolute_url())
    before = [asked(page) for page in pages]
    for kind in (MINUTES, PaperKind.NOTICE):
        numbered(world, world.signed, kind)
    for cell in (world.cell, world.other_cell):
        numbered(world, record(cell, date(2026, 9, 3), world.office))
    assert [asked(page) for page in pages] == before


def test_a_secretary_opens_a_term_of_the_own_cell_only(world, sign_in):
    client, url = sign_in(world.secretary), reverse("meetings:open-term")
    sent = {"name": "2026–2028", "since": "05/11/2026"}
    for cell in ("", world.other_cell.pk, world.foreign_cell.pk):
        assert client.post(url, sent | {"cell": cell}).status_code == 200
    assert client.post(url, sent | {"cell": world.cell.pk}).status_code == 302
    assert Term.objects.get(until=None).cell == world.cell
    assert sign_in(world.office).post(url, sent | {"cell": ""}).status_code == 302
    assert Term.objects.get(until=None, cell=None).commune == world.commune
