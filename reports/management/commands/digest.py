from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from reports.models import SentDigest
from reports.needs.digest import digest_of
from reports.services import keep_digest


class Command(BaseCommand):
    help = (
        "Tells for each account how much waits today and how much of it is late. Where EMAIL_HOST is set, sends it to "
        "those whom DIGEST_TO names, once a day."
    )

    def handle(self, **options):
        today, failed = timezone.localdate(), 0
        with translation.override("vi"):
            for account in User.objects.filter(is_active=True).order_by("pk"):
                digest = digest_of(account, today)
                if digest:
                    try:
                        sent = self._send(account, digest, today)
                    except OSError as error:  # of the mail server, as smtplib says it; the others get theirs
                        sent, failed = False, failed + 1
                        self.stderr.write(f"{account.username}: {error}")
                    about = {"name": account.username, "waiting": digest.waiting, "late": digest.late}
                    words = _("%(name)s: %(waiting)s waiting, last days over: %(late)s") % about
                    self.stdout.write(", ".join([words, _("sent")] if sent else [words]))
        if failed:
            raise CommandError(_("%(count)s digests could not be sent.") % {"count": failed})

    def _send(self, account, digest, today):
        """Whether it was sent now. It is kept as sent only where the mail server took it."""
        to = settings.DIGEST_TO.get(account.username)
        if not (settings.EMAIL_HOST and to):
            return False
        if SentDigest.objects.filter(account=account, day=today).exists():
            return False
        subject = _("What waits for you on %(day)s") % {"day": f"{today:%d/%m/%Y}"}
        EmailMessage(subject, digest.text(settings.SITE_URL), to=[to]).send()  # nobody waits for it to write
        return keep_digest(account=account, day=today, by=None)
