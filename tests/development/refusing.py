"""A mail server that does not know one address."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.locmem import EmailBackend

UNKNOWN = "hong@xa.vn"


class Backend(EmailBackend):
    def send_messages(self, messages):
        for message in messages:
            if UNKNOWN in message.to:
                raise SMTPRecipientsRefused({UNKNOWN: (550, b"no such user")})
        return super().send_messages(messages)
