"""Score sheets: shipped, drafted, published, copied. Only these functions write them; a published one never changes."""

from collections import defaultdict
from decimal import Decimal

from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.queries import mark_of_edition
from cells.services import editions, refuse_overtaken
from common.editions import EditionRuleError
from common.facts import write
from common.numbers import points as points_text
from common.text import search_key
from meetings.models import Criterion, Edition, Threshold, YearRule
from meetings.queries.sheet import sheet_in_words
from meetings.rules import shipped_sheets as sheets

EDITION = (
    "title",
    "since",
    "source",
    "minutes_regular",
    "minutes_combined",
    "large_from",
    "minutes_large",
    "on_time_day",
    "excused_in_denominator",
    "thematic_scored",
    "rescaled",
    "good_from",
    "fair_from",
    "average_from",
)
YEAR_RULE = ("percent", "floor", "at_least")
CRITERION = ("name", "max_points", "thematic_only", "gate")
THRESHOLD = (
    "points",
    "max_minutes_short",
    "min_time",
    "min_attendance",
    "max_unexcused",
    "max_excused_run",
    "min_spoke",
    "over_spoke",
    "min_tasks_done",
)


@service
def ship_score_sheets(*, commune, since, by):
    """The sheets a new commune starts with: HD 42 published from `since`, An Phú as a draft to choose instead."""
    draft = write_sheet(commune=commune, title="Bảng chấm điểm theo HD 42", since=since, lines=sheets.HD_42)
    edition = publish_edition(edition=draft, by=by)
    write_sheet(
        commune=commune,
        title="Bảng chấm điểm chi tiết (An Phú)",
        since=since,
        lines=sheets.AN_PHU,
        **sheets.RULES["an-phu"],
    )
    return edition


def write_sheet(*, commune, title, since, lines, **rules):
    """A draft Edition with its criteria, thresholds and rules of the year; `lines` as in `shipped_sheets`, `rules` are
    other values of the Edition."""
    edition = Edition(commune=commune, title=title, since=since, **rules).save_checked()
    written = sheets.criteria_of(lines, edition)
    Criterion.objects.bulk_create([criterion for criterion, _thresholds in written if criterion.parent is None])
    parts = [criterion for criterion, _thresholds in written if criterion.parent is not None]
    for part in parts:
        part.parent = part.parent  # the group has its number only now
    Criterion.objects.bulk_create(parts)
    for criterion, thresholds in written:
        for threshold in thresholds:
            threshold.criterion = criterion
    Threshold.objects.bulk_create([threshold for _criterion, thresholds in written for threshold in thresholds])
    YearRule.objects.bulk_create(
        YearRule(edition=edition, band=band, percent=percent, floor=floor, at_least=at_least)
        for band, percent, floor, at_least in sheets.YEAR
    )
    return edition


@service
def copy_edition(*, edition, since, by):
    """A draft with the same rules, criteria and thresholds, to be changed and published from `since`."""
    last = Edition.objects.filter(commune=edition.commune_id, title=edition.title).order_by("-number").first()
    copy = editions.copy_edition(edition=edition, since=since, number=last.number + 1, by=by)
    made = {None: None}
    for criterion in sorted(edition.criteria.kept(), key=lambda criterion: criterion.parent_id is not None):
        made[criterion.pk] = editions.copied(criterion, edition=copy, parent=made[criterion.parent_id])
        for threshold in criterion.thresholds.all():
            editions.copied(threshold, criterion=made[criterion.pk])
    for rule in edition.year_rules.all():
        editions.copied(rule, edition=copy)
    return copy


@service
def publish_edition(*, edition, by, shown=""):
    """Put a draft in force from its day; afterwards it never changes. `shown` is the mark of what the page said of it
    (`mark_of_edition`)."""
    edition = editions.draft(edition)
    refuse_overtaken(shown, mark_of_edition(edition, sheet_in_words(edition)))
    if faults := what_is_wrong(edition):
        raise EditionRuleError(faults[0])
    return editions.publish_edition(edition=edition, by=by)


def what_is_wrong(edition):
    """Sentences on what must be corrected before `edition` can be published; none when it adds up."""
    parts = defaultdict(list)
    for criterion in edition.criteria.kept():
        parts[criterion.parent_id].append(criterion)
    leaves = [criterion for group in parts.values() for criterion in group if not parts.get(criterion.pk)]
    faults = []
    total = sum((criterion.max_points for criterion in leaves), Decimal(0))
    if total != 100:
        words = {"total": points_text(total)}
        faults.append(_("The criteria add up to %(total)s points instead of 100.") % words)
    for group in parts[None]:
        inner = parts.get(group.pk, [])
        if inner and sum(part.max_points for part in inner) != group.max_points:
            faults.append(_("The parts of “%(name)s” do not add up to it.") % {"name": group})
    for criterion in leaves:
        if any(threshold.points > criterion.max_points for threshold in criterion.thresholds.all()):
            faults.append(_("“%(name)s” proposes more points than it has.") % {"name": criterion})
    if leaves and all(criterion.thematic_only for criterion in leaves):
        faults.append(_("Without a thematic part no criterion would be left."))
    return faults


