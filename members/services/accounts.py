"""Accounts of who has gone: that one stays has to be said by somebody else than who uses it."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import AccountRuleError, lock
from members.models import KeptAccount
from members.queries.accounts import doubtful_accounts


@service
def keep_account(*, account, commune, reason, today, by):
    """`account` works on rightly, although whom it was given to has gone, and why."""
    if account.pk == by.pk:
        raise AccountRuleError(_("Somebody else says it: not who signs in with the account."))
    lock(commune=commune)
    for doubt in doubtful_accounts(commune.pk, today):
        if doubt.account == account:
            about = {"seat" if doubt.of_seat else "member": doubt.about}
            kept = KeptAccount(commune=commune, account=account, gone_on=doubt.gone_on, reason=reason, **about)
            kept.save_checked()
