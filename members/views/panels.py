"""What members adds to the pages of other apps."""

from django.utils import timezone

from accounts.roles import Do
from cells.access import may, scope
from cells.enums import CellState
from common.panels import Panel
from members.models import Arrears, HamletRole
from members.queries.accounts import doubtful_accounts
from members.queries.contradictions import otherwise
from members.queries.dues import unpaid_in
from members.queries.namesakes import apart, apart_by_number


class AccountPanel(Panel):
    """That the person an account was given to has gone, and that it stays all the same."""

    template = "members/kept_account.html"

    def facts(self, user, account):
        if not may(user, Do.CONFIRM_ROLES):
            return None
        doubts = doubtful_accounts(account.commune, timezone.localdate())
        doubts = [doubt for doubt in doubts if doubt.account == account]
        kept = list(account.kept.select_related("member", "seat"))
        if not doubts and not kept:
            return None
        return {"account": account, "doubts": doubts, "kept": kept, "may_keep": account != user}


class OtherwisePanel(Panel):
    """What was recorded of a cell or a hamlet after its end, or of a Committee member who was not in charge any more,
    and why that was recorded all the same."""

    template = "members/otherwise.html"

    def facts(self, user, record):
        lasts = getattr(record, "state", "") == CellState.ACTIVE
        if lasts or not scope(user, Do.EDIT_MEMBERS).has(commune=record.commune_id, cell=None):
            return None
        despite = list(record.despite.select_related("account"))
        return {"despite": despite, "otherwise": otherwise(record)} if despite else None


class HamletPeoplePanel(Panel):
    """Members who are head of the hamlet, persons of prestige or elders there, as far as their files are open."""

    template = "members/hamlet_people.html"

    def facts(self, user, hamlet):
        roles = HamletRole.objects.visible_to(user).kept().filter(hamlet=hamlet).select_related("member")
        roles = sorted(roles, key=lambda role: (role.until is not None, role.since, role.pk))
        names = apart(role.member for role in roles)
        return {"people": [(role, names[role.member_id]) for role in roles]} if roles else None


class DuesPanel(Panel):
    """Who of a cell has not paid Party dues."""

    template = "members/unpaid.html"

    def facts(self, user, cell):
        place = {"commune": cell.commune_id, "cell": cell.pk}
        if cell.state != "active" or not scope(user, Do.SEE_MEMBERS).has(**place):
            return None
        found = unpaid_in(cell, timezone.localdate())
        names = apart_by_number({member for member, _name, _since in found})
        rows = [(names[member], Arrears(since=since)) for member, _name, since in found]
        return {"cell": cell, "unpaid": rows, "may_keep": scope(user, Do.KEEP_DUES).has(**place)}
