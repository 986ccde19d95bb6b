from development.models.candidate import Candidate, Introduction, Item, ListReview, Profile, Step
from development.models.rules import AdmissionChoices, AdmissionRules
from development.models.target import Target
