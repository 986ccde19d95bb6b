"""A list of members from upload to undoing: who is matched, what is changed, what is left to people, who may."""

import io
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from accounts.models import TrailEntry
from cells import services as structure
from common.partial import PartialDate
from exchange import services as lists
from exchange.enums import ImportState
from exchange.models import Difference, Import, ImportRow
from exchange.rules.reading import MOST_BYTES
from members import queries
from members import services as people
from members.enums import EventKind
from members.models import Correction, Event, Member, Membership
from members.rules.life import MemberRuleError
from tests.exchange.sheets import NEW, SHORT, listing, someone
from tests.exchange.test_import_sheets import bring
from tests.world import LONG_AGO, TODAY, happen, join, record

AN = {"Họ và tên": "Nông Văn An", "Giới tính": "Nam", "Sinh ngày": "01/05/1980", "Chi bộ": "Chi bộ Lũng Mật"}
MORE = (*SHORT, "Điện thoại", "Tên gọi khác", "Thường trú", "Dân tộc", "Trạng thái hoạt động", "Đề nghị xóa")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def read_in(world, *people, **options):
    """A list that has been read in."""
    source = bring(world, listing(*people, headings=MORE), **options)
    return lists.apply_import(source=source, today=TODAY, by=world.office)


def an(**changed):
    return AN | changed


def row_of(source, number=2):
    return source.rows.get(number=number)


def outcomes(source):
    return [(row.outcome, row.member) for row in source.chosen_rows()]


def told(source):
    return [(one.kind, one.name, one.field, one.ours, one.theirs) for one in source.differences.order_by("pk")]


def problems(source):
    return [sentence for row in source.chosen_rows() for _level, _column, sentence in row.problems]


def undo(world, source):
    return lists.undo_import(source=source, reason="Nhầm danh sách", by=world.office)


# The plan before the transaction


def begun(client, url, typed):
    """Whether a form that is sent looks for people of the commune: (before its transaction begins, from then on)."""
    with CaptureQueriesContext(connection) as queries_made:
        assert client.post(url, typed | {"form_key": uuid.uuid4().hex}).status_code == 302
    made = [query["sql"] for query in queries_made]
    begin = next(
        n for n, sql in enumerate(made) if sql.startswith(("BEGIN", "SAVEPOINT")) or "accounts_sentform" in sql
    )
    looks = ["members_member" in sql and "search_key" in sql and sql.startswith("SELECT") for sql in made]
    return any(looks[:begin]), any(looks[begin:])


def test_columns_and_preview_are_worked_out_before_the_transaction_begins(world, sign_in):
    source, client = bring(world, listing(NEW, headings=MORE)), sign_in(world.office)
    columns = {f"column-{number}": key for number, key in enumerate(source.columns)} | {"on": "24/11/2026"}
    assert begun(client, reverse("exchange:import-columns", args=[source.pk]), columns) == (True, False)
    row = row_of(source)
    taken = {"row": row.pk, f"take-{row.pk}": "on"}
    assert begun(client, reverse("exchange:import-apply", args=[source.pk]), taken) == (True, False)
    assert Member.objects.filter(full_name="Bế Thị Mới").count() == 1


@pytest.mark.parametrize("changed", [False, True])
def test_a_plan_holds_as_long_as_the_records_stay_as_they_were(changed, world):
    """What it says of the list is what is done, so long as nobody changed a record of the commune since."""
    source = bring(world, listing(an(**{"Điện thoại": "0912345678"}), headings=MORE))
    plan = lists.plan_import(source=source, today=TODAY)
    if changed:
        people.edit_file(member=world.member, by=world.office, phone="0987654321")
        with pytest.raises(MemberRuleError) as error:
            lists.apply_import(source=source, today=TODAY, plan=plan, by=world.office)
        assert error.value.field == "check"
    else:
        lists.apply_import(source=source, today=TODAY, plan=plan, by=world.office)
    assert Member.objects.get(pk=world.member.pk).phone == ("0987654321" if changed else "0912345678")


def test_a_plan_of_other_columns_is_not_what_is_done(world):
    source = bring(world, listing(NEW, headings=MORE))
    other = [key if key != "phone" else "" for key in source.columns]
    plan = lists.plan_import(source=source, today=TODAY, columns=other)
    assert source.columns != other
    about = {"sheet": 0, "on": TODAY, "cell": None, "today": TODAY, "by": world.office}
    checked = lists.check_import(source=source, columns=source.columns, plan=plan, **about)
    assert [row.outcome for row in checked.chosen_rows()] == ["new"]
    assert checked.columns == source.columns


