from django.utils.translation import gettext as _

from accounts.audit import service
from members.enums import RulesState
from members.models import Code
from members.models.code_lists import entries
from members.rules.life import MemberRuleError


@service
def ship_lists(*, commune, by):
    """The lists of values that the files of a new commune choose from."""
    Code.objects.bulk_create(Code(commune=commune, **entry) for entry in entries())


@service
def publish_rules(*, rules, by):
    """Put a draft of rules in force from its day; afterwards it never changes."""
    if rules.published:
        raise MemberRuleError(_("These rules are published already."))
    rules.state = RulesState.PUBLISHED
    return rules.saved()


@service
def copy_rules(*, rules, since, by):
    """A draft that begins as `rules` stand, to be in force from `since`."""
    copied = type(rules).objects.get(pk=rules.pk)
    copied.pk, copied.state, copied.since = None, RulesState.DRAFT, since
    copied._state.adding = True
    return copied.saved()
