from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from reports.needs.digest import digest_of
from reports.services import keep_digest


class Command(BaseCommand):
    help = (
        "Tells for each account how much waits today and how much of it is late. Where EMAIL_HOST is set, sends it to "
        "those whom DIGEST_TO names, once a day."
    )

    def handle(self, **options):
        today = timezone.localdate()
        with translation.override("vi"):
            for account in User.objects.filter(is_active=True).order_by("pk"):
                digest = digest_of(account, today)
                if digest:
                    sent = self._send(account, digest, today)
                    about = {"name": account.username, "waiting": digest.waiting, "late": digest.late}
                    words = _("%(name)s: %(waiting)s waiting, last days over: %(late)s") % about
                    self.stdout.write(", ".join([words, _("sent")] if sent else [words]))

    def _send(self, account, digest, today):
        """Whether it was sent now. It is kept as sent only where the mail server took it."""
        to = settings.DIGEST_TO.get(account.username)
        if not (settings.EMAIL_HOST and to):
            return False
        with transaction.atomic():
            if not keep_digest(account=account, day=today, by=None):
                return False
            subject = _("What waits for you on %(day)s") % {"day": f"{today:%d/%m/%Y}"}
            EmailMessage(subject, digest.text(settings.SITE_URL), to=[to]).send()
        return True
