"""Who leads a cell."""

from common.prepared import numbers, prepared
from members.enums import PostKind
from members.models import Post


def post_holders(*, cells, day, kind=PostKind.SECRETARY):
    """{cell number: Member} who hold `kind` on `day`."""
    return {post.cell_id: post.member for post in _holders(cells=numbers(cells), day=day, kind=kind)}


@prepared
def _holders(cells, day, kind):
    return Post.objects.on(day).filter(cell__in=cells, kind=kind).select_related("member")


def members_in_posts(*, member_ids, cell, day):
    """{member number: PostKind} for those with a post in `cell` on `day`, the highest first named."""
    rank = {kind: number for number, kind in enumerate(PostKind)}
    posts = Post.objects.on(day).filter(cell=cell, member__in=member_ids)
    found = {}
    for post in sorted(posts, key=lambda p: rank[p.kind], reverse=True):
        found[post.member_id] = PostKind(post.kind)
    return found
