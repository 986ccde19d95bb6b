from django.urls import path

from development.views import organisation, target

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
]
