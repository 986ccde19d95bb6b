"""A service takes the fields that it names: nobody signs, strikes out or moves a row by passing one more of them."""

import pytest

from meetings import services
from meetings.services import editions

NOTHING = {"marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}

# service -> (what it is about in the world of the tests, a field of its row that it must not take)
REFUSED = {
    "save_minutes, signed": lambda w: services.save_minutes(
        meeting=w.draft, details={"state": "signed", "signed_by": w.office}, by=w.office, **NOTHING
    ),
    "save_minutes, by whom": lambda w: services.save_minutes(
        meeting=w.draft, details={"signed_by": w.office}, by=w.office, **NOTHING
    ),
    "start_programme": lambda w: services.start_programme(
        commune=w.commune, title="Mới", since=w.today, pk=w.programme.pk, by=w.office
    ),
    "change_programme": lambda w: services.change_programme(
        programme=w.programme, commune=w.other_commune, by=w.office
    ),
    "plan_model_meeting": lambda w: services.plan_model_meeting(
        programme=w.programme, cell=w.cell, theme="Mới", on=w.today, meeting=w.signed, by=w.office
    ),
    "change_model_meeting": lambda w: services.change_model_meeting(
        model_meeting=w.model_meeting, meeting=w.signed, by=w.office
    ),
    "record_who_came": lambda w: services.record_who_came(
        model_meeting=w.model_meeting, changes={w.invited_cell.pk: {"cell": w.cell}}, today=w.today, by=w.office
    ),
    "note_opinion": lambda w: services.note_opinion(
        model_meeting=w.model_meeting, cell=w.other_cell, body="", text="Nên", pk=w.opinion.pk, by=w.office
    ),
    "change_opinion": lambda w: services.change_opinion(opinion=w.opinion, model_meeting=w.model_meeting, by=w.office),
    "take_up": lambda w: services.take_up(
        model_meeting=w.model_meeting, cell=w.other_cell, on=w.today, what="Cách làm", pk=w.uptake.pk, by=w.office
    ),
    "change_uptake": lambda w: services.change_uptake(uptake=w.uptake, model_meeting=w.model_meeting, by=w.office),
    "review_programme": lambda w: services.review_programme(
        programme=w.programme, cells=[], kind="interim", on=w.today, text="Sơ kết", pk=w.review.pk, by=w.office
    ),
    "change_review": lambda w: services.change_review(review=w.review, cells=[], programme=w.programme, by=w.office),
    "plan_session": lambda w: services.plan_session(
        commune=w.commune, cell=w.cell, theme="tradition", title="Mới", on=w.today, struck=True, by=w.office
    ),
    "change_session": lambda w: services.change_session(session=w.session, commune=w.other_commune, by=w.office),
    "edit_edition": lambda w: editions.edit_edition(edition=w.sheet, state="published", by=w.admin),
    "set_year_rules": lambda w: editions.set_year_rules(
        edition=w.sheet, rules={"good": {"edition": w.edition}}, missing_counts=True, by=w.admin
    ),
    "add_criterion": lambda w: editions.add_criterion(
        edition=w.sheet, name="Mới", max_points=1, struck=True, after=None, by=w.admin
    ),
    "edit_criterion": lambda w: editions.edit_criterion(
        criterion=w.sheet.criteria.first(), edition=w.edition, after=None, by=w.admin
    ),
    "write_threshold": lambda w: editions.write_threshold(
        criterion=w.sheet.criteria.leaves().first(), points=0, position=9, after=None, by=w.admin
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_service_refuses_a_field_that_it_does_not_name(name, world):
    with pytest.raises(TypeError, match="does not take"):
        REFUSED[name](world)


def test_refused_minutes_stay_a_draft(world):
    with pytest.raises(TypeError):
        REFUSED["save_minutes, signed"](world)
    world.draft.refresh_from_db()
    assert not world.draft.signed
