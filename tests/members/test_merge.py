"""Two records of one person: suggested, compared, merged, taken apart; nothing is ever lost."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import TrailEntry
from common.partial import PartialDate
from common.promises import thawed
from config.order import APPS
from meetings.models import Attendance, Meeting
from meetings.queries import turnout, voting_base
from members import services
from members.enums import EventKind, LifeOf, OverlayKind, PostKind, Standing
from members.models import Correction, Distinct, Event, Member, Membership, Merge, Overlay, Post
from members.queries import headcount, members_of_cell
from members.queries.duplicates import suggestions
from members.queries.relations import relations
from members.rules.life import MemberRuleError
from privacy.services import note_request
from tests.world import happen, join, record

FOLLOWS = (Membership, Overlay, Post)  # written anew from the events that stand


def counted():
    """{model: rows} of everything that is recorded."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: model._base_manager.count() for model in models if model not in (*FOLLOWS, TrailEntry)}


def projected():
    """What follows from the events, without the numbers of the rows."""
    return {
        model.__name__: sorted(
            str(tuple(getattr(row, f.attname) for f in model._meta.concrete_fields if not f.primary_key))
            for row in model.objects.all()
        )
        for model in FOLLOWS
    }


def referring(member):
    """{where: rows} that refer to the member, whatever the app; rows that follow from events are left out."""
    found = {r.key: r.rows([member]).count() for r in relations() if r.model not in FOLLOWS}
    return {key: number for key, number in found.items() if number}


def merged(world, other, kept=None, *, life=LifeOf.KEPT, taken=(), by=None):
    return services.merge(
        kept=kept or world.member,
        other=other,
        taken=set(taken),
        life=life,
        reason="Cùng một người",
        by=by or world.office,
    )


def undone(merge, world):
    return services.undo_merge(merge=merge, at=timezone.now(), by=world.office)


@pytest.fixture
def twin(world):
    """A second record of `world.member` in the other cell: on a roll, chair, owner of a task, with a post."""
    twin = join(world.other_cell, "Nông Văn Ân", born=PartialDate("1980"), phone="0912345678")
    happen(twin, EventKind.POST, date(2021, 3, 1), cell=world.other_cell, post=PostKind.GROUP_LEADER, how="elected")
    happen(twin, EventKind.EXEMPT, date(2026, 10, 20))
    meeting = record(world.other_cell, date(2026, 9, 3), world.office)
    line = meeting.roll.get(member=twin)
    assert line.mark == "present"
    task = meeting.tasks.get()
    task.owner = twin
    task.save()
    meeting.chair = meeting.clerk = twin
    with thawed():
        meeting.save()
    note_request(
        commune=world.commune, by=world.office, name=twin.full_name, kind="know", member=twin,
        proof="Căn cước", received_on=world.today, received_at="08:00",
    )  # fmt: skip
    return twin


def test_a_merge_keeps_every_row_of_both_and_points_it_to_the_record_that_stays(world, twin):
    before, on_file, his = counted(), referring(world.member), referring(twin)
    assert his == {
        "members.event.member": 3,
        "privacy.datarequest.member": 1,
        "meetings.meeting.chair": 1,
        "meetings.meeting.clerk": 1,
        "meetings.attendance.member": 1,
        "meetings.task.owner": 1,
    }
    merge = merged(world, twin)
    struck = len(merge.struck_events)
    assert struck == 3
    assert counted() == before | {"Merge": 1, "Correction": before["Correction"] + struck}
    together = {key: on_file.get(key, 0) + his.get(key, 0) for key in {*on_file, *his}}
    assert referring(world.member) == together | {"members.correction.member": struck, "members.member.merged_into": 1}
    assert referring(twin) == {}
    assert sum(len(rows) for rows in merge.moved.values()) == sum(his.values()) + struck


def test_undoing_a_merge_puts_every_row_back(world, twin):
    before, on_file, his, rows = counted(), referring(world.member), referring(twin), projected()
    file = {f.attname: getattr(Member.objects.get(pk=twin.pk), f.attname) for f in Member._meta.concrete_fields}
    merge = merged(world, twin, taken={"born", "phone", "full_name"}, life=LifeOf.OTHER)
    undone(merge, world)
    corrections = Correction.objects.count()
    assert counted() == before | {"Merge": 1, "Correction": corrections}
    for person, then in ((world.member, on_file), (twin, his)):
        now = referring(person)
        now.pop("members.correction.member", None)  # why events were struck and put back stays readable
        assert now == then
    assert projected() == rows
    assert {f.attname: getattr(Member.objects.get(pk=twin.pk), f.attname) for f in Member._meta.concrete_fields} == file
    kept = Member.objects.get(pk=world.member.pk)
    assert (kept.full_name, kept.born, kept.phone, kept.sort_key) == (
        "Nông Văn An", "1980-05-01", "", world.member.sort_key,
    )  # fmt: skip


