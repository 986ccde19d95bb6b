from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from cells.models import Commune
from development.queries.forgetting import to_forget
from development.services import forget_case


class Command(BaseCommand):
    help = "Removes the names from cases that ended without admission longer ago than each commune keeps them."

    def handle(self, **options):
        today = timezone.localdate()
        with translation.override("vi"):
            for commune in Commune.objects.order_by("pk"):
                count = sum(forget_case(candidate=case, on=today, by=None) for case in to_forget(commune, today))
                self.stdout.write(f"{commune}: {count}")
