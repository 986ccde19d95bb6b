from django.urls import path

from development.views import movement, organisation, target

app_name = "development"
urlpatterns = [
    path("", target.targets, name="targets"),
    path("set/", target.set_targets, name="set-targets"),
    path("admitted/", target.admitted, name="admitted"),
    path("organisations/", organisation.organisations, name="organisations"),
    path("organisations/units/add/", organisation.unit_add, name="add-unit"),
    path("organisations/units/<int:pk>/", organisation.unit, name="unit"),
    path("organisations/units/<int:pk>/close/", organisation.unit_close, name="close-unit"),
    path("organisations/units/<int:pk>/head/", organisation.head_add, name="add-head"),
    path("organisations/heads/<int:pk>/end/", organisation.head_end, name="end-head"),
    path("organisations/heads/<int:pk>/strike/", organisation.head_strike, name="strike-head"),
    path("organisations/hamlets/<int:pk>/hand-on/", organisation.units_hand_on, name="hand-on-units"),
    path("organisations/<int:pk>/figures/", organisation.figures, name="figures"),
    path("organisations/persons/", organisation.persons, name="persons"),
    path("organisations/kinds/", organisation.organisation_kinds, name="organisation-kinds"),
    path("organisations/kinds/add/", organisation.organisation_add, name="add-organisation"),
    path("organisations/kinds/<int:pk>/edit/", organisation.organisation_edit, name="edit-organisation"),
    path("movements/", movement.movements, name="movements"),
    path("movements/add/", movement.movement_add, name="add-movement"),
    path("movements/<int:pk>/", movement.movement, name="movement"),
    path("movements/<int:pk>/edit/", movement.movement_edit, name="edit-movement"),
    path("movements/<int:pk>/begin/", movement.movement_begin, name="begin-movement"),
    path("movements/<int:pk>/decide/", movement.movement_decide, name="decide-movement"),
    path("movements/<int:pk>/end/", movement.movement_end, name="end-movement"),
    path("movements/<int:pk>/carry-on/", movement.movement_carry_on, name="carry-on-movement"),
    path("movements/<int:pk>/strike/", movement.movement_strike, name="strike-movement"),
    path("movements/<int:pk>/criterion/", movement.criterion_add, name="add-criterion"),
    path("movements/criteria/<int:pk>/", movement.criterion_edit, name="edit-criterion"),
    path("movements/<int:pk>/part/", movement.part_add, name="add-part"),
    path("movements/parts/<int:pk>/end/", movement.part_end, name="end-part"),
    path("movements/parts/<int:pk>/strike/", movement.part_strike, name="strike-part"),
]
