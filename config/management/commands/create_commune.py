from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from accounts.roles import Role
from cells import services as structure
from common.errors import REFUSALS
from meetings.services import ship_score_sheets
from members.services import ship_lists


class Command(BaseCommand):
    help = "Makes a commune with its score sheets and its first administrator."

    def add_arguments(self, parser):
        parser.add_argument("name", help='for example "xã Trường Hà"')
        parser.add_argument("superior", help='for example "Đảng bộ tỉnh Cao Bằng"')
        parser.add_argument("username", help="user name of the first administrator")
        parser.add_argument("full_name", help="full name of the first administrator")
        parser.add_argument("--password", help="asked for when it is not given")

    def handle(self, *, name, superior, username, full_name, password, **options):
        today = timezone.localdate()
        place = name.removeprefix("xã ")
        try:
            with translation.override("vi"), transaction.atomic():
                commune = structure.found_commune(
                    name=name,
                    organisation=f"Đảng bộ {name}",
                    committee=f"Đảng ủy {name}",
                    superior=superior,
                    place=place,
                    by=None,
                )
                account = User.objects.create_user(username, password or getpass(), full_name)
                structure.grant(account=account, role=Role.ADMIN, commune=commune, since=today, by=account)
                ship_lists(commune=commune, by=account)
                ship_score_sheets(commune=commune, since=today.replace(month=1, day=1), by=account)
        except REFUSALS as error:
            sentences = error.messages if isinstance(error, ValidationError) else [str(error)]
            raise CommandError("\n".join(sentences)) from error
        self.stdout.write(f"{name}: {username}")
