"""Rows of the pages on which meetings are recorded and scored, written by Python in one go; see `common.drawing`."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.documents import Grid, Heading
from common.drawing import as_drawn, attributes, mistakes
from common.numbers import points as as_points
from common.text import escaped
from meetings.enums import Band, Mark
from members.enums import Standing

register = template.Library()


@register.simple_tag
def steps_list(ways, step):
    """The steps as links [(address, RecordingStep, how far it is: "done", "lacks" or "")]; the script saves what was
    typed before it follows one."""
    lacks, done = escaped(_("incomplete")), escaped(_("complete"))
    told = {"lacks": f" <small>{lacks}</small>", "done": f'<span class="hidden-label"> {done}</span>', "": ""}
    here = {True: ' aria-current="step"', False: ""}
    return mark_safe(
        "".join(
            f'<li class="{state}"><a href="{url}" data-go="{each.value}"{here[each == step]}>'
            f"<span>{escaped(capfirst(each.label))}{told[state]}</span></a></li>"
            for url, each, state in ways
        )
    )


@register.simple_tag
def roll_lines(form):
    """The lines of a Roll: the name, what is chosen, and opened the choices with a reason."""
    marks = {mark: (mark.value, escaped(mark.label)) for mark in Mark}
    words = {"told": _("said to be absent"), "reason": capfirst(_("reason")), "spoke": _("spoke")}
    words = {name: escaped(word) for name, word in words.items()}
    return mark_safe(
        "".join(_roll_line(part, form.notices.get(part.line.member_id), marks, words) for part in form.lines)
    )


def _roll_line(part, told, marks, words):
    """`told` is the reason given beforehand, or None; `marks` {Mark: (value, label)} and `words` are of the page."""
    line, chosen, name, prefix = part.line, part.text_of("mark"), escaped(part.line.name), part.prefix
    who = f'<span class="who" id="who-{line.pk}">{name}</span>'
    if line.standing != Standing.OFFICIAL:
        who += f" <small>{escaped(line.role)}</small>"
    if told:
        who += f' <small class="badge info">{words["told"]}: {escaped(told)}</small>'
    if line.kept_out:
        return f"<li>{who}<b>{marks[line.not_expected][1]}</b></li>"
    errors = "".join(map(mistakes, part)) if part.is_bound and part.errors else ""
    choices, checked = [marks[mark] for mark in line.choices()], {True: " checked", False: ""}
    said = "".join([f'<b class="{mark}">{label}</b>' for mark, label in choices])
    radios = "".join(
        [
            f'<label><input type="radio" name="{prefix}-mark" value="{mark}"{checked[mark == chosen]}> {label}</label>'
            for mark, label in choices
        ]
    )
    reason = (
        ""
        if line.not_expected
        else (
            f'{_was(part, "reason")}<input type="text" name="{prefix}-reason" id="id_{prefix}-reason" maxlength="200"'
            f' value="{escaped(part.text_of("reason"))}" autocomplete="off" placeholder="{words["reason"]}"'
            f' aria-label="{words["reason"]}: {name}">'
        )
    )
    apart = " data-not-expected" if line.not_expected or told else ""
    return (
        f'<li class="was-{chosen or "none"}"><details{" open" if errors or (told and not chosen) else ""}>'
        f'<summary id="id_{prefix}"><span>{who}</span>{said}</summary><div class="say">{_was(part, "mark")}'
        f'<div class="choice" role="radiogroup" aria-labelledby="who-{line.pk}"{apart}>{radios}</div>'
        f"{reason}{errors}</div></details>"
        f'{_was(part, "spoke")}<label class="spoke"><input type="checkbox" name="{prefix}-spoke" '
        f'aria-label="{words["spoke"]}: {name}"{checked[bool(part.text_of("spoke"))]}></label></li>'
    )


def _was(part, name):
    """As `as_drawn`, of a form with shared fields, without making a bound field."""
    return f'<input type="hidden" name="was-{part.prefix}-{name}" value="{escaped(part.stored_text(name))}">'


@register.simple_tag
def score_inputs(part):
    """Points and note of a PointsForm."""
    points, note = part["points"], part["note"]
    return mark_safe(
        f'<div>{as_drawn(points)}{points}</div><div class="full">{as_drawn(note)}{note}'
        f"{mistakes(points)}{mistakes(note)}</div>"
    )


@register.simple_tag
def points_row(part, thresholds):
    """A criterion as a PointsForm asks for it: its points, what the records propose and why, buttons that write the
    points of its steps (`thresholds`) or take off and add, and why points were lost."""
    criterion, line, points, note = part.criterion, part.line, part["points"], part["note"]
    most, proposed, full = criterion.max_points, line.proposed, as_points(criterion.max_points)
    said = ""
    if line.reason:
        words = escaped(_("Proposed: %(points)s. %(why)s") % {"points": as_points(proposed), "why": line.reason})
        said = f'<p class="help">{words}</p>'
    if line.outrun:
        moved, take = escaped(_("the proposal has changed")), escaped(_("Take the proposal"))
        said += (
            f'<p><span class="badge warn">{moved}: {as_points(line.answers) or "–"} → {as_points(proposed)}</span> '
            f'<button class="button quiet" name="take" value="{criterion.pk}">{take}</button></p>'
        )
    expected = most if proposed is None else proposed
    needs = note.value() or note.errors or (points.value() and line.points not in (None, expected))
    facts = {
        "class": "score-row",
        "data-most": f"{most:.2f}",
        "data-expected": f"{expected:.2f}",
        "data-gates": _gates(criterion),
    }
    return mark_safe(
        f'<div{attributes(facts)}><label for="{points.id_for_label}"><b>{escaped(criterion.name)}</b></label>'
        f'<div class="given">{as_drawn(points)}{points} <span class="soft">/ {full}</span></div>'
        f'<div class="full">{mistakes(points)}{said}'
        f'<div class="choice" data-buttons hidden>{_buttons(part, thresholds)}</div>'
        f'<div class="why{"" if needs else " spare"}">{as_drawn(note)}{note}{mistakes(note)}</div></div></div>'
    )


def _gates(criterion):
    """The places among bands of those that need full points here or on the group."""
    bands = list(Band)
    wanted = [one.gate for one in (criterion, criterion.parent) if one and one.gate]
    return " ".join(str(bands.index(Band(gate))) for gate in wanted)


def _buttons(part, thresholds):
    most, name = part.criterion.max_points, escaped(part.criterion.name)
    if thresholds:
        steps = sorted({most, *(one.points for one in thresholds)}, reverse=True)
        return "".join(_button("give", step, as_points(step), f"{as_points(step)}: {name}") for step in steps)
    by = 1 if most >= 2 else most / 4
    less, more, full = _("One less"), _("One more"), _("Full marks: %(points)s") % {"points": as_points(most)}
    return (
        _button("add", -by, "−", f"{escaped(less)}: {name}")
        + _button("add", by, "+", f"{escaped(more)}: {name}")
        + _button("give", most, escaped(full), f"{escaped(full)}: {name}")
    )


def _button(act, number, text, label):
    return f'<button class="button" type="button" data-{act}="{number:.2f}" aria-label="{label}">{text}</button>'


@register.simple_tag
def drawn_parts(part):
    """What stood in the fields of a MergingForm when the page was drawn, without the fields."""
    return mark_safe("".join(map(as_drawn, part)))


@register.simple_tag
def paper_parts(document):
    """The body of a `common.documents.Document` as it will be read."""
    return mark_safe("".join(map(_part, document.parts)))


def _part(part):
    if isinstance(part, Heading):
        return f"<h3>{escaped(part.text)}</h3>"
    if not isinstance(part, Grid):
        return f"<p>{escaped(part)}</p>"
    heads = "".join(f'<th scope="col">{escaped(column.label)}</th>' for column in part.columns)
    rows = "".join(
        f"<tr>{_cells(row, part.columns)}</tr>" for row in (*part.rows, *([part.total] if part.total else ()))
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(row, columns):
    opened = ('<td class="centred">' if column.centred else "<td>" for column in columns)
    return "".join(f"{start}{escaped(text)}</td>" for start, text in zip(opened, row, strict=True))
