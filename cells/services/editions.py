"""Editions of rules: begun as a copy, changed while a draft, published. A published one never changes."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.queries import mark_of_edition
from cells.services.register import refuse_overtaken
from common.editions import EditionRuleError, EditionState
from common.facts import write


@service
def copy_edition(*, edition, since, by, **changed):
    """A draft, in force from `since` once published, that begins as `edition` stands; `changed` {field: value}."""
    return copied(edition, since=since, state=EditionState.DRAFT, **changed)


def copied(row, **changed):
    """A saved copy of `row`, with `changed` {field: value}."""
    same = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if not field.primary_key}
    return type(row)(**{**same, **changed}).save_checked()


@service
def edit_edition(*, edition, by, **rules):
    """Change a draft: {field: value} of its day, its document and its rules. Raises EditionRuleError when published."""
    return write(
        draft(edition), rules, ("since", "source", *(field.name for field in edition.rule_fields()))
    ).save_checked()


@service
def publish_edition(*, edition, by, shown=""):
    """Put a draft in force from its day; afterwards it never changes. `shown` is the mark of what the page said of it
    (`mark_of_edition`). Raises ValidationError when another published edition of the commune begins on that day."""
    edition = draft(edition)
    refuse_overtaken(shown, mark_of_edition(edition, edition.in_words()))
    edition.state = EditionState.PUBLISHED
    return edition.save_checked()


def day_taken(edition):
    """[sentence] where another published edition of the commune begins on the day of this draft, else []."""
    others = type(edition).objects.published().filter(commune=edition.commune_id, since=edition.since)
    if not others.exclude(pk=edition.pk).exists():
        return []
    words = _("A published edition begins on %(day)s already: give this draft another day.")
    return [words % {"day": f"{edition.since:%d/%m/%Y}"}]


def draft(edition):
    """The edition as it stands, locked for this transaction; refused when it is published."""
    edition = type(edition).objects.select_for_update().get(pk=edition.pk)
    if edition.published:
        raise EditionRuleError(_("This edition is published and never changes; copy it to a new one."))
    return edition
