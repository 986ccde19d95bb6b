"""Who holds which post, and what there is to put right in a cell."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cells.models import Cell, Term, TermRules
from cells.services import open_term
from members import services
from members.enums import EventKind, PostKind
from members.models import GroupRules
from members.queries.posts import PostWarning, leading_posts, members_in_posts, post_holders, posts_of
from tests.world import TODAY, cell, happen, join, publish

SINCE = date(2026, 1, 5)


def warned(one, day=TODAY):
    """The set of PostWarning of a cell on a day."""
    (entry,) = posts_of(cells=[one], day=day)
    return {kind for kind, _sentence in entry.warnings}


def committee(world, official, size):
    """The own cell with so many official members, of whom `size` make up the cell committee, the secretary first."""
    members = [*world.members[:-1]]
    members += [join(world.cell, f"Vi Văn {number}") for number in range(official - len(members))]
    for member in members[1:size]:
        services.appoint(member=member, post=PostKind.COMMITTEE, on=SINCE, how="elected", by=None)
    return members


EARLY = (PostWarning.COMMITTEE_EARLY, "Có chi ủy trong khi chỉ có 8 đảng viên chính thức; từ 9 mới bầu chi ủy.")
SMALL = (PostWarning.COMMITTEE_SMALL, "Chi ủy có 2 người; cần ít nhất 3.")


@pytest.mark.parametrize(
    ("official", "size", "warnings"),
    [
        (8, 0, []),
        (9, 0, [(PostWarning.COMMITTEE_NEEDED, "Có 9 đảng viên chính thức nhưng chưa có chi ủy.")]),
        (8, 3, [EARLY]),
        (9, 2, [SMALL]),
        (9, 3, []),
        (9, 7, []),
        (9, 8, [(PostWarning.COMMITTEE_LARGE, "Chi ủy có 8 người; tối đa được 7.")]),
        (8, 2, [EARLY, SMALL]),
    ],
)
def test_nine_official_members_elect_a_committee_of_three_to_seven(world, official, size, warnings):
    happen(world.members[4], EventKind.END_EXEMPTION, date(2021, 1, 1))
    committee(world, official, size)
    (entry,) = posts_of(cells=[world.cell], day=TODAY)
    over = (PostWarning.TERM_OVER, "Nông Văn An (bí thư) đã hết nhiệm kỳ ngày 01/01/2025.")
    assert entry.warnings == [*warnings, over]


def test_a_committee_of_one_is_too_small(world):
    member = world.members[1]
    services.appoint(member=member, post=PostKind.COMMITTEE, on=SINCE, how="elected", by=None)
    happen(world.member, EventKind.END_POST, TODAY, post=PostKind.SECRETARY)
    (entry,) = posts_of(cells=[world.cell], day=TODAY)
    assert dict(entry.warnings)[PostWarning.COMMITTEE_SMALL] == "Chi ủy có 1 người; cần ít nhất 3."


def test_a_cell_that_nobody_has_joined_lacks_a_secretary_and_nothing_else(world):
    new = Cell.objects.create(commune=world.commune, name="Chi bộ Mới", founded_on=SINCE)
    (entry,) = posts_of(cells=[new], day=TODAY)
    assert entry.warnings == [(PostWarning.NO_SECRETARY, "Chưa có bí thư.")]
    assert [posts for _kind, posts in entry.posts] == [[], [], [], []]


def test_who_leads_is_told_the_secretary_first(world, django_assert_num_queries):
    first, second = world.members[1:3]
    happen(world.member, EventKind.END_POST, SINCE, post=PostKind.SECRETARY)
    appoint = {"on": SINCE, "how": "elected", "by": None}
    services.appoint(member=first, post=PostKind.DEPUTY, **appoint)
    services.appoint(member=first, post=PostKind.COMMITTEE, **appoint)
    services.appoint(member=world.other_members[1], post=PostKind.DEPUTY, **appoint)
    services.appoint(member=second, post=PostKind.SECRETARY, **appoint | {"on": TODAY})
    with django_assert_num_queries(2):
        told = [
            [(post.member.full_name, post.kind) for post in leading_posts(cell=world.cell.pk, day=day)]
            for day in (TODAY - timedelta(days=1), TODAY)
        ]
    deputy = (first.full_name, "deputy")
    assert told == [[deputy], [(second.full_name, "secretary"), deputy]]
    with django_assert_num_queries(1):
        holders = post_holders(cells=[world.cell], day=TODAY)
        assert {pk: member.full_name for pk, member in holders.items()} == {world.cell.pk: second.full_name}


def test_posts_of_a_kind_stand_as_they_were_taken_up_and_of_their_own_cell_alone(world):
    members = [*world.members[1:3], join(world.other_cell, "Lý Văn Sang")]
    for member, days in zip(members, (1, 0, 0), strict=True):
        day = SINCE + timedelta(days=days)
        services.appoint(member=member, post=PostKind.COMMITTEE, on=day, how="elected", by=None)
    (entry,) = posts_of(cells=[world.cell], day=TODAY)
    assert [post.member for post in entry.filled[PostKind.COMMITTEE]] == members[1::-1]
    ids = [member.pk for member in members]
    told = members_in_posts(member_ids=ids, cell=world.cell, day=TODAY)
    assert told == dict.fromkeys(ids[:2], PostKind.COMMITTEE)


def test_the_posts_of_a_cell_are_told_of_every_kind_with_their_holders(world):
    members = committee(world, 9, 3)
    services.appoint(member=members[1], post=PostKind.DEPUTY, on=SINCE, how="elected", by=None)
    (entry, other) = posts_of(cells=[world.cell, world.other_cell], day=SINCE)
    assert (entry.cell, other.cell) == (world.cell, world.other_cell)
    held = {kind: [post.member for post in posts] for kind, posts in entry.posts}
    assert held == {
        PostKind.SECRETARY: members[:1],
        PostKind.DEPUTY: members[1:2],
        PostKind.COMMITTEE: members[1:3],
        PostKind.GROUP_LEADER: [],
    }
    ids = [member.pk for member in members]
    told = members_in_posts(member_ids=ids, cell=world.cell, day=SINCE)
    highest = (PostKind.SECRETARY, PostKind.DEPUTY, PostKind.COMMITTEE)
    assert told == dict(zip(ids, highest, strict=False))
    assert members_in_posts(member_ids=ids[2:], cell=world.cell, day=SINCE) == {ids[2]: PostKind.COMMITTEE}
    assert members_in_posts(member_ids=ids, cell=world.cell, day=SINCE - timedelta(days=1)) == {
        ids[0]: PostKind.SECRETARY
    }


@pytest.mark.parametrize(
    ("size", "leaders", "needed"), [(29, 0, False), (30, 0, True), (30, 1, True), (30, 2, False), (31, 3, False)]
)
def test_from_thirty_members_on_a_cell_has_party_groups(world, size, leaders, needed):
    members = [*world.members, *(join(world.cell, f"Vi Văn {number}") for number in range(size - 6))]
    for member in members[6 : 6 + leaders]:
        services.appoint(member=member, post=PostKind.GROUP_LEADER, on=SINCE, how="appointed", by=None)
    assert (PostWarning.GROUPS_NEEDED in warned(world.cell)) is needed


def test_the_number_of_members_from_which_there_are_groups_is_a_rule_of_the_day(world):
    publish(GroupRules, world.commune, SINCE, groups_from=6)
    assert PostWarning.GROUPS_NEEDED in warned(world.cell, SINCE)
    assert PostWarning.GROUPS_NEEDED not in warned(world.cell, SINCE - timedelta(days=1))
    told = dict(posts_of(cells=[world.cell], day=SINCE)[0].warnings)[PostWarning.GROUPS_NEEDED]
    assert told == "Có 6 đảng viên, 0 tổ trưởng tổ đảng; từ 6 đảng viên trở lên thì chia tổ đảng."


def test_a_deputy_who_also_sits_in_the_committee_counts_once(world):
    members = committee(world, 9, 2)
    services.appoint(member=members[1], post=PostKind.DEPUTY, on=SINCE, how="elected", by=None)
    assert PostWarning.COMMITTEE_SMALL in warned(world.cell)


@pytest.mark.parametrize(("day", "missing"), [(date(2026, 11, 22), False), (date(2026, 11, 23), True)])
def test_a_cell_without_a_secretary_is_told_from_the_day_the_post_ended(world, day, missing):
    happen(world.member, EventKind.END_POST, date(2026, 11, 23), post=PostKind.SECRETARY)
    assert (PostWarning.NO_SECRETARY in warned(world.cell, day)) is missing


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        (EventKind.EXEMPT, {}, "miễn sinh hoạt"),
        (EventKind.GO_AWAY, {"until": date(2027, 3, 1), "place": "Hà Nội"}, "sinh hoạt tạm thời nơi khác"),
        (EventKind.SUSPEND, {"until": date(2026, 12, 1)}, "đình chỉ sinh hoạt"),
    ],
)
def test_a_post_filled_by_somebody_exempt_away_or_suspended_is_told(world, kind, facts, said):
    happen(world.member, kind, date(2026, 11, 1), **facts)
    assert PostWarning.ABSENT not in warned(world.cell, date(2026, 10, 31))
    (entry,) = posts_of(cells=[world.cell], day=TODAY)
    assert dict(entry.warnings)[PostWarning.ABSENT] == f"Nông Văn An (bí thư) đang ở diện: {said}."


@pytest.mark.parametrize(("day", "over"), [(date(2024, 12, 31), False), (date(2025, 1, 1), True)])
def test_a_term_is_over_five_years_after_the_post_began(world, day, over):
    assert (PostWarning.TERM_OVER in warned(world.cell, day)) is over  # secretary since 01/01/2020


def test_the_length_of_a_term_is_that_of_the_rules_when_the_post_began(world):
    for since, months in ((date(2019, 1, 1), 30), (date(2025, 1, 1), 60)):
        publish(TermRules, world.commune, since, term_months=months)
    assert PostWarning.TERM_OVER in warned(world.cell, date(2022, 7, 1))
    assert PostWarning.TERM_OVER not in warned(world.cell, date(2022, 6, 30))


def term_of_the_secretary(world, sign_in):
    """The first day after the term of the own cell's secretary, as the page shows it."""
    (entry,) = sign_in(world.secretary).get(reverse("members:posts")).context["entries"]
    return entry.terms[entry.filled[PostKind.SECRETARY][0].pk]