def test_every_reference_to_a_member_is_known_also_the_hidden_ones():
    keys = {relation.key for relation in relations()}
    assert {"meetings.meeting.chair", "meetings.attendance.member", "members.member.merged_into"} <= keys
    fields = [f for m in apps.get_models() for f in m._meta.concrete_fields if f.related_model is Member]
    named = {f"{f.model._meta.label_lower}.{f.name}" for f in fields if f.model not in (Merge, Distinct)}
    assert keys == named


def test_superseded_events_are_struck_with_the_reason_and_still_readable(world, twin):
    merged(world, twin)
    struck = Event.objects.filter(member=world.member, struck=True)
    assert set(struck.values_list("kind", flat=True)) == {"join", "post", "exempt"}
    reasons = Correction.objects.filter(event__in=struck).values_list("field", "before", "after", "reason", "account")
    assert ("on", "20/10/2026", "", "Cùng một người", world.office.pk) in reasons
    assert len(reasons) == 3


def test_the_life_that_was_chosen_decides_where_somebody_belongs(world, twin):
    merged(world, twin, life=LifeOf.OTHER)
    row = world.member.memberships.get()
    assert (row.cell, row.until) == (world.other_cell, None)
    assert [post.kind for post in world.member.posts.all()] == [PostKind.GROUP_LEADER]
    assert world.member.overlays.get().kind == OverlayKind.EXEMPT
    assert not twin.memberships.exists()


def test_two_lives_that_fit_become_one(world):
    left = join(world.cell, "Mã Văn Về", on=date(2016, 1, 5))
    happen(left, EventKind.TRANSFER_OUT, date(2018, 1, 5))
    back = join(world.other_cell, "Mã Văn Về", on=date(2024, 3, 1), kind=EventKind.ARRIVE)
    merged(world, left, back, life=LifeOf.BOTH)
    rows = [(row.cell, row.since, row.until) for row in back.memberships.order_by("since")]
    assert rows == [
        (world.cell, date(2016, 1, 5), date(2018, 1, 5)),
        (world.other_cell, date(2024, 3, 1), None),
    ]
    assert not Event.objects.filter(member=back, struck=True).exists()


def test_two_lives_that_do_not_fit_are_refused_and_nothing_is_changed(world, twin):
    before, rows = counted(), projected()
    with pytest.raises(MemberRuleError) as error:
        merged(world, twin, life=LifeOf.BOTH)
    assert error.value.field == "life"
    assert (counted(), projected()) == (before, rows)
    assert Member.objects.get(pk=twin.pk).merged_into is None


def test_a_roll_that_holds_both_keeps_the_other_line_without_counting_it(world):
    twin = join(world.cell, "Nông Văn Ân")
    meeting = record(world.cell, date(2026, 9, 3), world.office)
    both = turnout(meeting)
    assert (both.numerator, both.denominator) == (6, 6)
    merge = merged(world, twin)
    line = Attendance.objects.get(meeting=meeting, member=twin)
    assert merge.stayed == {"meetings.attendance.member": [line.pk]}
    meeting.refresh_from_db()
    now = turnout(meeting)
    assert (now.numerator, now.denominator, now.roll) == (5, 5, both.roll - 1)
    assert voting_base(meeting).official == 5


def test_of_two_marks_on_one_roll_presence_wins_and_undoing_gives_each_its_own_back(world, sign_in):
    twin = join(world.cell, "Nông Văn Ân")
    meeting = record(world.cell, date(2026, 9, 3), world.office)
    lines = {line.member: line for line in meeting.roll.select_related("member")}
    lines[world.member].mark, lines[world.member].spoke = "unexcused", False
    with thawed():
        lines[world.member].save()
    page = sign_in(world.office).get(reverse("members:compare", args=[world.member.pk, twin.pk]))
    assert meeting in page.context["shared"]
    merge = merged(world, twin)
    assert meeting.roll.get(member=world.member).mark == "present"
    assert merge.swapped == {"meetings.attendance.member": [[lines[twin].pk, lines[world.member].pk]]}
    now = turnout(Meeting.objects.get(pk=meeting.pk))
    assert now.numerator == sum(line.mark == "present" for line in meeting.roll.exclude(member=twin))
    services.undo_merge(merge=merge, at=timezone.now(), by=world.office)
    assert meeting.roll.get(member=world.member).mark == "unexcused"
    assert meeting.roll.get(member=twin).mark == "present"