# New people


def test_somebody_new_enters_the_records_on_the_day_chosen_with_the_standing_of_the_dates(world):
    on = date(2026, 11, 1)
    probationer = someone(name="Chu Thị Hai", number=None, joined="19/05/2026", official=None)
    read_in(world, NEW, probationer, on=on)
    made = Member.objects.get(full_name="Bế Thị Mới")
    assert (made.commune, made.sex, made.born) == (world.commune, "female", "1980-03-05")
    assert made.id_number == "004180000123"
    assert (made.ceremony_on, made.official_on, made.party_since) == ("2010-05-19", "2011-05-19", "2010-05-19")
    rows = Membership.objects.filter(member__full_name__in=("Bế Thị Mới", "Chu Thị Hai")).order_by("pk")
    assert [(row.cell, row.since, row.standing, row.entry) for row in rows] == [
        (world.cell, on, "official", "opening"),
        (world.cell, on, "probationary", "opening"),
    ]
    assert [event.kind for event in made.events.all()] == ["join"]
    happen(Member.objects.get(full_name="Chu Thị Hai"), EventKind.TRANSFER, TODAY, cell=world.other_cell)


def test_the_clerk_is_told_what_the_sheet_leaves_open_about_the_standing(world):
    row = row_of(bring(world, listing(someone(joined=None, official=None))))
    assert [sentence for _level, _column, sentence in row.problems] == [
        "without this day Party age is not counted",
        "without this day the standing is probationary",
    ]


def test_nobody_enters_before_the_ceremony_or_the_founding_of_the_cell(world):
    assert outcomes(bring(world, listing(NEW), on=date(2011, 5, 18)))[0][0] == "error"
    assert outcomes(bring(world, listing(NEW), on=LONG_AGO - timedelta(days=1)))[0][0] == "error"
    assert outcomes(bring(world, listing(NEW), on=LONG_AGO))[0][0] == "new"


def test_the_cell_of_the_form_holds_where_the_sheet_names_none(world):
    assert outcomes(bring(world, listing(someone(cell=None))))[0][0] == "error"
    source = bring(world, listing(someone(cell=None)), cell=world.other_cell)
    assert row_of(source).cell == world.other_cell


def test_who_is_no_longer_in_the_party_is_not_entered(world):
    source = bring(world, listing(NEW | {"Trạng thái hoạt động": "Từ trần"}, headings=MORE))
    assert outcomes(source) == [("aside", None)]


def test_a_cell_is_found_by_its_former_name(world):
    facts = {"name": "Chi bộ Lũng Mới", "meeting_day": 3}
    structure.edit_cell(cell=world.cell, renamed_on=date(2026, 1, 1), by=world.office, **facts)
    assert row_of(bring(world, listing(NEW))).cell == world.cell


# Who is meant


def test_a_member_is_found_by_the_identity_number_then_the_card_then_name_and_birth(world):
    member = world.member
    people.edit_file(member=member, id_number="004080000001", card_no="004080000002", by=world.office)
    for row in (
        an(**{"Họ và tên": "Nông Văn Ân", "Số định danh": "004080000001"}),
        an(**{"Sinh ngày": "02/05/1980", "Số thẻ Đảng": "004080000002"}),
        an(),
        an(**{"Họ và tên": "NÔNG  VĂN AN", "Chi bộ": "Pác Tao"}),
    ):
        source = bring(world, listing(row, headings=(*SHORT, "Số thẻ Đảng")))
        assert [member for _outcome, member in outcomes(source)] == [member]


def test_members_of_another_commune_are_never_matched(world):
    stranger = world.foreign_member
    people.edit_file(member=stranger, id_number="004080000009", by=world.outsider)
    row = an(**{"Họ và tên": stranger.full_name, "Sinh ngày": "01/05/1980", "Số định danh": "004080000009"})
    source = read_in(world, row)
    assert outcomes(source) == [("new", Member.objects.get(commune=world.commune, full_name=stranger.full_name))]
    assert not stranger.import_rows.exists()


def test_who_cannot_be_told_apart_is_an_error_until_somebody_says_who_it_is(world):
    twin = join(world.other_cell, "Nông Văn An")
    source = bring(world, listing(an(**{"Chi bộ": None})), cell=world.other_cell)
    row = row_of(source)
    assert (row.outcome, set(row.candidates)) == ("error", {world.member.pk, twin.pk})
    assert [(row.outcome, row.member) for row in bring(world, listing(an())).chosen_rows()] == [("same", world.member)]
    for answer, expected in ((str(twin.pk), ("same", twin)), ("new", ("new", None))):
        lists.choose_rows(source=source, left_out={}, answers={row.pk: answer}, today=TODAY, by=world.office)
        assert outcomes(source) == [expected]


