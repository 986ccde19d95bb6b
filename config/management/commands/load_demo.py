import gc

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from accounts.models import User
from config.apps import tell_planner
from config.demo import build


class Command(BaseCommand):
    help = "Fills an empty database with sample data up to today."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are accounts already")

    def handle(self, *, if_empty, **options):
        if User.objects.exists():
            if if_empty:
                return
            raise CommandError("The database is not empty; sample data goes into an empty one only.")
        if settings.PRODUCTION:
            raise CommandError("Sample accounts have a known password: they are not made in production.")
        gc.disable()  # many small objects in a short time: collecting them costs a sixth of it
        try:
            with translation.override("vi"):
                build(timezone.localdate(), lambda part: self.stdout.write(f"Sample data: {part} …"))
        finally:
            gc.enable()
        tell_planner()
