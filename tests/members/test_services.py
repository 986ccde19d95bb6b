"""A service takes the fields that it names: state, signature and what is struck change by their own rules."""

import pytest

from cells import services as structure
from members import services
from members.enums import EventKind
from privacy import services as privacy
from tests.world import TODAY


@pytest.mark.parametrize(
    "call",
    [
        lambda w: structure.edit_cell(cell=w.cell, commune=w.other_commune, by=w.office),
        lambda w: services.edit_file(member=w.member, struck=True, by=w.office),
        lambda w: services.edit_file(member=w.member, commune=w.other_commune, by=w.office),
        lambda w: services.enter(
            kind=EventKind.JOIN,
            cell=w.cell,
            on=TODAY,
            standing="official",
            person={"full_name": "Nông Văn Mẫu", "struck": True},
            by=w.office,
        ),
        lambda w: services.record(member=w.member, kind=EventKind.TRANSFER_OUT, on=TODAY, struck=True, by=w.office),
        lambda w: services.discipline(member=w.member, form="reprimand", on=TODAY, struck_reason="x", by=w.inspection),
        lambda w: services.commend(member=w.member, form="merit", on=TODAY, struck_reason="x", by=w.office),
        lambda w: services.change_course(course=w.course, commune=w.other_commune, by=w.office),
        lambda w: services.change_duty(duty=w.duty, member=w.members[1], day=TODAY, by=w.office),
        lambda w: services.rate_members(
            cell=w.cell, year=2026, changes={w.member.pk: {"decided_level": "good"}}, today=TODAY, by=w.office
        ),
        lambda w: privacy.note_request(commune=w.commune, answered_on=TODAY, by=w.office),
        lambda w: privacy.note_breach(commune=w.commune, reported_at=None, by=w.office),
    ],
)
def test_fields_that_a_service_does_not_name_are_refused(call, world):
    with pytest.raises(TypeError):
        call(world)