@pytest.mark.parametrize(
    "changed",
    [
        {"Sinh ngày": None},  # which An?
        {"Sinh ngày": "1980", "Chi bộ": "Pác Tao"},  # a year is not enough in another cell
        {"Sinh ngày": "1980", "Họ và tên": "Nông Văn Ấn"},  # nor for another spelling
        {"Số định danh": "004080000777"},  # another number than the one we have
    ],
)
def test_what_leaves_doubt_is_asked(world, changed):
    people.edit_file(member=world.member, id_number="004080000001", by=world.office)
    row = row_of(bring(world, listing(an(**changed))))
    assert (row.outcome, row.candidates) == ("error", [world.member.pk])


def test_a_number_of_somebody_with_another_name_and_birth_is_an_error(world):
    people.edit_file(member=world.member, id_number="004080000001", by=world.office)
    assert row_of(bring(world, listing(someone(sex="Nam", number="004080000001")))).outcome == "error"


def test_a_record_that_was_withdrawn_is_not_found_again_and_frees_its_number(world):
    undo(world, read_in(world, NEW))
    source = read_in(world, NEW)
    assert [outcome for outcome, _member in outcomes(source)] == ["new"]
    assert Member.objects.known().filter(id_number="004180000123").count() == 1


# What is changed


def test_blank_never_overwrites_and_what_differs_is_changed(world):
    people.edit_file(member=world.member, phone="0912000111", other_name="Sáu", residence="xóm 1", by=world.office)
    source = bring(world, listing(an(**{"Tên gọi khác": "Bảy", "Thường trú": "-"}), headings=MORE))
    assert row_of(source).changes == [["other_name", "Sáu", "Bảy", "Sáu", "Bảy"]]
    lists.apply_import(source=source, today=TODAY, by=world.office)
    world.member.refresh_from_db()
    kept = (world.member.phone, world.member.residence, world.member.other_name, world.member.sex)
    assert kept == ("0912000111", "xóm 1", "Bảy", "male")


def test_what_is_locked_is_filled_in_once_and_otherwise_told_as_a_difference(world):
    source = read_in(world, an(**{"Ngày vào Đảng": "03/02/2005", "Ngày chính thức": "03/02/2006"}))
    world.member.refresh_from_db()
    assert (world.member.ceremony_on, world.member.party_since) == ("2005-02-03", "2005-02-03")
    assert told(source) == []
    source = read_in(world, an(**{"Ngày vào Đảng": "03/02/2004", "Tên gọi khác": "Bảy"}))
    world.member.refresh_from_db()
    assert (world.member.ceremony_on, world.member.other_name) == ("2005-02-03", "Bảy")
    assert told(source) == [("different", "Nông Văn An", "ceremony_on", "03/02/2005", "03/02/2004")]
    assert "differs from our records" in problems(source)[0]


def test_what_is_known_more_exactly_is_not_made_vaguer(world):
    people.edit_file(member=world.member, card_on=PartialDate("2025-09-02"), by=world.office)
    data = listing(an(**{"Sinh ngày": "1980", "Ngày cấp": "2025"}), headings=(*SHORT, "Ngày cấp"))
    assert outcomes(bring(world, data)) == [("same", world.member)]


def test_a_date_that_does_not_fit_the_life_recorded_is_an_error(world):
    probationer = world.members[-1]
    happen(probationer, EventKind.RECOGNISE, date(2026, 3, 1))
    data = listing({"Họ và tên": probationer.full_name, "Sinh ngày": "01/05/1980", "Ngày vào Đảng": "02/03/2025"})
    row = row_of(bring(world, data))
    assert row.outcome == "error"
    assert "12 months" in row.problems[0][2]


def test_a_date_that_the_life_tells_is_not_filled_in(world):
    """Somebody probationary here is not official because a sheet says so: a recognition has to be recorded."""
    probationer = {"Họ và tên": world.members[-1].full_name, "Sinh ngày": "1980"}
    source = read_in(world, probationer | {"Ngày chính thức": "03/02/2026", "Tên gọi khác": "Bảy"})
    assert told(source) == [("different", "Lục Văn Đức", "official_on", "", "03/02/2026")]
    assert [change[0] for change in row_of(source).changes] == ["other_name"]
    undo(world, source)
    assert row_of(source).kept == ""
    source = bring(world, listing(probationer | {"Ngày chính thức": "03/02/2026"}))
    assert outcomes(source) == [("same", world.members[-1])]


