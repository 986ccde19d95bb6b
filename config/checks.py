"""What production must not start with."""

from django.conf import settings
from django.core.checks import Error, Tags, register

WEAKEST_SECRET = 50  # characters


@register(Tags.security)
def production_is_closed(app_configs=None, **kwargs):
    """A weak secret, DEBUG or open hosts are refused; `config/wsgi.py` asks before it serves."""
    if not settings.PRODUCTION:
        return []
    errors = []
    if len(settings.SECRET_KEY) < WEAKEST_SECRET or len(set(settings.SECRET_KEY)) < 10:
        errors.append(Error("SECRET_KEY is too weak: at least 50 random characters.", id="sochibo.E001"))
    if settings.DEBUG:
        errors.append(Error("DEBUG must be off in production.", id="sochibo.E002"))
    if not settings.ALLOWED_HOSTS or any(host in ("*", ".") for host in settings.ALLOWED_HOSTS):
        errors.append(Error("ALLOWED_HOSTS must name the hosts of this office.", id="sochibo.E003"))
    return errors
