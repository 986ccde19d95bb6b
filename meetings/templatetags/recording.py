"""Rows of the recording page that Python writes in one go; see `common.drawing`."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from common.drawing import as_drawn, mistakes
from common.text import escaped

register = template.Library()


@register.simple_tag
def roll_line(part, told):
    """A line of the roll: who, and what a RollLineForm asks; `told` is the reason given beforehand, or None."""
    line, mark = part.line, part["mark"]
    roles = (line.role, line.not_expected and line.get_not_expected_display())
    roles = " · ".join(escaped(word) for word in roles if word)
    who = f'<b id="who-{line.pk}">{escaped(line.name)}</b> <small>{roles}</small>'
    if told:
        said = _("said to be absent")
        who += f' <small class="badge info">{escaped(said)}: {escaped(told)}</small>'
    marked = " data-not-expected" if line.not_expected or told else ""
    drawn = (
        f'{as_drawn(mark)}<div class="choice" role="radiogroup" aria-labelledby="who-{line.pk}"{marked}>'
        f"{' '.join(_choices(mark))}</div>"
    )
    if not line.kept_out:
        drawn += _spoke(part["spoke"])
    if not line.not_expected:
        drawn += f"{as_drawn(part['reason'])}{part['reason']}"
    errors = "".join(map(mistakes, part)) if part.errors else ""
    return mark_safe(f'<li><div class="who">{who}</div><div><div class="say">{drawn}</div>{errors}</div></li>')


def _choices(mark):
    chosen = mark.value()
    for value, label in mark.field.choices:
        checked = " checked" if value == chosen else ""
        box = f'<input type="radio" name="{mark.html_name}" value="{value}"{checked}>'
        yield f"<label>{box} {escaped(label)}</label>"


def _spoke(spoke):
    checked = " checked" if spoke.value() else ""
    box = f'<input type="checkbox" name="{spoke.html_name}"{checked}>'
    return f'{as_drawn(spoke)}<label class="check">{box} {escaped(spoke.label)}</label>'


@register.simple_tag
def score_inputs(part):
    """Points and note of a PointsForm."""
    points, note = part["points"], part["note"]
    return mark_safe(
        f'<div>{as_drawn(points)}{points}</div><div class="full">{as_drawn(note)}{note}'
        f"{mistakes(points)}{mistakes(note)}</div>"
    )
