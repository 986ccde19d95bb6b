"""A form about a record that somebody else changed after its page was drawn: it overwrites nothing unasked.

Beside its fields a form carries the marks of what they held when the page was drawn (`{% stands form %}` in
`components/form.html`); `fresh` compares them with what is stored when the form comes back.
"""

from django.forms import CheckboxInput
from django.utils.choices import flatten_choices
from django.utils.crypto import salted_hmac
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.merging import plain

FIELD = "stands"


def edits(form):
    """Whether a form changes what is stored: that of a record, or one that says so itself."""
    instance = getattr(form, "instance", None)
    return getattr(form, "edits", instance is not None and not instance._state.adding)


def marks(form):
    """What the fields held when a page was drawn, as secret as the values themselves."""
    return ".".join(mark(name, _stored(form, name)) for name in form.fields)


def fresh(form):
    """Whether nobody else has changed what a form that was sent is about.

    Else it says what is stored now; there the fields that nobody touched on the page hold that, the others what was
    typed, and sending it again decides.
    """
    sent = form.data.get(form.add_prefix(FIELD))
    if sent is None or not edits(form) or sent == marks(form):
        return True
    drawn = dict(zip(form.fields, sent.split("."), strict=False))
    form.data, told = form.data.copy(), []
    for name in form.fields:
        stored = _stored(form, name)
        if drawn.get(name) != mark(name, stored):
            if drawn.get(name) == mark(name, _typed(form, name)):
                _put(form, name, stored)
            told.append((form[name].label, _in_words(form, name, stored)))
    if told:
        form.add_error(None, overtaken(told))
    return not told


def overtaken(told):
    """The sentence about what others changed since a page was drawn: [(label, what it says now)]."""
    words = _("Meanwhile somebody else changed this, now it says %(what)s. Look at it, and save again.")
    return words % {"what": ", ".join(f"{capfirst(str(label))}: “{now or '–'}”" for label, now in told)}


def mark(name, values):
    """A short word that changes with the `values` of what is named so, and does not tell them."""
    return salted_hmac(FIELD, repr((name, values))).hexdigest()[:8]


def _stored(form, name):
    """[text] of what a field holds in the records; of one choice or value it is one."""
    field = form.fields[name]
    return _texts(field.prepare_value(form.get_initial_for_field(field, name)))


def _typed(form, name):
    return _texts(form[name].data)


def _texts(value):
    if isinstance(value, list | tuple):
        return sorted(plain(getattr(one, "pk", one)) for one in value)
    return [plain(getattr(value, "pk", value))]


def _put(form, name, values):
    html = form.add_prefix(name)
    if isinstance(form.fields[name].widget, CheckboxInput) and values == [""]:
        form.data.pop(html, None)
    else:
        form.data.setlist(html, values)


def _in_words(form, name, values):
    field = form.fields[name]
    if isinstance(field.widget, CheckboxInput):
        return _("yes") if values != [""] else _("no")
    choices = {str(key): str(label) for key, label in flatten_choices(getattr(field, "choices", ()))}
    return ", ".join(choices.get(one, one) for one in values)
