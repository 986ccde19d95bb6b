"""Choices of members that an account keeps for itself."""

from django.utils.translation import gettext as _

from accounts.audit import service
from members.models import SavedFilter
from members.rules.life import MemberRuleError

MOST = 30  # of one account: what is opened by name has to be found by name


@service
def save_filter(*, commune, name, query, by):
    """Keep a choice (the query of its address) under a name."""
    if not query:
        raise MemberRuleError(_("Nothing is chosen yet: choose first, then save."))
    if SavedFilter.objects.of(by).count() >= MOST:
        raise MemberRuleError(_("You have %(most)s saved choices: remove one first.") % {"most": MOST})
    return SavedFilter(account=by, commune=commune, name=name, query=query).save_checked()


@service
def rename_filter(*, saved, name, by):
    saved.name = name
    return saved.save_checked()


@service
def remove_filter(*, saved, by):
    """The choice is no longer offered; its row stays."""
    saved.struck = True
    return saved.save_checked()
