"""Foundings of cells: three official members on the day of effect, step by step, and what undoes a step."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import services as structure
from cells.enums import ServingKind
from cells.models import Cell, PaperNumber, Serving
from common.documents import Heading, thawed
from common.errors import ContradictedError, RuleError
from development import services
from development.enums import Authority, FoundingPaper, FoundingStage, FoundingStepKind, FoundingWay, ItemState
from development.models import Founding, FoundingStep
from development.papers.founding import issues_of, numbers_of, paper_of, shown
from development.queries.founding import founding_file, foundings_to_watch, left_short, under_way, why_not_official
from development.queries.founding import told as told_of
from development.rules.founding import Named, mend, progress, refuse_step, refuse_way
from meetings import services as minutes
from members import services as people
from members.enums import EventKind, Exit, PostKind, Standing
from members.models import Membership
from members.queries import headcount
from members.queries.posts import post_holders
from reports.needs import needs_of
from tests.world import TODAY, happen, join

SURVEYED, CHOSEN, NAMED, PROPOSED, APPRAISED, DECIDED, EFFECT = (
    *(date(2026, 9, 1), date(2026, 9, 5), date(2026, 9, 10), date(2026, 9, 20), date(2026, 10, 1)),
    *(date(2026, 10, 10), date(2026, 11, 20)),
)
ONE_DAY = timedelta(days=1)


def told(*steps):
    """Steps as rows would tell them: (kind, day) or (kind, day, members, in favour)."""
    return [
        SimpleNamespace(kind=kind, on=on, members=(votes or (5, 3))[0], in_favour=(votes or (5, 3))[1], pk=number)
        for number, (kind, on, *votes) in enumerate(steps)
    ]


PAPERS = [
    (FoundingStepKind.SURVEY, SURVEYED),
    (FoundingStepKind.WAY, CHOSEN),
    (FoundingStepKind.PROPOSE, PROPOSED),
    (FoundingStepKind.APPRAISE, APPRAISED),
    (FoundingStepKind.DECIDE, DECIDED),
]
THREE = [Named(NAMED, official=True)] * 3


def stage(steps, named=THREE, **facts):
    found = progress(steps=told(*steps), named=named, effective_on=EFFECT, **facts)
    return found.stage, found.fell_back


def test_each_step_waits_for_the_one_before():
    waits = [
        *(FoundingStage.WAY, FoundingStage.DOSSIER, FoundingStage.APPRAISAL, FoundingStage.DECISION),
        FoundingStage.EFFECT,
    ]
    assert [stage(PAPERS[:number]) for number in range(1, 6)] == [(one, False) for one in waits]
    after = [*PAPERS, (FoundingStepKind.EFFECT, EFFECT)]
    assert stage(after) == (FoundingStage.ANNOUNCEMENT, False)
    after.append((FoundingStepKind.ANNOUNCE, EFFECT))
    assert stage(after) == (FoundingStage.MEETING, False)
    assert stage(after, met_on=TODAY) == (FoundingStage.CONGRESS, False)
    assert stage([*after, (FoundingStepKind.CONGRESS, TODAY)], met_on=TODAY) == (FoundingStage.DONE, False)
    assert stage([*PAPERS, (FoundingStepKind.GIVE_UP, TODAY)]) == (FoundingStage.GIVEN_UP, False)


def test_each_stage_says_what_is_missing_by_when_and_what_would_mend_it():
    due = {"due_on": CHOSEN}
    after = [*PAPERS, (FoundingStepKind.EFFECT, EFFECT)]
    announced = [*after, (FoundingStepKind.ANNOUNCE, EFFECT)]
    over = [*announced, (FoundingStepKind.CONGRESS, TODAY)]
    cases = (
        (PAPERS[:1], {}, CHOSEN, 1), (PAPERS[:2], {"named": THREE[:2]}, CHOSEN, 2), (PAPERS[:2], {}, CHOSEN, 2),
        (PAPERS[:3], {}, CHOSEN, 3), (PAPERS[:4], {}, CHOSEN, 4), (PAPERS, {}, EFFECT, 5),
        (after, {}, CHOSEN, 6), (announced, {}, EFFECT + timedelta(days=30), 7),
        (announced, {"met_on": TODAY}, CHOSEN, 7), (over, {"met_on": TODAY}, None, 8),
        ([*PAPERS, (FoundingStepKind.GIVE_UP, TODAY)], {}, None, 6),
    )  # fmt: skip
    said, mends = [], {}
    for steps, facts, due_on, many in cases:
        about = {"named": THREE, "effective_on": EFFECT} | due | facts
        found = progress(steps=told(*steps), **about)
        assert (found.due_on, len(found.steps), found.official) == (due_on, many, len(about["named"]))
        said.append(" ".join(found.lacks))
        mends[found.stage] = mend(found.stage)
    assert said == [
        *("Chưa chọn phương án thành lập.", "2 đảng viên chính thức vào ngày 20/11/2026; cần ít nhất 3."),
        *("Hồ sơ đã đủ; chưa ghi tờ trình.", "Đảng ủy chưa biểu quyết.", "Chưa ghi các quyết định.", ""),
        "Chưa công bố quyết định thành lập.",
        "Chi bộ chưa sinh hoạt; buổi đầu tiên phải trước hoặc trong ngày 20/12/2026.",
        *("Bí thư và chi ủy là lâm thời cho đến đại hội.", "", ""),
    ]
    assert set(mends) == set(FoundingStage)
    assert {stage for stage, words in mends.items() if words == ""} == {FoundingStage.DONE, FoundingStage.GIVEN_UP}
    assert len(set(mends.values())) == len(FoundingStage) - 1


@pytest.mark.parametrize("done", range(2, 6))
def test_without_the_third_official_member_it_falls_back_until_it_has_taken_effect(done):
    two = [*THREE[:2], replace(THREE[2], official=False, why="Chi từ trần.")]
    assert stage(PAPERS[:done], two) == (FoundingStage.MEMBERS, done > 2)
    assert stage([*PAPERS, (FoundingStepKind.EFFECT, EFFECT)], two) == (FoundingStage.ANNOUNCEMENT, False)
    found = progress(steps=told(*PAPERS[:done]), named=two, effective_on=EFFECT)
    assert "Chi từ trần." in found.lacks


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (PROPOSED, (FoundingStage.EFFECT, False)),
        (PROPOSED + ONE_DAY, (FoundingStage.DOSSIER, True)),
    ],
)
def test_papers_count_only_for_three_who_were_named_by_their_day(since, expected):
    assert stage(PAPERS, [*THREE[:2], Named(since, official=True)]) == expected
    assert stage(PAPERS, [*THREE, Named(since, official=True)]) == (FoundingStage.EFFECT, False)


def test_an_appraisal_passes_with_more_than_half_and_papers_are_whole_before_it():
    three = PAPERS[:3]
    assert stage([*three, (FoundingStepKind.APPRAISE, APPRAISED, 6, 3)])[0] == FoundingStage.APPRAISAL
    assert stage([*three, (FoundingStepKind.APPRAISE, APPRAISED, 6, 4)])[0] == FoundingStage.DECISION
    assert stage(PAPERS, missing=[FoundingPaper.LEADERS]) == (FoundingStage.DOSSIER, True)
    again = (FoundingStepKind.WAY, APPRAISED + ONE_DAY)  # chosen anew after the proposal
    assert stage([*PAPERS, again]) == (FoundingStage.DOSSIER, True)
    same_day = (FoundingStepKind.WAY, PROPOSED)  # recorded after the proposal of that day
    assert stage([*PAPERS, same_day]) == (FoundingStage.DOSSIER, True)


def test_a_step_tells_its_numbers_as_typed_or_issued_its_vote_and_its_note():
    step = FoundingStep(paper_no="7", committee_no="8", transfer_no="9", paper_id=1, transfer_paper_id=3)
    issued = {number: SimpleNamespace(text=f"0{number}-QĐ/ĐU") for number in (1, 2, 3)}
    assert told_of(step, {}) == " · 7 · chỉ định chi ủy: 8 · chuyển đảng viên: 9"
    assert told_of(step, issued) == " · 01-QĐ/ĐU · chỉ định chi ủy: 8 · chuyển đảng viên: 03-QĐ/ĐU"
    voted = FoundingStep(committee_paper_id=2, members=5, in_favour=3, note="họp tại xóm")
    assert told_of(voted, issued) == " · chỉ định chi ủy: 02-QĐ/ĐU · 3/5 phiếu tán thành · Họp tại xóm"
    assert told_of(FoundingStep(), {}) == ""


def test_why_somebody_is_not_official_on_a_day_is_what_ended_last_before_it():
    def spell(since, until=None, exit="", standing=Standing.OFFICIAL):
        return Membership(since=since, until=until, exit=exit, standing=standing)

    first, after = spell(SURVEYED, CHOSEN, Exit.TRANSFERRED), EFFECT + ONE_DAY
    gone = "An không còn là đảng viên ở đây từ ngày 20/11/2026."
    for life, why in (
        ([first, spell(EFFECT)], ""),
        ([first, spell(NAMED, after, Exit.DIED)], ""),
        ([spell(NAMED, standing=Standing.PROBATIONARY)], "Đến ngày đó An vẫn là đảng viên dự bị."),
        ([], "Ngày đó An không thuộc chi bộ nào."),
        ([spell(after)], "Ngày đó An không thuộc chi bộ nào."),
        ([first, spell(NAMED, EFFECT, Exit.DIED)], "An từ trần ngày 20/11/2026."),
        ([first, spell(after)], "An đã chuyển sinh hoạt ra ngoài từ ngày 05/09/2026."),
        ([first, spell(CHOSEN, NAMED, Exit.MOVED), spell(NAMED, EFFECT, Exit.EXPELLED)], gone),
    ):
        assert why_not_official("An", life, EFFECT) == why


def refusal(rule, *facts, **more):
    """(the sentence, its field) with which a rule refuses, None where it does not."""
    try:
        rule(*facts, **more)
    except RuleError as error:
        return str(error), error.field


def test_a_way_fits_the_number_of_hamlets_and_what_serves_them():
    one_for_all = ("Chi bộ ghép dành cho nhiều xóm, chi bộ riêng dành cho một xóm.", "way")
    not_now = ("Hiện không có chi bộ ghép phụ trách xóm: hãy chọn phương án khác.", "way")
    assert [refusal(refuse_way, way, hamlets, joint) for way, hamlets, joint in (
        (FoundingWay.JOINT, 2, False), (FoundingWay.JOINT, 1, False), (FoundingWay.POSTED, 2, False),
        (FoundingWay.SPLIT, 1, True), (FoundingWay.SPLIT, 1, False),
    )] == [None, one_for_all, one_for_all, None, not_now]  # fmt: skip


def test_a_step_is_refused_out_of_turn_and_before_the_one_that_it_follows():
    far = "Chưa đến bước này: hồ sơ thành lập"
    gone = "Hồ sơ thành lập này đã kết thúc: đã thôi."
    early = "Ngày có hiệu lực không thể trước ngày ra quyết định."
    unvoted = "Đảng ủy chưa biểu quyết."
    planned, given_up = PAPERS[:3], [*PAPERS, (FoundingStepKind.GIVE_UP, TODAY)]
    founded = [*PAPERS, (FoundingStepKind.EFFECT, EFFECT)]
    for steps, kind, on, effective_on, why in (
        (planned, FoundingStepKind.APPRAISE, PROPOSED, None, None),
        (
            planned,
            FoundingStepKind.APPRAISE,
            PROPOSED - ONE_DAY,
            None,
            ("Bước này phải sau bước ngày 20/09/2026.", "on"),
        ),
        (planned, FoundingStepKind.CONGRESS, APPRAISED, None, (f"{far} chờ thẩm định. {unvoted}", None)),
        (planned, FoundingStepKind.WAY, SURVEYED, None, None),
        (planned, FoundingStepKind.WAY, SURVEYED - ONE_DAY, None, ("Bước này phải sau bước ngày 01/09/2026.", "on")),
        (PAPERS[:4], FoundingStepKind.DECIDE, DECIDED, DECIDED, None),
        (PAPERS[:4], FoundingStepKind.DECIDE, DECIDED, DECIDED - ONE_DAY, (early, "effective_on")),
        (given_up, FoundingStepKind.WAY, TODAY, None, (gone, None)),
        (founded, FoundingStepKind.WAY, TODAY, None, (f"{far} chờ công bố. Chưa công bố quyết định thành lập.", None)),
        (founded, FoundingStepKind.GIVE_UP, TODAY, None, ("Chi bộ đã thành lập nên không thể thôi nữa.", None)),
        ([], FoundingStepKind.GIVE_UP, TODAY, None, None),
    ):
        found = progress(steps=told(*steps), named=THREE, effective_on=EFFECT)
        assert refusal(refuse_step, kind, on, found, effective_on=effective_on) == why
    found = progress(steps=told(*PAPERS[:4]), named=THREE, effective_on=EFFECT)
    two = [*THREE[:2], replace(THREE[2], official=False, why="Chi từ trần.")]
    short = progress(steps=told(*PAPERS[:2]), named=two, effective_on=EFFECT)
    said, _field = refusal(refuse_step, FoundingStepKind.PROPOSE, PROPOSED, short)
    assert said.endswith("cần ít nhất 3. Chi từ trần.")
    assert (found.late(TODAY), replace(found, due_on=TODAY).late(TODAY)) == (False, False)
    assert replace(found, due_on=TODAY - ONE_DAY).late(TODAY)


def white(world, name="Xóm Trắng"):
    return structure.found_hamlet(commune=world.commune, name=name, by=world.office)


def begun(world, *, way=FoundingWay.POSTED, members=None, name="Chi bộ Xóm Trắng", hamlets=None):
    """A founding with its way chosen and those named; the first is to be secretary."""
    by = world.office
    hamlets = hamlets or [white(world)]
    made = services.begin_founding(commune=world.commune, hamlets=hamlets, on=SURVEYED, by=by)
    services.choose_way(founding=made, on=CHOSEN, way=way, cell_name=name, effective_on=EFFECT, by=by)
    for number, member in enumerate(world.members[1:4] if members is None else members):
        post = PostKind.SECRETARY if number == 0 else ""
        services.name_member(founding=made, member=member, on=NAMED, post=post, by=by)
    return made


def papers(world, made):
    for paper in FoundingPaper:
        services.keep_founding_item(founding=made, kind=paper, state=ItemState.HAVE, on=NAMED, by=world.office)


def take(world, made, kind, on, **facts):
    return services.take_founding_step(founding=made, kind=kind, on=on, by=world.office, **facts)


def decided(world, **facts):
    made = begun(world, **facts)
    papers(world, made)
    take(world, made, FoundingStepKind.PROPOSE, PROPOSED, paper_no="3-TTr/ĐU")
    take(world, made, FoundingStepKind.APPRAISE, APPRAISED, members=5, in_favour=5)
    numbers = {"paper_no": "7-QĐ/ĐU", "committee_no": "8-QĐ/ĐU", "transfer_no": "9-QĐ/ĐU"}
    take(world, made, FoundingStepKind.DECIDE, DECIDED, effective_on=EFFECT, **numbers)
    return made


def found(world, made, **facts):
    return services.take_effect(founding=made, today=TODAY, by=world.office, **facts)


def file_of(made):
    return founding_file(Founding.objects.get(pk=made.pk))


def at(made):
    return file_of(made).progress


def test_on_its_day_the_cell_is_founded_with_its_hamlet_its_people_and_a_provisional_secretary(world):
    made = decided(world)
    before = headcount(cells=Cell.objects.filter(commune=world.commune), day=EFFECT).total
    with pytest.raises(RuleError):
        services.take_effect(founding=made, today=EFFECT - ONE_DAY, by=world.office)
    cell = services.take_effect(founding=made, today=EFFECT, by=world.office)
    assert (cell.founded_on, cell.decision_no, cell.decision_on) == (EFFECT, "7-QĐ/ĐU", DECIDED)
    serving = Serving.objects.get(cell=cell)
    assert (serving.kind, serving.since, serving.hamlet.name) == (ServingKind.OWN, EFFECT, "Xóm Trắng")
    assert (headcount(cells=[cell], day=EFFECT).official, headcount(cells=[cell], day=EFFECT - ONE_DAY).total) == (3, 0)
    assert headcount(cells=Cell.objects.filter(commune=world.commune), day=EFFECT).total == before
    assert post_holders(cells=[cell], day=EFFECT) == {cell.pk: world.members[1]}
    event = world.members[2].events.get(kind=EventKind.TRANSFER)
    assert (event.on, event.decision_no, event.decision_on) == (EFFECT, "9-QĐ/ĐU", DECIDED)
    assert at(made).stage == FoundingStage.ANNOUNCEMENT
    with pytest.raises(RuleError):  # pressed twice
        found(world, made)
    for step in made.steps.exclude(kind=FoundingStepKind.EFFECT):
        with pytest.raises(RuleError):
            services.strike_founding_step(step=step, reason="nhầm", by=world.office)
    with pytest.raises(RuleError):
        papers(world, made)
    with pytest.raises(RuleError):
        services.drop_member(row=made.named.first(), reason="nhầm", by=world.office)
    take(world, made, FoundingStepKind.ANNOUNCE, DECIDED)  # the ceremony may come before the day of effect
    assert at(made).due_on == EFFECT + timedelta(days=30)
    minutes.start_meeting(cell=cell, kind="regular", held_on=TODAY, today=TODAY, by=world.office)
    file = file_of(made)
    assert (file.progress.stage, file.met_on) == (FoundingStage.CONGRESS, TODAY)
    communes = (world.commune.pk, world.foreign_cell.commune_id)
    assert [list(foundings_to_watch(communes=[one], day=TODAY)) for one in communes] == [[made], []]
    take(world, made, FoundingStepKind.CONGRESS, TODAY)
    assert at(made).stage == FoundingStage.DONE
    assert not foundings_to_watch(communes=communes, day=TODAY)


def test_who_dies_on_the_day_of_effect_is_missing_and_who_dies_after_it_is_not(world):
    made = decided(world)
    happen(world.members[3], EventKind.DIE, EFFECT + ONE_DAY)
    assert at(made).stage == FoundingStage.EFFECT
    event = world.members[3].events.get(kind=EventKind.DIE)
    people.correct(event=event, on=EFFECT, reason="nhầm ngày", despite="đã biết", by=world.office)
    fallen = at(made)
    assert (fallen.stage, fallen.fell_back, fallen.official) == (FoundingStage.MEMBERS, True, 2)
    assert any(world.members[3].full_name in lack for lack in fallen.lacks)
    with pytest.raises(RuleError):
        found(world, made)
    [need] = [need for group in needs_of(world.office, TODAY) if group.key == "foundings" for need in group.needs]
    assert (need.tone, world.members[3].full_name in need.text) == ("info", True)
    services.name_member(founding=made, member=world.members[4], on=DECIDED, by=world.office)
    again = at(made)  # exempt, and counts as in any headcount; the papers do not yet
    assert (again.stage, again.official, again.fell_back) == (FoundingStage.DOSSIER, 3, True)


def test_probationers_go_along_and_do_not_count(world):
    made = begun(world, members=[*world.members[1:3], world.members[5]])
    assert at(made).official == 2
    assert left_short(file_of(made)) == []  # three of five official members stay
    papers(world, made)
    with pytest.raises(RuleError):
        take(world, made, FoundingStepKind.PROPOSE, PROPOSED, paper_no="3-TTr/ĐU")
    row = made.named.get(member=world.members[5])
    services.drop_member(row=row, reason="xếp chức vụ", by=world.office)
    with pytest.raises(RuleError):
        services.name_member(founding=made, member=row.member, on=NAMED, post=PostKind.DEPUTY, by=world.office)
    services.name_member(founding=made, member=world.members[3], on=CHOSEN, by=world.office)
    assert at(made).stage == FoundingStage.DOSSIER
    assert [row.member for row in file_of(made).named] == [world.members[n] for n in (3, 1, 2)]  # by their day
    assert left_short(file_of(made)) == [(world.cell, 2)]


def test_the_dossier_tells_each_paper_and_waits_for_those_missing(world):
    made, (first, second, *others) = begun(world), FoundingPaper
    for paper, state, reason in ((first, ItemState.HAVE, ""), (second, ItemState.NOT_APPLICABLE, "một chi bộ")):
        about = {"founding": made, "kind": paper, "state": state, "on": NAMED, "reason": reason}
        services.keep_founding_item(by=world.office, **about)
    file = file_of(made)
    states = [ItemState.HAVE, ItemState.NOT_APPLICABLE, ItemState.MISSING, ItemState.MISSING]
    assert [(one.founding, one.kind, one.state) for one in file.items] == [
        (made, kind, state) for kind, state in zip(FoundingPaper, states, strict=True)
    ]
    assert file.progress.lacks == tuple(f"{paper.label}: còn thiếu." for paper in others)


def test_what_contradicts_it_is_refused_with_a_sentence(world):
    own = world.hamlet
    with pytest.raises(RuleError):
        services.begin_founding(commune=world.commune, hamlets=[own], on=SURVEYED, by=world.office)
    made = begun(world)
    place = made.places.get().hamlet
    with pytest.raises(ValidationError):  # one founding of a hamlet at a time
        services.begin_founding(commune=world.commune, hamlets=[place], on=SURVEYED, by=world.office)
    other = services.begin_founding(
        commune=world.commune, hamlets=[white(world, "Hai"), white(world, "Ba")], on=SURVEYED, by=world.office
    )
    plan = {"on": CHOSEN, "cell_name": "Chi bộ Mới", "effective_on": EFFECT, "by": world.office}
    for wrong in (
        {"way": FoundingWay.POSTED},  # two hamlets
        {"way": FoundingWay.JOINT, "cell_name": world.cell.name},
        {"way": FoundingWay.JOINT, "effective_on": CHOSEN - ONE_DAY},
        {"way": FoundingWay.JOINT, "on": SURVEYED - ONE_DAY},
    ):
        with pytest.raises(RuleError):
            services.choose_way(founding=other, **plan | wrong)
    with pytest.raises(RuleError):
        services.name_member(founding=other, member=world.members[4], on=NAMED, by=world.office)
    services.choose_way(founding=other, **plan, way=FoundingWay.JOINT, due_on=TODAY)
    with pytest.raises(ValidationError):  # named for the first
        services.name_member(founding=other, member=world.members[1], on=NAMED, by=world.office)
    late = join(world.cell, "Lò Văn Sau", on=EFFECT + ONE_DAY)
    with pytest.raises(RuleError):
        services.name_member(founding=other, member=late, on=NAMED, by=world.office)
    services.take_founding_step(founding=made, kind="give_up", on=TODAY, note="thôi", by=world.office)
    watched = [list(foundings_to_watch(communes=[world.commune.pk], day=day)) for day in (TODAY, TODAY + ONE_DAY)]
    assert watched == [[], [other]]
    asked = [place, other.places.first().hamlet]
    assert {hamlet: file.founding for hamlet, file in under_way(asked).items()} == {asked[1].pk: other}
    services.name_member(founding=other, member=world.members[1], on=NAMED, by=world.office)  # free again
    assert services.begin_founding(commune=world.commune, hamlets=[place], on=TODAY, by=world.office)


def test_who_was_transferred_meanwhile_and_a_hamlet_that_got_its_own_cell_stop_it(world):
    made = decided(world)
    happen(world.members[1], EventKind.TRANSFER, EFFECT, cell=world.other_cell)
    with pytest.raises(RuleError):
        found(world, made)
    event = world.members[1].events.get(kind=EventKind.TRANSFER)
    people.correct(event=event, reason="nhầm", despite="đã biết", by=world.office)
    hamlet = made.places.get().hamlet
    cell = structure.found_cell(commune=world.commune, name="Chi bộ Khác", founded_on=SURVEYED, by=world.office)
    structure.serve_hamlet(hamlet=hamlet, cell=cell, kind=ServingKind.OWN, since=SURVEYED, by=world.office)
    with pytest.raises(RuleError):
        found(world, made)
    assert not Cell.objects.filter(name="Chi bộ Xóm Trắng").exists()
    assert list(foundings_to_watch(communes=[world.commune.pk], day=TODAY)) == [made]
    take(world, made, FoundingStepKind.GIVE_UP, TODAY, note="thôi")
    assert not foundings_to_watch(communes=[world.commune.pk], day=TODAY)


def test_split_from_a_joint_cell_it_serves_the_one_hamlet_and_the_joint_cell_the_others(world):
    joint = structure.found_cell(
        commune=world.commune, name="Chi bộ Ghép", kind="joint", founded_on=date(2020, 1, 1), by=world.office
    )
    one, two = white(world, "Một"), white(world, "Hai")
    for hamlet in (one, two):
        structure.serve_hamlet(
            hamlet=hamlet, cell=joint, kind=ServingKind.JOINT, since=date(2020, 1, 1), by=world.office
        )
    members = [join(joint, f"Đảng Viên {number}", on=date(2020, 1, 1)) for number in range(4)]
    made = decided(world, way=FoundingWay.SPLIT, members=members[:3], hamlets=[one], name="Chi bộ Một")
    cell = found(world, made)
    kinds = {row.hamlet: (row.cell, row.kind) for row in Serving.objects.on(EFFECT).filter(hamlet__in=[one, two])}
    assert kinds == {one: (cell, "own"), two: (joint, "joint")}
    assert headcount(cells=[joint], day=EFFECT).total == 1


def test_rolls_of_later_meetings_speak_against_a_founding_that_is_told_late(world):
    made = begun(world)
    papers(world, made)
    take(world, made, FoundingStepKind.PROPOSE, PROPOSED, paper_no="3-TTr/ĐU")
    take(world, made, FoundingStepKind.APPRAISE, APPRAISED, members=5, in_favour=5)
    numbers = {"paper_no": "7", "committee_no": "8", "transfer_no": "9", "effective_on": APPRAISED}
    take(world, made, FoundingStepKind.DECIDE, APPRAISED, **numbers)  # signed minutes are of two days later
    with pytest.raises(ContradictedError):
        found(world, made)
    assert not Cell.objects.filter(name="Chi bộ Xóm Trắng").exists()
    assert found(world, made, despite="danh sách điểm danh cũ").founded_on == APPRAISED


def test_on_another_day_than_planned_others_are_official(world):
    made = begun(world)
    papers(world, made)
    take(world, made, FoundingStepKind.PROPOSE, PROPOSED, paper_no="3-TTr/ĐU")
    take(world, made, FoundingStepKind.APPRAISE, APPRAISED, members=5, in_favour=5)
    happen(world.members[2], EventKind.TRANSFER_OUT, EFFECT + ONE_DAY, place="Đảng bộ khác")
    numbers = {"paper_no": "7", "committee_no": "8", "transfer_no": "9"}
    with pytest.raises(RuleError):
        take(world, made, FoundingStepKind.DECIDE, DECIDED, effective_on=EFFECT + ONE_DAY, **numbers)
    assert not FoundingStep.objects.filter(kind=FoundingStepKind.DECIDE).exists()
    take(world, made, FoundingStepKind.DECIDE, DECIDED, effective_on=EFFECT, **numbers)


def test_the_office_founds_a_cell_on_its_pages_and_others_read_only_theirs(world, sign_in):
    hamlet, client = white(world), sign_in(world.office)
    begin = reverse("development:add-founding")
    assert f'value="{hamlet.pk}"' in client.get(begin).content.decode()
    client.post(begin, {"hamlets": [hamlet.pk], "on": "01/09/2026", "due_on": "20/11/2026"})
    made = Founding.objects.get()

    def send(word, typed, *args):
        return client.post(reverse(f"development:{word}", args=[made.pk, *args]), typed)

    way = {"on": "05/09/2026", "way": "posted", "cell_name": "Chi bộ Xóm Trắng", "effective_on": "20/11/2026"}
    assert "tương lai" not in send("founding-step", way | {"on": "25/11/2026"}, "way").content.decode()
    assert send("founding-step", way | {"cell_name": world.cell.name}, "way").status_code == 200
    assert send("founding-step", way, "way").status_code == 302
    for member in world.members[1:4]:
        assert send("name-founder", {"member": member.pk, "on": "10/09/2026"}).status_code == 302
    services.drop_member(row=made.named.get(member=world.members[3]), reason="xin ở lại", by=world.office)
    page = client.get(made.get_absolute_url()).content.decode()
    assert ("còn thiếu" in page, "xin ở lại" in page) == (True, True)
    assert send("name-founder", {"member": world.members[3].pk, "on": "10/09/2026"}).status_code == 302
    for paper in FoundingPaper:
        typed = {"state": "not_applicable", "reason": "không cần"}
        assert send("founding-item", typed, paper).status_code == 302
    assert send("founding-step", {"on": "20/09/2026", "paper_no": "3-TTr"}, "propose").status_code == 302
    votes = {"on": "01/10/2026", "members": "3", "in_favour": "4"}
    assert "nhiều hơn" in send("founding-step", votes, "appraise").content.decode()
    votes |= {"in_favour": "3", "body": "standing committee"}
    assert send("founding-step", votes, "appraise").status_code == 302
    decisions = {"on": "10/10/2026", "effective_on": "20/11/2026", "paper_no": "7"}
    assert send("founding-step", decisions, "decide").status_code == 302
    assert "Chưa có số: Quyết định chuyển đảng viên đến" in send("founding-step", {}, "effect").content.decode()
    transfer = [made.steps.get(kind="decide").pk, "transfer"]
    client.post(reverse("development:founding-paper-no", args=transfer), {"paper_no": "9"})
    assert send("founding-step", {}, "effect").status_code == 302
    cell = Cell.objects.get(name="Chi bộ Xóm Trắng")
    page = client.get(made.get_absolute_url()).content.decode()
    assert (cell.get_absolute_url() in page, "chờ công bố" in page) == (True, True)
    page = client.get(reverse("cells:hamlet", args=[hamlet.pk])).content.decode()
    assert made.get_absolute_url() in page
    assert sign_in(world.secretary).get(made.get_absolute_url()).status_code == 404
    assert (
        made.get_absolute_url() not in sign_in(world.secretary).get(reverse("development:foundings")).content.decode()
    )


def decided_here(world):
    """Decided, with a secretary proposed; the papers are drawn here, and none is numbered."""
    made = begun(world, members=[*world.members[1:4], world.members[5]])
    papers(world, made)
    take(world, made, FoundingStepKind.PROPOSE, PROPOSED, paper_no="3-TTr/BXDĐ")
    take(world, made, FoundingStepKind.APPRAISE, APPRAISED, members=5, in_favour=3, body=Authority.STANDING)
    take(world, made, FoundingStepKind.DECIDE, DECIDED, effective_on=EFFECT)
    return made


def numbered(world, made, slot, kind=FoundingStepKind.DECIDE, **more):
    step = made.steps.kept().get(kind=kind)
    about = {"on": step.on, "today": TODAY, "by": world.office} | more
    return services.number_founding_paper(step=step, slot=slot, **about)


def test_the_papers_of_a_founding_are_drawn_and_numbered_and_the_cell_bears_their_numbers(world):
    made = decided_here(world)
    resolution = numbered(world, made, "paper", FoundingStepKind.APPRAISE)
    with pytest.raises(RuleError, match="10/10/2026"):  # of the day of the decision
        numbered(world, made, "paper", on=DECIDED + ONE_DAY)
    numbers = {slot: numbered(world, made, slot) for slot in ("paper", "committee")}
    assert numbered(world, made, "paper") == numbers["paper"]  # sent twice
    with pytest.raises(RuleError, match="Quyết định chuyển đảng viên đến Chi bộ Xóm Trắng"):
        found(world, made)
    numbers["transfer"] = numbered(world, made, "transfer")
    assert [resolution.text, *(number.text for number in numbers.values())] == [
        "01-NQ/ĐU", "01-QĐ/ĐU", "02-QĐ/ĐU", "03-QĐ/ĐU",
    ]  # fmt: skip
    drawn = {slot: thawed(number.content) for slot, number in numbers.items()}
    day, names = f"{EFFECT:%d/%m/%Y}", [member.full_name for member in world.members]
    assert drawn["paper"].parts == (
        "Căn cứ Điều lệ Đảng; 208-QĐ/TW ngày 26/7/2026;",
        f"Căn cứ nghị quyết số 01-NQ/ĐU, ngày {APPRAISED:%d/%m/%Y};",
        f"Xét tờ trình số 3-TTr/BXDĐ, ngày {PROPOSED:%d/%m/%Y};",
        "Ban Thường vụ Đảng ủy xã Nhà quyết định:",
        Heading("Điều 1"),
        f"Thành lập Chi bộ Xóm Trắng trực thuộc Đảng ủy xã Nhà từ ngày {day}.",
        "Địa bàn: Xóm Trắng.",
        "Số đảng viên: 4; chính thức: 3; dự bị: 1.",
        Heading("Điều 2"),
        "Chi bộ Xóm Trắng hoạt động theo Điều lệ Đảng và quy định của cấp trên.",
        Heading("Điều 3"),
        "Văn phòng Đảng ủy, các chi bộ có đảng viên chuyển đi và Chi bộ Xóm Trắng thi hành quyết định này.",
    )
    assert (drawn["paper"].subject, drawn["paper"].signatures[0].behalf, drawn["paper"].recipients) == (
        "thành lập Chi bộ Xóm Trắng", "T/M Ban Thường vụ", ("Chi bộ Lũng Mật", "Lưu Văn phòng Đảng ủy"),
    )  # fmt: skip
    assert f"1. Đồng chí {names[1]}: Bí thư." in [
        str(part).replace("bí thư", "Bí thư") for part in drawn["committee"].parts
    ]
    assert [part for part in drawn["transfer"].parts if str(part)[0].isdigit()] == [
        *(f"{place}. Đồng chí {names[place]}, đảng viên chính thức, từ Chi bộ Lũng Mật." for place in (1, 2, 3)),
        f"4. Đồng chí {names[5]}, đảng viên dự bị, từ Chi bộ Lũng Mật.",
    ]
    cell = found(world, made)
    assert cell.decision_no == "01-QĐ/ĐU"
    told = {event.kind: event.decision_no for event in world.members[1].events.filter(on=EFFECT)}
    assert told == {"transfer": "03-QĐ/ĐU", "post": "02-QĐ/ĐU"}
    after = shown(file_of(made), numbers_of(file_of(made)), TODAY, True)
    assert [paper.changed for paper in after] == [[]] * 4  # what was issued still is so


def test_the_page_of_a_cell_tells_of_its_founding_decision_issued_anew(world, sign_in):
    made = decided_here(world)
    first, *_others = [numbered(world, made, slot) for slot in ("paper", "committee", "transfer")]
    cell = found(world, made)
    page = reverse("cells:facts", args=[cell.pk])
    assert "cấp lại" not in sign_in(world.office).get(page).content.decode()
    hamlet = made.places.get().hamlet
    hamlet.name = "Trắng Mới"
    hamlet.save_checked()
    numbered(world, made, "paper", on=TODAY, corrects=first)
    assert f"cấp lại thành số 04-QĐ/ĐU, {TODAY:%d/%m/%Y}" in sign_in(world.office).get(page).content.decode()
    cell.refresh_from_db()
    assert cell.decision_no == "01-QĐ/ĐU", "what the records of that day bear stays"


def test_papers_of_a_founding_stay_as_issued_are_corrected_anew_and_fall_with_their_step(world):
    made = decided_here(world)
    first = numbered(world, made, "paper")
    with pytest.raises(RuleError, match="không có gì"):
        numbered(world, made, "paper", on=TODAY, corrects=first)
    services.drop_member(row=made.named.get(member=world.members[5]), reason="xin ở lại", by=world.office)
    second = numbered(world, made, "paper", on=TODAY, corrects=first)
    assert (second.text, second.corrects) == ("02-QĐ/ĐU", first)
    assert "Số đảng viên: 3; chính thức: 3; dự bị: 0." in thawed(second.content).parts
    step = made.steps.get(kind=FoundingStepKind.DECIDE)
    services.type_founding_number(step=step, slot="transfer", paper_no="9-QĐ/ĐU", by=world.office)
    with pytest.raises(RuleError, match="9-QĐ/ĐU"):
        numbered(world, made, "transfer")
    with pytest.raises(RuleError, match="02-QĐ/ĐU"):
        services.type_founding_number(step=step, slot="paper", paper_no="7", by=world.office)
    services.strike_founding_step(step=step, reason="nhầm ngày", by=world.office)
    assert set(PaperNumber.objects.filter(kind="decision").values_list("struck", "reason")) == {(True, "nhầm ngày")}
    with pytest.raises(RuleError):
        services.number_founding_paper(step=step, slot="paper", on=DECIDED, today=TODAY, by=world.office)


def test_without_a_post_nobody_is_appointed_and_a_vote_that_fails_is_told(world):
    made = begun(world)
    papers(world, made)
    for row in made.named.all():
        services.drop_member(row=row, reason="xếp lại", by=world.office)
        services.name_member(founding=made, member=row.member, on=NAMED, by=world.office)
    take(world, made, FoundingStepKind.PROPOSE, PROPOSED, paper_no="3-TTr/ĐU")
    failed = take(world, made, FoundingStepKind.APPRAISE, APPRAISED, members=5, in_favour=2)
    [issue] = issues_of(file_of(made), failed)
    assert (issue.kind.code, issue.about) == ("TB", "kết quả xét thành lập Chi bộ Xóm Trắng")
    take(world, made, FoundingStepKind.APPRAISE, APPRAISED, members=5, in_favour=3, body=Authority.COMMITTEE)
    step = take(world, made, FoundingStepKind.DECIDE, DECIDED, effective_on=EFFECT)
    assert [issue.slot for issue in issues_of(file_of(made), step)] == ["paper", "transfer"]
    document = paper_of(file_of(made), issues_of(file_of(made), step)[0], step)
    assert (document.number, document.signatures[0].behalf) == ("......-QĐ/ĐU", "T/M Đảng ủy")


def test_who_sees_foundings_reads_their_papers_and_the_register_tells_nobody_else(world, sign_in):
    made = decided_here(world)
    number = numbered(world, made, "paper")
    place = [number.paper.founding_step.pk, "paper"]
    url, answers = reverse("development:founding-paper", args=place), {}
    for who in ("office", "leader", "secretary", "inspection"):
        client = sign_in(getattr(world, who))
        register = client.get(reverse("meetings:papers")).content.decode()
        dossier = client.get(reverse("development:founding-dossier", args=[made.pk]))
        shown_there = world.members[5].full_name in dossier.content.decode()
        got = (client.get(url).status_code, client.post(url, {"on": "10/10/2026"}).status_code)
        answers[who] = (*got, "hành lập Chi bộ Xóm Trắng" in register, shown_there)
    assert answers == {
        "office": (200, 302, True, True),
        "leader": (200, 403, True, True),
        "secretary": (404, 404, False, False),
        "inspection": (404, 404, False, False),
    }
    page = sign_in(world.office).get(made.get_absolute_url()).content.decode()
    assert ("Cấp số các quyết định" in page, number.text in page) == (True, True)
    assert sign_in(world.office).get(reverse("development:founding-paper", args=[place[0], "none"])).status_code == 404


def test_the_list_asks_no_more_questions_for_more_foundings(world, sign_in):
    client, url = sign_in(world.office), reverse("development:foundings")
    begun(world)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    asked()
    few = asked()
    for number in range(3):
        members = [join(world.cell, f"Người {number} {turn}", standing=Standing.OFFICIAL) for turn in range(2)]
        begun(world, members=members, hamlets=[white(world, f"Trắng {number}")], name=f"Chi bộ {number}")
    assert asked() == few


@pytest.mark.parametrize(("due", "tones"), [(TODAY - ONE_DAY, ["bad"]), (TODAY, [])])
def test_the_home_page_tells_of_a_next_step_that_is_late(world, due, tones):
    about = {"commune": world.commune, "hamlets": [white(world)], "on": SURVEYED, "due_on": due}
    services.begin_founding(by=world.office, **about)
    needs = [need for group in needs_of(world.office, TODAY) if group.key == "foundings" for need in group.needs]
    assert [need.tone for need in needs] == tones
    assert not [group for group in needs_of(world.leader, TODAY) if group.key == "foundings"]


def test_a_joint_cell_is_founded_for_several_hamlets(world):
    hamlets = [white(world, "Một"), white(world, "Hai")]
    made = decided(world, way=FoundingWay.JOINT, hamlets=hamlets)
    assert file_of(made).title == "Thành lập chi bộ: Một, Hai"
    cell = found(world, made)
    assert (cell.kind, sorted(cell.servings.values_list("hamlet__name", "kind"))) == (
        "joint",
        [("Hai", "joint"), ("Một", "joint")],
    )