def test_states_and_cells_that_differ_are_told_and_never_applied(world):
    before = list(Membership.objects.order_by("pk").values())
    source = read_in(
        world,
        an(**{"Chi bộ": "Pác Tao", "Trạng thái hoạt động": "Từ trần", "Đề nghị xóa": "x", "Tên gọi khác": "Bảy"}),
        {"Họ và tên": world.members[-2].full_name, "Sinh ngày": "1980", "Trạng thái hoạt động": "Miễn sinh hoạt"},
    )
    assert told(source) == [
        ("different", "Nông Văn An", "cell", "Chi bộ Lũng Mật", "Chi bộ Pác Tao"),
        ("different", "Nông Văn An", "status", "takes part", "died"),
        ("different", "Nông Văn An", "removal", "", "deletion proposed"),
    ]
    assert list(Membership.objects.order_by("pk").values()) == before


def test_numbers_are_shown_in_part_and_left_out_of_the_trail(world):
    people.edit_file(member=world.member, phone="0912000111", by=world.office)
    source = read_in(world, an(**{"Điện thoại": "0912000222"}))
    change = row_of(source).changes[0]
    assert change[3:] == ["•••••••111", "•••••••222"]
    entry = TrailEntry.objects.filter(subject_kind="members.member", subject_id=world.member.pk).first()
    assert (entry.action, entry.account_name, entry.changes) == ("changed", str(world.office), {"phone": ["…", "…"]})


# Applying


def test_errors_and_rows_left_out_are_not_read_in(world):
    other = someone(name="Chu Thị Hai", number=None)
    source = bring(world, listing(NEW, other, someone(name="Tô Ba", sex="?")))
    lists.choose_rows(source=source, left_out={row_of(source).pk: True}, answers={}, today=TODAY, by=world.office)
    lists.apply_import(source=source, today=TODAY, by=world.office)
    assert set(Member.objects.filter(import_rows__source=source).values_list("full_name", flat=True)) == {"Chu Thị Hai"}
    assert not ImportRow.objects.exclude(cells=[]).exists()


def test_when_the_records_have_changed_since_the_check_nothing_is_read_in(world):
    source = bring(world, listing(NEW, an(**{"Tên gọi khác": "Bảy"}), headings=MORE))
    people.edit_file(member=world.member, other_name="Tám", by=world.office)
    with pytest.raises(MemberRuleError) as error:
        lists.apply_import(source=source, today=TODAY, by=world.office)
    assert error.value.field == "check"
    assert not Member.objects.filter(full_name="Bế Thị Mới").exists()
    lists.check_again(source=source, today=TODAY, by=world.office)
    lists.apply_import(source=source, today=TODAY, by=world.office)
    world.member.refresh_from_db()
    assert world.member.other_name == "Bảy"


def test_a_sheet_is_read_in_once(world):
    source = read_in(world, NEW)
    for again in (lists.apply_import, lists.check_again, lists.drop_import):
        facts = {} if again is lists.drop_import else {"today": TODAY}
        with pytest.raises(MemberRuleError):
            again(source=source, by=world.office, **facts)
    assert Member.objects.filter(full_name="Bế Thị Mới").count() == 1


def test_read_in_again_the_same_list_changes_nothing(world):
    people = (NEW, an(**{"Tên gọi khác": "Bảy"}))
    read_in(world, *people)
    source = bring(world, listing(*people, headings=MORE))
    assert [outcome for outcome, _member in outcomes(source)] == ["same", "same"]
    with pytest.raises(MemberRuleError):
        lists.apply_import(source=source, today=TODAY, by=world.office)


@pytest.mark.parametrize("columns", [["number"], ["full_name", "sex", "sex"]])
def test_the_meaning_of_columns_is_refused_when_it_makes_no_sense(world, columns):
    with pytest.raises(MemberRuleError):
        bring(world, listing(NEW), columns=columns)


def test_rows_with_which_nobody_went_on_are_dropped_after_thirty_days(world):
    source = bring(world, listing(NEW))
    taken = {"commune": world.commune, "purpose": "compare", "name": "b.xlsx", "data": listing(NEW), "by": world.office}
    lists.take_in(today=TODAY + timedelta(days=30), **taken)
    assert source.rows.count() == 1
    lists.take_in(today=TODAY + timedelta(days=31), **taken)
    source.refresh_from_db()
    assert (source.state, source.rows.count()) == (ImportState.DROPPED, 0)


