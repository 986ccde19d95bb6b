"""A hamlet: its cell over time, who lives there, who is on the way into the Party, and what is under way there."""

from datetime import timedelta
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import may, scope
from cells.enums import ServingKind
from cells.models import Hamlet
from cells.queries import in_charge
from common.plots import Stretch, Strips
from development.models import Candidate, Founding, Movement, Profile
from development.queries.board import names_of_cases
from development.queries.cases import case_files
from development.queries.founding import under_way
from members.enums import Sex, Standing
from members.models import Membership
from members.queries.hamlets import states_of_hamlets
from reports.tables.hamlets import lacking_since
from reports.tables.people import members_listed

TONES = {ServingKind.OWN: "ok", ServingKind.JOINT: "info"}
AT_LEAST = timedelta(days=5 * 365)  # that a picture shows
MOVEMENTS = 8  # of these so many are shown, the latest


class HamletToday:
    """A `hamlet` as `user` may read it on `today`. Each part asks its own right: what is not for the user is None or
    empty. The number of queries does not depend on how much there is."""

    def __init__(self, user, hamlet, today):
        self.user, self.hamlet, self.today = user, hamlet, today
        states = states_of_hamlets(hamlets=[hamlet], day=today)
        self.state = next(iter(states), None)  # None once it was merged into another

    def may(self, do):
        """Whether the user may do that in the whole commune of the hamlet."""
        return scope(self.user, do).has(commune=self.hamlet.commune_id, cell=None)

    @property
    def may_edit(self):
        return self.may(Do.EDIT_STRUCTURE)

    # Its cell

    @cached_property
    def servings(self):
        """[Serving] of its life, the earliest first."""
        return list(self.hamlet.servings.select_related("cell").order_by("since", "pk"))

    @cached_property
    def in_charge(self):
        """Name of the Committee member in charge of its cell, or empty."""
        serving = self.state and self.state.serving
        found = in_charge(cells=[serving.cell], day=self.today) if serving else {}
        return next((member.full_name for member in found.values()), "")

    @cached_property
    def former_names(self):
        return list(self.hamlet.former_names.order_by("until", "pk"))

    @cached_property
    def lacks(self):
        """[sentence]: since when nobody of the Party lives there, since when no cell serves it."""
        return lacking_since(self.state, members=self.reads_figures) if self.state else []

    @cached_property
    def plot(self):
        """Strips of its cell, for who reads figures of whether members lived there too; None where nothing is known."""
        cells = [Stretch(row.since, row.until, row.get_kind_display(), TONES[row.kind]) for row in self.servings]
        lived = self._lived() if self.reads_figures else []
        begun = [one.since for one in (*cells, *lived)]
        if not begun or self.state is None:
            return None
        start = min(*begun, self.today - AT_LEAST)
        told = {_("cell"): _filled(cells, start, self.today, _("no cell"))}
        if self.reads_figures:
            first = lived[0].since if lived else start  # before that the records do not tell
            told[_("Members living there")] = _filled(lived, first, self.today, _("no members"))
        return Strips(_("Cell and members of the hamlet over time"), told, self.today)

    def _lived(self):
        """[Stretch] during which at least one member lived there, one after the other."""
        rows = Membership.objects.filter(member__hamlet=self.hamlet, since__lte=self.today).order_by("since", "pk")
        found = []
        for since, until in rows.values_list("since", "until"):
            if found and (found[-1].until is None or since <= found[-1].until):
                last = found.pop()
                until = None if until is None or last.until is None else max(until, last.until)
                since = last.since
            found.append(Stretch(since, until, _("members"), "ok"))
        return found

    # Who lives there

    @cached_property
    def reads_figures(self):
        hamlets = Hamlet.objects.for_doing(self.user, Do.SEE_REPORTS)
        return hamlets.filter(pk=self.hamlet.pk).exists()

    @cached_property
    def living(self):
        """[(what, how many)] of the members who live there today; None where figures are not the user's to read."""
        if not self.reads_figures or self.state is None:
            return None
        numbers = [member for member, _cell in self.state.members.hold]
        rows = Membership.objects.on(self.today).filter(member__in=numbers)
        rows = list(rows.values_list("standing", "member__sex"))
        return [
            (_("members"), len(rows)),
            *((standing.label, sum(row[0] == standing for row in rows)) for standing in reversed(Standing)),
            (_("women"), sum(sex == Sex.FEMALE for _standing, sex in rows)),
        ]

    @cached_property
    def members_url(self):
        """Their list, where every cell that they belong to is open to the user; else empty."""
        hold, seen = self.state.members.hold if self.state else (), scope(self.user, Do.SEE_MEMBERS)
        opens = hold and all(seen.has(commune=self.hamlet.commune_id, cell=cell) for _member, cell in hold)
        return members_listed(self.today, hamlet=self.hamlet.pk) if opens else ""

    # What is under way

    @cached_property
    def founding(self):
        """The FoundingFile of a cell for it that is under way, or None."""
        seen = may(self.user, Do.SEE_FOUNDINGS)
        return under_way([self.hamlet.pk]).get(self.hamlet.pk) if seen else None

    @cached_property
    def act(self):
        """The one thing to do about its cell: (address, words), or None."""
        if self.founding:
            return self.founding.url, _("To the founding of its cell")
        serving = self.state and self.state.serving
        if self.state and not (serving and serving.kind == ServingKind.OWN) and self.may(Do.EDIT_FOUNDINGS):
            return f"{reverse('development:add-founding')}?{urlencode({'hamlet': self.hamlet.pk})}", _(
                "Begin a founding"
            )
        return None

    @cached_property
    def founded(self):
        """[Founding] by which a cell of the hamlet was founded, as far as the user may see them."""
        if not may(self.user, Do.SEE_FOUNDINGS):
            return []
        cells = [row.cell_id for row in self.servings]
        return list(Founding.objects.visible_to(self.user).filter(cell__in=cells).select_related("cell"))

    @cached_property
    def movements(self):
        """[Movement] in the hamlet, the latest first."""
        if not may(self.user, Do.SEE_ORGANISATIONS):
            return []
        rows = Movement.objects.visible_to(self.user).kept().filter(places__hamlet=self.hamlet, places__struck=False)
        return list(rows.order_by("-year", "name", "pk")[:MOVEMENTS])

    @cached_property
    def candidates(self):
        """[(address, name, its CaseState)] of the people on the way into the Party who live there now."""
        if not may(self.user, Do.SEE_CANDIDATES):
            return []
        cases = Candidate.objects.visible_to(self.user).open().filter(commune=self.hamlet.commune_id)
        homes = dict(
            Profile.objects.kept()
            .filter(candidate__in=cases, since__lte=self.today)
            .order_by("since", "pk")
            .values_list("candidate", "hamlet")
        )
        here = [case for case, home in homes.items() if home == self.hamlet.pk]
        found = list(Candidate.objects.filter(pk__in=here).select_related("cell").order_by("sort_key", "pk"))
        names = names_of_cases(found)
        return [
            (file.candidate.get_absolute_url(), names[file.candidate.pk], file.course(self.today).told)
            for file in case_files(found)
        ]


def _filled(told, start, end, nothing):
    """`told` [Stretch], in order, with what stands between them, and before and after, as `nothing`."""
    found, day = [], start
    for one in told:
        if one.since > day:
            found.append(Stretch(day, one.since, nothing, "bad"))
        found.append(one)
        day = one.until
        if day is None:
            return found
    return found + ([Stretch(day, None, nothing, "bad")] if day <= end else [])
