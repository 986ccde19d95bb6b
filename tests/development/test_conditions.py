"""Conditions of admission, each on both sides of its boundary, with what is missing and what would mend it."""

from dataclasses import replace
from datetime import date

import pytest

from development.enums import Answer, ConsentTo, Lack, LeftBecause, Living, Schooling, UnionResolution
from development.models import AdmissionChoices, AdmissionRules
from development.rules.conditions import Applicant, Grade, Introducer, answer, because, missing

DAY = date(2026, 9, 15)
OLD, NEW, CHOICES = AdmissionRules(), AdmissionRules(schooling=Schooling.PROGRAMME), AdmissionChoices()
LONG = Introducer(official=True, together_since=date(2020, 1, 1))
READY = Applicant(
    born=date(1990, 1, 1), diploma=True, certificate_on=date(2025, 1, 1), papers_on=date(2026, 8, 1),
    introducers=(LONG, LONG),
)  # fmt: skip
YOUNG = replace(READY, born=date(2000, 1, 1), union_resolution=UnionResolution.YOUTH, introducers=(LONG,))
BACK = replace(READY, left_on=date(2023, 9, 15))


def told(who, rules=OLD, choices=CHOICES):
    found = missing(who, DAY, rules, choices)
    return (answer(found), because(found))


YES = (Answer.YES, set())


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (READY, YES),
        (replace(YOUNG, born=date(2008, 9, 15)), YES),
        (replace(YOUNG, born=date(2008, 9, 16)), (Answer.NO, {Lack.TOO_YOUNG})),
        (replace(READY, born=None), (Answer.NO, {Lack.TOO_YOUNG})),
        (replace(READY, born=date(1966, 8, 16)), YES),
        (replace(READY, born=date(1966, 8, 15)), (Answer.CONSENT, {Lack.OVER_60})),
        (replace(READY, born=date(1966, 8, 15), consent={ConsentTo.AGE}), YES),
        (replace(READY, certificate_on=date(2021, 9, 15)), YES),
        (replace(READY, certificate_on=date(2021, 9, 14)), (Answer.NO, {Lack.CERTIFICATE_EXPIRED})),
        (replace(READY, certificate_on=date(2026, 9, 16)), (Answer.NO, {Lack.NO_CERTIFICATE})),
        (replace(READY, certificate_on=DAY, papers_on=DAY), YES),
        (replace(READY, diploma=False), (Answer.NO, {Lack.EDUCATION})),
        (replace(READY, diploma=None, area=Living.HIGHLAND), (Answer.NO, {Lack.EDUCATION})),
        (
            replace(READY, diploma=None, area=Living.HIGHLAND, part="elder", reads=True),
            (Answer.CONSENT, {Lack.EDUCATION}),
        ),
        (replace(READY, papers_on=date(2025, 9, 15)), YES),
        (replace(READY, papers_on=date(2025, 9, 14)), (Answer.NO, {Lack.PAPERS})),
        (replace(READY, introducers=(LONG,)), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(READY, introducers=(LONG, replace(LONG, official=False))), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(READY, introducers=(LONG, Introducer(True, None, replacement=True))), YES),
        (replace(READY, introducers=(LONG, Introducer(True, date(2025, 9, 15)))), YES),
        (replace(READY, introducers=(LONG, Introducer(True, date(2025, 9, 16)))), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(READY, introducers=(LONG,), trade_union=True, union_resolution=UnionResolution.TRADE), YES),
        (replace(READY, introducers=(LONG,), union_resolution=UnionResolution.YOUTH), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(READY, introducers=(LONG,), union_resolution=UnionResolution.TRADE), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(READY, introducers=(LONG,), trade_union=True), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(YOUNG, union_resolution=""), (Answer.NO, {Lack.UNION_RESOLUTION})),
        (replace(YOUNG, introducers=()), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(YOUNG, youth_union=False), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(YOUNG, born=date(1996, 8, 16)), YES),  # 360 completed months
        (replace(YOUNG, born=date(1996, 8, 15)), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(YOUNG, born=date(1996, 8, 15), youth_cadre=True), YES),
        (BACK, (Answer.CONSENT, {Lack.READMISSION})),
        (replace(BACK, consent={ConsentTo.READMISSION}), YES),
        (replace(BACK, left_on=date(2023, 9, 16)), (Answer.NO, {Lack.READMISSION})),
        (replace(BACK, readmitted_before=True), (Answer.NO, {Lack.READMISSION})),
        (replace(BACK, left_because=LeftBecause.ASKED), (Answer.NO, {Lack.READMISSION})),
        (replace(BACK, left_because=LeftBecause.ASKED, hardship=True), (Answer.CONSENT, {Lack.READMISSION})),
        (replace(BACK, left_because=LeftBecause.DISUNITY), (Answer.NO, {Lack.READMISSION})),
        (replace(BACK, left_because=LeftBecause.LESSER_CRIME), (Answer.NO, {Lack.READMISSION})),
        (replace(READY, special_case=True), (Answer.CONSENT, {Lack.SPECIAL_CASE})),
        (replace(READY, special_case=True, special_papers=True), YES),
        (replace(READY, special_case=True, papers_on=None), (Answer.NO, {Lack.PAPERS})),
    ],
)
def test_each_condition_on_both_sides_of_its_boundary(who, expected):
    assert told(who) == expected