# Undoing


def figures(world, day=TODAY):
    return queries.headcount(cells=[world.cell, world.other_cell], day=day)


def test_undoing_leaves_nobody_counted_and_everything_as_it_was(world):
    people.edit_file(member=world.member, phone="0912000111", other_name="Sáu", by=world.office)
    files = list(Member.objects.order_by("pk").values())
    rows, before = list(Membership.objects.order_by("pk").values()), figures(world)
    filled = {"Tên gọi khác": "Bảy", "Điện thoại": "0912000222", "Ngày vào Đảng": "03/02/2005", "Dân tộc": "Tày"}
    source = read_in(world, NEW, an(**filled))
    assert figures(world).total == before.total + 1
    undo(world, source)
    made = Member.objects.get(full_name="Bế Thị Mới")
    assert list(Member.objects.exclude(pk=made.pk).order_by("pk").values()) == files
    assert list(Membership.objects.order_by("pk").values()) == rows
    assert figures(world) == before
    assert (made.struck, made in Member.objects.known(), made.events.get().struck) == (True, False, True)
    assert set(Correction.objects.values_list("member__full_name", "field", "before", "after", "reason")) == {
        ("Bế Thị Mới", "on", "24/11/2026", "", "Nhầm danh sách"),
        ("Nông Văn An", "ceremony_on", "03/02/2005", "", "Nhầm danh sách"),
    }
    source.refresh_from_db()
    assert source.state == ImportState.UNDONE
    with pytest.raises(MemberRuleError):
        undo(world, source)


def test_nothing_more_is_recorded_of_who_was_withdrawn(world, sign_in):
    undo(world, read_in(world, NEW))
    made = Member.objects.get(full_name="Bế Thị Mới")
    for kind in (EventKind.JOIN, EventKind.ARRIVE):
        with pytest.raises(MemberRuleError):
            happen(made, kind, TODAY, cell=world.cell, standing="official")
    with pytest.raises(MemberRuleError):
        people.merge(kept=world.member, other=made, taken=[], life="kept", reason="trùng", by=world.office)
    assert sign_in(world.office).get(made.get_absolute_url()).status_code == 404


def test_what_somebody_has_changed_since_stays_and_the_row_says_so(world):
    source = read_in(world, an(**{"Tên gọi khác": "Bảy", "Thường trú": "xóm 2"}))
    people.edit_file(member=world.member, other_name="Tám", by=world.office)
    undo(world, source)
    world.member.refresh_from_db()
    assert (world.member.other_name, world.member.residence) == ("Tám", "")
    assert "other name" in row_of(source).kept


def test_the_same_list_again_with_one_cell_changed_is_that_one_difference_and_is_undone_alone(world):
    first = read_in(world, NEW, an(**{"Tên gọi khác": "Bảy", "Thường trú": "xóm 2"}))
    second = bring(world, listing(NEW, an(**{"Tên gọi khác": "Tám", "Thường trú": "xóm 2"}), headings=MORE))
    new = Member.objects.get(full_name="Bế Thị Mới")
    assert outcomes(second) == [("same", new), ("changed", world.member)]
    assert [[change[:3] for change in row.changes] for row in second.chosen_rows()] == [
        [],
        [["other_name", "Bảy", "Tám"]],
    ]
    both = Member.objects.filter(pk__in=[new.pk, world.member.pk]).order_by("pk")
    facts = both.values_list("other_name", "residence", "struck")
    lists.apply_import(source=second, today=TODAY, by=world.office)
    assert list(facts.all()) == [("Tám", "xóm 2", False), ("", "", False)]
    undo(world, second)
    assert list(facts.all()) == [("Bảy", "xóm 2", False), ("", "", False)]
    assert [Import.objects.get(pk=one.pk).state for one in (first, second)] == ["applied", "undone"]
    undo(world, first)
    assert list(facts.all()) == [("", "", False), ("", "", True)]


@pytest.mark.parametrize("since", ["event", "meeting"])
def test_somebody_of_whom_more_is_recorded_since_stays(world, since):
    source = read_in(world, NEW, someone(name="Chu Thị Hai", number=None, cell="Pác Tao"), on=date(2026, 10, 1))
    used = Member.objects.get(full_name="Bế Thị Mới")
    if since == "event":
        happen(used, EventKind.EXEMPT, TODAY)
    else:
        record(world.cell, date(2026, 11, 20), world.office, full=False, kind="thematic")  # has her on the roll
    undo(world, source)
    used.refresh_from_db()
    assert (used.struck, used.memberships.count()) == (False, 1)
    assert row_of(source).kept == "more has been recorded since"
    other = Member.objects.get(full_name="Chu Thị Hai")
    assert (other.struck, other.memberships.count(), row_of(source, 3).kept) == (True, 0, "")


