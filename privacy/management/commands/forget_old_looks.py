from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from cells.models import Commune
from privacy.models import PrivacyRules
from privacy.services import forget_looks


class Command(BaseCommand):
    help = "Removes looks and exports from the trail that are older than each commune keeps them; changes stay."

    def handle(self, **options):
        today = timezone.localdate()
        with translation.override("vi"):
            for commune in Commune.objects.order_by("pk"):
                years = PrivacyRules.objects.in_force(commune, today).retention_years
                first_kept = datetime.combine(today - relativedelta(years=years), datetime.min.time())
                count = forget_looks(commune=commune, before=timezone.make_aware(first_kept), by=None)
                self.stdout.write(f"{commune}: {count}")
