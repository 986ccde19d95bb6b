"""The score sheet editor: drafts are changed, tried and published; what is published never changes."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.errors import RuleError
from meetings import queries
from meetings.enums import Band
from meetings.models import Criterion, Edition, Meeting, Threshold
from meetings.queries.preview import preview
from meetings.services import editions
from meetings.services.editions import write_sheet
from tests.world import record


def outline(edition):
    """[(group, points, [(part, points)])] of what stands, in order."""
    lines = list(edition.criteria.kept())
    return [
        (g.name, g.max_points, [(p.name, p.max_points) for p in lines if p.parent_id == g.pk])
        for g in lines
        if g.parent_id is None
    ]


def asked(criterion):
    """[(points, conditions that are set)] of the thresholds that stand, in order."""
    names = [field.name for field in Threshold._meta.fields if field.name.startswith(("min_", "max_", "over_"))]
    return [
        (threshold.points, {name: getattr(threshold, name) for name in names if getattr(threshold, name) is not None})
        for threshold in criterion.thresholds.kept()
    ]


def line(edition, code):
    return edition.criteria.get(code=code)


def at(name, obj):
    return reverse(f"meetings:{name}", args=[obj.pk])


def test_the_an_phu_sheet_has_the_groups_and_parts_of_the_source(world):
    parts = {code: [part.max_points for part in line(world.sheet, code).parts.all()] for code in (
        "time", "attendance", "preparation", "conduct", "chairing", "principles", "last-resolution", "closing",
    )}  # fmt: skip
    assert parts == {
        "time": [],
        "attendance": [4, 1],
        "preparation": [3, 2, 2, 1, 2],
        "conduct": [5, 10, 5, 2, 5, 1, 1, 1],
        "chairing": [2, 4, 3, 1],
        "principles": [1, 2, 1, 1],
        "last-resolution": [],
        "closing": [2, 2, 1],
    }
    assert [group[1] for group in outline(world.sheet)] == [5, 5, 10, 30, 10, 5, 30, 5]
    assert [c.code for c in world.sheet.criteria.filter(thematic_only=True)] == ["conduct-thematic"]


def test_a_copy_is_the_same_sheet_and_leaves_out_what_was_struck(world):
    before = world.sheet.criteria.kept()
    conduct = line(world.sheet, "conduct-upload")
    conduct.gate = Band.GOOD
    conduct.save()
    strike(world, line(world.sheet, "chairing"))
    copy = editions.copy_edition(edition=world.sheet, since=date(2027, 1, 1), by=world.admin)
    assert (copy.number, copy.state, copy.since) == (2, "draft", date(2027, 1, 1))
    assert outline(copy) == outline(world.sheet)
    assert line(copy, "conduct-upload").gate == Band.GOOD
    assert not copy.criteria.filter(struck=True).exists()
    for criterion in before:
        if criterion.code not in {"chairing", *(p.code for p in line(world.sheet, "chairing").parts.all())}:
            assert asked(line(copy, criterion.code)) == asked(criterion)
    rules = "band", "percent", "floor", "at_least"
    assert list(copy.year_rules.values_list(*rules)) == list(world.sheet.year_rules.values_list(*rules))


def strike(world, criterion):
    about = {name: getattr(criterion, name) for name in ("name", "max_points", "thematic_only", "gate")}
    return editions.edit_criterion(criterion=criterion, after=None, struck=True, by=world.admin, **about)


def test_everything_of_a_published_edition_is_refused_and_stays(world, sign_in):
    time = line(world.edition, "time")
    threshold = time.thresholds.first()
    about = {"name": "Khác", "max_points": Decimal(5), "thematic_only": False, "gate": "", "after": None}
    acts = [
        lambda: editions.edit_edition(edition=world.edition, title="Khác", by=world.admin),
        lambda: editions.set_year_rules(edition=world.edition, rules={}, missing_counts=False, by=world.admin),
        lambda: editions.add_criterion(edition=world.edition, by=world.admin, **about),
        lambda: editions.edit_criterion(criterion=time, struck=False, by=world.admin, **about),
        lambda: editions.write_threshold(criterion=time, points=Decimal(1), after=None, by=world.admin),
        lambda: editions.write_threshold(
            criterion=time, threshold=threshold, points=Decimal(1), after=None, by=world.admin
        ),
        lambda: editions.publish_edition(edition=world.edition, by=world.admin),
    ]
    before = outline(world.edition), asked(time), world.edition.title
    for act in acts:
        with pytest.raises(RuleError, match="đã ban hành"):
            act()
    client = sign_in(world.admin)
    for url in (
        *(at(name, world.edition) for name in ("sheet-edit", "sheet-year", "sheet-publish", "criterion-add")),
        at("criterion", time), at("threshold-add", time), at("threshold", threshold),
    ):  # fmt: skip
        for answer in (client.get(url), client.post(url, {"title": "Khác"})):
            assert answer.headers["Location"] == at("sheet", world.edition), url
    world.edition.refresh_from_db()
    assert (outline(world.edition), asked(time), world.edition.title) == before
    assert "Sửa quy định" not in client.get(at("sheet", world.edition)).content.decode()


def rules_typed(**changed):
    return {
        "title": "Bảng mới", "since": "01/01/2027", "minutes_regular": "90", "minutes_combined": "120",
        "on_time_day": "7", "rescaled": "on", "excused_in_denominator": "on",
        "good_from": "90", "fair_from": "70", "average_from": "50",
    } | changed  # fmt: skip


def test_the_rules_of_a_draft_are_changed_on_a_page(world, sign_in):
    sent = rules_typed(minutes_regular="100", on_time_day="5", good_from="85", thematic_scored="on")
    assert sign_in(world.admin).post(at("sheet-edit", world.sheet), sent).status_code == 302
    edition = Edition.objects.get(pk=world.sheet.pk)
    assert (edition.title, edition.since, edition.minutes_regular, edition.on_time_day) == (
        "Bảng mới", date(2027, 1, 1), 100, 5,
    )  # fmt: skip
    assert (edition.good_from, edition.thematic_scored, edition.rescaled) == (85, True, True)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", ""), ("title", "x" * 121), ("title", "Bảng chấm điểm theo HD 42"), ("since", "31/02/2027"),
        ("since", ""), ("on_time_day", "0"), ("on_time_day", "29"), ("good_from", "101"), ("good_from", "70"),
        ("fair_from", "50"), ("average_from", "0"), ("minutes_regular", "-1"), ("minutes_regular", "601"),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_are_refused(field, text, world, sign_in):
    answer = sign_in(world.admin).post(at("sheet-edit", world.sheet), rules_typed(**{field: text}))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Edition.objects.get(pk=world.sheet.pk).title == world.sheet.title


def year_typed(**changed):
    rules = {"tot": ("100", "kha", "7"), "kha": ("100", "trung-binh", "0"), "trung-binh": ("", "trung-binh", "0")}
    sent = {}
    for band, (percent, floor, least) in rules.items():
        sent |= {f"{band}-percent": percent, f"{band}-floor": floor, f"{band}-at_least": least}
    return sent | changed


def test_the_rule_of_the_year_is_changed_on_a_page(world, sign_in):
    sent = year_typed(**{"tot-at_least": "8", "kha-percent": "90", "trung-binh-percent": "50"})
    assert sign_in(world.admin).post(at("sheet-year", world.sheet), sent).status_code == 302
    found = {rule.band: (rule.percent, rule.floor, rule.at_least) for rule in world.sheet.year_rules.all()}
    assert found == {"tot": (100, "kha", 8), "kha": (90, "trung-binh", 0), "trung-binh": (50, "trung-binh", 0)}
    assert Edition.objects.get(pk=world.sheet.pk).missing_counts is False  # the box was not ticked


@pytest.mark.parametrize(
    "changed",
    [
        {"tot-percent": "101"}, {"tot-percent": "-1"}, {"tot-floor": "gioi"}, {"kha-at_least": ""},
        {"kha-at_least": "100"},
    ],
)  # fmt: skip
def test_a_rule_of_the_year_that_cannot_be_is_refused(changed, world, sign_in):
    before = list(world.sheet.year_rules.order_by("pk").values())
    assert sign_in(world.admin).post(at("sheet-year", world.sheet), year_typed(**changed)).status_code == 200
    assert list(world.sheet.year_rules.order_by("pk").values()) == before


def criterion_typed(**changed):
    return {"name": "Hát Quốc ca", "max_points": "2,5", "gate": "", "after": ""} | changed


def test_a_group_and_a_part_are_added_where_they_are_put(world, sign_in):
    client = sign_in(world.admin)
    time, process = line(world.sheet, "time"), line(world.sheet, "conduct-process")
    client.post(at("criterion-add", world.sheet), criterion_typed(after=time.pk, gate="tot"))
    group = line(world.sheet, "hat-quoc-ca")
    assert (group.max_points, group.gate, group.parent) == (Decimal("2.5"), "tot", None)
    assert [name for name, _most, _parts in outline(world.sheet)][:3] == [
        time.name,
        "Hát Quốc ca",
        "Tỷ lệ đảng viên dự",
    ]
    url = f"{at('criterion-add', world.sheet)}?group={process.parent_id}"
    client.post(url, criterion_typed(after=process.pk))
    part = line(world.sheet, "hat-quoc-ca-2")
    assert part.parent == process.parent
    inner = dict((name, parts) for name, _most, parts in outline(world.sheet))[process.parent.name]
    assert [name for name, _most in inner][:3] == [process.name, "Hát Quốc ca", "Nội dung thường kỳ"]


def test_a_criterion_is_moved_renamed_taken_out_and_put_back(world, sign_in):
    client = sign_in(world.admin)
    closing = line(world.sheet, "closing")
    sent = criterion_typed(name="Kết thúc họp", max_points="5")
    client.post(at("criterion", closing), sent)
    assert outline(world.sheet)[0][0] == "Kết thúc họp"
    assert len(outline(world.sheet)[0][2]) == 3
    client.post(at("criterion", closing), sent | {"struck": "on"})
    assert "Kết thúc họp" not in [name for name, _most, _parts in outline(world.sheet)]
    part = line(world.sheet, "closing-score")
    assert part.struck
    about = {"name": part.name, "max_points": "1"}
    answer = client.post(at("criterion", part), about)
    assert "đã bỏ khỏi bảng" in answer.content.decode()  # its group has to come back first
    client.post(at("criterion", closing), sent)
    client.post(at("criterion", part), about)
    assert outline(world.sheet)[0][2] == [(part.name, Decimal(1))]
    assert Criterion.objects.filter(edition=world.sheet).count() == 33 + 1  # nothing was deleted


def test_taken_out_criteria_and_thresholds_neither_count_nor_propose(world):
    draft = editions.copy_edition(edition=world.edition, since=date(2026, 11, 1), by=world.admin)
    strike(world, line(draft, "closing"))
    time, conduct = line(draft, "time"), line(draft, "conduct")
    first = time.thresholds.first()
    editions.write_threshold(
        criterion=time, threshold=first, points=first.points, struck=True, after=None, by=world.admin
    )
    about = {"name": conduct.name, "max_points": Decimal(45), "thematic_only": False, "gate": "", "struck": False}
    editions.edit_criterion(criterion=conduct, after=line(draft, "preparation"), by=world.admin, **about)
    editions.publish_edition(edition=draft, by=world.admin)
    meeting = record(world.other_cell, date(2026, 11, 5), world.office)
    lines = {criterion.code: found for criterion, found in queries.score_lines(meeting)}
    assert (meeting.edition, set(lines)) == (draft, {
        "time", "attendance", "preparation", "conduct", "principles", "last-resolution",
    })  # fmt: skip
    assert lines["time"].proposed == 4  # 90 minutes: the threshold of full time is gone, the next one holds
    assert meeting.score.total == 99


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", ""), ("name", "x" * 201), ("max_points", "0"), ("max_points", "0,24"), ("max_points", "năm"),
        ("max_points", "1000"), ("max_points", ""), ("gate", "kem"), ("gate", "khac"), ("after", "999999"),
        ("after", "x"),
    ],
)  # fmt: skip
def test_a_criterion_that_cannot_be_is_refused_beside_its_field(field, text, world, sign_in):
    for url in (at("criterion-add", world.sheet), at("criterion", line(world.sheet, "time"))):
        answer = sign_in(world.admin).post(url, criterion_typed(**{field: text}))
        assert list(answer.context["form"].errors) == [field], url
    assert not Criterion.objects.filter(name="Hát Quốc ca").exists()


def test_a_criterion_stands_after_one_of_its_own_sheet_only(world, sign_in):
    foreign = world.foreign_meeting.edition.criteria.get(code="time")
    for other in (foreign, line(world.edition, "time"), line(world.sheet, "conduct-process")):
        answer = sign_in(world.admin).post(at("criterion-add", world.sheet), criterion_typed(after=other.pk))
        assert list(answer.context["form"].errors) == ["after"]


@pytest.mark.parametrize("group", ["x", "0", "-1", "9" * 30, "²"])
def test_a_group_that_is_not_there_is_not_found(group, world, sign_in):
    assert sign_in(world.admin).get(at("criterion-add", world.sheet), {"group": group}).status_code == 404


def test_a_part_goes_into_a_group_of_its_own_sheet_without_thresholds(world, sign_in):
    client = sign_in(world.admin)
    about = {"name": "Phần", "max_points": Decimal(1), "after": None, "by": world.admin}
    time, process = line(world.sheet, "time"), line(world.sheet, "conduct-process")
    for group, words in (
        (time, "bỏ các mức điểm"),
        (process, "cùng phiên bản"),
        (line(world.edition, "conduct"), "cùng"),
    ):
        with pytest.raises(RuleError, match=words):
            editions.add_criterion(edition=world.sheet, parent=group, **about)
    for other in (process, line(world.edition, "conduct")):
        assert client.get(at("criterion-add", world.sheet), {"group": other.pk}).status_code == 404


def test_a_step_is_added_changed_moved_and_taken_out(world, sign_in):
    client = sign_in(world.admin)
    time = line(world.sheet, "time")
    first, second = time.thresholds.kept()[:2]
    client.post(at("threshold-add", time), {"points": "4,5", "max_minutes_short": "5", "after": first.pk})
    assert asked(time)[:3] == [
        (Decimal(5), {"max_minutes_short": 0}),
        (Decimal("4.5"), {"max_minutes_short": 5}),
        (Decimal(4), {"max_minutes_short": 15}),
    ]
    client.post(at("threshold", second), {"points": "3,5", "min_time": "80", "min_attendance": "50", "after": ""})
    assert asked(time)[0] == (Decimal("3.5"), {"min_time": 80, "min_attendance": 50})
    client.post(at("threshold", second), {"points": "3,5", "min_time": "80", "after": "", "struck": "on"})
    assert [points for points, _conditions in asked(time)] == [5, Decimal("4.5"), 3, 2, 1]
    page = client.get(at("criterion", time)).content.decode()
    assert "4,5 điểm: thiếu không quá 5 phút" in page
    assert "Đưa trở lại" in page


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("points", ""), ("points", "5,01"), ("points", "-1"), ("points", "x"), ("min_time", "101"),
        ("min_attendance", "-1"), ("min_spoke", "x"), ("max_minutes_short", "601"), ("max_unexcused", "99999999"),
        ("after", "999999"),
    ],
)  # fmt: skip
def test_a_step_that_cannot_be_is_refused_beside_its_field(field, text, world, sign_in):
    time = line(world.sheet, "time")
    before = asked(time)
    for url in (at("threshold-add", time), at("threshold", time.thresholds.first())):
        answer = sign_in(world.admin).post(url, {"points": "5", field: text})
        assert list(answer.context["form"].errors) == [field], url
    assert asked(time) == before


def test_thresholds_belong_to_criteria_that_get_points(world):
    with pytest.raises(RuleError, match="có mục con"):
        editions.write_threshold(criterion=line(world.sheet, "conduct"), points=Decimal(1), after=None, by=world.admin)


def change(criterion, **values):
    for name, value in values.items():
        setattr(criterion, name, value)
    criterion.save()


def test_what_does_not_add_up_is_told_and_not_published(world, sign_in):
    change(line(world.sheet, "closing-score"), max_points=Decimal(2))
    change(line(world.sheet, "time"), max_points=Decimal(4))
    assert editions.what_is_wrong(world.sheet) == [
        "Các phần của “Kết thúc” cộng lại không bằng tổng.",
        "“Thời gian, thời lượng” gợi ý nhiều điểm hơn mức tối đa.",
    ]
    change(line(world.sheet, "closing-score"), max_points=Decimal(1))
    assert "99 điểm" in editions.what_is_wrong(world.sheet)[0]
    client = sign_in(world.admin)
    assert "99 điểm" in client.get(at("sheet-publish", world.sheet)).content.decode()
    answer = client.post(at("sheet-publish", world.sheet), follow=True)
    assert "99 điểm" in answer.content.decode()
    assert not Edition.objects.get(pk=world.sheet.pk).published


def test_a_sheet_of_thematic_criteria_alone_could_not_score_a_regular_meeting(world):
    edition = write_sheet(
        commune=world.commune, title="Chuyên đề", since=date(2027, 1, 1), lines=[("a", "A", 100, [], True)]
    )
    assert editions.what_is_wrong(edition) == ["Buổi không có chuyên đề sẽ không còn tiêu chí nào để chấm."]


def test_a_draft_is_published_once_and_is_in_force_from_its_day(world, sign_in):
    client = sign_in(world.admin)
    client.post(at("sheet-edit", world.sheet), rules_typed(since="01/11/2026"))
    sent = {"form_key": "3" * 32}
    for _time in range(2):
        assert client.post(at("sheet-publish", world.sheet), sent).headers["Location"] == at("sheet", world.sheet)
    assert Edition.objects.in_force(world.commune, date(2026, 11, 1)) == world.sheet
    assert Edition.objects.in_force(world.commune, date(2026, 10, 31)) == world.edition
    assert world.signed.edition == world.edition


def test_what_a_published_sheet_says_is_not_written_even_past_the_services(world):
    draft = editions.copy_edition(edition=world.edition, since=date(2027, 1, 1), by=world.admin)
    time, own = line(world.edition, "time"), line(draft, "time")
    rule, moved = world.edition.year_rules.first(), line(draft, "conduct")
    rule.at_least, time.name = 9, "Khác"
    moved.edition = world.edition
    acts = [
        rule.save,
        time.save,
        moved.save,
        time.thresholds.first().save,
        Criterion(edition=world.edition, position=9, code="new", name="Mới", max_points=Decimal(1)).save,
        lambda: Criterion.objects.bulk_update([own, time], ["name"]),
        lambda: Threshold.objects.bulk_create([Threshold(criterion=time, position=9, points=Decimal(1))]),
    ]
    before = outline(world.edition), asked(line(world.edition, "time"))
    for act in acts:
        with pytest.raises(RuleError, match="đã ban hành"):
            act()
    assert (outline(world.edition), asked(line(world.edition, "time"))) == before
    own.name = "Khác"
    own.save()  # a draft may


def test_a_sheet_is_compared_with_the_one_before_it_rows_included(world, sign_in):
    draft = editions.copy_edition(edition=world.edition, since=date(2027, 1, 1), by=world.admin)
    editions.edit_edition(edition=draft, on_time_day=5, source="HD 01", by=world.admin)
    change(line(draft, "conduct"), name="Tiến hành")
    rule = draft.year_rules.get(band=Band.GOOD)
    editions.set_year_rules(
        edition=draft,
        rules={Band.GOOD: {"percent": 80, "floor": rule.floor, "at_least": rule.at_least}},
        missing_counts=True,
        by=world.admin,
    )
    client = sign_in(world.admin)
    for page in ("sheet", "sheet-publish"):
        changes = client.get(at(page, draft)).context["changes"]
        name = line(world.edition, "conduct").name
        assert list(changes) == [
            "Ngày muộn nhất trong tháng để họp đúng hạn",
            "Tiến hành",
            "Quy định của năm: Tốt",
            name,
        ]
        assert changes["Ngày muộn nhất trong tháng để họp đúng hạn"] == ("7", "5")
        assert (changes["Tiến hành"][0], changes[name][1]) == ("", "")
        assert "80" in changes["Quy định của năm: Tốt"][1]


def test_a_day_that_a_published_edition_has_is_told_before_one_is_asked_to_publish(world, sign_in):
    client, sentence = sign_in(world.admin), "hãy đổi ngày hiệu lực của bản dự thảo này"
    for name in ("sheet", "sheet-publish"):
        assert sentence in client.get(at(name, world.sheet)).content.decode()
    assert '<button class="button primary">' not in client.get(at("sheet-publish", world.sheet)).content.decode()
    client.post(at("sheet-edit", world.sheet), rules_typed(since="01/11/2026"))
    for name in ("sheet", "sheet-publish"):
        assert sentence not in client.get(at(name, world.sheet)).content.decode()


def test_two_editions_in_force_from_the_same_day_are_refused(world, sign_in):
    with pytest.raises(ValidationError, match="phiên bản khác"):
        editions.publish_edition(edition=world.sheet, by=world.admin)  # both begin on the day they were shipped
    answer = sign_in(world.admin).post(at("sheet-publish", world.sheet), follow=True)
    assert "phiên bản khác" in answer.content.decode()


@pytest.mark.parametrize(("text", "status"), [("01/01/2027", 302), ("31/02/2027", 200), ("", 200), ("mai", 200)])
def test_an_edition_is_copied_from_a_day_that_exists(text, status, world, sign_in):
    before = Edition.objects.count()
    answer = sign_in(world.admin).post(at("sheet-copy", world.edition), {"since": text})
    assert (answer.status_code, Edition.objects.count()) == (status, before + (status == 302))


def tried(world, sign_in, edition, day=date(2026, 10, 3), cell=None, user=None):
    asked_for = {"cell": (cell or world.cell).pk, "month": f"{day:%Y-%m}"}
    return sign_in(user or world.admin).get(at("sheet-preview", edition), asked_for)


def test_a_sheet_is_tried_on_an_old_meeting_and_nothing_is_stored(world, sign_in):
    draft = editions.copy_edition(edition=world.edition, since=date(2027, 1, 1), by=world.admin)
    change(draft, minutes_regular=100, good_from=99)
    change(line(draft, "time"), gate=Band.FAIR)
    before = list(Meeting.objects.order_by("pk").values()), world.signed.score.total
    answer = tried(world, sign_in, draft)
    found = answer.context["preview"]
    assert {line.criterion.code: line.points for line in found.lines} == {
        "time": 4, "attendance": 5, "preparation": 10, "conduct": 40, "principles": 5, "last-resolution": 30,
        "closing": 5,
    }  # fmt: skip
    assert (found.rating.total, found.rating.earned, found.rating.band) == (99, Band.GOOD, Band.AVERAGE)
    assert "90 phút, yêu cầu 100 phút" in answer.content.decode()
    assert (list(Meeting.objects.order_by("pk").values()), world.signed.score.total) == before


def test_what_people_have_to_score_leaves_a_range(world):
    found = preview(world.sheet, world.signed)
    assert found.rating is None
    # proposed: time 5, attendance 4 + 1, speakers 5; given for the last resolution: 30; of 95 without a theme
    assert (found.lowest.total, found.highest.total) == (Decimal("47.37"), Decimal("100.00"))
    assert (found.lowest.band, found.highest.band) == (Band.POOR, Band.GOOD)


def test_the_attendance_base_is_that_of_the_sheet_that_is_tried(world):
    meeting = record(world.cell, date(2026, 9, 3), world.office, sign=False)
    row = meeting.roll.get(member=world.members[1])
    row.mark, row.spoke = "excused", False
    row.save()
    change(world.sheet, excused_in_denominator=False)
    for edition, share in ((world.edition, "4/5"), (world.sheet, "4/4")):
        reasons = [line.proposal.reason for line in preview(edition, meeting).lines if line.proposal]
        assert any(reason.startswith(share) for reason in reasons), edition


def test_an_administrator_tries_a_sheet_without_seeing_names_or_talk(world, sign_in):
    page = tried(world, sign_in, world.sheet).content.decode()
    assert world.member.full_name not in page
    assert "Bàn việc của xóm" not in page
    assert tried(world, sign_in, world.sheet, cell=world.foreign_cell).context["form"].errors
    empty = tried(world, sign_in, world.sheet, day=date(2026, 11, 3))  # only a draft
    assert "không có buổi thường kỳ nào đã ký" in empty.content.decode()


def test_the_sheet_page_asks_the_same_number_of_questions_for_seven_criteria_and_for_thirty_three(world, sign_in):
    client = sign_in(world.admin)

    def questions(edition):
        with CaptureQueriesContext(connection) as asked_for:
            assert client.get(at("sheet", edition)).status_code == 200
        return len(asked_for)

    small = editions.copy_edition(edition=world.edition, since=date(2027, 1, 1), by=world.admin)
    questions(small)
    assert questions(small) == questions(world.sheet)
