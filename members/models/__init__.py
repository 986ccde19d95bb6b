from members.models.member import Member, Membership, Overlay, Post
from members.models.target import Target

__all__ = ["Member", "Membership", "Overlay", "Post", "Target"]
