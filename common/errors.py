"""The one way a rule says no, and the one way a form shows it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Field, TextInput
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What Django says of a number beyond its limits is hard to read in Vietnamese.
LIMITS = {"max_value": gettext_lazy("at most %(limit)s."), "min_value": gettext_lazy("at least %(limit)s.")}


class RuleError(Exception):
    """A change that a rule refuses. `str()` is one sentence for the user; `field` names the input to correct, if there
    is one."""

    def __init__(self, message, field=None):
        super().__init__(message)
        self.message, self.field = message, field

    def __str__(self):
        return str(self.message)


@dataclass(frozen=True, order=True)
class Contradiction:
    """A record that says otherwise: of which day, what it says, and where it stands."""

    day: date
    text: str
    url: str


class ContradictedError(RuleError):
    """A change that other records contradict: taken only when the input `despite` says why. `lines` [Contradiction]."""

    def __init__(self, message, lines):
        super().__init__(message, "despite")
        self.lines = lines


class OvertakenError(RuleError):
    """What the page showed has changed meanwhile. The hidden input `mark` of the form holds a mark of what was shown;
    `now` is that of what there is now, so that sending the form again decides."""

    def __init__(self, message, mark, now):
        super().__init__(message)
        self.mark, self.now = mark, now


REFUSALS = (RuleError, ValidationError)  # what a service may raise on what a user typed


def sentences(error):
    """What one of REFUSALS says, as one text."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def show_refusal(form, error):
    """Put a refusal beside the field it speaks of, or above the form when the form does not show that field."""
    if isinstance(error, RuleError):
        found = {error.field: [str(error)]}
        if isinstance(error, ContradictedError):
            _ask_why(form[error.field], error.lines)
        if isinstance(error, OvertakenError):
            form.data = form.data.copy()
            form.data[form.add_prefix(error.mark)] = error.now
    elif hasattr(error, "error_dict"):
        found = error.message_dict
    else:
        found = {NON_FIELD_ERRORS: error.messages}
    for field, said in found.items():
        for sentence in said:
            form.add_error(field if field in form.fields else None, sentence)


def _ask_why(bound, lines):
    """Show the field of a form, which was hidden until now, below the list of what it has to answer."""
    bound.field.required = True
    bound.field.widget = TextInput({"maxlength": bound.field.max_length})
    drawn = ((f"{line.day:%d/%m/%Y}", line.url, line.text) for line in lines)
    items = format_html_join("", '<li>{}: <a href="{}">{}</a></li>', drawn)
    bound.help_text = format_html("<ul>{}</ul>", items)


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
        target = getattr(form, "target", "" if bound.is_hidden else _input_of(bound))
        lines += [(target, f"{about}: {sentence}" if about else sentence) for sentence in field_sentences(bound)]
    return lines


def _input_of(bound):
    """The id of the input of a field; of several, that of the first, "" where there is none."""
    return next((option.id_for_label for option in bound), "") if bound.use_fieldset else bound.auto_id


def _named(bound, error):
    label = capfirst(str(bound.label or "")).rstrip(":")
    if error.code == "required" and error.message == Field.default_error_messages["required"]:
        said = _("please choose.") if hasattr(bound.field, "choices") else _("please fill in.")
    elif error.code == "invalid_choice":  # the list has changed meanwhile, or the form was not ours
        said = _("this cannot be chosen, or no longer: choose again.")
    elif error.code in LIMITS and "limit_value" in (error.params or {}):
        said = LIMITS[error.code] % {"limit": localize(error.params["limit_value"])}
    else:
        said = " ".join(error.messages)
    return f"{label}: {said}" if label else said