def test_a_draft_with_both_on_its_roll_can_still_be_recorded(world, sign_in):
    twin = join(world.cell, "Nông Văn Ân")
    meeting = record(world.cell, date(2026, 9, 3), world.office, full=False)
    merged(world, twin)
    page = sign_in(world.secretary).get(reverse("meetings:record-roll", args=[meeting.pk]))
    assert [form.line.member_id for form in page.context["form"].lines].count(twin.pk) == 0
    assert page.context["recorded"].turnout.not_recorded == 5


def test_merged_records_are_never_shown_nor_counted(world, twin, sign_in):
    cells = [world.cell, world.other_cell]
    before = headcount(cells=cells, day=world.today)
    merged(world, twin)
    after = headcount(cells=cells, day=world.today)
    assert (after.total, after.exempt) == (before.total - 1, before.exempt - 1)
    assert twin.pk not in [row.member_id for row, _over in members_of_cell(cell=world.other_cell, day=world.today)]
    client = sign_in(world.office)
    for query in ({}, {"name": "nong van an"}, {"left": "on", "name": "nong van an"}):
        listed = client.get(reverse("members:list"), query).context["page"]
        assert twin.get_absolute_url() not in [row.url for row in listed]
    for name in ("edit", "correct", "reveal"):
        assert client.get(reverse(f"members:{name}", args=[twin.pk])).status_code == 404


def test_the_address_of_a_merged_record_leads_to_the_one_that_stays(world, twin, sign_in):
    merged(world, twin)
    for name in ("detail", "life"):
        old, new = (reverse(f"members:{name}", args=[pk]) for pk in (twin.pk, world.member.pk))
        assert sign_in(world.office).get(old).headers["Location"] == new
        assert sign_in(world.secretary).get(old).headers["Location"] == new
        assert sign_in(world.outsider).get(old).status_code == 404
        assert sign_in(world.upper).get(old).status_code == 404


def test_merges_may_follow_one_another_and_are_undone_in_turn(world, twin):
    third = join(world.other_cell, "Nông Văn Ăn")
    rows = projected()
    first = merged(world, third, twin)
    second = merged(world, twin)
    assert Member.objects.get(pk=third.pk).merged_into == world.member
    with pytest.raises(MemberRuleError, match="Nông Văn Ân"):
        undone(first, world)
    undone(second, world)
    assert Member.objects.get(pk=third.pk).merged_into == twin
    undone(first, world)
    assert not Member.objects.exclude(merged_into=None).exists()
    assert projected() == rows


def test_of_two_records_merged_into_one_the_later_is_undone_first(world, twin):
    third = join(world.other_cell, "Nông Văn Ăn")
    first, second = merged(world, twin), merged(world, third)
    with pytest.raises(MemberRuleError):
        undone(first, world)
    undone(second, world)
    undone(first, world)
    with pytest.raises(MemberRuleError):
        undone(first, world)


def test_an_undo_is_refused_when_a_fact_was_changed_since(world, twin):
    merge = merged(world, twin, taken={"phone"})
    services.edit_file(member=world.member, phone="0987654321", by=world.office)
    with pytest.raises(MemberRuleError):
        undone(merge, world)
    assert Member.objects.get(pk=twin.pk).merged_into == world.member


def test_an_undo_is_refused_when_somebody_else_got_the_identity_number(world, twin):
    services.edit_file(member=twin, id_number="004080001234", by=world.office)
    merge = merged(world, twin)
    services.edit_file(member=world.members[1], id_number="004080001234", by=world.office)
    with pytest.raises(ValidationError):
        undone(merge, world)


