from development.models.admission import AdmissionFacts
from development.models.candidate import Candidate, Introduction, Item, ListReview, Pass, Profile, Step
from development.models.founding import (
    Founding,
    FoundingHamlet,
    FoundingItem,
    FoundingMember,
    FoundingStep,
)
from development.models.movement import Movement, MovementCriterion, MovementHamlet, Participation
from development.models.organisation import (
    FormerOrganisationName,
    HamletPersons,
    MassOrganisation,
    Unit,
    UnitFigures,
    UnitHead,
)
from development.models.rules import AdmissionChoices, AdmissionForms, AdmissionRules, WarningRules
from development.models.target import Target
