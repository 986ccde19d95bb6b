"""Mass organisations: units of hamlets, who heads them, what numbers are told, and a merger of hamlets."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells import services as structure
from common.errors import RuleError
from common.periods import Period
from common.tables import as_text
from development import queries, services
from development.enums import Basis, HeadRole, UnitKind
from development.models import MassOrganisation, UnitFigures, UnitHead
from development.rules.organisation import SHIPPED, persons_fit, size_of
from members import services as people
from members.enums import EventKind, LifeOf
from members.queries.handing_on import left_by
from members.queries.relations import counts
from reports.tables.organisations import organisations
from tests.addresses import a_unit, a_unit_head
from tests.world import TODAY, happen, join

HALF = Period("H", 2026, 1)
SINCE = date(2026, 8, 16)  # a_unit_head


def found(world, called, **facts):
    kind = world.commune.mass_organisations.get(name=called)
    facts = {"kind": UnitKind.HAMLET, "hamlet": world.hamlet, "since": date(2025, 1, 1)} | facts
    return services.found_unit(organisation=kind, by=world.office, **facts)


def count(world, unit, members, **more):
    figures = {unit: {"members": members, **more}}
    services.keep_figures(organisation=unit.organisation, period=HALF, figures=figures, by=world.office)


def told(world, by="hamlet", user=None):
    """{first column: [texts]} of the report."""
    made = organisations(user=user or world.upper, period=HALF, by=by, today=TODAY)
    texts = [[as_text(f.value, c.kind) for c, f in zip(made.columns, row, strict=True)] for row in made.rows]
    return {row[0]: row[1:] for row in texts} | {"all": [f.value for f in made.total][1:]}


def test_a_commune_begins_with_the_front_and_five_organisations(world):
    kinds = list(world.commune.mass_organisations.all())
    assert [kind.name for kind in kinds][:2] == ["Mặt trận Tổ quốc", "Hội Nông dân"]
    assert [(kind.has_members, kind.everywhere) for kind in (kinds[0], kinds[-1])] == [(False, True), (True, False)]


def test_a_term_lasts_as_long_as_the_organisation_says_and_a_provisional_one_until_a_congress(world):
    youth = found(world, "Đoàn TNCS Hồ Chí Minh")
    facts = {"unit": youth, "role": HeadRole.HEAD, "name": "Lò Văn A", "by": world.office}
    elected = services.name_head(since=date(2025, 3, 26), basis=Basis.ELECTED, **facts)
    assert elected.term_ends_on == date(2027, 9, 26)
    assert services.name_head(since=TODAY, basis=Basis.PROVISIONAL, **facts).term_ends_on is None
    elected.refresh_from_db()
    assert elected.until == TODAY


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": "trade"}, "Đơn vị ở xóm thì chọn xóm; đơn vị nghề nghiệp hoặc nơi làm việc thì ghi tên."),
        ({"kind": "hamlet"}, "Trong thời gian này xóm đã có đơn vị của tổ chức này."),
    ],
)
def test_a_unit_stands_somewhere_and_once(facts, sentence, world):
    a_unit(world)
    with pytest.raises(ValidationError) as error:
        found(world, "Hội Nông dân", **facts)
    assert error.value.messages == [sentence]


def test_what_is_known_of_a_head_is_told_as_far_as_the_reader_may_see(world):
    unit = a_unit(world)
    a_unit_head(world, world.member)  # secretary of the cell
    own, bare = (
        queries.leaders_of(units=[unit], day=TODAY, user=user)[unit.pk][0] for user in (world.secretary, world.upper)
    )
    assert own.flags == ["chi ủy viên", "kiêm nhiệm"]
    assert (own.opens, own.in_party, own.on_committee) == (True, True, True)
    assert own.also == ("bí thư, Chi bộ Lũng Mật",)
    assert (bare.flags, bare.opens) == ([], False)
    assert queries.leaders_of(units=[unit], day=TODAY)[unit.pk][0].in_party
    asked = {"hamlets": [world.hamlet], "organisations": [world.farmers], "day": TODAY}
    [(_hamlet, [place])] = queries.organisations_in(**asked, user=world.upper)
    assert place.head == bare


def test_what_else_a_head_is_on_that_day_is_told_in_words(world):
    """Posts in a cell, standing in a hamlet, other units that the same person heads; nothing of another day."""
    unit, other, member = a_unit(world), found(world, "Hội Cựu chiến binh"), world.members[1]
    people.name_in_hamlet(member=member, hamlet=world.hamlet, kind="head", since=SINCE, by=world.office)
    for kind, on in (("deputy", SINCE), ("committee", TODAY)):
        people.appoint(member=member, post=kind, on=on, how="elected", by=None)
    a_unit_head(world, member)
    second = services.name_head(unit=other, role="deputy", since=TODAY, basis="elected", member=member, by=world.office)
    a_unit_head(world, role=HeadRole.DEPUTY, since=date(2026, 1, 5))
    eve = [TODAY - timedelta(days=1), TODAY]
    told = [
        [(one.row.role, one.row.member, one.also) for one in queries.leaders_of(units=[unit], day=day)[unit.pk]]
        for day in eve
    ]
    place = ("phó bí thư, Chi bộ Lũng Mật", "trưởng xóm, Lũng Mật")
    now = ("chi ủy viên, Chi bộ Lũng Mật", "phó bí thư, Chi bộ Lũng Mật", "trưởng xóm, Lũng Mật", str(second))
    assert told == [[("head", member, also), ("deputy", None, ())] for also in (place, now)]


def test_heads_stand_before_deputies_and_those_as_they_came(world):
    unit = a_unit(world)
    facts = {"unit": unit, "basis": "elected", "by": world.office}
    for name, role, since in (("Ba", "deputy", TODAY), ("Hai", "deputy", SINCE), ("Nhất", "head", TODAY)):
        services.name_head(name=name, role=role, since=since, **facts)
    assert [one.row.name for one in queries.leaders_of(units=[unit], day=TODAY)[unit.pk]] == ["Nhất", "Hai", "Ba"]


@pytest.mark.parametrize(("day", "over"), [(date(2027, 9, 25), False), (date(2027, 9, 26), True)])
def test_a_term_is_over_from_the_day_on_which_it_ends(day, over, world):
    youth = found(world, "Đoàn TNCS Hồ Chí Minh")
    facts = {"role": HeadRole.HEAD, "name": "Lò Văn A", "basis": Basis.ELECTED, "by": world.office}
    services.name_head(unit=youth, since=date(2025, 3, 26), **facts)
    [leader] = queries.leaders_of(units=[youth], day=day)[youth.pk]
    assert (leader.term_over, leader.flags) == (over, ["đã hết nhiệm kỳ"] if over else [])


def test_an_organisation_that_ended_is_there_to_the_day_before(world):
    world.farmers.ended_on = TODAY
    world.farmers.save()
    eve, now = (queries.organisations_on(world.commune.pk, day) for day in (TODAY - timedelta(days=1), TODAY))
    assert [one for one in eve if one not in now] == [world.farmers]
    assert len(now) == 5
    assert {one.commune for one in now} == {world.commune}


def test_figures_are_those_of_the_half_year_and_memberships_are_added_up(world):
    unit, women = a_unit(world), found(world, "Hội Liên hiệp Phụ nữ")
    away = found(world, "Hội Nông dân", hamlet=world.other_hamlet)
    for one, members in ((unit, 30), (women, 20), (away, 7)):
        count(world, one, members)
    others = Period("H", 2025, 1), Period("H", 2025, 2)  # the same half of another year, another half
    kept = {"organisation": unit.organisation, "by": world.office}
    for n, period in enumerate(others, start=9):
        services.keep_figures(period=period, figures={unit: {"members": n}}, **kept)
        services.keep_persons(commune=world.commune, period=period, persons={world.hamlet: n}, by=world.office)
    persons = {world.hamlet: 42, world.other_hamlet: 7}
    services.keep_persons(commune=world.commune, period=HALF, persons=persons, by=world.office)
    told = queries.figures_of(units=[unit, women], period=HALF)
    assert {pk: row.members for pk, row in told.items()} == {unit.pk: 30, women.pk: 20}
    both, here = [world.hamlet, world.other_hamlet], world.hamlet.pk
    for n, period in enumerate(others, start=9):
        assert queries.figures_of(units=[unit], period=period)[unit.pk].members == n
        assert queries.memberships_of(hamlets=both, period=period) == {here: n}
        assert queries.persons_of(hamlets=both, period=period) == {here: n}
    assert queries.memberships_of(hamlets=[world.hamlet], period=HALF) == {here: 50}
    assert queries.persons_of(hamlets=[world.hamlet], period=HALF) == {here: 42}


def test_places_of_a_hamlet_tell_what_it_has_lacks_and_need_not_have(world, django_assert_num_queries):
    a_unit_head(world, role=HeadRole.DEPUTY)
    found(world, "Hội Nông dân", kind="trade", name="Nuôi ong")
    kinds = queries.organisations_on(world.commune.pk, TODAY)
    asked = {"organisations": kinds, "day": TODAY}
    told = {
        hamlet: [
            (place.organisation.name, bool(place.unit), place.head, len(place.leaders), place.lacking)
            for place in places
        ]
        for hamlet, places in queries.organisations_in(hamlets=[world.hamlet, world.other_hamlet], **asked)
    }
    lacks = [(kind.name, False, None, 0, kind.everywhere) for kind in kinds]
    assert told[world.other_hamlet] == lacks
    assert told[world.hamlet] == [
        (kind.name, True, None, 1, False) if kind == world.farmers else line
        for kind, line in zip(kinds, lacks, strict=True)
    ]
    [trade] = queries.trades_in(hamlets=[world.hamlet], anywhere=False, **asked)
    with django_assert_num_queries(0):
        assert (trade.unit.hamlet, str(trade.unit)) == (world.hamlet, "Hội Nông dân: Nuôi ong")
        assert (trade.organisation, trade.leaders) == (world.farmers, [])
    assert queries.trades_in(hamlets=[world.other_hamlet], anywhere=True, **asked) == []
    others = {"organisations": [kind for kind in kinds if kind != world.farmers], "day": TODAY}
    assert queries.trades_in(hamlets=[world.hamlet], anywhere=False, **others) == []


def test_a_unit_is_handed_on_from_the_day_on_which_its_head_left_unless_back_again(world):
    member = world.members[1]
    row = a_unit_head(world, member)
    happen(member, EventKind.TRANSFER_OUT, TODAY, place="Xa")
    left = [queries.organisation.headships_left([world.commune.pk], TODAY - timedelta(days=n)) for n in (1, 0)]
    assert [[(one.member, one.text, one.url) for one in lines] for lines in left] == [
        [],
        [(member.pk, "Vẫn đang phụ trách: Hội Nông dân: xóm Lũng Mật.", row.unit.get_absolute_url())],
    ]
    assert left[1][0].action == "Xem"
    assert queries.organisation.headships_left([world.other_commune.pk], TODAY) == []
    assert queries.organisation.headships_left([world.commune.pk], date(2000, 1, 1)) == [], "not here yet"
    happen(member, EventKind.ARRIVE, TODAY + timedelta(days=9), cell=world.cell)
    assert queries.organisation.headships_left([world.commune.pk], TODAY + timedelta(days=9)) == []


def test_of_who_is_no_member_here_the_ticks_tell(world):
    head = a_unit_head(world, in_party=True, other_posts=True, basis=Basis.PROVISIONAL)
    [leader] = queries.leaders_of(units=[head.unit], day=TODAY, user=world.leader)[head.unit_id]
    assert leader.flags == ["đảng viên", "kiêm nhiệm", "lâm thời"]
    assert (leader.opens, leader.on_committee, leader.term_over) == (False, False, False)


def test_what_is_struck_out_or_over_counts_no_more(world):
    head = a_unit_head(world)
    services.strike_head(head=head, reason="Nhầm", by=world.office)
    with pytest.raises(RuleError):
        services.end_head(head=head, on=TODAY, by=world.office)
    other = a_unit_head(world, world.member)
    services.close_unit(unit=other.unit, on=TODAY, by=world.office)
    other.refresh_from_db()
    assert other.until == TODAY
    with pytest.raises(RuleError) as error:
        a_unit_head(world, since=TODAY)
    assert error.value.field == "since"


def test_nobody_heads_a_unit_after_its_end_and_no_end_is_moved_by_a_stale_page(world):
    gone, head = a_unit_head(world, since=date(2026, 1, 5)), a_unit_head(world)
    services.close_unit(unit=head.unit, on=TODAY, by=world.office)
    assert a_unit_head(world, world.member, role=HeadRole.DEPUTY).until == TODAY, "recorded after the unit was closed"
    gone.refresh_from_db()
    for again in (
        lambda: services.close_unit(unit=head.unit, on=date(2026, 6, 1), by=world.office),
        lambda: services.end_head(head=gone, on=TODAY, by=world.office),
    ):
        with pytest.raises(RuleError) as error:
            again()
        assert (error.value.field, gone.until) == ("on", head.since)


def test_a_unit_is_not_closed_before_its_last_head_began_and_takes_an_end_told_beforehand(world):
    head = a_unit_head(world, since=date(2026, 1, 5))
    services.end_head(head=head, on=TODAY, by=world.office)
    with pytest.raises(RuleError) as error:
        services.close_unit(unit=head.unit, on=date(2026, 1, 5), by=world.office)
    assert error.value.field == "on"
    services.close_unit(unit=head.unit, on=date(2026, 6, 1), by=world.office)
    head.refresh_from_db()
    assert head.until == date(2026, 6, 1)


def test_units_of_a_merged_hamlet_are_one_with_those_there_and_led_provisionally(world):
    women = found(world, "Hội Liên hiệp Phụ nữ")
    services.name_head(unit=women, role="head", since=SINCE, basis="elected", name="Hà Thị B", by=world.office)
    a_unit_head(world, world.member)
    theirs = found(world, "Hội Nông dân", hamlet=world.other_hamlet)
    services.name_head(unit=theirs, role="head", since=SINCE, basis="elected", name="Bế Văn C", by=world.office)
    services.hand_on_units(hamlet=world.hamlet, into=world.other_hamlet, on=TODAY, by=world.office)
    with pytest.raises(RuleError, match="không còn đơn vị nào"):
        services.hand_on_units(hamlet=world.hamlet, into=world.other_hamlet, on=TODAY, by=world.office)
    rows = UnitHead.objects.on(TODAY).order_by("unit__organisation").select_related("unit", "member")
    assert [(row.name, row.basis, row.unit.hamlet) for row in rows] == [
        ("Bế Văn C", Basis.PROVISIONAL, world.other_hamlet),
        ("Hà Thị B", Basis.PROVISIONAL, world.other_hamlet),
    ]
    assert not world.hamlet.units.on(TODAY).exists()
    assert UnitHead.objects.filter(until=TODAY).count() == 3


@pytest.mark.parametrize(
    ("persons", "memberships", "fit"),
    [
        (30, [30, 20], True),
        (29, [30, 20], False),
        (50, [30, 20], True),
        (51, [30, 20], False),
        (51, [30, None], True),
        (0, [None], True),
        (9, [None], True),
        (0, [], True),
    ],
)
def test_persons_are_between_the_largest_unit_and_all_memberships(persons, memberships, fit):
    assert persons_fit(persons, memberships) == fit


@pytest.mark.once
@pytest.mark.parametrize(
    ("members", "size"), [(2, "too-small"), (3, "heads"), (8, "heads"), (9, "committee"), (None, None)]
)
def test_a_chi_doan_stands_from_three_members_and_has_a_committee_from_nine(members, size):
    youth = next(MassOrganisation(**facts) for facts in SHIPPED if facts["unit_name"] == "chi đoàn")
    assert size_of(members, youth) == size
    assert size_of(members, MassOrganisation(name="Hội Nông dân")) is None


def test_persons_and_memberships_are_two_counts(world):
    count(world, a_unit(world), 30, eligible=40, in_party=3, newcomers=1)
    count(world, found(world, "Hội Liên hiệp Phụ nữ"), 20)
    with pytest.raises(RuleError) as error:
        services.keep_persons(commune=world.commune, period=HALF, persons={world.hamlet: 51}, by=world.office)
    assert "51 người không khớp với 50 lượt" in str(error.value)
    services.keep_persons(commune=world.commune, period=HALF, persons={world.hamlet: 42}, by=world.office)
    with pytest.raises(RuleError):
        count(world, world.farmers.units.get(), 43, eligible=50)
    assert UnitFigures.objects.get(unit__organisation=world.farmers).members == 30
    assert told(world)["Lũng Mật"] == ["2", "3", "2", "0", "0", "50", "75\xa0%", "3", "1", "42"]
    assert told(world)["all"][-1] is None  # the other hamlet has told nothing


def test_the_report_counts_heads_alike_for_every_reader_and_names_nobody(world, sign_in):
    a_unit_head(world, world.member, since=date(2026, 1, 5))
    for user in (world.upper, world.office):
        assert told(world, "organisation", user)["Hội Nông dân"][:5] == ["1", "1", "0", "0", "1"]
    page = sign_in(world.upper).get(reverse("reports:organisations"), {"period": HALF.code}).content.decode()
    assert "Lũng Mật" in page
    assert reverse("cells:hamlet", args=[world.hamlet.pk]) not in page


def test_a_unit_of_a_trade_counts_with_its_hamlet_or_with_none(world):
    found(world, "Công đoàn", kind="trade", name="Trường học", hamlet=None)
    found(world, "Hội Nông dân", kind="trade", name="Nuôi ong")
    rows = told(world)
    assert rows["Lũng Mật"][0] == rows["không thuộc xóm nào"][0] == "1"
    assert "không thuộc xóm nào" not in told(world, user=world.secretary)


def test_a_merged_record_leads_its_units_on_and_a_file_tells_of_them(world):
    other = join(world.cell, "Nông Văn Ân")
    a_unit_head(world, other)
    facts = {"taken": set(), "life": LifeOf.KEPT, "reason": "Trùng", "by": world.office}
    people.merge(kept=world.member, other=other, **facts)
    assert UnitHead.objects.get().member == world.member
    assert "development.unithead.member" in [relation.key for relation, _rows in counts([world.member])]


def test_who_has_gone_leaves_the_unit_to_be_handed_on(world):
    a_unit_head(world, world.members[1])
    assert left_by(world.members[1], TODAY) == []
    happen(world.members[1], EventKind.DIE, date(2026, 11, 1))
    lines = [left.text for left in left_by(world.members[1], TODAY)]
    assert "Vẫn đang phụ trách: Hội Nông dân: xóm Lũng Mật." in lines


def test_the_list_shows_what_is_vacant_and_what_is_missing_to_whom_it_concerns(world, sign_in):
    a_unit(world)
    found(world, "Hội Nông dân", hamlet=world.other_hamlet)
    url = reverse("development:organisations")
    office, secretary = sign_in(world.office).get(url), sign_in(world.secretary).get(url)
    assert office.context["counts"] == {"units": 2, "lacking": 8, "vacant": 2, "provisional": 0, "in_party": 0}
    assert secretary.context["counts"]["units"] == 1
    assert reverse("development:add-unit") in office.content.decode()
    assert reverse("development:add-unit") not in secretary.content.decode()
    assert sign_in(world.office).get(url, {"as": "xlsx"}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_hamlets_and_heads(world, sign_in, django_assert_num_queries):
    client, url = sign_in(world.office), reverse("development:organisations")
    a_unit_head(world, world.member)
    client.get(url)
    with django_assert_num_queries(13):
        client.get(url)
    for number in range(3):
        hamlet = structure.found_hamlet(commune=world.commune, name=f"Mới {number}", by=world.office)
        facts = {"role": "head", "since": TODAY, "basis": "elected", "member": world.members[number]}
        services.name_head(unit=found(world, "Hội Nông dân", hamlet=hamlet), by=world.office, **facts)
    with django_assert_num_queries(13):
        client.get(url)


def test_a_typed_name_is_a_member_or_somebody_else_and_mistakes_keep_what_was_typed(world, sign_in):
    client, url = sign_in(world.office), reverse("development:add-head", args=[a_unit(world).pk])
    typed = {"role": "head", "who": "member", "basis": "elected", "since": "3/11/2026", "name": "nong van an"}
    for wrong, sentence in (
        ({"name": "Không Ai Cả"}, "Không có đảng viên tên này."),
        ({"in_party": "on"}, "Chỉ đánh dấu ô này với người khác."),
        ({"since": "1/1/1990"}, "Vào ngày đó đơn vị không hoạt động."),
        ({"term_ends_on": "1/1/2026"}, "Nhiệm kỳ không thể kết thúc trước khi bắt đầu."),
    ):
        page = client.post(url, typed | wrong).content.decode()
        assert sentence in page, sentence
        assert f'value="{(typed | wrong)["name"]}"' in page
    assert client.post(url, typed | {"who": "x"}).status_code == 200
    assert client.post(url, typed).status_code == 302
    assert UnitHead.objects.get().member == world.member


def test_numbers_that_cannot_be_true_are_refused_beside_their_field(world, sign_in):
    unit = a_unit(world)
    client, url = sign_in(world.office), reverse("development:figures", args=[world.farmers.pk]) + "?period=2026-H1"
    prefix = f"unit-{unit.pk}-"
    for typed, sentence in (
        ({"members": "5", "in_party": "6"}, "Số bộ phận không thể lớn hơn tổng số."),
        ({"members": "5", "eligible": "4"}, "Số bộ phận không thể lớn hơn tổng số."),
        ({"newcomers": "1"}, "Hãy ghi số đoàn viên, hội viên."),
        ({"members": "99999999999999999999"}, "99999"),
        ({"members": "-1"}, "0"),
    ):
        page = client.post(url, {prefix + name: value for name, value in typed.items()})
        assert (page.status_code, sentence in page.content.decode()) == (200, True), typed
    assert client.post(url, {f"{prefix}members": "30", f"{prefix}eligible": "40"}).status_code == 302
    assert UnitFigures.objects.get(unit=unit).period == HALF
    page = client.post(url, {f"{prefix}members": "", f"was-{prefix}members": "30"}).content.decode()
    assert "Số này đã được ghi" in page
    assert client.get(url.replace("2026-H1", "9999")).status_code == 200


def test_an_organisation_gets_another_name_and_ends_without_units(world, sign_in):
    client, url = sign_in(world.admin), reverse("development:edit-organisation", args=[world.farmers.pk])
    typed = {"name": "Hội Nông dân mới", "renamed_on": "1/7/2026", "unit_name": "chi hội", "head_title": "trưởng"}
    typed |= {
        "least": "0",
        "committee_from": "0",
        "commune_term": "60",
        "hamlet_term": "60",
        "everywhere": "on",
        "has_members": "on",
    }
    assert client.post(url, typed).status_code == 302
    world.farmers.refresh_from_db()
    assert world.farmers.name_on(date(2026, 6, 30)) == "Hội Nông dân"
    a_unit(world)
    page = client.post(url, typed | {"renamed_on": "", "ended_on": f"{TODAY + timedelta(days=1):%d/%m/%Y}"})
    assert "hãy kết thúc các đơn vị trước" in page.content.decode()


def test_a_merged_hamlet_says_that_its_units_wait(world, sign_in):
    a_unit(world)
    structure.edit_hamlet(hamlet=world.hamlet, ended_on=date(2026, 11, 1), by=world.office)
    client, url = sign_in(world.office), reverse("development:hand-on-units", args=[world.hamlet.pk])
    assert url in client.get(reverse("cells:hamlet", args=[world.hamlet.pk])).content.decode()
    assert client.post(url, {"into": world.foreign_hamlet.pk, "on": "1/11/2026"}).status_code == 200
    assert client.post(url, {"into": world.other_hamlet.pk, "on": "1/11/2026"}).status_code == 302
    assert url not in client.get(reverse("cells:hamlet", args=[world.hamlet.pk])).content.decode()


@pytest.mark.parametrize("role", ["office", "secretary", "leader"])
def test_nobody_reaches_units_of_another_commune(role, world, sign_in):
    kind = world.other_commune.mass_organisations.get(name="Hội Nông dân")
    facts = {"kind": UnitKind.HAMLET, "hamlet": world.foreign_hamlet, "since": date(2025, 1, 1)}
    unit = services.found_unit(organisation=kind, by=world.outsider, **facts)
    head = services.name_head(unit=unit, role="head", since=TODAY, basis="elected", name="Xa", by=world.outsider)
    client = sign_in(world.accounts[role])
    for name, pk in (("unit", unit.pk), ("add-head", unit.pk), ("end-head", head.pk), ("figures", kind.pk)):
        assert client.get(reverse(f"development:{name}", args=[pk])).status_code == 404, name
    asked = {"hamlet": "x", "organisation": kind.pk}
    assert client.get(reverse("development:add-unit"), asked).status_code == (200 if role == "office" else 403)
