"""Fields of forms in HTML, written by Python in one go: a page with a roll has hundreds of them, and a template for
each costs several times as much."""

from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.errors import field_sentences
from common.text import escaped


def attributes(attrs):
    """`attrs` {name: value} as they stand in a tag: what is True by its name alone, None and False not at all."""
    there = ((name, value) for name, value in attrs.items() if value is not None and value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{escaped(value)}"' for name, value in there)


def input_tag(*, name, type, value, attrs, **_other):
    there = {"type": type, "name": name, "value": value} | attrs
    return mark_safe(f"<input{attributes(dict(sorted(there.items())))}>")


def textarea_tag(*, name, value, attrs, **_other):
    return mark_safe(f"<textarea{attributes({'name': name} | attrs)}>\n{escaped(value or '')}</textarea>")


def select_tag(*, name, attrs, optgroups, **_other):
    drawn = (_options(label, options) for label, options, _number in optgroups)
    return mark_safe(f"<select{attributes({'name': name} | attrs)}>{''.join(drawn)}</select>")


def _options(label, options):
    """The `options` of a select, within a group where there is a `label`."""
    drawn = "".join(
        f"<option{attributes({'value': option['value']} | option['attrs'])}>{escaped(option['label'])}</option>"
        for option in options
    )
    return f'<optgroup label="{escaped(label)}">{drawn}</optgroup>' if label else drawn


WIDGETS = "django/forms/widgets"
DRAWN = {  # by their templates of Django
    **{
        f"{WIDGETS}/{kind}.html": input_tag
        for kind in ("text", "number", "date", "time", "hidden", "email", "checkbox")
    },
    f"{WIDGETS}/textarea.html": textarea_tag,
    f"{WIDGETS}/select.html": select_tag,
}


def as_drawn(field):
    """The hidden input that tells what a field of a MergingForm held when the page was drawn."""
    return f'<input type="hidden" name="was-{field.html_name}" value="{escaped(field.was)}">'


def mistakes(field):
    """What is wrong with a field, below its input."""
    if not field.errors:
        return ""
    items = "".join(f"<li>{escaped(sentence)}</li>" for sentence in field_sentences(field))
    return mark_safe(f'<ul class="errorlist" id="{field.auto_id}_error">{items}</ul>')


def field_group(*, field, merging=False, **_other):
    """Label, help, input and errors of a field; `merging`: it is one of a MergingForm."""
    label, check = escaped(capfirst(field.label)), field.widget_type == "checkbox"
    if not (field.field.required or merging or check):
        optional = _("(optional)")
        label += f' <span class="optional">{escaped(optional)}</span>'
    if field.use_fieldset:
        drawn = _choices(field, label)
    elif check:
        label = f'<label class="check" for="{field.id_for_label}">{field} {label}</label>'
        drawn = f'<div class="field">{label}{_help(field, "p")}{mistakes(field)}</div>'
    else:
        label = f'<label for="{field.id_for_label}">{label}</label>'
        drawn = f'<div class="field">{label}{_help(field, "div")}{field}{mistakes(field)}</div>'
    return mark_safe(as_drawn(field) + drawn if merging else drawn)


def _choices(field, legend):
    invalid = ' aria-invalid="true"' if field.errors else ""
    return (
        f'<fieldset class="field"{invalid}><legend class="label">{legend}</legend>{_help(field, "p")}'
        f'<div class="choice">{" ".join(map(_choice, field))}</div>{mistakes(field)}</fieldset>'
    )


def _choice(option):
    """A radio or a check box of several, with its label."""
    label = escaped(option.choice_label)
    return f'<label for="{option.id_for_label}">{input_tag(**option.data)} {label}</label>'


def _help(field, tag):
    """Below a label that holds its input stands plain text, else what may have tags of its own."""
    if not field.help_text:
        return ""
    text = escaped(field.help_text) if tag == "p" else field.help_text
    return f'<{tag} class="help" id="{field.auto_id}_helptext">{text}</{tag}>'
