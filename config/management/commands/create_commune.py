from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from cells import services as structure
from cells.models import Commune
from cells.queries.accounts import administrators
from common.text import one_line
from development.services import ship_admission_rules, ship_organisations
from meetings.services import ship_score_sheets
from members.services import ship_lists
from oversight.services import ship_agencies

KINDS = ("xã", "phường", "thị trấn", "đặc khu")


class Command(BaseCommand):
    help = "Lập một xã với các bảng chấm điểm và quản trị viên đầu tiên; hỏi những gì chưa cho biết."

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?", help='ví dụ "xã Trường Hà"')
        parser.add_argument("superior", nargs="?", help='Đảng bộ cấp trên, ví dụ "Đảng bộ tỉnh Cao Bằng"')
        parser.add_argument("username", nargs="?", help="tên đăng nhập của quản trị viên đầu tiên, ví dụ quantri")
        parser.add_argument("full_name", nargs="?", help="họ và tên của quản trị viên đầu tiên")
        parser.add_argument("--password", help="không cho thì lệnh sẽ hỏi, chữ gõ vào không hiện ra")

    def handle(self, *, name, superior, username, full_name, password, **options):
        with translation.override("vi"):
            name = self._asked(_("Name of the commune (for example xã Trường Hà)"), name, _commune_name)
            superior = self._asked(_("Party organisation above (for example Đảng bộ tỉnh Cao Bằng)"), superior, _filled)
            there = Commune.objects.filter(name=name, superior=superior).first()
            if there and (names := administrators(there.pk).values_list("username", flat=True)):
                words = _("%(commune)s is there already, with the administrator %(names)s. Nothing was changed.")
                return self.stdout.write(words % {"commune": there, "names": ", ".join(names)})
            username = self._asked(
                _("User name of the first administrator (for example quantri)"), username, _free_name
            )
            full_name = self._asked(_("Full name of the first administrator"), full_name, _filled)
            person = User(username=username, full_name=full_name)
            password = self._password(person, password)
            _found(name, superior, person, password)
            words = _(
                "%(commune)s is made. Open the app, sign in as %(name)s, and follow “First steps” on the home page."
            )
            self.stdout.write(words % {"commune": name, "name": username})

    def _asked(self, question, given, check):
        """What `check` makes of `given` or of the answer to `question`, which is asked until it is good."""
        while True:
            try:
                return check(given if given is not None else self._answer(question))
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                given = None

    def _answer(self, question):
        try:
            return input(f"{question}: ")
        except EOFError as error:
            raise CommandError(_("Missing: %(what)s.") % {"what": question}) from error

    def _password(self, person, given):
        while True:
            typed = given or self._secret(_("Password (at least 10 characters, not shown while typing)"))
            try:
                validate_password(typed, person)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
            else:
                if given or typed == self._secret(_("The same password once more")):
                    return typed
                self.stderr.write(_("The two passwords differ. Please type them again."))
            given = None

    def _secret(self, question):
        try:
            return getpass(f"{question}: ")
        except EOFError as error:
            raise CommandError(_("Missing: %(what)s.") % {"what": question}) from error


def _filled(text):
    if not one_line(text):
        raise ValidationError(_("Please fill this in."))
    return one_line(text)


def _commune_name(text):
    """The name with the word for what it is, small: "xã Trường Hà"."""
    text = _filled(text)
    for kind in KINDS:
        if text.lower().startswith(f"{kind} "):
            return f"{kind}{text[len(kind) :]}"
    return f"{KINDS[0]} {text}"


def _free_name(text):
    """A user name that nobody has, as accounts take it."""
    person = User(username=_filled(text))
    person.clean_fields(exclude=[field.name for field in User._meta.fields if field.name != "username"])
    person.validate_unique()
    return person.username


@transaction.atomic
def _found(name, superior, person, password):
    """The commune with its lists, rules, score sheets and the account of `person` as its administrator."""
    today = timezone.localdate()
    kind = next(kind for kind in KINDS if name.startswith(f"{kind} "))
    bodies = {"organisation": f"Đảng bộ {name}", "committee": f"Đảng ủy {name}", "place": name.removeprefix(f"{kind} ")}
    commune = structure.found_commune(name=name, superior=superior, by=None, **bodies)
    account = User.objects.create_user(person.username, password, person.full_name, commune=commune.pk)
    structure.grant(account=account, role=Role.ADMIN, commune=commune, since=today, by=None)
    ship_lists(commune=commune, by=account)
    ship_admission_rules(commune=commune, by=account)
    ship_organisations(commune=commune, by=account)
    ship_agencies(commune=commune, by=account)
    ship_score_sheets(commune=commune, since=today.replace(month=1, day=1), by=account)
