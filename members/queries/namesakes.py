"""Names distinguished from everybody whom the commune knows: for places that name some people and not others."""

from common.people import told_apart
from common.prepared import numbers, prepared
from members.models import Member
from members.models.member import name_holds


def apart(members):
    """{member number: name, with what tells it apart from others of that name in the commune} of `members`, guests and
    those who left among them. One query, none without members."""
    members = {member.pk: member for member in members}
    if not members:
        return {}
    communes = sorted({member.commune_id for member in members.values()})
    keys = sorted({member.search_key for member in members.values()})
    names = told_apart([*_alike(communes=communes, keys=keys), *members.values()])
    return {pk: names[pk] for pk in members}


def apart_by_number(members):
    """The same of the numbers `members`; one query, none without members."""
    members = numbers(members)
    alike = _alike_to(members=members) if members else []
    names = told_apart(one for one in alike if one.pk in members or not (one.struck or one.merged_into_id))
    return {pk: names[pk] for pk in members}


def fitting(user, text):
    """Members that `user` may see, former ones too, whose name holds the words of `text` up to a bracket."""
    return Member.objects.visible_to(user).known().filter(name_holds(text.split("(")[0]))


def with_names(rows):
    """`rows` about a `member`, or about somebody else by `name`, each with its `full_name` distinguished; one query."""
    rows = list(rows)
    names = apart(row.member for row in rows if row.member_id)
    for row in rows:
        row.full_name = names.get(row.member_id, row.name)
    return rows


def called(rows):
    """[row] of `rows` about a `member` or something else, each with `called`: its member's name, distinguished, or
    nothing; one query."""
    rows = list(rows)
    names = apart(row.member for row in rows if row.member_id)
    for row in rows:
        row.called = names.get(row.member_id, "")
    return rows


@prepared
def _alike(communes, keys):
    rows = Member.objects.known().filter(commune__in=communes, search_key__in=keys)
    return rows.only("commune", "full_name", "search_key", "born")


@prepared
def _alike_to(members):
    """[Member] with those of `members`: everybody who bears the name of one of them in the commune, known or not."""
    same = Member.objects.filter(pk__in=members).order_by()
    rows = Member.objects.filter(search_key__in=same.values("search_key"), commune__in=same.values("commune"))
    return rows.only("full_name", "born", "struck", "merged_into")
