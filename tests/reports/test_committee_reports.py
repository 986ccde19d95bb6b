"""Reports of the Committee on a period: the outline of the day, words that are kept, figures, a number."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import TrailEntry
from cells.queries import current_number
from common.errors import RuleError
from common.periods import Period
from members import services as people
from members.enums import CourseResult, EventKind
from oversight import services as guidance
from oversight.enums import CaseStepKind
from reports import services
from reports.enums import Block, PaperOn, ReportKind
from reports.models import CommitteeReport, ReportRules
from reports.models.outline import MEETINGS, PARTY_BUILDING, Section, sections
from reports.papers.blocks import OF_PERIOD
from reports.queries.figures import commune_figures
from reports.rules import in_words
from tests.addresses import a_committee_report, a_household_vote, a_movement, an_award_decision
from tests.oversight.test_inspection import found, number, opened
from tests.world import TODAY, admit, happen, publish, training

NOVEMBER = Period("M", 2026, 11)
OWN = "I. Việc đã làm {lời}\nII. Đảng viên {đảng viên} {lời}\n"


def begin(world, **facts):
    about = {"commune": world.commune, "about": PaperOn.PARTY_BUILDING, "period": NOVEMBER, "today": TODAY}
    return services.begin_report(**about | facts, by=world.office)


def word(client, report):
    answer = client.get(reverse("reports:committee-report-paper", args=[report.pk]))
    return docx.Document(BytesIO(answer.content))


def test_an_outline_is_a_line_for_each_section_with_what_it_shows_in_braces():
    assert sections("I. Một {lời}\n\n  II. Hai {đảng viên}  {lời} \nIII. Ba") == [
        Section("I. Một", ("lời",)),
        Section("II. Hai", ("đảng viên", "lời")),
        Section("III. Ba", ()),
    ]


@pytest.mark.parametrize(
    ("outline", "said"),
    [
        ("I. Một {số}", "Không hiểu nội dung trong ngoặc nhọn: số."),
        ("I. Một {lời}\nI. Một", "Mỗi dòng của đề cương"),
        ("{lời}", "Mỗi dòng của đề cương"),
        ("", "Trường này không được để trắng."),
    ],
)
def test_an_outline_that_cannot_be_read_is_refused(outline, said, world):
    with pytest.raises(ValidationError) as error:
        ReportRules(commune=world.commune, since=TODAY, meetings=outline).full_clean()
    assert said in error.value.message_dict["meetings"][0]


def test_an_outline_changed_meanwhile_leaves_the_report_that_was_begun_as_it_is_and_words_are_kept(world):
    october = a_committee_report(world)
    services.write_committee_report(
        report=october, words={"I- Tình hình chung": "Ổn định.", "IV. Khác": "không có chỗ"}, by=world.office
    )
    publish(ReportRules, world.commune, date(2026, 11, 1), party_building=f"{OWN}I- Tình hình chung {{lời}}")
    october.refresh_from_db()
    assert (october.outline, october.words) == (PARTY_BUILDING.strip(), {"I- Tình hình chung": "Ổn định."})
    november = begin(world)
    assert [section.title for section in sections(november.outline)] == [
        "I. Việc đã làm",
        "II. Đảng viên",
        "I- Tình hình chung",
    ]
    assert november.words == {"I- Tình hình chung": "Ổn định."}
    with pytest.raises(ValidationError, match="Báo cáo này đã được soạn"):
        begin(world)
    assert begin(world, about=PaperOn.MEETINGS).outline == MEETINGS.strip()
    with pytest.raises(RuleError, match="Kỳ này chưa bắt đầu"):
        begin(world, period=Period("M", 2026, 12))


def test_the_word_file_holds_the_figures_of_the_records_beside_those_of_last_year_and_the_words_of_the_author(
    world, sign_in
):
    admit(world.cell, "Mã Thị Kết", date(2026, 10, 10))
    happen(world.other_members[1], EventKind.DIE, date(2025, 10, 20))
    report = a_committee_report(world)
    services.write_committee_report(report=report, words={"I- Tình hình chung": "Ổn định"}, by=world.office)
    paper = word(sign_in(world.leader), report)
    about = {"commune": world.commune.pk, "kind": ReportKind.WORK, "today": TODAY}
    now, before = (
        {one["key"]: one for one in commune_figures(period=Period("M", year, 10), **about)} for year in (2026, 2025)
    )
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for table in paper.tables for row in table.rows}
    for key, name, compared in (
        ("admitted", "Kết nạp", "–"),
        ("died", "Từ trần", "0\u00a0%"),
        ("closing", "Cuối kỳ", "111,1\u00a0%"),
        ("attendance", "Tỷ lệ dự họp", "–"),
    ):
        assert rows[name] == [in_words(now[key]), in_words(before[key]), compared], name
    assert rows["Chi bộ Lũng Mật"] == ["7", "1/1 (100\u00a0%)", "0", "5/5 (100\u00a0%)", "100", "1/1 (100\u00a0%)"]
    lines = [line.text for line in paper.paragraphs]
    assert lines[lines.index("I- Tình hình chung") + 1] == "Ổn định."
    assert lines[lines.index("IV- Nhiệm vụ trọng tâm kỳ tới") + 1] == "......"
    assert "công tác xây dựng Đảng tháng 10 năm 2026" in lines
    assert TrailEntry.objects.get(action="exported").account == world.leader


def test_a_report_that_others_changed_since_its_page_was_drawn_is_not_issued_unasked(world, sign_in):
    report, client = a_committee_report(world), sign_in(world.office)
    page = client.get(report.get_absolute_url())
    sent = {"on": f"{TODAY:%d/%m/%Y}", "paper_shown": page.context["paper_shown"]}
    assert f'name="paper_shown" value="{sent["paper_shown"]}"' in page.content.decode()
    admit(world.cell, "Mã Thị Kết", date(2026, 10, 10))
    url = reverse("reports:committee-report-paper", args=[report.pk])
    answer = client.post(url, sent)
    assert "Trong lúc đó văn bản đã thay đổi" in answer.content.decode()
    again = sent | {"paper_shown": answer.context["form"]["paper_shown"].value()}
    assert client.post(url, again).status_code == 302
    report.refresh_from_db()
    assert current_number(report.paper_id).on == TODAY


def test_a_numbered_report_stays_as_issued_and_is_corrected_only_under_a_new_number(world, sign_in):
    report, client = a_committee_report(world), sign_in(world.office)
    url = reverse("reports:committee-report-paper", args=[report.pk])
    for key in ("a", "b"):  # pressed twice
        client.post(url, {"on": "20/11/2026", "first": "7", "form_key": key * 32})
    report.refresh_from_db()
    number = current_number(report.paper_id)
    assert (number.text, number.on) == ("07-BC/ĐU", date(2026, 11, 20))
    issued = [line.text for line in word(client, report).paragraphs]
    services.write_committee_report(report=report, words={"I- Tình hình chung": "Khác hẳn"}, by=world.office)
    assert [line.text for line in word(client, report).paragraphs] == issued
    page = client.get(report.get_absolute_url()).content.decode()
    assert "07-BC/ĐU" in page
    assert "Tình hình chung" in page.split("đã thay đổi")[1].split("</p>")[0]
    with pytest.raises(RuleError, match="gạch số trong sổ văn bản"):
        services.strike_committee_report(report=report, by=world.office)
    client.post(url, {"on": "21/11/2026", "corrects": number.pk, "form_key": "c" * 32})
    assert current_number(CommitteeReport.objects.get().paper_id).text == "08-BC/ĐU"
    assert "(đính chính văn bản số 07-BC/ĐU" in " ".join(line.text for line in word(client, report).paragraphs)


def test_a_report_that_is_being_written_is_not_read_by_the_level_above(world, sign_in):
    report, listed = a_committee_report(world), reverse("reports:committee-reports")
    upper = sign_in(world.upper)
    assert upper.get(report.get_absolute_url()).status_code == 404
    assert str(report.period) not in upper.get(listed).content.decode()
    number = services.number_committee_report(report=report, on=TODAY, today=TODAY, by=world.office)
    assert number.text in upper.get(listed).content.decode()
    assert upper.get(report.get_absolute_url()).status_code == 200


def test_a_report_begun_by_mistake_is_struck_out_and_may_be_begun_anew(world, sign_in):
    report = a_committee_report(world)
    services.strike_committee_report(report=report, by=world.office)
    with pytest.raises(RuleError, match="Báo cáo này đã bị gạch bỏ"):
        services.write_committee_report(report=report, words={}, by=world.office)
    again = a_committee_report(world)
    listed = sign_in(world.leader).get(reverse("reports:committee-reports")).content.decode()
    assert [f'href="{one.get_absolute_url()}"' in listed for one in (report, again)] == [False, True]


def counted(block, world, since, last_day):
    return {one["label"]: one["value"] for one in OF_PERIOD[block](world.commune, since, last_day)}


def test_an_inspection_counts_in_the_period_of_its_notice_and_one_that_is_sensitive_in_none(world):
    for kind, result in (("theme", "faults"), ("supervision", "good"), ("signs", "faults")):
        case = opened(world, kind, title=kind)
        found(case, result)
        guidance.add_remedy(case=case, text="Sổ", owner="Chi ủy", due_on=date(2026, 11, 20), by=None)
        number(case, CaseStepKind.CONCLUDE, date(2026, 11, 20))

    def told(since, last_day):
        figures = counted(Block.INSPECTION, world, since, last_day)
        return [value for label, value in figures.items() if label[1:2] == "."] + [figures["Đã khắc phục"]]

    assert told(date(2026, 11, 20), TODAY) == [1, 1, 0, 2, 0, 2, 0]  # A, C, D, G, I, J; and mended
    assert told(date(2026, 11, 1), date(2026, 11, 19)) == told(date(2026, 11, 21), date(2026, 11, 22)) == [0] * 7
    shown = OF_PERIOD[Block.INSPECTION](world.commune, date(2026, 11, 1), TODAY)
    assert [one["value"] for one in shown[:10]] == [1, 1, 1, 0, 2, 0, 1, 2, 2, 0]
    assert not [one for one in shown if one["label"][0] in "BEFH" and one["label"][1] == "."]


def test_blocks_of_a_period_tell_what_each_record_is_of_that_period(world):
    course = training(world.commune, world.members[:1], on=date(2026, 11, 5))
    done = {row.pk: {"result": CourseResult.COMPLETED} for row in course.attendees.all()}
    people.record_results(course=course, changes=done, by=None)
    a_household_vote(world)
    a_movement(world)
    an_award_decision(world)
    month, before = (date(2026, 11, 1), TODAY), (date(2025, 11, 1), date(2025, 11, 30))
    assert counted(Block.TRAINING, world, *month) == {
        "Chi bộ có bí thư": [2, 2],
        "Trong đó bí thư đã bồi dưỡng, còn thời hạn": [1, 2],
        "Chi bộ có phó bí thư": [0, 2],
        "Trong đó phó bí thư đã bồi dưỡng, còn thời hạn": [0, 0],
        "Lớp bồi dưỡng kết thúc": 1,
        "Lượt người hoàn thành": 1,
    }
    assert list(counted(Block.TRAINING, world, *before).values())[4:] == [0, 0]
    assert [counted(Block.DEMOCRACY, world, *days) for days in (month, before)] == [
        {
            "Xóm được kiểm tra dân chủ ở cơ sở": [part, 2],
            "Nội dung thực hiện đạt": [0, 0],
            "Việc còn phải khắc phục": 0,
            "Trong đó quá hạn": 0,
            "Việc hộ dân bàn, quyết định được thông qua": [part, part],
        }
        for part in (1, 0)
    ]
    year = date(2026, 1, 1), TODAY
    assert list(counted(Block.MOVEMENTS, world, *year).values()) == [1, 0, 0, 0]
    assert list(counted(Block.MOVEMENTS, world, *before).values()) == [0, 0, 0, 0]
    assert list(counted(Block.HONOURS, world, *month).values()) == [0, 1, 0]
    assert list(counted(Block.HONOURS, world, *before).values()) == [0, 0, 0]


def test_the_report_shows_each_block_of_its_outline_beside_the_year_before(world, sign_in):
    opened(world)
    publish(
        ReportRules, world.commune, date(2026, 11, 1), party_building="".join(f"{one} {{{one}}}\n" for one in Block)
    )
    paper = word(sign_in(world.leader), begin(world))
    blocks = [one for one in Block if one != Block.WORDS]
    assert len(paper.tables) >= len(blocks)
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for table in paper.tables for row in table.rows}
    assert rows["A. Kiểm tra: số cuộc"] == ["0", "0", "–"]
    assert rows["Chi bộ có bí thư"][0] == "2/2 (100\u00a0%)"