@pytest.mark.parametrize("rests", [False, True])
def test_a_date_is_taken_back_unless_a_later_event_rests_on_it(world, rests):
    probationer = world.members[-1]
    source = read_in(world, {"Họ và tên": probationer.full_name, "Sinh ngày": "1980", "Ngày vào Đảng": "03/02/2025"})
    happen(probationer, EventKind.RECOGNISE, date(2026, 3, 1))  # counts from 03/02/2026, when the ceremony is known
    if rests:
        people.appoint(member=probationer, post="deputy", on=date(2026, 2, 15), how="elected", by=world.office)
    undo(world, source)
    probationer.refresh_from_db()
    since = probationer.memberships.get(until=None).since
    kept = ("2025-02-03", date(2026, 2, 3)) if rests else ("", date(2026, 3, 1))
    assert (probationer.ceremony_on, since) == kept
    assert bool(row_of(source).kept) == rests


def test_an_identity_number_that_somebody_else_has_by_now_is_not_given_back(world):
    people.edit_file(member=world.member, id_number="004080000001", card_no="004080000003", by=world.office)
    row = an(**{"Số định danh": "004080000002", "Số thẻ Đảng": "004080000003"})
    source = bring(world, listing(row, headings=(*SHORT, "Số thẻ Đảng")))
    lists.apply_import(source=source, today=TODAY, by=world.office)
    people.edit_file(member=world.members[1], id_number="004080000001", by=world.office)
    undo(world, source)
    world.member.refresh_from_db()
    assert world.member.id_number == "004080000002"
    assert row_of(source).kept


# Comparing


def compare(world, *people, **options):
    taken = {"commune": world.commune, "purpose": "compare", "name": "csdl.xlsx", "today": TODAY, "by": world.office}
    source = lists.take_in(data=listing(*people, headings=MORE), **taken)
    columns = source.sheets[0]["columns"]
    lists.check_import(source=source, columns=columns, today=TODAY, by=world.office, **options)
    return lists.apply_import(source=source, today=TODAY, by=world.office)


def test_a_comparison_tells_who_is_missing_where_and_what_differs_and_changes_nothing(world):
    before = list(Member.objects.order_by("pk").values())
    same = [{"Họ và tên": m.full_name, "Sinh ngày": "01/05/1980"} for m in world.members[1:-1]]
    source = compare(world, an(**{"Ngày vào Đảng": "03/02/2005", "Tên gọi khác": "Bảy"}), *same, NEW, cell=world.cell)
    assert told(source) == [
        ("different", "Nông Văn An", "other_name", "", "Bảy"),
        ("different", "Nông Văn An", "ceremony_on", "", "03/02/2005"),
        ("missing", "Bế Thị Mới", "", "", ""),
        ("extra", "Lục Văn Đức", "", "Chi bộ Lũng Mật", ""),
    ]
    assert list(Member.objects.order_by("pk").values()) == before
    assert not Event.objects.filter(member__full_name="Bế Thị Mới").exists()


def test_a_comparison_of_the_whole_commune_looks_for_everybody_and_never_for_others(world):
    source = compare(world, an())
    extra = set(source.differences.filter(kind="extra").values_list("member", flat=True))
    assert extra == {m.pk for m in (*world.members[1:], *world.other_members)}


def test_an_unclear_row_makes_nobody_seem_missing(world):
    source = compare(world, an(**{"Sinh ngày": None}), cell=world.cell)
    assert world.member.pk not in source.differences.values_list("member", flat=True)


def test_differences_are_settled_with_a_note_filtered_and_opened_again(world, sign_in):
    source = compare(world, an(), cell=world.cell)
    client, url = sign_in(world.office), reverse("exchange:differences", args=[source.pk])
    one, *others = source.differences.order_by("name")
    assert client.post(url, {"one": [one.pk], "act": "settle", "note": ""}).status_code == 200
    assert client.post(url, {"one": [one.pk], "act": "settle", "note": "x" * 201}).status_code == 200
    assert source.differences.left().count() == 1 + len(others)
    assert client.post(url, {"one": [one.pk, "x"], "act": "settle", "note": "Đã hỏi chi bộ"}).status_code == 302
    one.refresh_from_db()
    assert (one.settled, one.note, one.account) == (True, "Đã hỏi chi bộ", world.office)
    assert client.get(url).context["left"] == len(others)
    shown = {word: list(client.get(url, {"settled": word}).context["page"]) for word in ("", "yes", "all")}
    assert (len(shown[""]), shown["yes"], len(shown["all"])) == (len(others), [one], len(others) + 1)
    assert list(client.get(url, {"kind": "missing"}).context["page"]) == []
    client.post(url, {"one": [one.pk], "act": "reopen"})
    assert source.differences.left().count() == 1 + len(others)