def test_a_post_ends_with_the_term_of_its_cell_where_one_is_entered(world, sign_in):
    assert term_of_the_secretary(world, sign_in) == date(2025, 1, 1)  # counted: secretary since 01/01/2020
    facts = {"commune": world.commune, "cell": world.cell, "by": world.office}
    open_term(name="", since=date(2026, 11, 1), **facts)
    assert term_of_the_secretary(world, sign_in) == date(2025, 1, 1)  # a congress later than that came too late
    (term,) = Term.objects.filter(cell=world.cell, assumed=False)
    term.since = date(2019, 7, 1)
    Term.objects.filter(cell=world.cell, assumed=True).get().end(term.since)
    term.save_checked()
    assert term_of_the_secretary(world, sign_in) == date(2024, 7, 1)
    open_term(name="", since=date(2024, 5, 1), **facts)
    assert term_of_the_secretary(world, sign_in) == date(2024, 5, 1)
    assert "01/05/2024" in sign_in(world.secretary).get(reverse("members:posts")).content.decode()


def test_a_new_congress_ends_the_posts_elected_before(world):
    happen(world.member, EventKind.END_POST, date(2026, 3, 1), post=PostKind.SECRETARY)
    services.appoint(member=world.members[1], post=PostKind.SECRETARY, on=date(2026, 3, 1), how="elected", by=None)
    assert PostWarning.TERM_OVER not in warned(world.cell)
    open_term(commune=world.commune, cell=world.cell, name="", since=TODAY, by=world.office)
    assert PostWarning.TERM_OVER in warned(world.cell)
    assert PostWarning.TERM_OVER not in warned(world.cell, TODAY - timedelta(days=1))


