"""Who holds which post in the cells, and what there is to put right."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.models import Cell
from cells.queries import terms_over
from common.prepared import numbers, prepared
from members.enums import IN_COMMITTEE, LEADING, NOT_EXPECTED, PostKind
from members.models import GroupRules, Overlay, Post
from members.queries.headcount import COMMITTEE_FROM_OFFICIAL, Headcount, headcounts
from members.queries.namesakes import apart

GROUPS_LEAST = 2  # "several"
COMMITTEE_LEAST, COMMITTEE_MOST = 3, 7  # 294-QĐ/TW §23.2: at most 7; at least 3 (own)


class PostWarning(TextChoices):
    """What may be wrong with the posts of a cell: told, never refused, because there are appointed exceptions."""

    NO_SECRETARY = "no_secretary", gettext_lazy("no secretary")
    COMMITTEE_NEEDED = "committee_needed", gettext_lazy("no cell committee")
    COMMITTEE_EARLY = "committee_early", gettext_lazy("a cell committee without nine official members")
    COMMITTEE_SMALL = "committee_small", gettext_lazy("cell committee too small")
    COMMITTEE_LARGE = "committee_large", gettext_lazy("cell committee too large")
    GROUPS_NEEDED = "groups_needed", gettext_lazy("no Party groups")
    ABSENT = "absent", gettext_lazy("post held by somebody absent")
    TERM_OVER = "term_over", gettext_lazy("term over")


@dataclass
class CellPosts:
    """The posts of a cell on a day: `filled` {PostKind: [Post with its member]}; `terms` {number of a post: the first
    day after its term}; `warnings` [(PostWarning, sentence)]."""

    cell: Cell
    head: Headcount
    filled: dict = field(default_factory=lambda: defaultdict(list))
    terms: dict = field(default_factory=dict)
    warnings: list = field(default_factory=list)

    @property
    def posts(self):
        """[(PostKind, [Post])] of every kind."""
        return [(kind, self.filled[kind]) for kind in PostKind]

    @property
    def committee(self):
        """Members of the cell committee; secretary and deputy belong to it where there is one."""
        if not self.filled[PostKind.COMMITTEE]:
            return set()
        return {post.member_id for kind in IN_COMMITTEE for post in self.filled[kind]}


def posts_of(*, cells, day):
    """[CellPosts] of `cells` on `day`, in their order, with what to put right (domain 2.3). Nine queries."""
    heads = headcounts(cells=cells, day=day)
    found = {cell.pk: CellPosts(cell, heads.get(cell.pk, Headcount())) for cell in cells}
    posts = Post.objects.on(day).filter(cell__in=cells).select_related("member").order_by("since", "pk")
    names = apart(post.member for post in posts)
    for post in posts:
        post.name = names[post.member_id]
        found[post.cell_id].filled[post.kind].append(post)
    ends_on = terms_over(cells)
    for post in posts:
        if post.kind in IN_COMMITTEE:
            found[post.cell_id].terms[post.pk] = ends_on(found[post.cell_id].cell, post.since)
    rules_on = GroupRules.objects.over_time({cell.commune_id for cell in cells})
    over = defaultdict(list)
    absent = Overlay.objects.on(day).filter(kind__in=NOT_EXPECTED, member__in=posts.values("member"))
    for overlay in absent:
        over[overlay.member_id].append(overlay.get_kind_display())
    for entry in found.values():
        entry.warnings += _of_the_cell(entry)
        entry.warnings += _of_groups(entry, rules_on(entry.cell.commune_id, day))
        for post in (post for posts in entry.filled.values() for post in posts):
            entry.warnings += _of_the_post(post, over[post.member_id], entry.terms.get(post.pk), day)
    return list(found.values())


def _of_the_cell(entry):
    elects, size = entry.head.elects_committee, len(entry.committee)
    words = {"count": size, "official": entry.head.official, "needed": COMMITTEE_FROM_OFFICIAL}
    words |= {"least": COMMITTEE_LEAST, "most": COMMITTEE_MOST}
    told = (
        (PostWarning.NO_SECRETARY, not entry.filled[PostKind.SECRETARY], _("It has no secretary.")),
        (
            PostWarning.COMMITTEE_NEEDED,
            elects and not size,
            _("It has %(official)s official members and no cell committee."),
        ),
        (
            PostWarning.COMMITTEE_EARLY,
            size and not elects,
            _("It has a cell committee with %(official)s official members; one is elected from %(needed)s."),
        ),
        (
            PostWarning.COMMITTEE_SMALL,
            0 < size < COMMITTEE_LEAST,
            _("Its cell committee has %(count)s members; at least %(least)s are needed."),
        ),
        (
            PostWarning.COMMITTEE_LARGE,
            size > COMMITTEE_MOST,
            _("Its cell committee has %(count)s members; at most %(most)s are allowed."),
        ),
    )
    return [(kind, sentence % words) for kind, applies, sentence in told if applies]


def _of_groups(entry, rules):
    """Each Party group has a leader: a cell so large that it is to have groups has at least two (294-QĐ/TW §20.3.2)."""
    groups, size = len(entry.filled[PostKind.GROUP_LEADER]), entry.head.total
    if size >= rules.groups_from and groups < GROUPS_LEAST:
        words = _(
            "It has %(members)s members and %(groups)s leaders of Party groups; from %(needed)s members it has groups."
        )
        yield PostWarning.GROUPS_NEEDED, words % {"members": size, "groups": groups, "needed": rules.groups_from}


def _of_the_post(post, states, ends, day):
    words = {"post": post.get_kind_display(), "name": post.name}
    for state in states:
        yield PostWarning.ABSENT, _("%(name)s (%(post)s) is %(state)s.") % (words | {"state": state})
    if ends and ends <= day:
        yield (
            PostWarning.TERM_OVER,
            _("The term of %(name)s (%(post)s) was over on %(day)s.") % (words | {"day": f"{ends:%d/%m/%Y}"}),
        )


def post_holders(*, cells, day):
    """{cell number: Member} who are secretaries on `day`."""
    return {post.cell_id: post.member for post in _holders(cells=numbers(cells), day=day)}


@prepared
def _holders(cells, day):
    return Post.objects.on(day).filter(cell__in=cells, kind=PostKind.SECRETARY).select_related("member")


@prepared
def leading_posts(cell, day):
    """[Post with its member] of secretary and deputies of the cell of that number on `day`, the secretary first."""
    leading = Post.objects.on(day).filter(cell=cell, kind__in=LEADING).select_related("member")
    return leading.order_by("-kind")  # each of them is one person at a time


def members_in_posts(*, member_ids, cell, day):
    """{member number: PostKind} for those with a post in `cell` on `day`, the highest first named."""
    rank = {kind: number for number, kind in enumerate(PostKind)}
    found = {}
    posts = _posts_of(members=member_ids, cell=cell.pk, day=day)
    for member, kind in sorted(posts, key=lambda post: rank[post[1]], reverse=True):
        found[member] = PostKind(kind)
    return found


@prepared
def _posts_of(members, cell, day):
    return Post.objects.on(day).filter(cell=cell, member__in=members).values_list("member", "kind")
