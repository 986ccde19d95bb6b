"""Classes and certificates: how long one is valid, and who is still to be trained."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Max, OuterRef, Subquery

from cells.models import Cell, Term
from cells.queries import terms_of
from common.counted import first_of
from common.prepared import numbers, prepared
from members.enums import IN_COMMITTEE, CourseKind, CourseResult, PostKind, Standing
from members.models import Attendee, Member, Membership, Post
from members.rules.life import PROBATION


def certificate_valid_until(issued_on, rules):
    """The last day on which an awareness certificate counts (06-HD/TW §5.4b), by the CertificateRules of
    the day of its issue."""
    return issued_on + relativedelta(months=rules.certificate_months)


@dataclass(frozen=True)
class Leader:
    """Somebody in a `post` of a cell, with when the term began (`since`: the post, or a congress after it) and the last
    day of the latest class for leaders completed, or None."""

    cell: Cell
    member: Member
    since: date
    trained_on: date | None
    day: date
    post: Post | None = None

    @property
    def this_year(self):
        return self.trained_on is not None and self.trained_on.year == self.day.year

    @property
    def this_term(self):
        """Since the term began."""
        return self.trained_on is not None and self.trained_on >= self.since


def leader_now(day):
    """Annotations of a Cell on `day`: name of the secretary; since when the post and the present term last;
    `trained_on`, the last day of the latest class for leaders that the secretary completed. None without."""
    posts = Post.objects.on(day).filter(kind=PostKind.SECRETARY).order_by("pk")
    led = posts.filter(cell=OuterRef(OuterRef("pk"))).values("member")
    done = _courses_completed(CourseKind.LEADERS, day).filter(member__in=led).order_by("-course__ends_on")
    return {
        "secretary": first_of(posts, "cell", "member__full_name"),
        "post_since": first_of(posts, "cell", "since"),
        "term_since": first_of(Term.objects.on(day).order_by("-since"), "cell", "since"),
        "trained_on": Subquery(done.values("course__ends_on")[:1]),
    }


def leaders(*, cells, day, kinds=(PostKind.SECRETARY,)):
    """[Leader] of `cells` on `day` in posts of `kinds`, in the order of the cells; three queries."""
    posts = _posts(cells=numbers(cells), day=day, kinds=kinds)
    trained = _completed(CourseKind.LEADERS, day, [post.member_id for post in posts])
    terms = terms_of(cells)

    def begun(post):
        return max([post.since, *(term.since for term in terms[post.cell_id] if term.holds_on(day))])

    return [Leader(post.cell, post.member, begun(post), trained.get(post.member_id), day, post) for post in posts]


@prepared
def _posts(cells, day, kinds):
    posts = Post.objects.on(day).filter(cell__in=cells, kind__in=kinds).select_related("cell", "member")
    return posts.order_by("cell__search_key", "cell", "pk")


def last_classes(members, day):
    """{member number: Attendee, with its course, of the latest class for leaders completed by `day`}; one query."""
    return {row.member_id: row for row in _classes(members=members, day=day)}


@prepared
def _classes(members, day):
    done = _courses_completed(CourseKind.LEADERS, day).filter(member__in=members).select_related("course")
    return done.order_by("course__ends_on", "pk")


@dataclass(frozen=True)
class Newcomer:
    """A probationary member who has not completed the class for new members; `ends_on` is the end of probation."""

    cell: Cell
    member: Member
    ceremony_on: date | None

    @property
    def ends_on(self):
        return self.ceremony_on and self.ceremony_on + PROBATION


def newcomers(*, cells, day):
    """[Newcomer] of `cells` on `day`, whose probation ends first at the top; two queries."""
    rows = Membership.objects.on(day).filter(cell__in=cells, standing=Standing.PROBATIONARY)
    rows = list(rows.select_related("cell", "member").order_by("member__ceremony_on", "member__sort_key", "member"))
    done = _completed(CourseKind.NEW_MEMBERS, day, [row.member_id for row in rows])
    return [Newcomer(row.cell, row.member, row.member.ceremony_on.whole) for row in rows if row.member_id not in done]


def meant_for(course, *, cells):
    """Memberships of those of `cells` whom `course` is for on its first day; of nobody when it is for anybody."""
    rows = Membership.objects.on(course.starts_on).filter(cell__in=cells)
    if course.kind == CourseKind.LEADERS:
        posts = Post.objects.on(course.starts_on).filter(kind__in=IN_COMMITTEE)
        return rows.filter(member__in=posts.values("member"))
    if course.kind == CourseKind.NEW_MEMBERS:
        return rows.filter(standing=Standing.PROBATIONARY)
    return rows.none()


def _completed(kind, day, members):
    """{member number: last day of the latest course of `kind` completed by `day`}."""
    return dict(_last_days(kind=kind, day=day, members=members))


@prepared
def _last_days(kind, day, members):
    done = _courses_completed(kind, day).filter(member__in=members)
    return done.order_by().values_list("member").annotate(Max("course__ends_on"))


def _courses_completed(kind, day):
    return Attendee.objects.filter(course__kind=kind, course__ends_on__lte=day, result=CourseResult.COMPLETED)