def test_a_group_leader_has_no_term(world):
    services.appoint(member=world.members[1], post=PostKind.GROUP_LEADER, on=date(2016, 1, 1), how="appointed", by=None)
    (entry,) = posts_of(cells=[world.cell], day=date(2024, 1, 1))
    assert entry.filled[PostKind.GROUP_LEADER][0].pk not in entry.terms
    assert not entry.warnings


def test_posts_are_shown_as_of_a_day_with_what_is_to_be_put_right(world, sign_in):
    happen(world.member, EventKind.END_POST, date(2026, 11, 1), post=PostKind.SECRETARY)
    client, url = sign_in(world.leader), reverse("members:posts")
    before = client.get(url, {"day": "31/10/2026"}).context["entries"]
    assert [[post.member for post in entry.filled[PostKind.SECRETARY]] for entry in before] == [
        [world.member],
        [world.other_members[0]],
    ]
    page = client.get(url)
    assert "Chưa có bí thư." in page.content.decode()
    assert page.context["warned"] == 2  # the other's term is over
    sheet = load_workbook(io.BytesIO(client.get(url + "?as=xlsx").content)).active
    rows = [[value.value or "" for value in row] for row in sheet.iter_rows(min_row=6, max_row=7)]
    assert rows == [
        ["Chi bộ Lũng Mật", 5, "", "", "", "", "Chưa có bí thư."],
        [
            "Chi bộ Pác Tao",
            3,
            "Bế Văn Hà (01/01/2020)",
            "",
            "",
            "",
            "Bế Văn Hà (bí thư) đã hết nhiệm kỳ ngày 01/01/2025.",
        ],
    ]


def test_a_secretary_sees_the_posts_of_the_own_cell_only(world, sign_in):
    entries = sign_in(world.secretary).get(reverse("members:posts")).context["entries"]
    assert [entry.cell for entry in entries] == [world.cell]


@pytest.mark.parametrize("day", ["31/02/2026", "", "x" * 300, "31/12/1899"])
def test_a_wrong_day_is_refused_beside_its_field(world, sign_in, day):
    page = sign_in(world.office).get(reverse("members:posts"), {"day": day})
    assert list(page.context["form"].errors) == ["day"]
    assert page.context["day"] == TODAY


def test_more_cells_do_not_cost_more_questions(world, sign_in):
    client, url = sign_in(world.office), reverse("members:posts")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(3):
        cell(world.commune, f"Thêm {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