def test_differences_leave_as_an_excel_file_and_that_leaves_a_trail(world, sign_in):
    source = compare(world, an(), cell=world.cell)
    answer = sign_in(world.office).get(reverse("exchange:differences", args=[source.pk]), {"as": "xlsx"})
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    text = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert {row[2] for row in text} >= {m.full_name for m in world.members[1:]}
    entry = TrailEntry.objects.get(action="exported")
    assert (entry.account_name, entry.commune) == (str(world.office), world.commune.pk)
    assert entry.subject_name.endswith("csdl.xlsx")


def test_differences_of_another_list_cannot_be_settled_by_their_number(world, sign_in):
    first, second = compare(world, an(), cell=world.cell), compare(world, an(), cell=world.cell)
    url = reverse("exchange:differences", args=[first.pk])
    other = second.differences.first()
    sign_in(world.office).post(url, {"one": [other.pk], "act": "settle", "note": "x"})
    assert second.differences.left().count() == second.differences.count()


# The pages


def upload(client, data, name="ds.xlsx", purpose="read_in", **more):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("exchange:import-add"), {"purpose": purpose, "file": file, **more})


def test_from_the_upload_to_undoing_by_the_pages(world, sign_in):
    client = sign_in(world.office)
    answer = upload(client, listing(NEW, an(**{"Tên gọi khác": "Bảy"}), headings=MORE))
    source = Import.objects.get()
    columns = reverse("exchange:import-columns", args=[source.pk])
    assert answer.headers["Location"] == columns
    assert client.get(source.get_absolute_url()).headers["Location"] == columns
    form = client.get(columns).context["form"]
    typed = {name: form[name].value() or "" for name in form.names} | {"on": "24/11/2026", "cell": ""}
    assert client.post(columns, typed).headers["Location"] == source.get_absolute_url()
    page = client.get(source.get_absolute_url())
    assert [row.outcome for row, *_rest in page.context["rows"]] == ["new", "changed"]
    assert client.get(source.get_absolute_url(), {"show": "error"}).context["rows"] == []
    for _time in range(2):  # double click
        client.post(reverse("exchange:import-apply", args=[source.pk]), {"form_key": "a" * 32})
    assert Member.objects.filter(full_name="Bế Thị Mới").count() == 1
    undo_url = reverse("exchange:import-undo", args=[source.pk])
    for reason in ("", "x" * 201):
        assert list(client.post(undo_url, {"reason": reason}).context["form"].errors) == ["reason"]
    client.post(undo_url, {"reason": "Nhầm"})
    assert Member.objects.get(full_name="Bế Thị Mới").struck
    assert client.get(source.get_absolute_url()).status_code == 200


def test_the_same_form_sent_twice_brings_in_one_sheet(world, sign_in):
    client = sign_in(world.office)
    for _time in range(2):
        upload(client, listing(NEW), form_key="b" * 32)
    assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [("on", ""), ("on", "31/02/2026"), ("on", "25/11/2026"), ("cell", "foreign"), ("column-1", "religion")],
)
def test_bad_columns_are_refused_beside_their_field(world, sign_in, field, typed):
    client = sign_in(world.office)
    upload(client, listing(NEW))
    url = reverse("exchange:import-columns", args=[Import.objects.get().pk])
    form = client.get(url).context["form"]
    typed = world.foreign_cell.pk if typed == "foreign" else typed
    right = {name: form[name].value() or "" for name in form.names} | {"on": "24/11/2026", "cell": ""}
    answer = client.post(url, right | {field: typed})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"x" * (MOST_BYTES + 1), b""])
def test_what_cannot_be_read_is_refused_beside_the_file(world, sign_in, data):
    answer = upload(sign_in(world.office), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["file"])
    assert upload(sign_in(world.office), listing(NEW), purpose="x").context["form"].errors


