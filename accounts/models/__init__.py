from accounts.models.sent import SentForm
from accounts.models.trail import TrailEntry
from accounts.models.user import User
