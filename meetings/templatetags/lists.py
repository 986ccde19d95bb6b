"""Rows of the lists of meetings and of open tasks, written by Python in one go: there are hundreds of lines."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from common.addresses import address_of
from common.numbers import percent
from common.templatetags.components import badge, rated
from common.text import escaped
from meetings.enums import TaskState

register = template.Library()


@register.simple_tag
def meeting_rows(rows):
    """Table rows of [(Meeting, its Turnout or None)]."""
    struck = escaped(_("struck out"))
    drawn = []
    for meeting, turnout in rows:
        came = points = ""
        if turnout:
            part = f'<span class="desk">{turnout.numerator}/{turnout.denominator} · </span>'
            came = f"{part}{percent(turnout.share)}"
        if meeting.scored and meeting.score.band:
            points = rated(meeting.score)
        state = struck if meeting.struck else badge(meeting, meeting.get_state_display())
        drawn.append(
            f"<tr><td>{meeting.held_on:%d/%m/%Y}</td>"
            f'<th scope="row"><a href="{address_of("meetings:detail", meeting.pk)}">{escaped(meeting.cell)}</a></th>'
            f"<td>{escaped(meeting.get_kind_display())}</td>"
            f'<td class="number">{came}</td><td class="number">{points}</td><td>{state}</td></tr>'
        )
    return mark_safe("".join(drawn))


@register.simple_tag
def task_groups(groups, *, by_owner, unfolded, today, where):
    """`groups` [(name, [ListedTask], how many are overdue)], each a fold; `where` is the Scope in which the reader may
    hand tasks on."""
    words = {
        "overdue": escaped(_("overdue")),
        "by": escaped(_("due")),
        "unsigned": escaped(_("not signed")),
        "taken up": _("taken up: %(count)s"),
        "from": _("from %(cell)s"),
        "hand on": escaped(_("Hand on")),
        **{state: escaped(state.label) for state in TaskState},
    }
    mark = " open" if unfolded else ""
    drawn = []
    for name, tasks, late in groups:
        badge = f' <span class="badge bad">{words["overdue"]}: {late}</span>' if late else ""
        lines = "".join(_line(task, by_owner, today, where, words) for task in tasks)
        head = f"<summary><b>{escaped(name)}</b> <span>{len(tasks)}</span>{badge}</summary>"
        drawn.append(f'<details class="card group"{mark}>{head}<ul class="plain-list">{lines}</ul></details>')
    return mark_safe("".join(drawn))


def _line(task, by_owner, today, where, words):
    """A task: what, then for whom and by when, then how far it is."""
    text = escaped(task.text)
    place = words["from"] % {"cell": task.came_from} if task.came_from else ""
    whose = [task.cell_name if by_owner else task.owner.name, place]
    told = [escaped(each) for each in whose if each]
    told.append(
        f'<span class="badge bad">{words["overdue"]} {task.due_on:%d/%m/%Y}</span>'
        if task.due_on < today
        else f"{words['by']} {task.due_on:%d/%m/%Y}"
    )
    if task.state:
        told.append(words[task.state])
    if task.unsigned:
        told.append(f'<span class="badge warn">{words[task.unsigned]} ({words["unsigned"]})</span>')
    if task.carried:
        told.append(escaped(words["taken up"] % {"count": task.carried}))
    told = " · ".join(told)
    if where.communes or task.cell in where.cells:
        hidden = f'<span class="hidden-label">: {text}</span>'
        link = f'<a href="{address_of("meetings:hand-task", task.pk)}">{words["hand on"]}{hidden}</a>'
        told += f'<span class="act"> · {link}</span>'
    url = address_of("meetings:detail", task.meeting)
    return f'<li><a href="{url}#resolution">{text}</a><p>{told}</p></li>'
