"""What waits for somebody on a day as a short text that may be sent: cells and numbers of cases, no names of people."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from development.queries.deadlines import due_for, told
from reports.needs import needs_of


@dataclass(frozen=True)
class Digest:
    """`due` [Due] of the cases that somebody has to act on; `others` [(title, how many)] of what else waits."""

    due: list
    others: list

    def __bool__(self):
        return bool(self.due or self.others)

    @property
    def late(self):
        return sum(one.deadline.late > 0 for one in self.due)

    @property
    def waiting(self):
        """How many things wait in all."""
        return len(self.due) + sum(count for _title, count in self.others)

    def text(self, site):
        """The whole text; `site` is the address at which the app is opened, without a slash at its end."""
        lines = [f"- {told(one)}\n  {site}{one.path}" for one in self.due]
        lines += [f"- {title}: {count}" for title, count in self.others]
        return "\n".join(
            [*lines, "", _("Everything is on the home page: %(url)s") % {"url": f"{site}{reverse('home')}"}]
        )


def digest_of(user, day):
    """The Digest of `user`, who may act where the home page says so."""
    others = [(group.title, len(group.needs)) for group in needs_of(user, day) if group.key != "deadlines"]
    return Digest(due_for(user, day), others)