@pytest.mark.parametrize(
    ("grade", "more", "old", "new"),
    [
        ("9/12", {}, Answer.NO, Answer.YES),
        ("8/12", {}, Answer.NO, Answer.NO),
        ("7/10", {}, Answer.NO, Answer.YES),
        ("10/12", {}, Answer.YES, Answer.YES),
        ("9/12", {"diploma": True}, Answer.YES, Answer.YES),
        ("5/12", {"area": Living.HIGHLAND}, Answer.YES, Answer.YES),
        ("4/10", {"area": Living.HIGHLAND}, Answer.YES, Answer.YES),
        ("4/12", {"area": Living.HIGHLAND}, Answer.NO, Answer.NO),
        ("4/12", {"area": Living.HIGHLAND, "part": "elder"}, Answer.NO, Answer.NO),
        ("4/12", {"area": Living.HIGHLAND, "part": "elder", "reads": True}, Answer.CONSENT, Answer.CONSENT),
        ("4/12", {"area": Living.LOWLAND, "part": "elder", "reads": True}, Answer.NO, Answer.NO),
    ],
)
def test_schooling_by_area_and_regulation(grade, more, old, new):
    who = replace(READY, **{"grade": Grade.read(grade), "diploma": None} | more)
    assert (told(who, OLD)[0], told(who, NEW)[0]) == (old, new)


def test_what_is_missing_says_why_what_mends_it_and_from_when():
    who = replace(YOUNG, born=date(2008, 10, 1), introducers=(Introducer(True, date(2025, 12, 1)),))
    young, introducer = missing(who, DAY, OLD, CHOICES)
    assert (young.from_day, introducer.from_day) == (date(2026, 10, 1), date(2026, 12, 1))
    assert young.why
    assert "01/10/2026" in young.mend


PROVINCE = "Xin ý kiến đồng ý bằng văn bản của Ban Thường vụ Tỉnh ủy."
TWO = "Cần 2 đảng viên chính thức giới thiệu, đã cùng công tác hoặc cư trú với người đó từ 12 tháng."
OTHERS = "Chọn đảng viên chính thức khác, hoặc chờ đủ số tháng."
HIGHLAND = {"area": Living.HIGHLAND, "diploma": None}
LESSER = replace(BACK, left_because=LeftBecause.LESSER_CRIME)


def lately(*days):
    return tuple(Introducer(True, day) for day in days)


