from collections import defaultdict

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.access import commune_id
from cells.models import Hamlet
from cells.queries import names_of_cells
from common.fields import DayField, OneLineFormField, PastDayField
from common.forms import Select
from common.prepared import prepared
from members.enums import MINORITY, NOT_EXPECTED, Change, HamletRoleKind, OverlayKind, PostKind, Sex, Standing
from members.models import Code, Member, Membership

ALL = _("all")
CAME = (Change.JOINED, Change.ADMITTED, Change.ARRIVED, Change.RESTORED)
WENT = (Change.TRANSFERRED, Change.DIED, Change.EXPELLED, Change.REMOVED, Change.LEFT)
# What a list of "not recorded" may ask for.
MAY_MISS = ("born", *Member.code_lists, "hamlet", "party_since", "official_on", "id_number", "card_no", "phone")


def _pairs(members):
    return [(member.value, member.label) for member in members]


class Choice(forms.ChoiceField):
    """One of `choices`, or none of them, which is called `otherwise`."""

    widget = Select

    def __init__(self, label, choices=(), otherwise=ALL):
        super().__init__(label=label, required=False, choices=[("", otherwise), *choices])


class Years(forms.IntegerField):
    default_error_messages = {"invalid": _("Enter a whole number of years.")}

    def __init__(self, label):
        super().__init__(label=label, required=False, min_value=0, max_value=120)


class MemberFilter(forms.Form):
    """Which members to list, and in which order."""

    MAIN = ("name", "cell", "standing")
    ALWAYS = (*MAIN, "rows")  # the others cost a third of the page, so they are there once asked for
    PER_PAGE, MANY = 50, 300

    name = OneLineFormField(label=_("name"), required=False, max_length=100)
    cell = Choice(_("cell"))
    standing = Choice(_("standing"), Standing.choices)
    on = PastDayField(label=_("On the day"), required=False)
    state = Choice(_("State that day"), _pairs((*NOT_EXPECTED, OverlayKind.HOSTED)))
    post = Choice(_("post"), PostKind.choices)
    hamlet_role = Choice(_("standing in a hamlet"), HamletRoleKind.choices)
    sex = Choice(_("sex"), Sex.choices)
    age_from = Years(_("Age from"))
    age_to = Years(_("Age to"))
    party_age_from = Years(_("Party age from"))
    party_age_to = Years(_("Party age to"))
    ethnicity = Choice(_("ethnic group"))
    occupation = Choice(_("occupation"))
    education = Choice(_("general education"))
    qualification = Choice(_("professional qualification"))
    theory = Choice(_("political theory"))
    hamlet = Choice(_("lives in hamlet"))
    missing = Choice(_("Not recorded in the file"), otherwise="–")
    change = Choice(
        _("Came or left"),
        [(_("came into the headcount"), _pairs(CAME)), (_("left the headcount"), _pairs(WENT))],
        otherwise="–",
    )
    since = DayField(label=_("From the day"), required=False)
    until = DayField(label=_("To before the day"), required=False)
    left = forms.BooleanField(label=_("also those who left"), required=False)
    sort = Choice(
        _("Order of the list"),
        [
            ("name", _("by name")),
            ("born", _("eldest first")),
            ("-born", _("youngest first")),
            ("party", _("longest in the Party first")),
        ],
        otherwise="–",
    )
    rows = Choice(_("Rows on a page"), [(MANY, MANY)], otherwise=PER_PAGE)

    def __init__(self, data, *, user):
        every = self.base_fields
        self.unfolded = "more" in data or any(data.get(name) for name in every if name not in self.ALWAYS)
        if not self.unfolded:
            self.base_fields = {name: every[name] for name in self.ALWAYS}
        super().__init__(data)
        self.visible_cells = dict(names_of_cells(user, Do.SEE_MEMBERS))
        self._offer("cell", self.visible_cells.items())
        if self.unfolded:
            self._offer_more(commune_id(user))

    def _offer_more(self, commune):
        self._offer("ethnicity", [(MINORITY, _("every minority"))])
        entries = defaultdict(list)
        for which, pk, entry in _codes(commune=commune):
            entries[which].append((pk, entry))
        for name, which in Member.code_lists.items():
            self._offer(name, entries[which])
        self._offer("hamlet", _hamlets(cells=list(self.visible_cells)))
        self._offer("missing", [(name, Member._meta.get_field(name).verbose_name) for name in MAY_MISS])

    def _offer(self, name, choices):
        self.fields[name].choices += choices

    @cached_property
    def choice(self):
        """{field: cleaned value; "", or None for years, where nothing or nonsense was chosen}."""
        self.is_valid()
        empty = {name: None if isinstance(field, Years) else "" for name, field in MemberFilter.base_fields.items()}
        return empty | {name: value for name, value in self.cleaned_data.items() if value is not None}

    @property
    def cells(self):
        """Numbers of the cells whose members are listed."""
        return [int(self.choice["cell"])] if self.choice["cell"] else list(self.visible_cells)

    @cached_property
    def chosen(self):
        """{field: text} of what makes sense of the address."""
        self.is_valid()
        chosen = {name: self.data.get(name, "") for name in self.fields if name not in self.errors}
        return {name: text for name, text in chosen.items() if text}

    @property
    def query(self):
        """What was chosen, as it stands in an address."""
        return urlencode(self.chosen)

    @property
    def main(self):
        return [self[name] for name in self.MAIN]

    @property
    def more(self):
        return [field for field in self if field.name not in self.ALWAYS]

    @property
    def wrong(self):
        """Whether one of the further filters has to be corrected."""
        return any(name not in self.MAIN for name in self.errors)


@prepared
def _codes(commune):
    codes = Code.objects.filter(commune=commune).order_by("position", "name", "pk")
    return codes.values_list("list", "pk", "name")


@prepared
def _hamlets(cells):
    """Where members of `cells` live."""
    here = Membership.objects.filter(member__hamlet=OuterRef("pk"), cell__in=cells)
    return Hamlet.objects.filter(Exists(here)).order_by("search_key", "pk").values_list("pk", "name")


class NumberForm(forms.Form):
    """An identity or card number, whole: somebody is found by it, nobody by a part of it."""

    number = OneLineFormField(
        label=_("Identity or card number, whole"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_number(self):
        return self.cleaned_data["number"].replace(" ", "")


class FilterNameForm(forms.Form):
    name = OneLineFormField(label=_("Name of the choice"), max_length=60)
