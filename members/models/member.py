from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Commune, Hamlet
from common.addresses import address_of
from common.fields import GRADE, OneLine
from common.partial import PartialDay
from common.promises import OneCommune, stays_in_its_commune
from common.struck import StruckOut, StruckOutQuerySet
from common.text import search_key, sort_key, tone_key
from members.enums import CodeList, Sex
from members.models.codes import Code


class OfMemberQuerySet(ScopedQuerySet):
    """Records of members, open to those who see the member."""

    see = Do.SEE_MEMBERS

    def of_cells(self, cells, day):
        return Q(member__in=Member.objects.filter(Member.objects.all().of_cells(cells, day)))


def digits(count):
    """The check of a number that is kept as text: leading zeros count."""
    return RegexValidator(rf"^[0-9]{{{count}}}\Z", format_lazy(_("Enter exactly {count} digits."), count=count))


def name_holds(text, prefix=""):
    """Condition for names that hold every word of `text`, in any order, whatever the diacritics."""
    words = search_key(text).split()
    return Q(*(Q(**{f"{prefix}search_key__contains": word}) for word in words))


class MemberQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_MEMBERS

    def belonging(self, cells):
        """Condition for members whose present or latest cell is one of `cells`: a cell no longer follows those who
        moved on."""
        rows = self._rows("memberships")
        later = rows.filter(member=OuterRef("member"), since__gt=OuterRef("since"))
        return Q(Exists(rows.filter(~Exists(later), member=OuterRef("pk"), cell__in=cells)))

    def of_cells(self, cells, day):
        """Members who belong to one of `cells`, and guests there on `day`."""
        guests = self._rows("overlays").on(day).filter(member=OuterRef("pk"), cell__in=cells)
        return self.belonging(cells) | Q(Exists(guests))

    def _rows(self, name):
        """The rows of `members.models.life` that refer to members under that name."""
        return self.model._meta.get_field(name).related_model.objects

    def known(self):
        """Without the records that were merged into another, or withdrawn with the import that had made them."""
        return self.kept().filter(merged_into=None)

    def within(self, where, day):
        return super().within(where, day).known()  # what was merged away is no record to work on

    def numbered(self, number):
        """Members who have exactly this identity or card number, a former one included."""
        bears = Q(*((name, number) for name in self.model.numbers), _connector=Q.OR)
        return self.filter(bears) if number else self.none()


class Member(StruckOut, Tracked):
    """Đảng viên, as one commune's records know them: the facts of the card-record that the work needs.

    Where and as what somebody is a member is told by `Event` and read from `Membership`. Religion, health, family,
    foreign ties and assets are not on file.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="members")
    full_name = OneLine(_("full name"), max_length=100)
    search_key = models.CharField(max_length=110, editable=False, db_index=True)
    tone_key = models.CharField(max_length=110, editable=False)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    other_name = OneLine(_("other name"), max_length=100, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    born = PartialDay(_("born"))
    ethnicity = models.ForeignKey(
        Code, verbose_name=_("ethnic group"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    birth_place = OneLine(_("birth registered at"), max_length=200, blank=True)
    birth_place_then = OneLine(_("birth place, name at that time"), max_length=200, blank=True)
    home_place = OneLine(_("home place"), max_length=200, blank=True)
    home_place_then = OneLine(_("home place, former name"), max_length=200, blank=True)
    hamlet = models.ForeignKey(
        Hamlet,
        verbose_name=_("lives in hamlet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="residents",
    )
    residence = OneLine(_("permanent residence"), max_length=200, blank=True)
    temporary_residence = OneLine(_("temporary residence"), max_length=200, blank=True)
    occupation = models.ForeignKey(
        Code, verbose_name=_("occupation"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    education = models.ForeignKey(
        Code, verbose_name=_("general education"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    grade = OneLine(
        _("grade completed"),
        max_length=5,
        blank=True,
        validators=[GRADE],
        help_text=_("As 8/10, 9/12 or 12/12."),
    )
    qualification = models.ForeignKey(
        Code,
        verbose_name=_("professional qualification"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    degree = OneLine(_("degree"), max_length=100, blank=True)
    theory = models.ForeignKey(
        Code, verbose_name=_("political theory"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    languages = OneLine(_("languages"), max_length=100, blank=True)
    union_on = PartialDay(_("joined the Youth Union"))
    decided_on = PartialDay(_("admission decision signed"))
    ceremony_on = PartialDay(_("admission ceremony"))
    official_on = PartialDay(_("official since"))
    admitted_at = OneLine(_("admitted in cell"), max_length=200, blank=True)
    introducers = OneLine(_("introduced by"), max_length=200, blank=True)
    party_since = PartialDay(_("party age counts from"), editable=False)
    profile_no = OneLine(_("profile number"), max_length=12, blank=True)
    card_no = OneLine(_("member card no."), max_length=12, blank=True, validators=[digits(12)])
    card_on = PartialDay(_("card issued on"))
    card_at = OneLine(_("card issued by"), max_length=120, blank=True)
    old_card_no = OneLine(_("former card no."), max_length=12, blank=True)
    id_number = OneLine(_("identity number"), max_length=12, blank=True, validators=[digits(12)])
    old_id_number = OneLine(_("former identity number"), max_length=9, blank=True, validators=[digits(9)])
    phone = OneLine(
        _("phone"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^0[0-9]{9}\Z", _("Enter ten digits that begin with 0."))],
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
    )
    struck = models.BooleanField(_("withdrawn"), default=False, editable=False)  # entered by an import since undone

    commune_path = "commune"
    objects = MemberQuerySet.as_manager()
    looks_leave_a_trail = True
    # Shown in part, and in full only to those who say why; never in the trail.
    # 06-HD/TW §9: the birth date is that of the admission file, a name changes only by decision; the dates of the Party
    # life decide over Party age and badges.
    locked = ("full_name", "born", "decided_on", "ceremony_on", "official_on")
    masked = ("id_number", "card_no", "old_card_no", "old_id_number", "phone")
    trail_hidden = masked
    numbers = ("id_number", "card_no", "old_card_no", "old_id_number")  # by which somebody is found
    code_lists = {
        "ethnicity": CodeList.ETHNICITY,
        "occupation": CodeList.OCCUPATION,
        "education": CodeList.EDUCATION,
        "qualification": CodeList.QUALIFICATION,
        "theory": CodeList.THEORY,
    }

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ("sort_key", "pk")
        constraints = [
            OneCommune(
                name="member_in_one_commune",
                ways=[
                    "commune",
                    "hamlet__commune",
                    "ethnicity__commune",
                    "occupation__commune",
                    "education__commune",
                    "qualification__commune",
                    "theory__commune",
                    "merged_into__commune",
                ],
            ),
            stays_in_its_commune("member_stays_in_its_commune"),
            models.UniqueConstraint(
                name="identity_number_once",
                fields=["commune", "id_number"],
                condition=~Q(id_number="") & Q(merged_into__isnull=True, struck=False),
                violation_error_message=_("Another member has this identity number."),
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return address_of("members:detail", self.pk)

    def save(self, *args, **kwargs):
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self):
        """Fill in what finds and sorts the name; other scripts fall into more letters than they show."""
        for name, key in (("search_key", search_key), ("tone_key", tone_key), ("sort_key", sort_key)):
            setattr(self, name, key(self.full_name)[: self._meta.get_field(name).max_length])

    def clean(self):
        for name, which in self.code_lists.items():
            code = getattr(self, name)
            if code and (code.list != which or code.commune_id != self.commune_id):
                raise ValidationError({name: _("Choose an entry of this list.")})
        refuse_foreign(self, "hamlet")
