from development.models.organisation import (
    FormerOrganisationName,
    HamletPersons,
    MassOrganisation,
    Unit,
    UnitFigures,
    UnitHead,
)
from development.models.target import Target