def test_an_undo_is_refused_when_somebody_else_holds_the_post(world, twin):
    services.appoint(member=twin, post=PostKind.SECRETARY, on=date(2021, 3, 1), how="elected", replacing=True, by=None)
    merge = merged(world, twin)
    services.appoint(
        member=world.other_members[1], post=PostKind.SECRETARY, on=date(2026, 11, 2), how="elected", replacing=True,
        by=None,
    )  # fmt: skip
    with pytest.raises(MemberRuleError):
        undone(merge, world)


def test_what_was_recorded_since_stays_with_the_record_that_was_kept(world, twin):
    merge = merged(world, twin)
    happen(world.member, EventKind.EXEMPT, date(2026, 11, 1))
    undone(merge, world)
    assert world.member.overlays.get().since == date(2026, 11, 1)
    assert twin.overlays.get().since == date(2026, 10, 20)


def test_the_identity_number_of_the_other_record_can_be_taken_over(world, twin):
    services.edit_file(member=twin, id_number="004080001234", by=world.office)
    merge = merged(world, twin, taken={"id_number"})
    assert Member.objects.get(pk=world.member.pk).id_number == "004080001234"
    entry = TrailEntry.objects.get(subject_kind="members.merge", subject_id=merge.pk)
    assert "004080001234" not in str(entry.changes)
    undone(merge, world)
    assert Member.objects.get(pk=world.member.pk).id_number == ""


def test_a_locked_fact_changes_with_a_correction(world, twin):
    merged(world, twin, taken={"born"})
    correction = Correction.objects.get(member=world.member, field="born")
    assert (correction.before, correction.after, correction.reason) == ("01/05/1980", "1980", "Cùng một người")


@pytest.mark.parametrize("pair", ["itself", "foreign", "again"])
def test_records_that_cannot_be_merged_are_refused(pair, world, twin):
    if pair == "again":
        merged(world, twin, world.members[1])
    other = {"itself": world.member, "foreign": world.foreign_member, "again": twin}[pair]
    with pytest.raises(MemberRuleError):
        merged(world, other)


def reasons(world):
    people = Member.objects.for_doing(world.office, "edit_members")
    return {(pair.first, pair.second): (pair.reasons, pair.doubts) for pair in suggestions(people)}


def test_records_are_suggested_for_name_birth_and_numbers(world):
    one = join(world.cell, "Hà Văn Lộc", born=PartialDate("1958"), card_no="004000000001")
    same = join(world.other_cell, "Hạ Văn Lốc", born=PartialDate("1958-03-05"))
    similar = join(world.other_cell, "Hà Lộc", born=PartialDate("1958-07"))
    exact = join(world.other_cell, "Lò Thị Mai", born=PartialDate("1970-02-01"), sex="female")
    again = join(world.cell, "Lò Thị Mai", born=PartialDate("1970-02-01"), sex="female")
    card = join(world.cell, "Vi Thị Xa", born=PartialDate("1990"), card_no="004000000001", sex="female")
    join(world.other_cell, "Hà Thế Lộc", born=PartialDate("1959"))
    assert list(reasons(world).items()) == [
        ((one.pk, same.pk), ((_("same name"), _("same birth year")), ())),
        ((exact.pk, again.pk), ((_("same name"), _("same birth date")), ())),
        ((one.pk, similar.pk), ((_("similar name"), _("same birth year")), ())),
        ((same.pk, similar.pk), ((_("similar name"),), (_("other birth date"),))),
        (
            (one.pk, card.pk),
            ((_("same %(number)s") % {"number": _("member card no.")},), (_("other birth date"), _("other sex"))),
        ),
    ]


def test_a_pair_found_to_be_two_persons_is_not_suggested_again(world, twin):
    assert list(reasons(world)) == [(world.member.pk, twin.pk)]
    services.mark_distinct(members=(twin, world.member), on=world.today, by=world.office)
    services.mark_distinct(members=(world.member, twin), on=world.today, by=world.office)
    assert reasons(world) == {}
    row = Distinct.objects.get()
    assert (row.first, row.second, row.on, row.account) == (world.member, twin, world.today, world.office)


def test_suggestions_take_two_questions_however_many_people_there_are(world):
    join(world.foreign_cell, "Nông Văn An")
    assert reasons(world) == {}
    with CaptureQueriesContext(connection) as few:
        reasons(world)
    for number in range(12):
        join(world.cell, f"Nông Văn An {number % 2}")
    with CaptureQueriesContext(connection) as many:
        assert len(reasons(world)) == 30
    assert len(few) == len(many) == 2


