"""A life played from its events alone: the rows that follow, and each refusal with its event, input and sentence."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from cells.models import Cell
from common.partial import PartialDate
from members.enums import NEVER_AGAIN, Appointed, EventKind, Ground, PostKind, Standing
from members.models import Event, Member, StayRules, SuspensionRules
from members.rules.life import MemberRuleError, lived

ONE_DAY = timedelta(days=1)
FOUNDED, ENDED = date(2015, 2, 3), date(2027, 1, 1)
ONE, TWO, OLD = Cell(pk=1, name="Chi bộ Một"), Cell(pk=2, name="Chi bộ Hai"), Cell(pk=3, name="Chi bộ Cũ")
WORKING = {
    ONE.pk: [(FOUNDED, None)],
    TWO.pk: [(FOUNDED, None)],
    OLD.pk: [(date(2010, 1, 1), FOUNDED), (FOUNDED, ENDED)],
}
OFFICIAL, PROBATIONARY = Standing.OFFICIAL, Standing.PROBATIONARY
K = EventKind


def on(day, kind, **facts):
    return Event(kind=kind, on=date.fromisoformat(day), **facts)


def play(*events, **about):
    rules = {"suspensions": defaultdict(SuspensionRules), "stays": defaultdict(StayRules)}
    return lived(Member(full_name="Nông Văn An", **about), events, working=WORKING, **rules)


def refusal(*events, **about):
    """(which event is refused, counted from the last; the input; the sentence)."""
    with pytest.raises(MemberRuleError) as error:
        play(*events, **about)
    refused = error.value.event
    place = refused and next(n for n, event in enumerate(reversed(events), start=1) if event is refused)
    return place, error.value.field, str(error.value)


def memberships(life):
    return [
        (row.cell.pk, row.standing, row.since.isoformat(), row.until and row.until.isoformat(), row.entry, row.exit)
        for row in life.memberships
    ]


def overlays(life):
    return [
        (row.kind, row.cell and row.cell.pk, row.since.isoformat(), row.until and row.until.isoformat())
        for row in life.overlays
    ]


def posts(life):
    return [
        (row.cell.pk, row.kind, row.how, row.since.isoformat(), row.until and row.until.isoformat())
        for row in life.posts
    ]


JOINED = on("2020-01-01", K.JOIN, cell=ONE, standing=OFFICIAL)
ON_PROBATION = on("2020-01-01", K.JOIN, cell=ONE, standing=PROBATIONARY)
ADMITTED = on("2025-06-02", K.ADMIT, cell=ONE)
GUEST = on("2026-01-01", K.HOST, cell=ONE, until=date(2026, 7, 1))
OUT, REMOVED, EXPELLED, LEFT, DIED = (
    on("2023-01-01", kind) for kind in (K.TRANSFER_OUT, K.REMOVE_NAME, K.EXPEL, K.LEAVE, K.DIE)
)
SUSPENDED = on("2026-03-01", K.SUSPEND, until=date(2026, 5, 30))
PROSECUTED = on("2026-03-01", K.PROSECUTE)
AWAY = on("2026-03-01", K.GO_AWAY, until=date(2026, 9, 1))
EXEMPT = on("2026-03-01", K.EXEMPT)
DEPUTY = on("2026-03-01", K.POST, cell=ONE, post=PostKind.DEPUTY, how=Appointed.ELECTED)

NOT_THERE = "Ngày đó Nông Văn An không thuộc chi bộ nào."
BELONGS = "Nông Văn An đã sinh hoạt ở chi bộ này."
WAIT = "Ngày đó Nông Văn An đang bị đình chỉ sinh hoạt, khởi tố, truy tố hoặc tạm giam: việc này phải chờ."
CONSENT = "Kết nạp lại phải có văn bản đồng ý của Ban Thường vụ Tỉnh ủy: nhập số và ngày."
BACK_IN = "Chỉ kết nạp lại người đã bị khai trừ, bị xóa tên hoặc đã xin ra."
RESTORED = "Chỉ khôi phục người đã bị khai trừ hoặc xóa tên."
MEMBER_BEFORE = "Nông Văn An đã từng là đảng viên: hãy ghi khôi phục hoặc kết nạp lại."
IN_RECORDS = "Nông Văn An đã có trong sổ."


def readmitted(day="2026-01-05", **facts):
    """With the consent of the province, of the day of the decision."""
    consent_on = facts.get("decision_on") or date.fromisoformat(day)
    return on(day, K.READMIT, cell=ONE, **{"consent_no": "12-CV/TU", "consent_on": consent_on} | facts)


@pytest.mark.parametrize(
    ("events", "field", "sentence"),
    [
        # coming in
        ([JOINED, on("2020-01-02", K.JOIN, cell=ONE, standing=OFFICIAL)], None, IN_RECORDS),
        ([JOINED, OUT, on("2024-01-01", K.JOIN, cell=ONE, standing=OFFICIAL)], None, IN_RECORDS),
        ([GUEST, on("2026-08-01", K.JOIN, cell=ONE, standing=OFFICIAL)], None, IN_RECORDS),
        ([GUEST, on("2026-01-01", K.DIE), on("2026-08-01", K.JOIN, cell=ONE, standing=OFFICIAL)], None, IN_RECORDS),
        ([JOINED, on("2025-06-02", K.ADMIT, cell=ONE)], None, MEMBER_BEFORE),
        ([JOINED, OUT, on("2025-06-02", K.ADMIT, cell=ONE)], None, MEMBER_BEFORE),
        ([GUEST, on("2026-08-01", K.ADMIT, cell=ONE)], None, MEMBER_BEFORE),
        ([GUEST, on("2026-01-01", K.DIE), on("2026-08-01", K.ADMIT, cell=ONE)], None, MEMBER_BEFORE),
        (
            [JOINED, on("2025-01-01", K.ARRIVE, cell=TWO, standing=OFFICIAL)],
            None,
            "Nông Văn An đang thuộc Chi bộ Một.",
        ),
        (
            [JOINED, LEFT, on("2025-01-01", K.ARRIVE, cell=ONE, standing=OFFICIAL)],
            None,
            "Nông Văn An không rời đi do chuyển sinh hoạt: hãy ghi khôi phục hoặc kết nạp lại.",
        ),
        ([JOINED, GUEST], None, "Nông Văn An là đảng viên ở đây, không phải người đến sinh hoạt tạm thời."),
        ([JOINED, LEFT, GUEST], None, "Chỉ đảng viên của tổ chức đảng khác mới đến sinh hoạt tạm thời được."),
        (
            [GUEST, on("2026-06-30", K.HOST, cell=ONE, until=date(2026, 12, 1))],
            "on",
            "Nông Văn An đang sinh hoạt tạm thời ở đây.",
        ),
        # coming back
        ([JOINED, on("2025-01-01", K.RESTORE, cell=ONE)], None, RESTORED),
        ([JOINED, LEFT, on("2025-01-01", K.RESTORE, cell=ONE)], None, RESTORED),
        ([JOINED, OUT, on("2025-01-01", K.RESTORE, cell=ONE)], None, RESTORED),
        ([JOINED, readmitted()], None, BACK_IN),
        ([JOINED, OUT, readmitted()], None, BACK_IN),
        ([JOINED, DIED, readmitted()], None, BACK_IN),
        (
            [JOINED, REMOVED, readmitted("2026-01-01"), on("2026-02-01", K.REMOVE_NAME), readmitted("2029-03-01")],
            None,
            "Chỉ được kết nạp lại một lần.",
        ),
        (
            [JOINED, LEFT, readmitted()],
            "ground",
            "Người xin ra Đảng chỉ được kết nạp lại khi trước đó vì gia đình đặc biệt khó khăn.",
        ),
        *(
            (
                [JOINED, REMOVED, readmitted(ground=ground)],
                "ground",
                "Trường hợp này không được xem xét kết nạp lại (294-QĐ/TW, mục 3.5).",
            )
            for ground in NEVER_AGAIN
        ),
        ([JOINED, REMOVED, readmitted(consent_no="")], "consent_no", CONSENT),
        ([JOINED, REMOVED, readmitted(consent_on=None)], "consent_on", CONSENT),
        (
            [JOINED, REMOVED, readmitted("2026-01-05", consent_on=date(2026, 1, 6))],
            "consent_on",
            "Văn bản đồng ý phải có trước quyết định.",
        ),
        ([JOINED, REMOVED, readmitted(ground=Ground.SPENT)], "spent_on", "Nhập ngày được xóa án tích."),
        (
            [JOINED, REMOVED, readmitted("2025-12-31")],
            "on",
            "Được xem xét kết nạp lại từ 01/01/2026: 36 tháng sau khi ra khỏi Đảng.",
        ),
        (
            [JOINED, REMOVED, readmitted("2026-02-01", decision_on=date(2025, 12, 31))],
            "decision_on",
            "Được xem xét kết nạp lại từ 01/01/2026: 36 tháng sau khi ra khỏi Đảng.",
        ),
        (
            [JOINED, EXPELLED, readmitted("2026-02-01", ground=Ground.SPENT, spent_on=date(2021, 2, 2))],
            "on",
            "Được xem xét kết nạp lại từ 02/02/2026: đủ 60 tháng sau khi được xóa án tích.",
        ),
        # recognition
        (
            [JOINED, on("2021-01-01", K.RECOGNISE)],
            None,
            "Nông Văn An đã là đảng viên chính thức.",
        ),
        (
            [ADMITTED, on("2026-06-01", K.RECOGNISE)],
            "on",
            "Thời gian dự bị là 12 tháng kể từ ngày tổ chức lễ: đến 02/06/2026.",
        ),
        # moves
        ([JOINED, on("2025-01-01", K.TRANSFER, cell=ONE)], "cell", BELONGS),
        (
            [JOINED, on("2020-01-01", K.TRANSFER, cell=TWO)],
            "on",
            "Ngày phải sau 01/01/2020 là ngày bắt đầu của mục hiện tại.",
        ),
        ([JOINED, on("2025-01-01", K.GO_AWAY, cell=ONE, until=date(2025, 6, 1))], "cell", BELONGS),
        (
            [JOINED, AWAY, on("2026-08-31", K.GO_AWAY, until=date(2027, 1, 1))],
            "on",
            "Nông Văn An đang sinh hoạt tạm thời nơi khác.",
        ),
        ([JOINED, on("2025-01-01", K.GO_AWAY)], "until", "Hãy nhập ngày hết sinh hoạt tạm thời."),
        (
            [JOINED, on("2025-01-01", K.GO_AWAY, until=date(2025, 3, 31))],
            "until",
            "Sinh hoạt tạm thời ít nhất 3 tháng.",
        ),
        (
            [JOINED, on("2025-01-01", K.GO_AWAY, until=date(2026, 1, 1))],
            "until",
            "Sinh hoạt tạm thời dưới 12 tháng, đi học đến 24 tháng, kể cả các lần gia hạn: "
            "lâu hơn thì chuyển sinh hoạt chính thức.",
        ),
        (
            [JOINED, on("2025-01-01", K.GO_AWAY, until=date(2027, 1, 2), ground=Ground.STUDY)],
            "until",
            "Sinh hoạt tạm thời để đi học nhiều nhất 24 tháng, kể cả các lần gia hạn.",
        ),
        ([JOINED, on("2025-01-01", K.COME_BACK)], "on", "Ngày đó Nông Văn An không sinh hoạt tạm thời."),
        (
            [JOINED, AWAY, on("2026-03-01", K.COME_BACK)],
            "on",
            "Ngày phải sau 01/03/2026 là ngày bắt đầu của mục hiện tại.",
        ),
        # exemptions, suspensions, prosecutions
        ([JOINED, EXEMPT, on("2026-04-01", K.EXEMPT)], "on", "Nông Văn An đang được miễn sinh hoạt."),
        (
            [JOINED, on("2025-01-01", K.EXEMPT, until=date(2026, 1, 1))],
            "until",
            "Miễn sinh hoạt có thời hạn phải dưới 12 tháng.",
        ),
        ([JOINED, on("2025-01-01", K.END_EXEMPTION)], "on", "Ngày đó Nông Văn An không được miễn sinh hoạt."),
        ([JOINED, on("2025-01-01", K.SUSPEND)], "until", "Hãy nhập ngày hết đình chỉ."),
        (
            [JOINED, on("2026-03-01", K.SUSPEND, until=date(2026, 5, 31))],
            "until",
            "Đình chỉ kéo dài tối đa 90 ngày.",
        ),
        (
            [JOINED, SUSPENDED, on("2026-03-01", K.SUSPEND, until=date(2026, 4, 1))],
            "on",
            "Nông Văn An đang bị đình chỉ sinh hoạt.",
        ),
        (
            [JOINED, SUSPENDED, on("2026-05-30", K.SUSPEND, until=date(2026, 6, 30))],
            "until",
            "Đình chỉ chỉ được gia hạn tối đa 30 ngày.",
        ),
        (
            [JOINED, SUSPENDED, on("2026-04-01", K.SUSPEND, until=date(2026, 5, 30))],
            "until",
            "Đình chỉ chỉ được gia hạn tối đa 30 ngày.",
        ),
        (
            [
                JOINED,
                SUSPENDED,
                on("2026-03-02", K.SUSPEND, until=date(2026, 6, 9)),
                on("2026-06-09", K.SUSPEND, until=date(2026, 6, 10)),
            ],
            "on",
            "Đình chỉ chỉ được gia hạn một lần.",
        ),
        ([JOINED, on("2025-01-01", K.LIFT_SUSPENSION)], "on", "Ngày đó Nông Văn An không bị đình chỉ sinh hoạt."),
        (
            [JOINED, PROSECUTED, on("2026-04-01", K.PROSECUTE)],
            "on",
            "Đã ghi việc Nông Văn An bị khởi tố, truy tố, tạm giam.",
        ),
        (
            [JOINED, on("2025-01-01", K.END_PROSECUTION)],
            "on",
            "Ngày đó Nông Văn An không thuộc diện bị khởi tố, truy tố, tạm giam.",
        ),
        *(
            ([JOINED, barred, event], "on", WAIT)
            for barred in (SUSPENDED, PROSECUTED)
            for event in (
                on("2026-04-01", K.TRANSFER, cell=TWO),
                on("2026-04-01", K.TRANSFER_OUT),
                on("2026-04-01", K.LEAVE),
                on("2026-04-01", K.POST, cell=ONE, post=PostKind.DEPUTY),
            )
        ),
        # posts
        (
            [JOINED, on("2026-03-01", K.POST, cell=TWO, post=PostKind.DEPUTY)],
            "on",
            "Nông Văn An không thuộc chi bộ này vào ngày này.",
        ),
        (
            [ON_PROBATION, on("2026-03-01", K.POST, cell=ONE, post=PostKind.DEPUTY)],
            None,
            "Chỉ đảng viên chính thức mới giữ chức vụ.",
        ),
        (
            [JOINED, DEPUTY, on("2026-04-01", K.POST, cell=ONE, post=PostKind.DEPUTY)],
            "post",
            "Đảng viên đang giữ chức vụ này.",
        ),
        (
            [JOINED, DEPUTY, on("2026-04-01", K.END_POST, post=PostKind.SECRETARY)],
            "post",
            "Ngày đó Nông Văn An không giữ chức vụ này.",
        ),
        (
            [JOINED, DEPUTY, on("2026-03-01", K.END_POST, post=PostKind.DEPUTY)],
            "on",
            "Ngày phải sau 01/03/2026 là ngày bắt đầu của mục hiện tại.",
        ),
        # leaving
        (
            [ON_PROBATION, on("2021-01-01", K.EXPEL)],
            None,
            "Đảng viên dự bị không bị khai trừ: ghi xóa tên.",
        ),
        (
            [JOINED, on("2020-01-01", K.DIE)],
            "on",
            "Ngày phải sau 01/01/2020 là ngày bắt đầu của mục hiện tại.",
        ),
        *(
            ([JOINED, OUT, on("2026-03-01", kind, until=until, cell=cell, post=post)], "on", NOT_THERE)
            for kind, until, cell, post in (
                (K.TRANSFER, None, TWO, ""),
                (K.EXEMPT, None, None, ""),
                (K.GO_AWAY, date(2026, 9, 1), None, ""),
                (K.SUSPEND, date(2026, 4, 1), None, ""),
                (K.PROSECUTE, None, None, ""),
                (K.POST, None, ONE, PostKind.DEPUTY),
                (K.RECOGNISE, None, None, ""),
                (K.DIE, None, None, ""),
            )
        ),
    ],
)
def test_what_a_life_does_not_allow_is_refused_with_its_sentence_at_its_input(events, field, sentence):
    assert refusal(*events) == (1, field, sentence)


def test_what_was_recorded_before_can_be_what_does_not_fit_any_more():
    too_early = on("2019-12-31", K.EXEMPT)
    assert refusal(too_early, JOINED) == (2, "on", NOT_THERE)


@pytest.mark.parametrize(
    ("event", "fits"),
    [
        (on("2015-02-03", K.JOIN, cell=ONE, standing=OFFICIAL), True),
        (on("2015-02-02", K.JOIN, cell=ONE, standing=OFFICIAL), False),
        (on("2026-01-01", K.JOIN, cell=OLD, standing=OFFICIAL), False),  # and never leaves it
        (on("2026-10-01", K.HOST, cell=OLD, until=date(2027, 1, 1)), True),
        (on("2026-10-01", K.HOST, cell=OLD, until=date(2027, 1, 2)), False),
        (on("2014-10-01", K.HOST, cell=OLD, until=date(2015, 2, 3)), True),
        (on("2014-10-01", K.HOST, cell=OLD, until=date(2015, 2, 4)), False),  # across two spans
        (on("2009-12-31", K.HOST, cell=OLD, until=date(2010, 4, 1)), False),
        (on("2026-01-01", K.JOIN, cell=Cell(pk=9, name="Chi bộ Lạ"), standing=OFFICIAL), False),
    ],
)
def test_a_cell_has_members_and_guests_only_while_it_is_at_work(event, fits):
    if fits:
        assert play(event)
    else:
        assert refusal(event) == (None, "on", f"{event.cell} không hoạt động suốt thời gian đó.")


@pytest.mark.parametrize(("day", "fits"), [("2027-01-01", True), ("2027-01-02", False)])
def test_a_membership_reaches_to_the_last_day_of_the_cell(day, fits):
    events = on("2026-01-01", K.JOIN, cell=OLD, standing=OFFICIAL), on(day, K.TRANSFER, cell=ONE)
    if fits:
        assert play(*events)
    else:
        assert refusal(*events) == (None, "on", "Chi bộ Cũ không hoạt động suốt thời gian đó.")


@pytest.mark.parametrize(
    ("decided", "fits"), [("2026-06-02", True), ("2026-08-01", True), ("2026-08-02", False), ("2026-09-30", False)]
)
def test_a_recognition_is_decided_of_somebody_who_belongs_to_a_cell_or_leaves_it_that_day(decided, fits):
    events = ADMITTED, on("2026-08-01", K.TRANSFER_OUT), on(decided, K.RECOGNISE)
    if fits:
        assert play(*events).official_on == "2026-06-02"
    else:
        assert refusal(*events) == (1, "on", NOT_THERE)


# What follows


def test_a_life_is_told_in_the_order_of_time_whatever_the_order_of_recording():
    events = [
        ADMITTED,
        on("2026-07-01", K.TRANSFER, cell=TWO),
        on("2026-09-15", K.RECOGNISE),
        on("2026-10-01", K.TRANSFER_OUT),
    ]
    for told in (events, events[::-1], [*events[2:], *events[:2]]):
        life = play(*told)
        assert memberships(life) == [
            (1, "probationary", "2025-06-02", "2026-06-02", "admitted", "recognised"),
            (1, "official", "2026-06-02", "2026-07-01", "recognised", "moved"),
            (2, "official", "2026-07-01", "2026-10-01", "moved", "transferred"),
        ]
        assert (life.row, life.overlays, life.posts) == (None, [], [])
        assert life.dates() == {
            "decided_on": "",
            "ceremony_on": "2025-06-02",
            "official_on": "2026-06-02",
            "party_since": "2025-06-02",
        }


def test_of_one_day_what_was_recorded_first_comes_first_and_what_is_not_recorded_yet_last():
    lifted, moved = (on("2026-04-01", K.LIFT_SUSPENSION, pk=7), on("2026-04-01", K.TRANSFER, cell=TWO, pk=8))
    assert [row[0] for row in memberships(play(JOINED, SUSPENDED, moved, lifted))] == [1, 2]
    lifted.pk, moved.pk = 8, 7
    assert refusal(JOINED, SUSPENDED, lifted, moved) == (1, "on", WAIT)
    lifted.pk, moved.pk = 8, None
    assert [row[0] for row in memberships(play(JOINED, SUSPENDED, moved, lifted))] == [1, 2]


@pytest.mark.parametrize(
    ("event", "about", "decided_on", "party_since"),
    [
        (on("2025-06-02", K.ADMIT, cell=ONE, decision_on=date(2025, 5, 4)), {}, "2025-05-04", "2025-05-04"),
        (ADMITTED, {"decided_on": PartialDate("1999")}, "", "2025-06-02"),
        (JOINED, {"decided_on": PartialDate("1999")}, "1999", "1999"),
        (JOINED, {"ceremony_on": PartialDate("1999-03")}, "", "1999-03"),
        (JOINED, {"decided_on": PartialDate("1998"), "ceremony_on": PartialDate("1999")}, "1998", "1998"),
        (JOINED, {}, "", ""),
    ],
)
def test_party_age_counts_from_the_decision_else_from_the_ceremony(event, about, decided_on, party_since):
    dates = play(event, **about).dates()
    assert (dates["decided_on"], dates["party_since"]) == (decided_on, party_since)
    assert all(isinstance(day, PartialDate) for day in dates.values())


@pytest.mark.parametrize(("event", "official_on"), [(JOINED, "2010"), (ON_PROBATION, ""), (ADMITTED, "")])
def test_who_is_on_probation_is_official_since_no_day(event, official_on):
    assert play(event, official_on=PartialDate("2010")).official_on == official_on


@pytest.mark.parametrize(
    ("ceremony_on", "decided", "rows"),
    [
        # twelve months after a ceremony that is known, else on the day of the decision
        ("2019-06-01", "2020-09-01", [("official", "2020-06-01")]),
        ("2019-06", "2020-09-01", [("official", "2020-09-01")]),
        ("", "2020-09-01", [("official", "2020-09-01")]),
    ],
)
def test_who_entered_on_probation_is_official_from_the_twelve_months_on(ceremony_on, decided, rows):
    life = play(ON_PROBATION, on(decided, K.RECOGNISE), ceremony_on=PartialDate(ceremony_on))
    assert [(row[1], row[2]) for row in memberships(life)] == [("probationary", "2020-01-01"), *rows]


@pytest.mark.parametrize("ceremony_on", ["2018-06-01", "2019-01-01"])
@pytest.mark.parametrize("decided", ["2020-01-01", "2020-02-01"])
def test_who_entered_after_the_twelve_months_is_official_from_the_day_of_entering(ceremony_on, decided):
    life = play(ON_PROBATION, on(decided, K.RECOGNISE), ceremony_on=PartialDate(ceremony_on))
    assert memberships(life) == [(1, "official", "2020-01-01", None, "opening", "")]
    assert life.official_on == f"{int(ceremony_on[:4]) + 1}{ceremony_on[4:]}"


def test_a_ceremony_before_an_official_entry_says_nothing_of_a_later_probation():
    events = [
        on("2020-01-01", K.ADMIT, cell=ONE),
        on("2020-06-01", K.TRANSFER_OUT),
        on("2022-01-01", K.ARRIVE, cell=TWO, standing=OFFICIAL),
        on("2022-06-01", K.TRANSFER_OUT),
        on("2023-01-01", K.ARRIVE, cell=ONE, standing=PROBATIONARY),
        on("2023-02-01", K.RECOGNISE),
    ]
    assert [(row[0], row[1], row[2]) for row in memberships(play(*events))] == [
        (1, "probationary", "2020-01-01"),
        (2, "official", "2022-01-01"),
        (1, "probationary", "2023-01-01"),
        (1, "official", "2023-02-01"),
    ]


def test_who_arrives_on_probation_was_admitted_when_the_records_say():
    events = [
        on("2025-06-02", K.ADMIT, cell=ONE),
        on("2025-09-01", K.TRANSFER_OUT),
        on("2026-01-01", K.ARRIVE, cell=TWO, standing=PROBATIONARY),
        on("2026-07-01", K.RECOGNISE),
    ]
    assert memberships(play(*events))[1:] == [
        (2, "probationary", "2026-01-01", "2026-06-02", "arrived", "recognised"),
        (2, "official", "2026-06-02", None, "recognised", ""),
    ]


def test_what_is_recognised_elsewhere_is_read_from_the_file_and_what_is_recognised_here_is_kept():
    there = [ADMITTED, on("2025-09-01", K.TRANSFER_OUT), on("2026-09-01", K.ARRIVE, cell=TWO, standing=OFFICIAL)]
    assert play(*there, official_on=PartialDate("2026-06-02")).official_on == "2026-06-02"
    here = [
        ADMITTED,
        on("2026-06-30", K.RECOGNISE),
        on("2026-07-01", K.TRANSFER_OUT),
        on("2026-09-01", K.ARRIVE, cell=TWO, standing=OFFICIAL),
    ]
    assert play(*here, official_on=PartialDate("2011")).official_on == "2026-06-02"
    probationary = [*there[:2], on("2026-01-01", K.ARRIVE, cell=TWO, standing=PROBATIONARY)]
    assert play(*probationary, official_on=PartialDate("2011")).official_on == ""


def test_who_is_readmitted_is_on_probation_and_the_time_out_is_told_in_every_row_since():
    life = play(
        JOINED,
        REMOVED,
        readmitted("2026-01-05", decision_on=date(2026, 1, 1)),
        on("2026-02-01", K.TRANSFER, cell=TWO),
        on("2027-01-05", K.RECOGNISE),
        official_on=PartialDate("2010"),
    )
    assert memberships(life) == [
        (1, "official", "2020-01-01", "2023-01-01", "opening", "removed"),
        (1, "probationary", "2026-01-05", "2026-02-01", "readmitted", "moved"),
        (2, "probationary", "2026-02-01", "2027-01-05", "moved", "recognised"),
        (2, "official", "2027-01-05", None, "recognised", ""),
    ]
    assert [row.days_out for row in life.memberships] == [0, 1096, 1096, 1096]
    assert (life.official_on, life.row) == ("2027-01-05", life.memberships[-1])


@pytest.mark.parametrize(
    ("out", "back"),
    [
        (REMOVED, readmitted("2026-01-01")),
        (EXPELLED, readmitted("2026-01-01")),
        (LEFT, readmitted("2026-01-01", ground=Ground.HARDSHIP)),
        (EXPELLED, readmitted("2026-02-02", ground=Ground.SPENT, spent_on=date(2021, 2, 2))),
        (EXPELLED, on("2023-01-01", K.RESTORE, cell=ONE)),
        (REMOVED, on("2023-01-01", K.RESTORE, cell=ONE)),
        (OUT, on("2023-01-01", K.ARRIVE, cell=ONE, standing=OFFICIAL)),
    ],
)
def test_who_was_out_comes_back_from_the_first_day_on_which_it_is_allowed(out, back):
    assert [row[2:4] for row in memberships(play(JOINED, out, back))] == [
        ("2020-01-01", "2023-01-01"),
        (back.on.isoformat(), None),
    ]


@pytest.mark.parametrize("standing", list(Standing))
def test_who_is_restored_is_what_he_was(standing):
    joined = on("2020-01-01", K.JOIN, cell=ONE, standing=standing)
    assert memberships(play(joined, REMOVED, on("2024-01-01", K.RESTORE, cell=TWO)))[-1] == (
        *(2, standing, "2024-01-01", None, "restored", ""),
    )


def test_who_was_transferred_out_may_be_a_guest_and_arrive_from_there():
    life = play(JOINED, OUT, GUEST, on("2026-02-01", K.ARRIVE, cell=TWO, standing=OFFICIAL))
    assert overlays(life) == [("hosted", 1, "2026-01-01", "2026-02-01")]
    assert [row[:3] for row in memberships(life)] == [(1, "official", "2020-01-01"), (2, "official", "2026-02-01")]
    assert overlays(play(GUEST, on("2026-01-01", K.ARRIVE, cell=TWO, standing=OFFICIAL))) == []


def test_a_stay_keeps_its_place_and_other_overlays_have_none():
    life = play(
        JOINED,
        on("2026-01-01", K.GO_AWAY, cell=TWO, place="Hà Nội", until=date(2026, 7, 1)),
        on("2026-01-02", K.EXEMPT, cell=TWO, place="Hà Nội", until=date(2026, 7, 1)),
        on("2026-01-03", K.COME_BACK),
        on("2026-01-04", K.END_EXEMPTION),
    )
    assert overlays(life) == [("away", 2, "2026-01-01", "2026-01-03"), ("exempt", None, "2026-01-02", "2026-01-04")]
    assert [row.place for row in life.overlays] == ["Hà Nội", ""]
    guest = play(GUEST, on("2026-02-01", K.COME_BACK))
    assert overlays(guest) == [("hosted", 1, "2026-01-01", "2026-02-01")]


@pytest.mark.parametrize(
    ("until", "ground"),
    [
        ("2026-04-01", ""),
        ("2026-12-31", ""),
        ("2026-04-01", Ground.STUDY),
        ("2028-01-01", Ground.STUDY),
    ],
)
def test_a_stay_lasts_from_three_months_to_less_than_a_year_and_for_studies_to_two(until, ground):
    until = date.fromisoformat(until)
    life = play(JOINED, on("2026-01-01", K.GO_AWAY, until=until, ground=ground))
    assert overlays(life) == [("away", None, "2026-01-01", until.isoformat())]


def test_stays_that_follow_without_a_break_are_measured_from_the_first_day():
    first, second = AWAY, on("2026-09-01", K.GO_AWAY, until=date(2026, 12, 1))
    third = on("2026-12-01", K.GO_AWAY, until=date(2027, 2, 28))
    assert len(play(JOINED, first, second, third).overlays) == 3
    assert refusal(JOINED, first, second, on("2026-12-01", K.GO_AWAY, until=date(2027, 3, 1)))[:2] == (1, "until")


def test_an_exemption_for_a_time_ends_before_a_year_and_one_may_follow_another():
    life = play(JOINED, on("2025-01-01", K.EXEMPT, until=date(2025, 12, 31)), on("2025-12-31", K.EXEMPT))
    assert overlays(life) == [("exempt", None, "2025-01-01", "2025-12-31"), ("exempt", None, "2025-12-31", None)]


@pytest.mark.parametrize("extended_on", ["2026-03-02", "2026-05-30"])
def test_a_suspension_lasts_ninety_days_and_thirty_more_from_its_second_day_to_its_end(extended_on):
    life = play(JOINED, SUSPENDED, on(extended_on, K.SUSPEND, until=date(2026, 6, 29)))
    assert overlays(life) == [("suspended", None, "2026-03-01", "2026-06-29")]
    assert refusal(JOINED, SUSPENDED, on(extended_on, K.SUSPEND, until=date(2026, 6, 30)))[:2] == (1, "until")


def test_a_suspension_after_the_end_of_another_is_a_new_one():
    life = play(JOINED, SUSPENDED, on("2026-05-31", K.SUSPEND, until=date(2026, 8, 29)))
    assert overlays(life) == [
        ("suspended", None, "2026-03-01", "2026-05-30"),
        ("suspended", None, "2026-05-31", "2026-08-29"),
    ]


def test_what_bars_a_move_is_over_on_the_day_on_which_it_ends():
    for barred, over in ((SUSPENDED, K.LIFT_SUSPENSION), (PROSECUTED, K.END_PROSECUTION)):
        life = play(JOINED, barred, on("2026-04-01", over), on("2026-04-01", K.TRANSFER, cell=TWO))
        assert memberships(life)[-1] == (2, "official", "2026-04-01", None, "moved", "")
        assert overlays(life) == [(life.overlays[0].kind, None, "2026-03-01", "2026-04-01")]


def test_the_suspended_may_die_be_removed_and_be_expelled():
    for kind in (K.DIE, K.REMOVE_NAME, K.EXPEL):
        life = play(JOINED, SUSPENDED, on("2026-04-01", kind))
        assert overlays(life) == [("suspended", None, "2026-03-01", "2026-04-01")]


def test_a_transfer_ends_posts_and_stays_of_that_day_and_leaves_what_was_over():
    ended = on("2025-01-01", K.POST, cell=ONE, post=PostKind.COMMITTEE, how=Appointed.APPOINTED)
    life = play(
        JOINED,
        on("2021-01-01", K.GO_AWAY, until=date(2021, 6, 1)),
        ended,
        on("2025-06-01", K.END_POST, post=PostKind.COMMITTEE),
        DEPUTY,
        on("2026-03-02", K.POST, cell=ONE, post=PostKind.COMMITTEE, how=Appointed.APPOINTED),
        AWAY,
        on("2026-03-02", K.EXEMPT),
        on("2026-03-02", K.TRANSFER, cell=TWO),
    )
    assert posts(life) == [
        (1, "committee", "appointed", "2025-01-01", "2025-06-01"),
        (1, "deputy", "elected", "2026-03-01", "2026-03-02"),
    ]
    assert overlays(life) == [
        ("away", None, "2021-01-01", "2021-06-01"),
        ("away", None, "2026-03-01", "2026-03-02"),
        ("exempt", None, "2026-03-02", None),
    ]


def test_a_stay_that_would_begin_on_the_day_of_a_transfer_is_dropped():
    assert overlays(play(JOINED, AWAY, on("2026-03-01", K.TRANSFER, cell=TWO))) == []


def test_who_is_given_a_leading_post_gives_up_the_other_and_keeps_what_does_not_lead():
    committee = on("2026-03-01", K.POST, cell=ONE, post=PostKind.COMMITTEE, how=Appointed.ELECTED)
    secretary = on("2026-04-01", K.POST, cell=ONE, post=PostKind.SECRETARY, how=Appointed.ELECTED)
    leader = on("2026-05-01", K.POST, cell=ONE, post=PostKind.GROUP_LEADER, how=Appointed.APPOINTED)
    assert posts(play(JOINED, committee, DEPUTY, secretary, leader)) == [
        (1, "committee", "elected", "2026-03-01", None),
        (1, "deputy", "elected", "2026-03-01", "2026-04-01"),
        (1, "secretary", "elected", "2026-04-01", None),
        (1, "group_leader", "appointed", "2026-05-01", None),
    ]
    same_day = on("2026-03-01", K.POST, cell=ONE, post=PostKind.SECRETARY, how=Appointed.ELECTED)
    assert posts(play(JOINED, DEPUTY, same_day)) == [(1, "secretary", "elected", "2026-03-01", None)]


def test_two_changes_on_one_day_make_one_row():
    recognised, moved = on("2026-06-02", K.RECOGNISE), on("2026-06-02", K.TRANSFER, cell=TWO)
    assert memberships(play(ADMITTED, recognised, moved)) == [
        (1, "probationary", "2025-06-02", "2026-06-02", "admitted", "moved"),
        (2, "official", "2026-06-02", None, "moved", ""),
    ]
    moved_first = play(ADMITTED, on("2026-06-02", K.TRANSFER, cell=TWO), on("2026-07-02", K.RECOGNISE))
    assert memberships(moved_first)[-1] == (2, "official", "2026-06-02", None, "moved", "")
    for kind, told in ((K.DIE, "died"), (K.TRANSFER_OUT, "transferred")):
        life = play(ADMITTED, recognised, moved, on("2026-06-02", kind))
        assert memberships(life) == [(1, "probationary", "2025-06-02", "2026-06-02", "admitted", told)]


def test_a_death_ends_all_that_lasts_and_nothing_that_was_over():
    life = play(
        JOINED,
        on("2021-01-01", K.GO_AWAY, until=date(2021, 6, 1)),
        EXEMPT,
        PROSECUTED,
        on("2026-01-01", K.POST, cell=ONE, post=PostKind.DEPUTY, how=Appointed.ELECTED),
        on("2026-04-01", K.DIE),
    )
    assert overlays(life) == [
        ("away", None, "2021-01-01", "2021-06-01"),
        ("exempt", None, "2026-03-01", "2026-04-01"),
        ("prosecuted", None, "2026-03-01", "2026-04-01"),
    ]
    assert posts(life) == [(1, "deputy", "elected", "2026-01-01", "2026-04-01")]
    assert memberships(life) == [(1, "official", "2020-01-01", "2026-04-01", "opening", "died")]
    assert all(row.member is life.member for row in (*life.memberships, *life.overlays, *life.posts))


def test_what_begins_on_the_day_of_a_death_is_dropped():
    begun = on("2026-04-01", K.PROSECUTE), on("2026-04-01", K.EXEMPT)
    life = play(JOINED, EXEMPT, on("2026-04-01", K.END_EXEMPTION), *begun, on("2026-04-01", K.DIE))
    assert overlays(life) == [("exempt", None, "2026-03-01", "2026-04-01")]


def test_a_guest_may_die_here_and_is_no_member_for_it():
    life = play(GUEST, on("2026-02-01", K.DIE))
    assert (memberships(life), overlays(life)) == ([], [("hosted", 1, "2026-01-01", "2026-02-01")])
    assert refusal(GUEST, on("2026-07-01", K.DIE)) == (1, "on", NOT_THERE)  # the stay is over
    assert refusal(GUEST, on("2026-02-01", K.EXPEL)) == (1, "on", NOT_THERE)


# Reorganisations


def reorganised(day, kind, **facts):
    return on(day, kind, ground=Ground.REORGANISATION, **facts)


def test_a_reorganisation_moves_even_who_has_to_wait_and_leaves_other_stays_as_they_are():
    for barred in (SUSPENDED, PROSECUTED):
        life = play(JOINED, barred, reorganised("2026-04-01", K.TRANSFER, cell=TWO))
        assert memberships(life)[-1] == (2, "official", "2026-04-01", None, "moved", "")
        assert overlays(life)[0][3] == (barred.until and barred.until.isoformat())
    away = on("2026-03-01", K.GO_AWAY, cell=OLD, until=date(2026, 9, 1))
    for to, until in ((TWO, "2026-09-01"), (OLD, "2026-04-01")):
        life = play(
            JOINED,
            away,
            reorganised("2026-04-01", K.TRANSFER, cell=to),
            reorganised("2026-09-30", K.TRANSFER, cell=ONE),
        )
        assert overlays(life) == [("away", 3, "2026-03-01", until)]


def test_a_reorganisation_takes_a_stay_to_the_next_cell_for_the_rest_of_its_time_or_home():
    away = on("2026-03-01", K.GO_AWAY, cell=OLD, until=date(2026, 9, 1))
    assert overlays(play(JOINED, away, reorganised("2026-04-01", K.GO_AWAY, cell=TWO))) == [
        ("away", 3, "2026-03-01", "2026-04-01"),
        ("away", 2, "2026-04-01", "2026-09-01"),
    ]
    assert overlays(play(JOINED, away, reorganised("2026-04-01", K.GO_AWAY, cell=ONE))) == [
        ("away", 3, "2026-03-01", "2026-04-01"),
    ]
    guest = on("2026-03-01", K.HOST, cell=OLD, until=date(2026, 9, 1))
    assert overlays(play(guest, reorganised("2026-04-01", K.HOST, cell=TWO))) == [
        ("hosted", 3, "2026-03-01", "2026-04-01"),
        ("hosted", 2, "2026-04-01", "2026-09-01"),
    ]
    assert overlays(play(JOINED, away, reorganised("2026-03-01", K.GO_AWAY, cell=TWO))) == [
        ("away", 2, "2026-03-01", "2026-09-01"),
    ]


def test_a_stay_that_a_reorganisation_begins_keeps_to_the_rules_of_stays():
    assert refusal(JOINED, reorganised("2026-04-01", K.GO_AWAY, cell=TWO)) == (
        *(1, "until", "Hãy nhập ngày hết sinh hoạt tạm thời."),
    )


@pytest.mark.parametrize(("days", "fits"), [(30, True), (31, False)])
def test_the_rules_of_the_day_on_which_it_begins_measure_a_suspension(days, fits):
    begun = date(2026, 3, 1)
    event = Event(kind=K.SUSPEND, on=begun, until=begun + timedelta(days=days))
    rules = {"suspensions": {begun: SuspensionRules(suspension_days=30)}, "stays": {}}
    if fits:
        assert lived(Member(), [JOINED, event], working=WORKING, **rules)
        return
    with pytest.raises(MemberRuleError, match="30"):
        lived(Member(), [JOINED, event], working=WORKING, **rules)


@pytest.mark.parametrize(
    ("until", "ground", "sentence"),
    [
        ("2026-04-30", "", "Sinh hoạt tạm thời ít nhất 2 tháng."),
        ("2026-05-01", "", None),
        ("2026-05-31", "", None),
        ("2026-06-01", "", "dưới 3 tháng, đi học đến 5 tháng"),
        ("2026-08-01", Ground.STUDY, None),
        ("2026-08-02", Ground.STUDY, "nhiều nhất 5 tháng"),
    ],
)
def test_the_rules_of_the_day_on_which_it_begins_measure_a_stay(until, ground, sentence):
    begun = date(2026, 3, 1)
    event = Event(kind=K.GO_AWAY, on=begun, until=date.fromisoformat(until), ground=ground)
    rules = {"suspensions": {}, "stays": {begun: StayRules(least_months=2, most_months=3, study_months=5)}}
    if sentence is None:
        assert lived(Member(), [JOINED, event], working=WORKING, **rules)
        return
    with pytest.raises(MemberRuleError, match=sentence):
        lived(Member(), [JOINED, event], working=WORKING, **rules)
