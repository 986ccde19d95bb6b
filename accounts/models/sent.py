from django.conf import settings
from django.db import models


class SentForm(models.Model):
    """A form that took effect: its one-time key, and where its sender was led. See `accounts.double_submit`."""

    key = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    led_to = models.CharField(max_length=500, blank=True)

    def __str__(self):
        return self.key