def test_the_office_merges_on_the_page_and_undoes_it(world, twin, sign_in):
    client = sign_in(world.office)
    assert "Nông Văn Ân" in client.get(reverse("members:duplicates")).content.decode()
    url = reverse("members:compare", args=[world.member.pk, twin.pk])
    page = client.get(url)
    assert set(page.context["form"].fields) == {
        "keep", "life", "reason", "fact-full_name", "fact-born", "fact-phone",
    }  # fmt: skip
    typed = {"keep": "second", "life": "second", "reason": "Đã hỏi chi bộ", "fact-full_name": "first"}
    typed |= {"fact-born": "first", "fact-phone": "second"}
    answer = client.post(url, typed)
    merge = Merge.objects.get()
    assert answer.headers["Location"] == merge.get_absolute_url()
    assert (merge.kept, merge.other, merge.life, merge.account) == (twin, world.member, LifeOf.KEPT, world.office)
    kept = Member.objects.get(pk=twin.pk)
    assert (kept.full_name, kept.born, kept.phone) == ("Nông Văn An", "1980-05-01", "0912345678")
    shown = client.get(merge.get_absolute_url())
    assert dict(shown.context["moved"])[capfirst(_("roll"))] == Attendance.objects.filter(member=twin).count() - 1
    assert Meeting.objects.get(pk=world.signed.pk).chair == twin
    assert client.post(merge.get_absolute_url()).headers["Location"] == url
    assert [row.struck_by for row in client.get(reverse("members:merges")).context["page"]] == [world.office]


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", ""), ("reason", "x" * 201), ("keep", "third"), ("life", ""), ("fact-born", ""), ("fact-phone", "0")],
)
def test_a_merge_with_something_missing_is_not_done(field, value, world, twin, sign_in):
    typed = {"keep": "first", "life": "first", "reason": "Đã hỏi", "fact-full_name": "first"}
    typed |= {"fact-born": "first", "fact-phone": "second", field: value}
    answer = sign_in(world.office).post(reverse("members:compare", args=[world.member.pk, twin.pk]), typed)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Merge.objects.exists()


def test_lives_that_do_not_fit_are_told_beside_the_choice(world, twin, sign_in):
    typed = {"keep": "first", "life": "both", "reason": "Đã hỏi", "fact-full_name": "first"}
    typed |= {"fact-born": "first", "fact-phone": "second", "form_key": "a" * 32}
    answer = sign_in(world.office).post(reverse("members:compare", args=[world.member.pk, twin.pk]), typed)
    assert list(answer.context["form"].errors) == ["life"]
    assert not Merge.objects.exists()


def test_two_persons_are_told_apart_on_the_page(world, twin, sign_in):
    url = reverse("members:compare", args=[world.member.pk, twin.pk])
    sign_in(world.office).post(url, {"distinct": "on"})
    assert Distinct.objects.get().account == world.office


def test_only_the_office_of_the_commune_compares_and_merges(world, twin, sign_in):
    merge = merged(world, join(world.cell, "Nông Văn Ạn"))
    near = reverse("members:compare", args=[world.member.pk, world.members[1].pk])
    far = reverse("members:compare", args=[world.member.pk, world.foreign_member.pk])
    pages = [reverse("members:duplicates"), reverse("members:merges"), near]
    assert [sign_in(world.secretary).get(url).status_code for url in pages] == [403, 403, 403]
    assert sign_in(world.outsider).get(near).status_code == 404
    assert sign_in(world.office).get(far).status_code == 404
    for account in (world.secretary, world.outsider):
        assert sign_in(account).post(merge.get_absolute_url()).status_code == 404
    assert Merge.objects.get().struck_at is None


def test_comparing_two_files_is_a_look_at_both(world, twin, sign_in):
    sign_in(world.office).get(reverse("members:compare", args=[world.member.pk, twin.pk]))
    looked = TrailEntry.objects.filter(action="seen").values_list("subject_id", flat=True)
    assert set(looked) == {world.member.pk, twin.pk}


def test_the_list_of_suggestions_asks_as_often_however_long_it_is(world, twin, sign_in):
    client = sign_in(world.office)
    client.get(reverse("members:duplicates"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("members:duplicates"))
    for _number in range(3):
        join(world.cell, "Nông Văn An", standing=Standing.OFFICIAL)
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(reverse("members:duplicates")).context["rows"]) == 10
    assert len(many) == len(few)
