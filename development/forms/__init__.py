from development.forms.admission import AdmissionFactsForm
from development.forms.movement import (
    BeginForm,
    CarryOnForm,
    CriterionForm,
    DecideMovementForm,
    EditCriterionForm,
    EndMovementForm,
    MovementFilter,
    MovementForm,
    ParticipationForm,
)
from development.forms.organisation import (
    CloseForm,
    EditOrganisationForm,
    HalfYearForm,
    HamletPersonsForm,
    HandOnUnitsForm,
    HeadForm,
    MistakeForm,
    OrganisationForm,
    UnitFiguresForm,
    UnitForm,
)
from development.forms.target import OutlookOf, SupposeForm, TargetKind, TargetPeriod, TargetsForm, code_of, places_of
