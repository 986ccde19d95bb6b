"""The one way a rule says no, and the one way a form shows it."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _


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


def field_sentences(bound):
    """What is wrong with a field of a form, each sentence with the name of the field."""
    return [_named(bound, error) for error in bound.errors.as_data()]


def refused_lines(form):
    """[(id of the input to correct, or "", sentence)] of all that is wrong with a form, in the order of its fields."""
    if not form.errors:
        return []
    lines = [("", sentence) for sentence in form.non_field_errors()]
    about = getattr(form, "about", "")  # whom or what a form is about that stands in a list of such forms
    for bound in form:
        drawn = "" if bound.is_hidden else f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id
        target = getattr(form, "target", drawn)
        lines += [(target, f"{about}: {sentence}" if about else sentence) for sentence in field_sentences(bound)]
    return lines


def _named(bound, error):
    label = capfirst(str(bound.label or "")).rstrip(":")
    if error.code == "required" and error.message == Field.default_error_messages["required"]:
        said = _("please choose.") if hasattr(bound.field, "choices") else _("please fill in.")
    else:
        said = " ".join(error.messages)
    return f"{label}: {said}" if label else said
