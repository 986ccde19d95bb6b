"""The one way a rule says no, and the one way a form shows it."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class RuleError(Exception):
    """A change that a rule refuses. `str()` is one sentence for the user; `field` names the input to correct, if there
    is one."""

    def __init__(self, message, field=None):
        super().__init__(message)
        self.message, self.field = message, field

    def __str__(self):
        return str(self.message)


REFUSALS = (RuleError, ValidationError)  # what a service may raise on what a user typed


def sentences(error):
    """What one of REFUSALS says, as one text."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def show_refusal(form, error):
    """Put a refusal beside the field it speaks of, or above the form when the form does not show that field."""
    if isinstance(error, RuleError):
        found = {error.field: [str(error)]}
    elif hasattr(error, "error_dict"):
        found = error.message_dict
    else:
        found = {NON_FIELD_ERRORS: error.messages}
    for field, said in found.items():
        for sentence in said:
            form.add_error(field if field in form.fields else None, sentence)
