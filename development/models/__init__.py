from development.models.rules import AdmissionChoices, AdmissionRules
from development.models.target import Target