@pytest.mark.parametrize(
    ("who", "why", "mend", "from_day"),
    [
        (replace(READY, born=None), "Chưa có ngày sinh.", "Hãy nhập ngày sinh.", None),
        (
            replace(YOUNG, born=date(2008, 9, 16)),
            "Người này chưa đủ tuổi kết nạp.", "Chờ đến ngày 16/09/2026.", date(2026, 9, 16),
        ),
        (replace(READY, born=date(1966, 8, 15)), "Người này quá tuổi, phải xin ý kiến.", PROVINCE, None),
        (
            replace(READY, diploma=False),
            "Chưa có bằng tốt nghiệp THCS.", "Bổ sung bằng tốt nghiệp THCS rồi ghi vào hồ sơ.", None,
        ),
        (
            replace(READY, **HIGHLAND),
            "Chưa hoàn thành bậc tiểu học.", "Hoàn thành bậc tiểu học rồi ghi lớp đã học xong.", None,
        ),
        (replace(READY, **HIGHLAND, part="elder", reads=True), "Chưa hoàn thành bậc tiểu học.", PROVINCE, None),
        (
            replace(READY, certificate_on=None),
            "Vào ngày đó chưa có giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng.",
            "Cử đi học lớp bồi dưỡng nhận thức về Đảng rồi nhập ngày cấp giấy chứng nhận.", None,
        ),
        (
            replace(READY, certificate_on=date(2021, 9, 14)),
            "Giấy chứng nhận có giá trị đến ngày 14/09/2026.", "Phải học lại lớp bồi dưỡng nhận thức về Đảng.", None,
        ),
        (
            replace(READY, papers_on=date(2026, 9, 16)),
            "Vào ngày đó giấy tờ trong hồ sơ chưa đủ.",
            "Hoàn thiện giấy tờ: giới thiệu, nghị quyết, ý kiến nhận xét.", None,
        ),
        (
            replace(READY, papers_on=date(2025, 9, 14)),
            "Giấy tờ trong hồ sơ có giá trị đến ngày 14/09/2026.",
            "Phải làm lại giấy giới thiệu, nghị quyết, thẩm tra bổ sung và ý kiến nhận xét.", None,
        ),
        (
            replace(YOUNG, union_resolution=""),
            "Trong tuổi thanh niên thì Đoàn Thanh niên giới thiệu; chưa có nghị quyết của Đoàn.",
            "Đề nghị Đoàn Thanh niên ra nghị quyết giới thiệu.", None,
        ),
        (replace(YOUNG, introducers=()), TWO.replace("2", "1", 1), OTHERS, None),
        (replace(READY, introducers=(LONG,)), TWO, OTHERS, None),
        (replace(READY, introducers=(LONG, *lately(date(2025, 12, 1)))), TWO, OTHERS, date(2026, 12, 1)),
        (
            replace(READY, introducers=lately(date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 1))),
            TWO, OTHERS, date(2026, 12, 1),
        ),
        (
            replace(READY, introducers=(replace(LONG, official=False), *lately(date(2025, 12, 1)),
                                        Introducer(True, None, replacement=True))),
            TWO, OTHERS, date(2026, 12, 1),
        ),
        (
            replace(BACK, readmitted_before=True),
            "Trường hợp này không được xem xét kết nạp lại (294-QĐ/TW, mục 3.5).", "Phải kết thúc hồ sơ này.", None,
        ),
        (LESSER, "Chưa được xóa án tích.", "Hãy nhập ngày được xóa án tích.", None),
        (
            replace(LESSER, cleared_on=date(2021, 9, 16)),
            "Được xét kết nạp lại từ ngày 16/09/2026.", "Chờ đến ngày 16/09/2026.", date(2026, 9, 16),
        ),
        (replace(LESSER, cleared_on=date(2021, 9, 15)), "Kết nạp lại phải có ý kiến đồng ý.", PROVINCE, None),
        (
            replace(READY, special_case=True),
            "Trường hợp đặc biệt phải có thêm giấy tờ.", "Bổ sung giấy tờ hoặc ý kiến đồng ý.", None,
        ),
    ],
)  # fmt: skip
def test_each_lack_is_told_in_whole_sentences_with_the_day_that_mends_it(who, why, mend, from_day):
    [found] = missing(who, DAY, OLD, CHOICES)
    assert (found.why, found.mend, found.from_day) == (why, mend, from_day)


def test_the_programme_of_the_new_regulation_is_told_as_such():
    [found] = missing(replace(READY, diploma=None), DAY, NEW, CHOICES)
    programme = ("Chưa hoàn thành chương trình THCS.", "Hoàn thành chương trình THCS rồi ghi lớp đã học xong.")
    assert (found.lack, found.leads, found.why, found.mend) == (Lack.EDUCATION, Answer.NO, *programme)


def test_a_grade_is_read_and_told():
    grades = [Grade.read(text) for text in ("", "9/12", "10/10")]
    assert grades == [Grade(0, 12), Grade(9, 12), Grade(10, 10)]
    assert [grade.text for grade in grades] == ["0/12", "9/12", "10/10"]


def test_an_elder_who_reads_is_ready_with_the_consent_to_the_schooling_alone():
    who = replace(READY, **HIGHLAND, part="elder", reads=True)
    answers = [told(replace(who, consent={consent}))[0] for consent in (ConsentTo.EDUCATION, ConsentTo.AGE)]
    assert answers == [Answer.YES, Answer.CONSENT]
    assert told(replace(READY, special_case=True, consent={ConsentTo.SPECIAL_CASE})) == YES