@service
def edit_edition(*, edition, by, **facts):
    """Change what a draft says of meetings, bands and days: `facts` {field of EDITION: value}."""
    return write(editions.draft(edition), facts, EDITION).save_checked()


@service
def set_year_rules(*, edition, rules, missing_counts, by):
    """What a draft asks of a year: `rules` {band: {field of YEAR_RULE: value}}, and what a missing month means."""
    edition = editions.draft(edition)
    edition.missing_counts = missing_counts
    edition.save_checked()
    for band, asked in rules.items():
        rule = edition.year_rules.filter(band=band).first() or YearRule(edition=edition, band=band)
        write(rule, asked, YEAR_RULE).save_checked()


@service
def add_criterion(*, edition, by, after, parent=None, **facts):
    """A new criterion of a draft, or a part of the group `parent`, placed after the sibling `after` (None: first):
    `facts` {field of CRITERION: value}."""
    edition = editions.draft(edition)
    _check_group(edition, parent)
    criterion = Criterion(edition=edition, parent=parent, position=0, code=_free_code(edition, facts["name"]))
    write(criterion, facts, CRITERION).save_checked()
    _place(criterion, after)
    return criterion


@service
def edit_criterion(*, criterion, by, after, **facts):
    """Change a criterion of a draft: `facts` {field of CRITERION, or struck: value}; a group that is struck takes its
    parts with it."""
    edition = editions.draft(criterion.edition)
    criterion = Criterion.objects.select_related("parent").get(pk=criterion.pk)
    write(criterion, facts, (*CRITERION, "struck"))
    if not criterion.struck:
        _check_group(edition, criterion.parent)
    criterion.save_checked()
    _place(criterion, after)
    if criterion.struck:
        parts = list(criterion.parts.kept())
        for part in parts:
            part.struck = True
        Criterion.objects.bulk_update(parts, ["struck"])
    return criterion


@service
def write_threshold(*, criterion, by, after, threshold=None, **facts):
    """A threshold of a criterion of a draft, new or changed, placed after another one (`after`; None: first): `facts`
    {field of THRESHOLD, or struck: value}."""
    editions.draft(criterion.edition)
    if facts["points"] > criterion.max_points:
        most = {"most": points_text(criterion.max_points)}
        raise EditionRuleError(_("Between 0 and %(most)s points.") % most, "points")
    if criterion.parts.kept().exists():
        raise EditionRuleError(_("The criterion has parts: points, and their steps, belong to those."))
    threshold = Threshold.objects.get(pk=threshold.pk) if threshold else Threshold(criterion=criterion, position=0)
    write(threshold, facts, (*THRESHOLD, "struck")).save_checked()
    others = [other for other in criterion.thresholds.kept() if other != threshold]
    _number(Threshold, _with(others, threshold, after))
    return threshold


def _check_group(edition, group):
    """Refuse to put a part into a group that cannot have parts."""
    if group is None:
        return
    if group.edition_id != edition.pk or group.parent_id:
        raise EditionRuleError(_("A part belongs to a group of the same edition."))
    if group.struck:
        raise EditionRuleError(_("“%(name)s” is taken out of the sheet: put it back first.") % {"name": group})
    if group.thresholds.kept().exists():
        raise EditionRuleError(_("Take the steps of “%(name)s” out first: points go to its parts.") % {"name": group})


def _free_code(edition, name):
    """A code for a new criterion, made of its name, that the edition does not have yet."""
    wanted = slugify(search_key(name))[:36] or "criterion"
    taken = set(edition.criteria.values_list("code", flat=True))
    return next(code for n in range(1, 1000) if (code := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def _place(criterion, after):
    """Put `criterion` after its sibling `after`, and number the sheet anew: groups in order, each with its parts."""
    kept = [other for other in criterion.edition.criteria.kept() if other.pk != criterion.pk]
    siblings = [other for other in kept if other.parent_id == criterion.parent_id]
    placed = _with(siblings, criterion, after)
    groups = placed if criterion.parent_id is None else [other for other in kept if other.parent_id is None]
    order = []
    for group in groups:
        own = criterion.parent_id == group.pk
        order += [group, *(placed if own else [other for other in kept if other.parent_id == group.pk])]
    _number(Criterion, order)


def _with(rows, row, after):
    """`rows` with `row` after the one called `after`: first for None, last when that one is gone."""
    place = 0 if after is None else rows.index(after) + 1 if after in rows else len(rows)
    return [*rows[:place], row, *rows[place:]]


def _number(model, rows):
    for position, row in enumerate(rows, start=1):
        row.position = position
    model.objects.bulk_update(rows, ["position"])