def test_unclear_rows_are_answered_and_others_left_out_on_the_page(world, sign_in):
    client = sign_in(world.office)
    twin = join(world.other_cell, "Nông Văn An")
    source = bring(world, listing(an(**{"Chi bộ": None}), NEW))
    url = source.get_absolute_url()
    unclear, new = source.chosen_rows()
    shown = {"row": [unclear.pk, new.pk, "x"]}
    client.post(url, shown | {f"answer-{unclear.pk}": str(twin.pk)})
    assert outcomes(source) == [("same", twin), ("new", None)]
    new.refresh_from_db()
    assert new.left_out
    client.post(url, shown | {f"answer-{unclear.pk}": str(world.foreign_member.pk), f"take-{new.pk}": "on"})
    assert outcomes(source) == [("error", None), ("new", None)]


def test_what_is_ticked_off_counts_also_when_reading_in_is_pressed_at_once(world, sign_in):
    client = sign_in(world.office)
    source = bring(world, listing(NEW, someone(name="Chu Thị Hai", number=None)))
    rows = list(source.chosen_rows())
    typed = {"row": [row.pk for row in rows], f"take-{rows[1].pk}": "on"}
    client.post(reverse("exchange:import-apply", args=[source.pk]), typed)
    assert [member.full_name for member in Member.objects.filter(import_rows__source=source)] == ["Chu Thị Hai"]


def test_somebody_who_was_only_now_named_is_shown_before_anything_is_read_in(world, sign_in):
    join(world.other_cell, "Nông Văn An")
    source = bring(world, listing(an(**{"Chi bộ": None, "Tên gọi khác": "Bảy"}), headings=MORE))
    row = row_of(source)
    typed = {"row": [row.pk], f"answer-{row.pk}": str(world.member.pk)}
    answer = sign_in(world.office).post(reverse("exchange:import-apply", args=[source.pk]), typed)
    assert answer.headers["Location"] == source.get_absolute_url()
    source.refresh_from_db()
    assert (source.state, outcomes(source)) == (ImportState.CHECKED, [("changed", world.member)])
    typed[f"take-{row.pk}"] = "on"
    sign_in(world.office).post(reverse("exchange:import-apply", args=[source.pk]), typed)
    world.member.refresh_from_db()
    assert world.member.other_name == "Bảy"


def test_numbers_are_masked_among_the_examples_of_the_columns(world, sign_in):
    client = sign_in(world.office)
    upload(client, listing(NEW))
    page = client.get(reverse("exchange:import-columns", args=[Import.objects.get().pk]))
    assert "•••••••••123" in page.content.decode()
    assert "004180000123" not in page.content.decode()


def test_when_the_records_have_changed_the_page_shows_the_check_once_more(world, sign_in):
    source = bring(world, listing(an(**{"Tên gọi khác": "Bảy"}), headings=MORE))
    people.edit_file(member=world.member, other_name="Bảy", by=world.office)
    answer = sign_in(world.office).post(reverse("exchange:import-apply", args=[source.pk]))
    assert answer.headers["Location"] == source.get_absolute_url()
    assert outcomes(source) == [("same", world.member)]


def test_a_sheet_that_is_put_aside_leaves_no_rows(world, sign_in):
    source = bring(world, listing(NEW))
    sign_in(world.office).post(reverse("exchange:import-drop", args=[source.pk]))
    source.refresh_from_db()
    assert (source.state, source.rows.count()) == (ImportState.DROPPED, 0)


@pytest.mark.parametrize("name", ["exchange:imports", "exchange:import-add", "exchange:import-template"])
def test_a_secretary_brings_in_nothing(world, sign_in, name):
    assert sign_in(world.secretary).get(reverse(name)).status_code == 403
    assert upload(sign_in(world.secretary), listing(NEW)).status_code == 403


def test_lists_of_another_commune_are_not_known(world, sign_in):
    source = compare(world, an())
    for name in ("import", "import-columns", "import-undo", "differences"):
        assert sign_in(world.outsider).get(reverse(f"exchange:{name}", args=[source.pk])).status_code == 404
    assert list(sign_in(world.outsider).get(reverse("exchange:imports")).context["page"]) == []
    assert not Difference.objects.visible_to(world.outsider).exists()


@pytest.mark.parametrize("name", ["import", "differences", "imports"])
def test_the_pages_ask_the_same_number_of_questions_however_long_the_list_is(world, sign_in, name):
    client = sign_in(world.office)

    def asked(count):
        people = [someone(name=f"Bế Thị {'Mới' * n}", number=None) for n in range(1, count + 1)]
        source = compare(world, an(**{"Tên gọi khác": "Bảy"}), *people)
        url = reverse(f"exchange:{name}", args=[] if name == "imports" else [source.pk])
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    asked(1)
    assert asked(1) == asked(5)
