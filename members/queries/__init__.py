"""Figures about members, each with one definition. Every screen, file and score asks here."""

from members.queries.badges import BadgeRow, badge_due, badges_due, next_badge, without_party_age
from members.queries.flow import CAME, Flow, changed, flow, flows
from members.queries.headcount import (
    COMMITTEE_FROM_OFFICIAL,
    MINIMUM_OFFICIAL,
    Headcount,
    guests_of_cell,
    headcount,
    headcounts,
    headcounts_on,
    heads_now,
    members_of_cell,
    standings_in_cell,
    total,
)
from members.queries.member import (
    days_out_in,
    known_as,
    last_rating,
    memberships_of,
    open_files,
    overlays_of,
    party_age_between,
    party_age_of,
    posts_on,
)
from members.queries.posts import members_in_posts, post_holders
