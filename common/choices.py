"""What was chosen in a form that narrows a list or sets the period of a page, in words and as addresses."""

from django.forms import BooleanField, ModelChoiceField
from django.utils.choices import flatten_choices
from django.utils.text import capfirst

from common.periods import FIRST_YEAR

LOOKS = ("sort", "rows", "columns", "by")  # fields that choose no rows
PERIODS = ("period", "month", "year", "award_on")  # fields with a choice before and after
ONE_LINE = 4  # fields that stand beside each other on a wide screen


def chosen_in(form):
    """[(name of a field, what was chosen in words)] of what leaves rows out."""
    told, asked = [], form.is_valid() or form.is_bound
    for field in form.visible_fields() if asked else ():
        value = form.cleaned_data.get(field.name)
        if value in (None, "", False) or field.field.required or field.name in LOOKS:
            continue
        label = capfirst(field.label)
        told.append((field.name, label if value is True else f"{label}: {_word(field, value)}"))
    return told


def _word(bound, value):
    """A chosen `value` as the form offers it, or as it was typed."""
    field = bound.field
    if isinstance(field, ModelChoiceField):
        return field.label_from_instance(value)
    typed = str(bound.value())
    if not hasattr(field, "choices"):
        return typed
    return next((word for key, word in flatten_choices(field.choices) if str(key) == typed), typed)


def kept_choice(form):
    """{name: value} of what was chosen from lists, without anything that was typed."""
    names = [name for name, _words in chosen_in(form)]
    listed = (name for name in names if hasattr(form.fields[name], "choices"))
    return {name: str(form[name].value()) for name in listed} | {
        name: "on" for name in names if isinstance(form.fields[name], BooleanField)
    }


def steps_in(form):
    """(name, (code and words of the choice before), of the present one, of the one after) of the period that a form
    asks for; None where it asks for none or nothing that has neighbours. At the end of the choices it is None, too.

    Neighbours are those of one kind: a quarter follows a quarter.
    """
    name = next((name for name in PERIODS if name in form.fields), None)
    value = name and str(form[name].value() or "")
    if not value or form.errors.get(name):
        return None
    kinds = _kinds(form.fields[name].choices)
    alike = next((kind for kind in kinds if value in (code for code, _word in kind)), [])
    if len(alike) < 2:
        return None
    at = [code for code, _word in alike].index(value)
    return name, alike[at - 1] if at else None, alike[at], alike[at + 1] if at + 1 < len(alike) else None


def _kinds(choices):
    """[[(code, words)]]: codes of one kind sort as their days do."""
    flat, kinds = [], []
    for key, within in choices:
        if isinstance(within, list | tuple):
            kinds.append([(str(code), words) for code, words in within])
        elif key not in ("", None):
            flat.append((str(key), within))
    return [sorted(kind, key=lambda one: one[0]) for kind in (*kinds, flat)]


def beside(name, period, *, last):
    """Of a page about any `period`: (address, words) of the one before and of the one after it, None where there are no
    records yet, and after the year `last`. `name` is what the address calls it."""
    return [
        (f"?{name}={one.code}", str(one)) if FIRST_YEAR <= one.year <= last else None
        for one in (period.previous(), period.next())
    ]


def address_with(request, **changes):
    """The query of the page's address with `changes` {name: value, or None to leave it out}, on the first page."""
    asked = request.GET.copy()
    for name, value in ({"page": None, "as": None} | changes).items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = value
    return f"?{asked.urlencode()}"
