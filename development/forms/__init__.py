from development.forms.organisation import (
    CloseForm,
    EditOrganisationForm,
    HalfYearForm,
    HamletPersonsForm,
    HandOnUnitsForm,
    HeadForm,
    OrganisationForm,
    StrikeHeadForm,
    UnitFiguresForm,
    UnitForm,
)
from development.forms.target import TargetsForm
